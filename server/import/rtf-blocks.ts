// Paragraphs of an RTF file, as they come, to blocks: rows to tables, labelled paragraphs to nested lists.
import type { Block, Cell, Inline, ListItem, Row } from './blocks.ts'
import { hasSubstance, plain, squeeze } from './inlines.ts'
import { markOf } from './text-lines.ts'

export interface RtfParagraph {
  content: Inline[]
  level: number | null
  /** The label that the writer's program made, and how far in the item stands. */
  item: { label: string; depth: number } | null
}
export interface RtfCellPlan {
  merged: boolean
  starts: boolean
  hangs: boolean
}

/** Rows are gathered while they come; anything else ends the table. */
export interface RtfFlow {
  blocks: Block[]
  pending: RtfParagraph[]
  rows: Row[]
  /** For each column the cell that may still reach further down. */
  reaching: (Cell | undefined)[]
}
export const newFlow = (): RtfFlow => ({ blocks: [], pending: [], rows: [], reaching: [] })

export function endTable(flow: RtfFlow): void {
  if (flow.rows.length > 0) flow.blocks.push({ kind: 'table', rows: flow.rows })
  flow.rows = []
  flow.reaching = []
}

export function addRow(flow: RtfFlow, cells: readonly RtfParagraph[][], plans: readonly RtfCellPlan[], header: boolean): void {
  const row: Row = { cells: [] }
  cells.forEach((paragraphs, column) => {
    const plan = plans[column]
    const content = blocksOfParagraphs(paragraphs)
    const above = flow.reaching[column]
    const before = row.cells.at(-1)
    if (plan?.merged && before) {
      before.colspan = (before.colspan ?? 1) + 1
      before.content.push(...content)
    } else if (plan?.hangs && above) {
      above.rowspan = (above.rowspan ?? 1) + 1
      above.content.push(...content)
    } else {
      const cell: Cell = { ...(header ? { header: true as const } : {}), content }
      row.cells.push(cell)
      flow.reaching[column] = plan?.starts ? cell : undefined
    }
  })
  if (row.cells.length > 0) flow.rows.push(row)
}

export function blocksOfParagraphs(paragraphs: readonly RtfParagraph[]): Block[] {
  const out: Block[] = []
  let items: RtfParagraph[] = []
  const settle = (): void => {
    if (items.length > 0) out.push(...listsOf(items))
    items = []
  }
  for (const paragraph of paragraphs) {
    const content = squeeze(paragraph.content)
    if (!hasSubstance(content)) continue
    if (paragraph.item && paragraph.level === null) items.push({ ...paragraph, content })
    else {
      settle()
      const number = paragraph.item?.label
      if (paragraph.level === null) out.push({ kind: 'prose', content })
      else
        out.push({
          kind: 'heading',
          level: paragraph.level,
          content,
          ...(number && /[\p{L}\p{N}]/u.test(number) ? { number } : {}),
        })
    }
  }
  settle()
  return out
}

function listsOf(items: readonly RtfParagraph[]): Block[] {
  const [first] = items
  if (!first) return []
  const depth = first.item?.depth ?? 0
  const mark = markOf(`${first.item?.label ?? '-'} x`)
  const list: ListItem[] = []
  // A browser counts 1. 2. 3. and draws dots by itself; any other label is kept, for all items or for none.
  const asCounted = items.every(
    ({ item }) => /^\d+\.$/.test(item?.label ?? '') || !/[\p{L}\p{N}]/u.test(item?.label ?? '') || item?.label === 'o',
  )
  let held: RtfParagraph[] = []
  const settle = (): void => {
    list.at(-1)?.content.push(...listsOf(held))
    held = []
  }
  for (const item of items) {
    if ((item.item?.depth ?? 0) > depth) {
      held.push(item)
      continue
    }
    settle()
    list.push({ content: [{ kind: 'prose', content: item.content }], ...(asCounted ? {} : { label: item.item?.label ?? '' }) })
  }
  settle()
  const ordered = mark !== null && mark.kind !== 'bullet'
  return [
    {
      kind: 'list',
      ordered,
      ...(ordered && mark.kind === 'number' && mark.value !== 1 ? { start: mark.value } : {}),
      items: list,
    },
  ]
}

export const textOfParagraphs = (paragraphs: readonly RtfParagraph[]): string =>
  paragraphs
    .map(paragraph => plain(squeeze(paragraph.content)))
    .join('\n')
    .trim()
