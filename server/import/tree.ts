// Walking the blocks of a file: what is empty, what is in them, and the counts that the import reports.
import type { Block, Counts, Inline, ListItem } from './blocks.ts'
import { blockText, inlineText, safeHref, tidy } from './render.ts'

type Table = Extract<Block, { kind: 'table' }>

/** Every run of inlines in a block, in the order of reading. */
export function* inlinesOf(block: Block): Generator<Inline[]> {
  if (block.kind === 'heading' || block.kind === 'prose') yield block.content
  if (block.kind === 'table' && block.caption) yield block.caption
  for (const inner of childrenOf(block)) yield* inlinesOf(inner)
}

export function childrenOf(block: Block): Block[] {
  if (block.kind === 'list') return block.items.flatMap(item => item.content)
  if (block.kind === 'table') return block.rows.flatMap(row => row.cells.flatMap(cell => cell.content))
  return []
}

/** Every block in a list of blocks, with whether it stands inside a table. */
export function* everyBlock(blocks: Block[], inTable = false): Generator<{ block: Block; inTable: boolean }> {
  for (const block of blocks) {
    yield { block, inTable }
    yield* everyBlock(childrenOf(block), inTable || block.kind === 'table')
  }
}

function isEmpty(block: Block): boolean {
  if (block.kind === 'heading' || block.kind === 'prose') return block.content.every(isNothing)
  return blockText(block) === '' && [...inlinesOf(block)].every(content => content.every(isNothing))
}

function isNothing(piece: Inline): boolean {
  return 'break' in piece || 'warning' in piece || ('text' in piece && piece.text.trim() === '')
}

/** The block without the empty paragraphs and items inside it; a cell stays, for the columns hang on it. */
function withoutEmpty(block: Block): Block {
  if (block.kind === 'list') {
    const items = block.items.map(item => ({ ...item, content: fullOnly(item.content) }))
    return { ...block, items: items.filter(item => item.content.length > 0) }
  }
  if (block.kind === 'table') {
    const rows = block.rows.map(row => ({ cells: row.cells.map(cell => ({ ...cell, content: fullOnly(cell.content) })) }))
    return { ...block, rows }
  }
  return block
}

export function fullOnly(blocks: Block[]): Block[] {
  return blocks.map(withoutEmpty).filter(block => !isEmpty(block))
}

/** A table of one cell is a frame, not a table. */
export function isFrame(block: Block): block is Table {
  return block.kind === 'table' && block.rows.length === 1 && block.rows[0]?.cells.length === 1
}

/** An item counts when it holds anything, be it only a list nested in it. */
function isCounted(item: ListItem): boolean {
  return item.content.some(block => !isEmpty(block))
}

export function countItems(blocks: Block[]): number {
  let items = 0
  for (const { block } of everyBlock(blocks)) if (block.kind === 'list') items += block.items.filter(isCounted).length
  return items
}

export function countRows(blocks: Block[]): number {
  let rows = 0
  for (const { block } of everyBlock(blocks)) if (block.kind === 'table') rows += block.rows.length
  return rows
}

/**
 * What the file holds. Tables count with those inside cells and the frames of one cell, rows with theirs; list items count
 * wherever they stand, cells included; what is empty never counts. What leaves with a generated list is in `leftOut`
 * instead: headings there (kind 'heading') and those of the units, in tables or not, are together all headings of the file,
 * and items there (kind 'listItem') and `listItems` all its list items. OpenDocument, HTML and Markdown say even of an empty element
 * that it is a heading or an item, so it is listed as left out (why 'empty'); in Word it is an empty paragraph and nothing else.
 */
export function countTree(blocks: Block[]): Omit<Counts, 'headings' | 'headingsInTables' | 'footnotes' | 'comments'> {
  const counts = { numbered: 0, listItems: countItems(blocks), tables: 0, rows: countRows(blocks), images: 0, links: 0 }
  for (const { block } of everyBlock(blocks)) {
    if (block.kind === 'table') counts.tables += 1
    if (block.kind === 'prose' && block.number) counts.numbered += 1
  }
  for (const block of blocks) {
    for (const content of inlinesOf(block)) {
      counts.images += content.filter(piece => 'image' in piece).length
      counts.links += countLinks(content)
    }
  }
  return counts
}

function countLinks(content: Inline[]): number {
  let links = 0
  let open: string | null = null
  for (const piece of tidy(content)) {
    const href = 'text' in piece && piece.href !== undefined ? safeHref(piece.href) : null
    if (href !== null && href !== open) links += 1
    open = href
  }
  return links
}

/** A colon at the end says that the list belongs to the sentence, with or without a space before it, in any script. */
export function announcesList(content: Inline[]): boolean {
  return /[:\u02D0\uA789\uFE13\uFE55\uFF1A][\s\u200B-\u200F\u2060\uFEFF]*$/.test(inlineText(content))
}
