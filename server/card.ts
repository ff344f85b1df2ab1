// The picture that networks show for a link: title, who asks, deadline and the instance's name, drawn as SVG of 1200 by 630.

import { escaped } from './pages/piece.ts'

export interface Card {
  instance: string
  /** A picture as data: address, or null for the mark. */
  logo: { href: string; width: number; height: number } | null
  asks: string
  title: string
  state: string
  deadline: string
  open: boolean
  dir: 'ltr' | 'rtl'
}

const [WIDTH, HEIGHT, EDGE] = [1200, 630, 80]
const mark = 'M10 2h13v3h-2.5v18.5h-3V5h-2.5v18.5h-3V17.5H9.5L4.5 21.5l.8-5.3A7.3 7.3 0 0 1 10 2z'
const [ink, muted, paper, rule] = ['#1a1e23', '#555b63', '#fbfaf6', '#dedbd1']
/** From the largest down: the first at which the title stands in its lines. */
const sizes = [
  { size: 76, lines: 3 },
  { size: 58, lines: 4 },
  { size: 46, lines: 5 },
]

export function cardSvg(card: Card): string {
  const inside = WIDTH - 2 * EDGE
  const { size, lines } = titleIn(card.title, inside)
  const right = card.dir === 'rtl'
  const x = right ? WIDTH - EDGE : EDGE
  const line = (text: string, y: number, px: number, fill: string, bold = false): string =>
    text
      ? `<text x="${x}" y="${y}" font-size="${px}" fill="${fill}" font-family="${familyOf(text)}"${bold ? ' font-weight="700"' : ''}${right ? ' text-anchor="end"' : ''}>${escaped(apart(text, card.dir))}</text>`
      : ''
  const top = (card.asks ? 210 : 170) + size
  const title = lines.map((text, n) => line(text, top + n * size * 1.18, size, ink, true)).join('')
  const logo = card.logo ? fitted(card.logo) : null
  const atLogo = (width: number): number => (right ? WIDTH - EDGE - width : EDGE)
  const nameX = right ? WIDTH - EDGE - (logo?.width ?? 48) - 20 : EDGE + (logo?.width ?? 48) + 20
  const name = cutTo(card.instance, 34, inside - (logo?.width ?? 48) - 20)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
<path fill="${paper}" d="M0 0h${WIDTH}v${HEIGHT}H0z"/><path fill="${card.open ? '#0a6a88' : ink}" d="M0 0h${WIDTH}v14H0z"/>
${
  logo
    ? `<image href="${logo.href}" x="${atLogo(logo.width)}" y="${86 - logo.height / 2}" width="${logo.width}" height="${logo.height}"/>`
    : `<path fill="${ink}" transform="translate(${atLogo(48)} 60) scale(1.85)" d="${mark}"/>`
}
<text x="${nameX}" y="98" font-size="34" font-weight="700" fill="${ink}" font-family="${familyOf(name)}"${right ? ' text-anchor="end"' : ''}>${escaped(apart(name, card.dir))}</text>
${line(cutTo(card.asks, 34, inside), 200, 34, muted)}${title}
<path fill="${rule}" d="M${EDGE} 508h${inside}v2h-${inside}z"/>
${line(cutTo(card.state, 34, inside), 556, 34, card.open ? '#07536b' : ink, true)}${line(cutTo(card.deadline, 30, inside), 596, 30, muted)}
</svg>`
}

function titleIn(title: string, room: number): { size: number; lines: string[] } {
  for (const { size, lines } of sizes) {
    const broken = brokenInto(title, size, room)
    if (broken.length <= lines) return { size, lines: broken }
  }
  const last = sizes.at(-1) ?? { size: 46, lines: 5 }
  const broken = brokenInto(title, last.size, room)
  const kept = broken.slice(0, last.lines)
  kept[last.lines - 1] = cutTo(`${kept.at(-1) ?? ''} ${broken[last.lines] ?? ''}`, last.size, room)
  return { size: last.size, lines: kept }
}

/** Lines broken at spaces; a word that is longer than a line is broken between its signs, as is text without spaces. */
export function brokenInto(text: string, size: number, room: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.replace(/\s+/g, ' ').trim().split(' ')) {
    const longer = line ? `${line} ${word}` : word
    if (widthOf(longer, size) <= room) {
      line = longer
      continue
    }
    if (line) lines.push(line)
    line = ''
    for (const sign of signsOf(word)) {
      if (line && widthOf(line + sign, size) > room) {
        lines.push(line)
        line = ''
      }
      line += sign
    }
  }
  return line ? [...lines, line] : lines
}

export function cutTo(text: string, size: number, room: number): string {
  if (widthOf(text, size) <= room) return text
  const signs = signsOf(text)
  while (signs.length && widthOf(`${signs.join('').trimEnd()}…`, size) > room) signs.pop()
  return `${signs.join('').trimEnd()}…`
}

const segmenter = new Intl.Segmenter()
const signsOf = (text: string): string[] => [...segmenter.segment(text)].map(s => s.segment)

/** Widths in parts of the type size, rather too wide than too narrow: the bold face, by kind of sign. */
const widths: [RegExp, number][] = [
  [/[\p{M}\p{Cf}]/u, 0],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u, 1.02],
  [/[MWmw@%—…ЖШЩЮжшщю]/u, 0.98],
  [/[ijlI.,:;'’‘|!()[\]-]/u, 0.42],
  [/\s/u, 0.28],
  [/[\p{Script=Arabic}\p{Script=Hebrew}]/u, 0.62],
  [/\p{Lu}/u, 0.72],
  [/./u, 0.62],
]
export const widthOf = (text: string, size: number): number =>
  size * [...text].reduce((sum, sign) => sum + (widths.find(([kind]) => kind.test(sign))?.[1] ?? 0.62), 0)

/** The renderer takes bold letters from the named family alone. */
const familyOf = (text: string): string => {
  if (/\p{Script=Arabic}/u.test(text)) return 'Noto Naskh Arabic, Noto Sans'
  return /\p{Script=Hebrew}/u.test(text) ? 'Noto Sans Hebrew, Noto Sans' : 'Noto Sans'
}
/** The renderer takes each line as running from the left, unless the text itself says otherwise. */
const apart = (text: string, dir: 'ltr' | 'rtl'): string => (dir === 'rtl' ? `\u2067${text}\u2069` : text)

/** Inside 240 by 64. */
function fitted(logo: NonNullable<Card['logo']>): NonNullable<Card['logo']> {
  const by = Math.min(64 / logo.height, 240 / logo.width)
  return { href: logo.href, width: logo.width * by, height: logo.height * by }
}
