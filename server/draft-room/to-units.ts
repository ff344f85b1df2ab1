// From the nodes of the shared draft back to its units, drawn by the importer's own pen: what nobody touched comes back letter by letter.

import { sameNodes, type Attrs, type DocNode, type Mark } from '../../shared/draft-doc.ts'
import type { DraftUnit } from '../../shared/draft.ts'
import { isUnitId } from '../../shared/draft-ids.ts'
import type { Block, Cell, Inline, ListItem } from '../import/blocks.ts'
import { blocksHtml, blocksText, headingHtml, type Drawing } from '../import/render.ts'
import { countItems, countRows } from '../import/tree.ts'
import { readUnit } from './read-html.ts'

type Text = Extract<Inline, { text: string }>
type Prose = Extract<Block, { kind: 'prose' }>
const formats = ['a', 'A', 'i', 'I'] as const

export interface Known {
  /** Units as they stand in the tables: where nothing was touched, they are taken from here. */
  units?: readonly DraftUnit[]
  /** Marks of footnotes in the order they had when the text was planted: while that holds they keep their numbers. */
  marks?: readonly string[]
}

/** The units of a draft in their order; blocks without words and pictures are left out. */
export function toUnits(nodes: readonly DocNode[], known: Known = {}): DraftUnit[] {
  const groups = grouped(nodes)
  const numbers = numbersFor(groups.flat(), known.marks)
  const renumbered = numbers !== null
  const was = new Map((known.units ?? []).map(u => [u.id, u]))
  return groups.flatMap(group => {
    const id = group[0]?.attrs?.['unit']
    if (!isUnitId(id)) return []
    const before = was.get(id)
    if (before && !renumbered && sameNodes(readUnit(before), group)) return [before]
    return drawUnit(id, group, mark => numbers?.get(mark) ?? mark)
  })
}

function grouped(nodes: readonly DocNode[]): DocNode[][] {
  const groups: DocNode[][] = []
  for (const node of nodes) {
    const last = groups.at(-1)
    if (node.attrs?.['goesOn'] && last) last.push(node)
    else groups.push([node])
  }
  return groups
}

function drawUnit(id: string, group: DocNode[], numberOf: (mark: string) => string): DraftUnit[] {
  const notes = new Map<string, string>()
  const blocks = blocksOf(group, notes)
  const [first] = blocks
  const drawing: Drawing = { mark: numberOf }
  const html = withPictures(first?.kind === 'heading' ? headingHtml(first, drawing) : blocksHtml(blocks, drawing))
  const text = blocksText(blocks)
  if (text === '' && !html.includes('<img ')) return []
  const footnotes = [...notes].map(([mark, words]) => ({ mark: numberOf(mark), text: words }))
  const level = first?.kind === 'heading' ? first.level : null
  return [{ id, kind: kindOf(blocks, group), level, html, text, items: countItems(blocks), rows: countRows(blocks), footnotes }]
}

function kindOf(blocks: Block[], group: DocNode[]): DraftUnit['kind'] {
  if (blocks[0]?.kind === 'heading') return 'heading'
  const has = (kind: Block['kind']): boolean => blocks.some(b => b.kind === kind)
  if (has('table')) return group.some(n => n.attrs?.['row']) && countRows(blocks) === 1 ? 'row' : 'table'
  if (has('list')) return 'list'
  return has('code') && !has('prose') ? 'code' : 'prose'
}

/** Pictures of the draft keep their address; any other address is left out. */
const withPictures = (html: string): string =>
  html
    .replace(/<img src="picture:(\/c\/[a-z0-9-]+\/file\/[0-9a-z]+|picture:[^"]*)" /g, '<img src="$1" ')
    .replace(/<img src="picture:(?!p)[^"]*" alt="[^"]*">|<img src="picture:picture:[^"]*[<>][^"]*" alt="[^"]*">/g, '')

function blocksOf(nodes: readonly DocNode[], notes: Map<string, string>): Block[] {
  const out: Block[] = []
  let caption: Inline[] | null = null
  for (const node of nodes) {
    if (caption && node.type !== 'table') {
      out.push({ kind: 'prose', content: caption })
      caption = null
    }
    if (node.type === 'caption') caption = inlinesOf(node.content, notes)
    else {
      out.push(...blockOf(node, notes, caption))
      caption = null
    }
  }
  if (caption) out.push({ kind: 'prose', content: caption })
  return out
}

function blockOf(node: DocNode, notes: Map<string, string>, caption: Inline[] | null): Block[] {
  const children = node.content ?? []
  switch (node.type) {
    case 'heading': {
      const level = Math.min(9, Math.max(1, Math.trunc(Number(node.attrs?.['level'] ?? 1)) || 1))
      return [{ kind: 'heading', level, ...numbered(children, notes) }]
    }
    case 'blockquote':
      return blocksOf(children, notes).map(b => (b.kind === 'prose' ? { ...b, quote: true } : b))
    case 'code_block':
      return [{ kind: 'code', text: children.map(n => n.text ?? '').join('') }]
    case 'bullet_list':
    case 'ordered_list':
      return [listOf(node, notes)]
    case 'table':
      return [tableOf(node, notes, caption)]
    default:
      return [{ kind: 'prose', ...numbered(children, notes) }]
  }
}

