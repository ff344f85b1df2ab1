// The sheet a chart is drawn on when it leaves the page: title, what it is of, the number it was counted at, and its own style.

import { dirOf, type Lang } from '../../shared/words.ts'
import { xmlText } from '../report/xml.ts'

export const WIDTH = 960
export const EDGE = 32
/** Between title and foot, drawn from its own top. */
export interface Drawing {
  height: number
  inside: string
}

/** The tokens of the light page: a picture is for paper and other pages. */
const style = `text{font-family:'Noto Sans',sans-serif;fill:#1a1e23;font-size:15px}.title{font-size:26px;font-weight:700}.small{font-size:13px}.muted{fill:#555b63}.bold{font-weight:700}
.paper{fill:#fbfaf6}.rule{stroke:#dedbd1}.bar-track,.chart-track{fill:#f2f0e9}.bar-agree{fill:#0a6a88}.bar-disagree{fill:url(#hatch)}.hatch-ground{fill:#b5490b}.hatch-line{stroke:#f0b48c;stroke-width:1.5}
.bar-unsure,.bar-none{fill:#fbfaf6;stroke:#83888f}.bar-none{stroke-width:1.5}.bar-axis,.chart-column,.chart-confirmed{fill:#1a1e23}.chart-base{fill:#80858c}.chart-guests{fill:#fbfaf6;stroke:#1a1e23}.chart-staff{fill:#80858c}
.few .bar-track{fill:none;stroke:#83888f;stroke-dasharray:3 3}.few .bar-agree,.few .bar-disagree,.few .bar-unsure{display:none}`
const hatch =
  '<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="4" height="4"/><line class="hatch-line" y2="4"/></pattern></defs>'

export interface Words {
  x: number
  y: number
  text: string
  name?: string
  anchor?: 'end'
}
export const words = ({ x, y, text, name, anchor }: Words): string =>
  `<text x="${x}" y="${y}"${name ? ` class="${name}"` : ''}${anchor ? ` text-anchor="${anchor}"` : ''}>${xmlText(text)}</text>`

/** A piece drawn in per cent, put into a box. */
export const boxed = (x: number, y: number, width: number, height: number, inside: string, name = ''): string =>
  `<svg x="${x}" y="${y}" width="${width}" height="${height}"${name ? ` class="${name}"` : ''}>${inside}</svg>`

/** An SVG that stands alone, and how tall it is. */
export interface Sheet {
  svg: string
  height: number
}

/** Each piece of text runs its own way: words of the draft from the left, figures and words of the reader from the right. */
const apart = (text: string): string => `${/^[^\p{L}]*\p{Script=Latin}/u.test(text) ? '\u2066' : '\u2067'}${text}\u2069`

/** The same drawing from right to left: words begin at the other edge, and what stands in boxes is turned around. */
const mirrored = (svg: string): string =>
  svg
    .replace(
      /<text x="([\d.]+)" ([^>]*?)( text-anchor="end")?>([^<]*)/g,
      (_, x: string, more: string, end: string | undefined, text: string) =>
        `<text x="${WIDTH - Number(x)}" ${more}${end ? '' : ' text-anchor="end"'}>${apart(text)}`,
    )
    .replace(
      /<svg x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"([^>]*)>(.*?)<\/svg>/g,
      (_, x: string, y: string, width: string, more: string, inside: string) =>
        `<svg x="${WIDTH - Number(x) - Number(width)}" y="${y}" width="${width}"${more}><g transform="translate(${width} 0) scale(-1 1)">${inside}</g></svg>`,
    )

export function sheet(lang: Lang, title: string, of: string, foot: string, { height, inside }: Drawing): Sheet {
  const all = 112 + height + 56
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xml:lang="${xmlText(lang)}" width="${WIDTH}" height="${all}" viewBox="0 0 ${WIDTH} ${all}" role="img" aria-labelledby="title"><title id="title">${xmlText(`${title}: ${of}`)}</title><style>${style}</style>${hatch}<rect class="paper" width="${WIDTH}" height="${all}"/>${words({ x: EDGE, y: 52, text: title, name: 'title' })}${words({ x: EDGE, y: 80, text: of, name: 'muted' })}<svg y="112" width="${WIDTH}" height="${height}">${inside}</svg>${words({ x: EDGE, y: all - 24, text: foot, name: 'small muted' })}</svg>`
  return { svg: dirOf(lang) === 'rtl' ? mirrored(svg) : svg, height: all }
}
