// What is known of each file of a corpus, and where an imported draft differs from it.
import type { ImportedDraft } from '../../server/import/blocks.ts'

/** One entry of EXPECTED.json in the folder: counts made by other programs than ours. */
export interface Known {
  path: string
  facts: Record<string, unknown>
}

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0)

interface Measure {
  name: string
  ours: number
  fact: number | null
}

/** All headings of a file are those of sections, those in tables and those that left; items likewise. */
export function measures(draft: ImportedDraft, kind: string, facts: Known['facts']): Measure[] {
  const number = (...names: string[]): number =>
    names.reduce((total, name) => total + (typeof facts[name] === 'number' ? facts[name] : 0), 0)
  const left = (kindLeft: string): number => draft.leftOut.filter(entry => entry.kind === kindLeft).length
  const { counts } = draft
  const headings = sum(counts.headings) + counts.headingsInTables + left('heading')
  const items = counts.listItems + counts.numbered + left('listItem')
  if (kind === 'docx') {
    return [
      { name: 'headings', ours: headings, fact: number('headings') },
      { name: 'items', ours: items, fact: number('list') },
      { name: 'tables', ours: counts.tables, fact: number('tables') },
      { name: 'rows', ours: counts.rows, fact: number('rows') },
      { name: 'notes', ours: counts.footnotes, fact: number('footnotes') },
    ]
  }
  if (kind === 'odt') {
    return [
      { name: 'headings', ours: headings, fact: number('headings') },
      { name: 'items', ours: items, fact: number('list_items') },
      { name: 'tables', ours: counts.tables, fact: number('tables') },
      { name: 'rows', ours: counts.rows, fact: number('rows') },
      { name: 'notes', ours: counts.footnotes, fact: number('notes') },
    ]
  }
  // The facts of Markdown know nothing of the HTML inside it, those of HTML count the whole page.
  const whole = kind === 'md' && number('html_block') === 0
  const names = kind === 'md' ? ['headings'] : ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
  const wanted = number(...names)
  const wantedItems = number(kind === 'md' ? 'item' : 'li')
  const furnished = kind === 'html' && draft.leftOut.some(entry => entry.why === 'furniture')
  const least = (ours: number, fact: number): number | null =>
    whole || kind === 'html' ? (furnished ? null : fact) : Math.max(ours, fact)
  return [
    { name: 'headings', ours: headings, fact: least(headings, wanted) },
    { name: 'items', ours: items, fact: least(items, wantedItems) },
    { name: 'tables', ours: counts.tables, fact: kind === 'html' ? number('table') : null },
    { name: 'rows', ours: counts.rows, fact: kind === 'html' ? number('tr') : null },
    { name: 'notes', ours: counts.footnotes, fact: null },
  ]
}

/** What stands more often in the one than in the other. */
export function difference(of: string[], without: string[]): string[] {
  const left = new Map<string, number>()
  for (const piece of without) left.set(piece, (left.get(piece) ?? 0) + 1)
  return of.filter(piece => {
    const n = left.get(piece) ?? 0
    left.set(piece, n - 1)
    return n <= 0
  })
}

/** The blocks under each heading, lists apart from the sentence they were joined to; headings by level. */
export function outline(draft: ImportedDraft, from: RegExp): string[] {
  const sections: string[] = []
  for (const unit of draft.units) {
    if (unit.kind === 'heading' && (sections.length > 0 || from.test(unit.text.trim()))) sections.push(`${unit.level}:`)
    else if (sections.length > 0) {
      const joined = unit.kind === 'list' && unit.html.startsWith('<p>') ? 'prose ' : ''
      sections.push(`${sections.pop()} ${joined}${unit.kind}${unit.items || ''}${unit.rows || ''}`)
    }
  }
  return sections
}