function listOf(node: DocNode, notes: Map<string, string>): Block {
  const start = Number(node.attrs?.['start'] ?? 1)
  const format = formats.find(f => f === node.attrs?.['format'])
  const labelled = Boolean(node.attrs?.['labelled'])
  const ordered = node.type === 'ordered_list'
  return {
    kind: 'list',
    ordered,
    ...(ordered && Number.isInteger(start) && { start }),
    ...(format && { format }),
    items: (node.content ?? []).map(item => itemOf(item, labelled, notes)),
  }
}

/** What the file's own program wrote before an item stands before its first words, or, in a list of such, nowhere. */
function itemOf(item: DocNode, labelled: boolean, notes: Map<string, string>): ListItem {
  const blocks = contentOf(item, notes)
  const [first, ...rest] = blocks
  if (!labelled || first?.kind !== 'prose' || first.number === undefined) return { content: blocks }
  const { number, ...words } = first
  return { label: number, content: [words, ...rest] }
}

/** The blocks of an item or cell; an empty paragraph alone is nothing, and bold words alone in a paragraph of their own are a small heading. */
function contentOf(node: DocNode, notes: Map<string, string>): Block[] {
  const blocks = blocksOf(node.content ?? [], notes)
  const [only, ...more] = blocks
  if (only?.kind !== 'prose' || more.length) return blocks
  if (!only.content.length && !only.number && !only.quote) return []
  return node.attrs?.['loose'] && isBold(only) ? [asHeading(only)] : blocks
}
const isBold = ({ content }: Prose): boolean =>
  content.some(piece => 'text' in piece) && content.every(piece => !('text' in piece) || piece.bold)
const asHeading = ({ content, number }: Prose): Block => ({
  kind: 'heading',
  level: 9,
  content: content.map(piece => ('text' in piece ? plain(piece) : piece)),
  ...(number && { number }),
})
function plain({ bold: _, ...piece }: Text): Text {
  return piece
}

function tableOf(node: DocNode, notes: Map<string, string>, caption: Inline[] | null): Block {
  const before = caption?.length ? { caption } : {}
  const rows = (node.content ?? []).map(row => ({ cells: (row.content ?? []).map(cell => cellOf(cell, notes)) }))
  return { kind: 'table', rows, ...before }
}

function cellOf(cell: DocNode, notes: Map<string, string>): Cell {
  return {
    content: contentOf(cell, notes),
    ...(cell.type === 'table_header' && { header: true as const }),
    ...spans(cell.attrs, 'colspan', 99),
    ...spans(cell.attrs, 'rowspan', 999),
  }
}
function spans(attrs: Attrs | undefined, name: 'colspan' | 'rowspan', most: number): Pick<Cell, 'colspan' | 'rowspan'> {
  const n = Number(attrs?.[name] ?? 1)
  return Number.isInteger(n) && n > 1 ? { [name]: Math.min(n, most) } : {}
}

/** A label at the beginning is what the file's own program wrote before the text. */
function numbered(nodes: readonly DocNode[], notes: Map<string, string>): { content: Inline[]; number?: string } {
  const [first, ...rest] = nodes
  const label = first?.type === 'text' && first.marks?.some(m => m.type === 'label') ? first.text : undefined
  return label ? { content: inlinesOf(rest, notes), number: label } : { content: inlinesOf(nodes, notes) }
}

function inlinesOf(nodes: readonly DocNode[] | undefined, notes: Map<string, string>): Inline[] {
  return (nodes ?? []).flatMap((node): Inline[] => {
    if (node.type === 'text') return [inline(node.text ?? '', node.marks ?? [])]
    if (node.type === 'hard_break') return [{ break: true }]
    if (node.type === 'image') return [{ image: textIn(node, 'src'), alt: textIn(node, 'alt') }]
    if (node.type !== 'footnote') return inlinesOf(node.content, notes)
    const mark = textIn(node, 'mark')
    const text = node.attrs?.['text']
    if (typeof text === 'string' && !notes.has(mark)) notes.set(mark, text)
    return [{ note: mark }]
  })
}
const textIn = (node: DocNode, name: string): string => String(node.attrs?.[name] ?? '')

function inline(text: string, marks: Mark[]): Text {
  const has = (type: string): boolean => marks.some(m => m.type === type)
  const href = marks.find(m => m.type === 'link')?.attrs?.['href']
  return {
    text,
    ...(has('strong') && { bold: true as const }),
    ...(has('em') && { italic: true as const }),
    ...(has('code') && { code: true as const }),
    ...(has('sup') && { sup: true as const }),
    ...(has('sub') && { sub: true as const }),
    ...(typeof href === 'string' && { href }),
  }
}

/** New numbers by mark, in the order of the text; null while the marks stand as they were planted, or some of them left. */
function numbersFor(nodes: readonly DocNode[], planted: readonly string[] | undefined): Map<string, string> | null {
  const marks = marksIn(nodes)
  const order = planted ?? marks.filter(mark => /^\d+$/.test(mark))
  let from = 0
  for (const mark of marks) {
    const place = order.indexOf(mark, from)
    if (place < 0) return new Map(marks.map((m, n) => [m, String(n + 1)]))
    from = place + 1
  }
  return null
}

/** Marks of footnotes, each once, in the order of the text. */
export function marksIn(nodes: readonly DocNode[]): string[] {
  const marks = new Set<string>()
  const walk = (node: DocNode): void => {
    if (node.type === 'footnote') marks.add(textIn(node, 'mark'))
    for (const child of node.content ?? []) walk(child)
  }
  for (const node of nodes) walk(node)
  return [...marks]
}
