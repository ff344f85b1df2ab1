// From numbered Word paragraphs in a row to nested lists that show the numbers that Word shows.
import type { Block, ListItem } from './blocks.ts'
import type { Numbered } from './docx-numbering.ts'

export interface NumberedItem {
  numbered: Numbered
  content: Block[]
  /** An empty paragraph stands before it. */
  apart: boolean
}

type List = Extract<Block, { kind: 'list' }>

export function listsOf(items: NumberedItem[]): List[] {
  const runs: { entry: NumberedItem; item: ListItem }[][] = []
  for (let at = 0; at < items.length;) {
    const entry = items[at]
    if (!entry) break
    let end = at + 1
    while (isBelow(items[end], entry)) end += 1
    const item: ListItem = { content: [...entry.content, ...listsOf(items.slice(at + 1, end))] }
    const run = runs.at(-1)
    if (run && continues(run.at(-1)?.entry, entry)) run.push({ entry, item })
    else runs.push([{ entry, item }])
    at = end
  }
  return runs.map(toList)
}

/** A deeper item of another list belongs here too, unless its number counts on from higher levels of its own. */
function isBelow(item: NumberedItem | undefined, entry: NumberedItem): boolean {
  if (!item || item.numbered.level <= entry.numbered.level) return false
  return item.numbered.list === entry.numbered.list || !item.numbered.reaches
}

/** The same list goes on: bullets beside bullets, a number after the one before it. */
function continues(before: NumberedItem | undefined, after: NumberedItem): boolean {
  if (!before || before.numbered.level !== after.numbered.level || before.numbered.ordered !== after.numbered.ordered)
    return false
  const same = before.numbered.list === after.numbered.list
  return after.numbered.ordered ? same && after.numbered.value === before.numbered.value + 1 : same || !after.apart
}

function toList(run: { entry: NumberedItem; item: ListItem }[]): List {
  const first = run[0]?.entry.numbered
  const items = run.map(({ item }) => item)
  if (!first?.ordered) return { kind: 'list', ordered: false, items }
  if (run.some(({ entry }) => entry.numbered.plain === null)) {
    return { kind: 'list', ordered: true, items: run.map(({ entry, item }) => ({ ...item, label: entry.numbered.label })) }
  }
  const list: List = { kind: 'list', ordered: true, start: first.value, items }
  return first.plain === null || first.plain === 'decimal' ? list : { ...list, format: first.plain }
}
