// Pictures of numbers, as the inside of an SVG of any width: columns along time, bars of a share, pieces of a whole. Words stand around them.

import { percent } from './pulse.ts'

const rect = (name: string, x: number, y: number, width: number, height: number, inside = ''): string =>
  `<rect class="${name}" x="${percent(x)}" y="${round(y)}" width="${percent(width)}" height="${round(height)}"${inside ? `>${inside}</rect>` : '/>'}`
const round = (n: number): number => Math.round(n * 10) / 10

/** So few columns never get wider than this many would be. */
const SLOTS = 14
/** More columns than this bear no titles of their own: the table tells them. */
const TITLED = 62

/** One column for each value, on a base line; what is not zero is seen. `titles` are shown where a pointer rests. */
export function columnsInside(values: readonly number[], height: number, titles: readonly string[] = []): string {
  const slots = Math.max(SLOTS, values.length)
  const most = Math.max(1, ...values)
  const width = 100 / slots
  const gap = values.length > 120 ? 0.1 : 0.22
  const room = height - 3
  const drawn = values.map((value, i) => {
    if (!value) return ''
    const tall = Math.max(2, (value / most) * room)
    const title = values.length <= TITLED && titles[i] ? `<title>${titles[i]}</title>` : ''
    return rect('chart-column', i * width + (width * gap) / 2, height - 1 - tall, width * (1 - gap), tall, title)
  })
  return `${drawn.join('')}<rect class="chart-base" y="${height - 1}" width="100%" height="1"/>`
}

/** A bar from the start, as long as its share of `most`. */
export const barInsideOf = (value: number, most: number): string =>
  `<rect class="chart-track" y="7" width="100%" height="2"/>${value ? rect('chart-column', 0, 4, (value / Math.max(1, most)) * 100, 8) : ''}`

/** Pieces that make up a whole, one after the other; `names` are their classes. */
export function piecesInside(pieces: readonly { name: string; value: number }[]): string {
  const all = pieces.reduce((sum, p) => sum + p.value, 0)
  if (!all) return '<rect class="chart-track" y="7" width="100%" height="2"/>'
  let x = 0
  return pieces
    .filter(p => p.value)
    .map(p => {
      const width = (p.value / all) * 100
      const drawn = rect(`chart-${p.name}`, x, 1, width, 14)
      x += width
      return drawn
    })
    .join('')
}
