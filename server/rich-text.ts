// Descriptions are Markdown as typed; shown as safe HTML by the same renderer as drafts.

import { readMarkdown } from './import/markdown.ts'
import { toDraft } from './import/units.ts'

const kept = new Map<string, string>()

/** A whole page: headings stay headings, below the page's own. */
export const richPage = (markdown: string): string =>
  keptAs(`page ${markdown}`, () =>
    unitsOf(markdown)
      .map(u => (u.kind === 'heading' ? `<h${headingLevel(u.level)}>${u.html}</h${headingLevel(u.level)}>` : u.html))
      .join('\n'),
  )

export const richText = (markdown: string): string =>
  keptAs(markdown, () =>
    unitsOf(markdown)
      .map(u => u.html)
      .join('\n'),
  )

const unitsOf = (markdown: string) => toDraft(readMarkdown(new TextEncoder().encode(markdown))).units
const headingLevel = (level: number | null): number => Math.min(6, Math.max(2, level ?? 2))

function keptAs(key: string, make: () => string): string {
  const known = kept.get(key)
  if (known !== undefined) return known
  const html = make()
  if (kept.size > 200) kept.clear()
  kept.set(key, html)
  return html
}
