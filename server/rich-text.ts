// Descriptions are Markdown as typed; shown as safe HTML by the same renderer as drafts.

import { readMarkdown } from './import/markdown.ts'
import { toDraft } from './import/units.ts'

const kept = new Map<string, string>()

export function richText(markdown: string): string {
  const known = kept.get(markdown)
  if (known !== undefined) return known
  const html = toDraft(readMarkdown(new TextEncoder().encode(markdown)))
    .units.map(u => u.html)
    .join('\n')
  if (kept.size > 200) kept.clear()
  kept.set(markdown, html)
  return html
}
