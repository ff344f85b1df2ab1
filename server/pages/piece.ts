// Small pieces every page is made of: icons, times, language of parts, safe text with links.

import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { wideAttributes } from '../../shared/wide.ts'
import type { Args, Words } from '../../shared/words.ts'

export { zoneOf } from '../../shared/view.ts'
export { distance, fullDay, fullTime, longDay, shortDay, shortTime, zonedTime, zoneName, zonePlace } from '../../shared/when.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

const shapes: Record<string, string> = {
  check: '<path d="M4 12.5 9.5 18 20 6.5"/>',
  check2: '<path d="M1.5 12.5 7 18 17 6.5M12.5 17l1 1 10-11.5"/>',
  cross: '<path d="M6 6l12 12M18 6 6 18"/>',
  cross2: '<path d="M2 7l10 10M12 7 2 17M14 9l8 8M22 9l-8 8"/>',
  unsure: '<path d="M8 8.500a4 4 0 1 1 5.5 3.7c-1 .4-1.5 1.2-1.5 2.3M12 19v.01"/>',
  divided: '<path d="M10 12H2m3.5-3.500L2 12l3.5 3.500M14 12h8m-3.5-3.500L22 12l-3.5 3.5"/>',
  few: '<path d="M5 12v.01M12 12v.01M19 12v.01"/>',
  none: '<circle cx="12" cy="12" r="7"/>',
  comment: '<path d="M4 5h16v11H11l-5 4v-4H4z"/>',
  reply: '<path d="M9 7l-5 5 5 5M4 12h10a6 6 0 0 1 6 6"/>',
  more: '<path d="M5 12v.01M12 12v.01M19 12v.01"/>',
  bell: '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 21h4"/>',
  calendar: '<path d="M4 6h16v14H4zM4 10.5h16M8.5 3.5V7M15.5 3.5V7"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.500l3.5 2"/>',
  lock: '<path d="M5 11h14v9.500H5zM8 11V7.500a4 4 0 0 1 8 0V11"/>',
  pause: '<path d="M9 6v12M15 6v12"/>',
  search: '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 21 21"/>',
  globe: '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5.500 5 12.500 0 18M12 3c-5 5.500-5 12.500 0 18"/>',
  get: '<path d="M12 4v11M7 10.500l5 5 5-5M5 20h14"/>',
}

/** All icons once, at the top of the page, and the hatching of disagreement. */
export const sprite = raw(
  `<svg class="sprite" aria-hidden="true"><defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="4" height="4"/><line class="hatch-line" y2="4"/></pattern></defs>${Object.entries(
    shapes,
  )
    .map(([name, shape]) => `<symbol id="i-${name}" viewBox="0 0 24 24">${shape}</symbol>`)
    .join('')}</svg>`,
)
export const icon = (name: string, more = ''): Html =>
  raw(`<svg class="icon${more ? ` ${more}` : ''}" aria-hidden="true"><use href="#i-${name}"/></svg>`)

const link = /https?:\/\/[^\s<>"'\u2028\u2029]+[^\s<>"'.,;:!?)\]}\u2028\u2029]/g
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escaped = (text: string): string => text.replace(/[&<>"']/g, sign => entities[sign] ?? sign)

/** Plain text as people typed it: paragraphs at blank lines, breaks, links that are safe and say where they lead. */
export function plainText(text: string): Html {
  const paragraphs = text.split(/\n{2,}/).map(part => `<p>${linked(part).replace(/\n/g, '<br>')}</p>`)
  return raw(paragraphs.join(''))
}

function linked(text: string): string {
  let out = ''
  let at = 0
  for (const found of text.matchAll(link)) {
    out += escaped(text.slice(at, found.index))
    out += URL.canParse(found[0])
      ? `<a href="${escaped(found[0])}" rel="nofollow noopener noreferrer ugc">${escaped(found[0])}</a>`
      : escaped(found[0])
    at = found.index + found[0].length
  }
  return out + escaped(text.slice(at))
}

/** What the box of a unit's text bears where it may have to scroll; `name` is heard there. */
export const wide = (text: string, name: string): Html =>
  raw(
    Object.entries(wideAttributes(text, name))
      .map(([key, value]) => (value === null ? '' : ` ${key}="${escaped(value)}"`))
      .join(''),
  )
/** The text of a unit, in the language of its draft. */
export const unitText = ({ lang, dir }: { lang: string; dir: string }, text: string, name: string): Html =>
  html`<div class="unit-text" lang="${lang}" dir="${dir}" ${wide(text, name)}>${raw(text)}</div>`

export const time = (at: string, words: string): Html => html`<time datetime="${at}">${words}</time>`

/** A block of data, which the content policy lets stand: nothing of it runs. */
export const dataScript = (type: string, data: object, id?: string): Html =>
  raw(`<script type="${type}"${id === undefined ? '' : ` id="${id}"`}>${JSON.stringify(data).replace(/</g, '\\u003c')}</script>`)

/** Somebody's name or words inside a sentence, kept from turning the rest of the line around. */
export const apart = (text: string): Html => html`<bdi>${text}</bdi>`

/** A sentence whose named holes are filled with pieces of the page, in whatever order the language puts them. */
export function told(t: Words, key: string, pieces: Record<string, Html>, args: Args = {}): Html {
  const marks = Object.fromEntries(Object.keys(pieces).map(name => [name, `\u0001${name}\u0001`]))
  return html`${t(key, { ...args, ...marks })
    .split('\u0001')
    .map((part, i) => (i % 2 ? (pieces[part] ?? '') : part))}`
}

/** The words of a piece of HTML, without its tags. */
export const plainTitle = (words: string): string =>
  words
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .trim()

/** At most so many characters, cut between words. */
export const inShort = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/\s+\S*$/, '')}…`
