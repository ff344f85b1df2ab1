// A unit as somebody typed it: cleaned like everything that comes from outside, with its kind read from what stands in it.

import type { Body, DraftUnit } from '../../shared/draft.ts'
import { cleanHtml } from '../import/clean.ts'
import { bodyIn, shears } from '../import/cut.ts'

/** Null when nothing readable is left. A heading takes the words of one paragraph, or all of them without their form. */
export function written(kind: DraftUnit['kind'], level: number | null, html: string): (Body & Pick<DraftUnit, 'level'>) | null {
  const clean = cleanHtml(html)
  if (!clean.text.trim() && !clean.html.includes('<img')) return null
  const body = bodyIn(clean.html, clean.text, kind)
  if (kind !== 'heading') return { ...body, level: null }
  const inside = shears.inside(body.html)
  const words =
    inside ?? clean.html.replace(/<\/?(p|ul|ol|li|table|tr|td|th|caption|thead|tbody|blockquote|pre)\b[^>]*>/g, ' ').trim()
  return { kind, level, html: words, text: clean.text.replace(/\s+/g, ' ').trim(), items: 0, rows: 0 }
}
