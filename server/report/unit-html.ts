// The safe HTML of a unit as paragraphs, list items and tables of runs: what Word and PDF files are drawn from.

import { counted } from '../import/numerals.ts'
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import { pictureId } from './pictures.ts'

export interface Look {
  bold?: true
  italic?: true
  code?: true
  sup?: true
  sub?: true
  href?: string
  /** Drawn where it can be; `text` stands for it where it cannot. */
  picture?: { id: string; alt: string }
}
export type Run = Look & { text: string }
export interface TableCell {
  header: boolean
  colspan: number
  rowspan: number
  pieces: Piece[]
}
export type Piece =
  | { kind: 'text'; runs: Run[]; quote: boolean; level: number; marker: string }
  | { kind: 'code'; text: string }
  | { kind: 'table'; rows: TableCell[][] }

interface Place {
  quote: boolean
  /** Depth in lists; 0 outside. */
  level: number
}

const looks: Record<string, Look> = {
  strong: { bold: true },
  b: { bold: true },
  em: { italic: true },
  i: { italic: true },
  code: { code: true },
  sup: { sup: true },
  sub: { sub: true },
}
const blocks = new Set(['p', 'ul', 'ol', 'table', 'pre', 'blockquote', 'div'])

export function piecesOf(html: string): Piece[] {
  const out: Piece[] = []
  collect(parseFragment(html).childNodes, { quote: false, level: 0 }, '', out)
  return out
}

/** Runs of bare inline HTML: a heading. */
export const runsOf = (html: string): Run[] => piecesOf(html).flatMap(piece => (piece.kind === 'text' ? piece.runs : []))

const isElement = (node: Tree.ChildNode): node is Tree.Element => 'tagName' in node
const attribute = (node: Tree.Element, name: string): string | undefined => node.attrs.find(a => a.name === name)?.value

/** Blocks become pieces; the inlines between them one piece each time. `marker` belongs to the first piece of an item. */
function collect(nodes: Tree.ChildNode[], place: Place, marker: string, out: Piece[]): void {
  let runs: Run[] = []
  let mark = marker
  const flush = () => {
    if (runs.some(run => run.text.trim()) || mark) out.push({ kind: 'text', runs, ...place, marker: mark })
    if (runs.length) mark = ''
    runs = []
  }
  for (const node of nodes) {
    if (!isElement(node) || !blocks.has(node.tagName)) {
      inline(node, {}, runs)
      continue
    }
    if (runs.some(run => run.text.trim())) flush()
    else runs = []
    if (node.tagName === 'ul' || node.tagName === 'ol') {
      if (mark) flush()
      list(node, place, out)
    } else if (node.tagName === 'table') out.push({ kind: 'table', rows: tableRows(node) })
    else if (node.tagName === 'pre') out.push({ kind: 'code', text: plain(node) })
    else collect(node.childNodes, node.tagName === 'blockquote' ? { ...place, quote: true } : place, mark, out)
    mark = ''
  }
  if (runs.length || mark) flush()
}

function inline(node: Tree.ChildNode, look: Look, runs: Run[]): void {
  if ('value' in node) return void runs.push({ ...look, text: node.value })
  if (!isElement(node)) return
  if (node.tagName === 'br') return void runs.push({ ...look, text: '\n' })
  if (node.tagName === 'img') {
    const alt = attribute(node, 'alt') ?? ''
    return void runs.push({ ...look, text: `[${alt || '…'}]`, picture: { id: pictureId(attribute(node, 'src') ?? ''), alt } })
  }
  const href = node.tagName === 'a' ? attribute(node, 'href') : undefined
  const inner = { ...look, ...looks[node.tagName], ...(href && /^(https?|mailto):/i.test(href) ? { href } : {}) }
  for (const child of node.childNodes) inline(child, inner, runs)
}

function list(node: Tree.Element, place: Place, out: Piece[]): void {
  const ordered = node.tagName === 'ol'
  let n = Number(attribute(node, 'start') ?? 1)
  for (const item of node.childNodes) {
    if (!isElement(item) || item.tagName !== 'li') continue
    const [label] = item.childNodes
    const own = label && isElement(label) && attribute(label, 'class') === 'label'
    const marker = own ? plain(label) : ordered ? `${counted(n, formats[attribute(node, 'type') ?? ''] ?? 'decimal')}.` : '•'
    collect(own ? item.childNodes.slice(1) : item.childNodes, { ...place, level: place.level + 1 }, marker, out)
    n++
  }
}

function tableRows(node: Tree.Element): TableCell[][] {
  const rows: TableCell[][] = []
  const walk = (element: Tree.Element) => {
    for (const child of element.childNodes) {
      if (!isElement(child)) continue
      if (child.tagName === 'caption') rows.push([{ header: true, colspan: 1, rowspan: 1, pieces: inner(child) }])
      else if (child.tagName === 'tr') rows.push(child.childNodes.filter(isElement).map(cell))
      else walk(child)
    }
  }
  walk(node)
  return rows.filter(row => row.length > 0)
}

const cell = (node: Tree.Element): TableCell => ({
  header: node.tagName === 'th',
  colspan: Math.max(1, Number(attribute(node, 'colspan') ?? 1)),
  rowspan: Math.max(1, Number(attribute(node, 'rowspan') ?? 1)),
  pieces: inner(node),
})

function inner(node: Tree.Element): Piece[] {
  const out: Piece[] = []
  collect(node.childNodes, { quote: false, level: 0 }, '', out)
  return out
}

function plain(node: Tree.ChildNode): string {
  if ('value' in node) return node.value
  return isElement(node) ? node.childNodes.map(plain).join('') : ''
}

/** The list formats of HTML, by the names office programs give them. */
const formats: Record<string, string> = { a: 'lowerLetter', A: 'upperLetter', i: 'lowerRoman', I: 'upperRoman' }

/** True when the first letter with a direction runs right to left. */
export function isRtl(text: string): boolean {
  const first = /[\p{L}]/u.exec(text)?.[0]
  return (
    first !== undefined && /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first)
  )
}
