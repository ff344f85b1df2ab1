// Headers, footers, page numbers and contents pages of a PDF, told apart from its text.
import type { Line } from './pdf-lines.ts'

export interface PageSize {
  bottom: number
  height: number
}

const shape = (line: Line): string =>
  `${Math.round(line.y / 4)}|${line.text
    .toLowerCase()
    .replace(/\b[ivxlc]+\b|\d+/g, '#')
    .replace(/\s+/g, ' ')
    .trim()}`

/** Lines near the edge of the page that come back at the same height on page after page, numbers aside. */
export function furnitureOf(lines: readonly Line[], sizes: readonly PageSize[]): Set<Line> {
  const seen = new Map<string, Set<number>>()
  const edge = lines.filter(line => {
    const size = sizes[line.page]
    const height = size ? (line.y - size.bottom) / size.height : 0.5
    return height > 0.86 || height < 0.14
  })
  for (const line of edge) seen.set(shape(line), (seen.get(shape(line)) ?? new Set()).add(line.page))
  const least = sizes.length < 3 ? 2 : Math.max(3, Math.min(6, sizes.length * 0.08))
  const near = (line: Line): number => {
    const [height, ...words] = shape(line).split('|')
    const around = [-1, 0, 1].map(step => seen.get(`${Number(height) + step}|${words.join('|')}`)?.size ?? 0)
    return around.reduce((sum, n) => sum + n, 0)
  }
  const out = new Set(edge.filter(line => near(line) >= least))
  for (const line of edge)
    if (/^\W{0,3}\d{1,4}\W{0,3}$/.test(line.text.trim()) && !line.beside && isOutermost(line, lines)) out.add(line)
  return out
}

const isOutermost = (line: Line, lines: readonly Line[]): boolean => {
  const ys = lines.filter(other => other.page === line.page && other !== line).map(other => other.y)
  return ys.every(y => y > line.y) || ys.every(y => y < line.y)
}

const entry = /(\.{3,}|…|(\. ){3,}|\t)\s*(\d{1,4}|[ivxlc]{1,7})\s*$/i
const announces =
  /^(table (des matières|of contents)|contents|sommaire|liste des (figures|tableaux)|list of (figures|tables)|índice|contenido|tabla de contenido|inhalt(sverzeichnis)?|περιεχόμενα|المحتويات|فهرس)/i

/** Runs of lines that end in a page number after dots or a gap, with the line that announces them. */
export function contentsOf(lines: readonly Line[]): Set<Line> {
  const out = new Set<Line>()
  const isEntry = lines.map(line => entry.test(line.text))
  const mayEnd = lines.map((line, index) => isEntry[index] === true || /^\s*\d{1,4}\s*$/.test(line.text))
  for (let at = 0; at < lines.length; at++) {
    if (!isEntry[at]) continue
    let last = at
    let hits = 1
    for (let next = at + 1; next < lines.length && next <= last + 4; next++) {
      if (!mayEnd[next]) continue
      last = next
      hits++
    }
    if (hits >= 4) {
      let from = at
      // The first entry may run over several lines; the announcing line stands just above.
      for (let back = 1; back <= 4 && at - back >= 0; back++)
        if (announces.test(lines[at - back]?.text.trim() ?? '')) from = at - back
      for (let i = from; i <= last; i++) {
        const line = lines[i]
        if (line) out.add(line)
      }
    }
    at = last
  }
  return out
}
