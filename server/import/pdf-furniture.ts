// Headers, footers, page numbers and contents pages of a PDF, told apart from its text.
import type { Line } from './pdf-lines.ts'

export interface PageSize {
  bottom: number
  height: number
}

const wording = (line: Line): string => line.text.toLowerCase().replace(/\s+/g, ' ').trim()
/** The words without their numbers, also roman ones. */
const shape = (line: Line): string => wording(line).replace(/\b[ivxlc]+\b|\d+/g, '#')

/** Lines near the edge of the page that come back at the same height on page after page, numbers aside. */
export function furnitureOf(lines: readonly Line[], sizes: readonly PageSize[]): Set<Line> {
  const seen = new Map<string, Line[]>()
  const area = textArea(lines, sizes)
  const edge = lines.filter(line => {
    const within = (place: PageSize | undefined, share: number): boolean =>
      place !== undefined && Math.abs((line.y - place.bottom) / place.height - 0.5) > 0.5 - share
    return within(sizes[line.page], 0.14) || within(area, 0.08)
  })
  for (const line of edge) seen.set(shape(line), (seen.get(shape(line)) ?? []).concat(line))
  const out = new Set(edge.filter(line => comesBack(line, seen.get(shape(line)) ?? [], sizes.length)))
  for (const line of edge)
    if (/^\W{0,3}\d{1,4}\W{0,3}$/.test(line.text.trim()) && !line.beside && isOutermost(line, lines)) out.add(line)
  return out
}

/** The same words at the same height on some pages, or on most of them words whose number follows the pages. */
function comesBack(line: Line, alike: readonly Line[], pages: number): boolean {
  const level = alike.filter(other => Math.abs(other.y - line.y) <= 6)
  const on = (lines: readonly Line[]): number => new Set(lines.map(other => other.page)).size
  const least = pages < 3 ? 2 : Math.max(3, Math.min(6, pages * 0.08))
  if (on(level.filter(other => wording(other) === wording(line))) >= least) return true
  const follows = (other: Line): boolean => lead(other) === null || lead(line) === null || lead(other) === lead(line)
  return on(level.filter(follows)) >= Math.max(least, pages * 0.4)
}
/** How far the last number of a line is ahead of its page; null where it is roman or there is none. */
function lead(line: Line): number | null {
  const number = /(\d+)\D*$/.exec(line.text)?.[1]
  return number === undefined ? null : Number(number) - line.page
}

/** Where the lines of a file of several pages stand, for pages whose paper is much larger than their print. */
function textArea(lines: readonly Line[], sizes: readonly PageSize[]): PageSize | undefined {
  if (sizes.length < 3) return undefined
  const ys = lines.map(line => line.y).sort((a, b) => a - b)
  const [low = 0, high = 0] = [ys[0], ys.at(-1)]
  return { bottom: low, height: Math.max(1, high - low) }
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
  lines.forEach((line, from) => {
    if (!announces.test(line.text.trim()) || out.has(line)) return
    // Without dots: lines that end in numbers which never fall, right after the word that announces them.
    let [upto, number] = [from + 1, 0]
    for (let next = lines[upto]; next !== undefined; next = lines[upto]) {
      const at = Number(/\s(\d{1,4})\s*$/.exec(next.text)?.[1] ?? -1)
      if (at < number) break
      number = at
      upto++
    }
    if (upto - from > 3) for (const entered of lines.slice(from, upto)) out.add(entered)
  })
  return out
}
