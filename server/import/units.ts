// From the blocks of a file to the units of a draft: paragraph, list, table or row carry numbers, headings open sections.
import type {
  Block,
  Cell,
  Counts,
  FoundComment,
  ImportedDraft,
  Inline,
  LeftOut,
  ListItem,
  Row,
  Source,
  Unit,
  Warning,
} from './blocks.ts'
import { blockHtml, blocksText, headingHtml, inlineText } from './render.ts'
import type { Drawing } from './render.ts'
import { announcesList, countItems, countRows, countTree, everyBlock, fullOnly, inlinesOf, isFrame } from './tree.ts'

export interface UnitOptions {
  /** Each row of a table is a unit of its own. */
  rowPerUnit?: boolean
  /** Each outermost item of a list is a unit of its own. */
  itemPerUnit?: boolean
}

type List = Extract<Block, { kind: 'list' }>
type Table = Extract<Block, { kind: 'table' }>
interface Piece {
  kind: Unit['kind']
  blocks: Block[]
}

export function toDraft(source: Source, options: UnitOptions = {}): ImportedDraft {
  const pieces = cut(fullOnly(flat(source.blocks)), options)
  const marks = new Map<string, string>()
  const warnings: Warning[] = [...source.warnings]
  const units = pieces.map((piece, index) => toUnit(piece, index, source, marks, warnings))
  return {
    title: source.title,
    lang: source.lang,
    dir: source.dir,
    guessed: source.guessed,
    units,
    counts: count(source, pieces, marks),
    leftOut: [...source.leftOut, ...empties(source.blocks), ...unhung(source, marks), ...source.comments.map(asLeftOut)],
    warnings,
    pictures: source.pictures,
    comments: source.comments,
  }
}

/** Frames of one cell give up their blocks, and a heading that stands in a list comes out of it: it opens a section. */
function flat(blocks: Block[]): Block[] {
  return blocks.flatMap(block => {
    if (isFrame(block)) {
      const caption: Block[] = block.caption ? [{ kind: 'prose', content: block.caption }] : []
      return [...caption, ...flat(block.rows[0]?.cells[0]?.content ?? [])]
    }
    if (block.kind === 'list' && holdsHeading(block)) return opened(block)
    if (block.kind === 'heading' && inlineText(block.content) === '') return [{ kind: 'prose', content: block.content }]
    return [block]
  })
}

function holdsHeading(list: List): boolean {
  for (const { block, inTable } of everyBlock([list])) if (block.kind === 'heading' && !inTable) return true
  return false
}

function opened(list: List): Block[] {
  const out: Block[] = []
  let items: ListItem[] = []
  let passed = 0
  const flush = () => {
    if (items.length > 0) out.push({ ...list, start: (list.start ?? 1) + passed - items.length, items })
    items = []
  }
  for (const item of list.items) {
    const inside: List = { kind: 'list', ordered: list.ordered, items: [item] }
    if (holdsHeading(inside)) {
      flush()
      out.push(...flat(item.content))
    } else items.push(item)
    passed += 1
    if (item === list.items.at(-1)) flush()
  }
  return out
}

/** The unit rule: a list joins the paragraph before it when that ends with a colon. */
function cut(blocks: Block[], options: UnitOptions): Piece[] {
  const pieces: Piece[] = []
  for (const block of blocks) {
    if (block.kind === 'list') {
      const before = pieces.at(-1)
      const lead = before?.kind === 'prose' ? before.blocks[0] : undefined
      if (options.itemPerUnit) pieces.push(...itemsOf(block))
      else if (before && lead?.kind === 'prose' && announcesList(lead.content)) {
        before.kind = 'list'
        before.blocks.push(block)
      } else pieces.push({ kind: 'list', blocks: [block] })
    } else if (block.kind === 'table' && options.rowPerUnit) pieces.push(...rowsOf(block))
    else pieces.push({ kind: block.kind, blocks: [block] })
  }
  return pieces
}

function itemsOf(list: List): Piece[] {
  return list.items.map((item, index) => ({
    kind: 'list',
    blocks: [{ ...list, start: (list.start ?? 1) + index, items: [item] }],
  }))
}

