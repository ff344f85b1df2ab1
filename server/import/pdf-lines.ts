// One page of a PDF as lines of text, in the order in which they were written into the file.
import type { Inline } from './blocks.ts'

/** A piece of text as the PDF parser hands it over, with its font already looked up. */
export interface Piece {
  text: string
  x: number
  y: number
  width: number
  size: number
  rtl: boolean
  bold: boolean
  italic: boolean
}
export interface Line {
  page: number
  x: number
  right: number
  y: number
  size: number
  bold: boolean
  rtl: boolean
  /** A gap of several letters, as before the page number of a contents list, is a tab. */
  text: string
  runs: Inline[]
  /** The small raised number it starts with, as footnotes do. */
  mark: string | null
  /** Another line stands beside it: it is part of a table or a column. */
  beside: boolean
}

export function linesOf(pieces: readonly Piece[], page: number): Line[] {
  const groups: Piece[][] = []
  for (const piece of pieces) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (piece.text === '') continue
    if (group && last && continues(last, piece, group)) group.push(piece)
    else if (piece.text.trim() !== '') groups.push([piece])
  }
  const lines = groups.map(group => lineOf(group, page)).filter(line => line.text.trim() !== '')
  for (const line of lines) line.beside = lines.some(other => other !== line && Math.abs(other.y - line.y) < line.size * 0.4)
  return lines
}

function continues(last: Piece, piece: Piece, group: readonly Piece[]): boolean {
  const size = Math.max(last.size, piece.size, ...group.slice(0, 3).map(one => one.size))
  const base = group.find(one => one.size >= size * 0.9)?.y ?? last.y
  if (Math.abs(piece.y - base) > size * 0.5) return false
  const after = piece.x - (last.x + last.width)
  const before = last.x - (piece.x + piece.width)
  const gap = Math.abs(after) < Math.abs(before) ? after : before
  return gap > -size * 1.5 && gap < size * (last.text.trim() === '' ? 40 : 2.5)
}

/** After a foreign word in right-to-left text the parser swallows the space. */
const leavesLatin = (last: Piece, piece: Piece): boolean =>
  !last.rtl && piece.rtl && /\p{L}$/u.test(last.text) && /^\p{L}{2}/u.test(piece.text)

function lineOf(group: readonly Piece[], page: number): Line {
  const weigh = (holds: (piece: Piece) => boolean): number =>
    group.reduce((sum, piece) => sum + (holds(piece) ? piece.text.trim().length : 0), 0)
  const all = weigh(() => true)
  const size = group.reduce(
    (best, piece) => (weigh(one => one.size === piece.size) > weigh(one => one.size === best) ? piece.size : best),
    group[0]?.size ?? 10,
  )
  const y = group.find(piece => piece.size === size)?.y ?? 0
  const raised = (piece: Piece): boolean => piece.size <= size * 0.8 && piece.y > y + size * 0.12 && /\S/.test(piece.text)
  const runs: Inline[] = []
  let text = ''
  let last: Piece | undefined
  for (const piece of group) {
    const gap = last ? Math.max(piece.x - last.x - last.width, last.x - piece.x - piece.width) : 0
    const blank = piece.text.trim() === ''
    if (last && !raised(piece) && (gap > size * 0.18 || leavesLatin(last, piece)) && !/\s$/.test(text) && !/^\s/.test(piece.text))
      append(' ', null)
    append(blank && piece.width > size * 2.5 ? '\t' : piece.text, piece)
    last = piece
  }
  function append(more: string, piece: Piece | null): void {
    text += more
    runs.push({
      text: more,
      ...(piece?.bold ? { bold: true as const } : {}),
      ...(piece?.italic ? { italic: true as const } : {}),
      ...(piece && raised(piece) ? { sup: true as const } : {}),
    })
  }
  const [first] = group.filter(piece => piece.text.trim() !== '')
  const mark =
    first && /^\d{1,3}$/.test(first.text.trim()) && (raised(first) || first.size < size * 0.85) && group.length > 1
      ? first.text.trim()
      : null
  return {
    page,
    x: Math.min(...group.map(piece => piece.x)),
    right: Math.max(...group.map(piece => piece.x + piece.width * (piece.text.trim() === '' ? 0 : 1))),
    y,
    size,
    bold: weigh(piece => piece.bold) > all * 0.9,
    rtl: weigh(piece => piece.rtl) > all / 2,
    text,
    runs,
    mark,
    beside: false,
  }
}
