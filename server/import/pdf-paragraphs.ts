// Lines of a PDF put together to paragraphs, by gaps, indents, sizes and whether the next word would have fitted.
import type { Inline } from './blocks.ts'
import type { Line } from './pdf-lines.ts'

export interface Paragraph {
  lines: Line[]
  bullet: boolean
}

const bullet = /^\s*[•●○◦▪■□▫➢➤✓✔–—\-\uf0b7\uf0a7\uf02d\u2023\u25b6o](\s|\t|$)/
export const startsItem = (text: string): boolean => bullet.test(text)
const ends = (text: string): boolean => /[.:;!?…»”"؟。]\s*\d{0,3}\s*$/.test(text)
const opens = (text: string): boolean => /^\s*(\(?[a-z0-9]{1,3}[.)]|§|art(\.|icle|ículo)\b)\s/i.test(text)

/** The usual distance between the lines of a paragraph, by size of letters. */
function pitches(lines: readonly Line[]): Map<number, number> {
  const seen = new Map<number, Map<number, number>>()
  lines.forEach((line, index) => {
    const before = lines[index - 1]
    if (!before || before.page !== line.page || before.size !== line.size) return
    const gap = Math.round((before.y - line.y) * 2) / 2
    if (gap < line.size * 0.8 || gap > line.size * 2.2) return
    const counts = seen.get(line.size) ?? new Map<number, number>()
    seen.set(line.size, counts.set(gap, (counts.get(gap) ?? 0) + 1))
  })
  // Of distances that are about as frequent, the smallest is the one inside paragraphs.
  return new Map(
    [...seen].map(([size, counts]) => {
      const most = Math.max(...counts.values())
      return [size, Math.min(...[...counts].filter(([, n]) => n >= most * 0.4).map(([gap]) => gap))]
    }),
  )
}

export function paragraphsOf(lines: readonly Line[]): Paragraph[] {
  const pitch = pitches(lines)
  const edges = rightEdges(lines)
  const out: Paragraph[] = []
  lines.forEach((line, index) => {
    const paragraph = out.at(-1)
    const before = lines[index - 1]
    const item = startsItem(line.text)
    if (paragraph && before && !item && joins(before, line, pitch, edges, paragraph)) paragraph.lines.push(line)
    else out.push({ lines: [line], bullet: item })
  })
  return out
}

/** The right edge of the column that a line stands in: that of the longest neighbour with the same left edge. */
function rightEdges(lines: readonly Line[]): Map<Line, number> {
  const edges = new Map<Line, number>()
  lines.forEach((line, index) => {
    let edge = line.right
    for (const step of [-1, 1]) {
      for (let at = index + step; Math.abs(at - index) <= 12; at += step) {
        const other = lines[at]
        if (!other || other.page !== line.page || Math.abs(other.x - line.x) > line.size * 3 || other.beside !== line.beside)
          break
        edge = Math.max(edge, other.right)
      }
    }
    edges.set(line, edge)
  })
  return edges
}

function joins(before: Line, line: Line, pitch: Map<number, number>, edges: Map<Line, number>, paragraph: Paragraph): boolean {
  const starts = /^\s*[\p{Ll}(,;]/u.test(line.text) && !opens(line.text)
  const runsOn = starts && !ends(before.text)
  if (Math.abs(before.size - line.size) > (runsOn ? 2.5 : 0.6) || before.bold !== line.bold) return false
  if (before.page !== line.page || line.y > before.y + line.size * 0.5) return runsOn
  const usual = pitch.get(line.size) ?? line.size * 1.25
  if (before.y - line.y > usual * 1.22 + 0.6 || Math.abs(before.y - line.y) < line.size * 0.4) return false
  if (line.bold && before.bold) return true
  // A line pushed in from its neighbours starts a paragraph; so does one whose first word would have fitted above.
  const second = paragraph.lines.length === 1
  const indent = line.rtl ? before.right - line.right : line.x - before.x
  if (indent > line.size * 0.8 && !paragraph.bullet && !(second && starts)) return false
  const word = (/^\S+/.exec(line.text.trim())?.[0].length ?? 1) * line.size * 0.5
  const room = line.rtl ? before.x - Math.min(line.x, before.x) : (edges.get(before) ?? before.right) - before.right
  const fitted = room > word + line.size * 1.2
  if (fitted && (ends(before.text) || !starts)) return false
  return !(opens(line.text) && ends(before.text))
}

const pieceOf = (inline: Inline | undefined): Extract<Inline, { text: string }> | null =>
  inline && 'text' in inline ? inline : null

/** The runs of a paragraph, one line after the other; words parted at the end of a line are put together. */
export function runsOf(paragraph: Paragraph, keepHyphen: (first: string, second: string) => boolean): Inline[] {
  const out: Inline[] = []
  for (const line of paragraph.lines) {
    const last = pieceOf(out.findLast(run => 'text' in run && run.text.trim() !== ''))
    const tail = /(\p{L}+)[-\u00ad\u2010]\s*$/u.exec(last?.text ?? '')
    const head = /^\s*(\p{Ll}+)/u.exec(line.text)
    if (last && tail && head) {
      const at = out.indexOf(last)
      const keep = keepHyphen(tail[1] ?? '', head[1] ?? '')
      out.splice(at, out.length - at, {
        ...last,
        text: keep ? last.text.trimEnd() : last.text.replace(/[-\u00ad\u2010]\s*$/u, ''),
      })
    } else if (out.length > 0)
      out.push({ ...(last?.bold ? { bold: true } : {}), ...(last?.italic ? { italic: true } : {}), text: ' ' })
    out.push(...line.runs)
  }
  return out
}