/** Rows that stand alone: a cell that reached down from an earlier row leaves an empty place, so that columns stay aligned. */
function rowsOf(table: Table): Piece[] {
  const reach: number[] = []
  const pieces: Piece[] = table.caption ? [{ kind: 'prose', blocks: [{ kind: 'prose', content: table.caption }] }] : []
  for (const row of table.rows) {
    const alone: Row = { cells: aligned(row, reach) }
    const [only] = fullOnly([{ kind: 'table', rows: [alone] }])
    if (only) pieces.push({ kind: 'row', blocks: [only] })
  }
  return pieces
}

function aligned(row: Row, reach: number[]): Cell[] {
  const cells: Cell[] = []
  let column = 0
  const skip = () => {
    while ((reach[column] ?? 0) > 0) {
      reach[column] = (reach[column] ?? 1) - 1
      cells.push({ content: [] })
      column += 1
    }
  }
  for (const cell of row.cells) {
    skip()
    const width = cell.colspan ?? 1
    for (let i = 0; i < width; i += 1) reach[column + i] = (cell.rowspan ?? 1) - 1
    column += width
    const { rowspan: _, ...alone } = cell
    cells.push(alone)
  }
  skip()
  return cells
}

function toUnit(piece: Piece, index: number, source: Source, marks: Map<string, string>, warnings: Warning[]): Unit {
  const footnotes: Unit['footnotes'] = []
  for (const inline of piece.blocks.flatMap(block => [...inlinesOf(block)]).flat()) {
    if ('note' in inline && !marks.has(inline.note)) {
      const mark = String(marks.size + 1)
      marks.set(inline.note, mark)
      footnotes.push({ mark, text: blocksText(source.notes.get(inline.note) ?? []) })
    } else warnings.push(...warningsOf(inline, index))
  }
  const drawing: Drawing = { mark: note => marks.get(note) ?? '' }
  const [first] = piece.blocks
  const heading = first?.kind === 'heading' ? first : null
  return {
    kind: piece.kind,
    level: heading ? Math.min(Math.max(heading.level, 1), 9) : null,
    text: blocksText(piece.blocks),
    html: heading ? headingHtml(heading, drawing) : piece.blocks.map(block => blockHtml(block, drawing)).join(''),
    items: countItems(piece.blocks),
    rows: countRows(piece.blocks),
    footnotes,
  }
}

function warningsOf(inline: Inline, unit: number): Warning[] {
  if ('warning' in inline) return [{ code: inline.warning, unit, ...(inline.args ? { args: inline.args } : {}) }]
  return 'image' in inline && inline.alt === null ? [{ code: 'image.alt', unit }] : []
}

function count(source: Source, pieces: Piece[], marks: Map<string, string>): Counts {
  const headings: Record<string, number> = {}
  let headingsInTables = 0
  for (const { blocks } of pieces) {
    for (const { block, inTable } of everyBlock(blocks)) {
      if (block.kind !== 'heading') continue
      if (inTable) headingsInTables += 1
      else headings[String(block.level)] = (headings[String(block.level)] ?? 0) + 1
    }
  }
  const { length: comments } = source.comments
  return { headings, headingsInTables, ...countTree(source.blocks), footnotes: marks.size, comments }
}

/** Headings and items of a file in which nothing stands; paragraphs are not listed. */
function empties(blocks: Block[]): LeftOut[] {
  const out: LeftOut[] = []
  for (const { block } of everyBlock(blocks)) {
    if (block.kind === 'heading' && inlineText(block.content) === '') out.push(nothing('heading', block.level))
    if (block.kind !== 'list') continue
    for (const item of block.items) if (fullOnly(item.content).length === 0) out.push(nothing('listItem', null))
  }
  return out
}

function nothing(kind: string, level: number | null): LeftOut {
  return { why: 'empty', kind, level, text: '' }
}

/** Comments are no part of the text; they are offered apart and listed here, so that nothing of the file is missing. */
function asLeftOut(comment: FoundComment): LeftOut {
  return { why: 'comment', kind: 'comment', level: null, text: comment.text }
}

/** Notes that no unit points to: their text leaves the draft and says so. */
function unhung(source: Source, marks: Map<string, string>): LeftOut[] {
  return [...source.notes]
    .filter(([id]) => !marks.has(id))
    .map(([, blocks]): LeftOut => ({ why: 'furniture', kind: 'footnote', level: null, text: blocksText(blocks) }))
    .filter(left => left.text !== '')
}
