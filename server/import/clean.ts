// The wording of one unit as a person typed or pasted it: read like any HTML, drawn again by the one safe renderer.

import { htmlPiece } from './html.ts'
import { toDraft } from './units.ts'

const own = /<img[^>]*\bsrc="(\/c\/[a-z0-9-]+\/file\/[0-9a-z]+)"[^>]*>/g

/** Safe HTML and readable text. Pictures already stored with the consultation keep their place; others are dropped. */
export function cleanHtml(html: string): { html: string; text: string } {
  const kept: string[] = []
  // The tag is written anew from its address and its description: nothing else of it comes through.
  const marked = html.replace(own, (tag, src: string) => {
    kept.push(`<img src="${src}" alt="${/\salt="([^"]*)"/.exec(tag)?.[1]?.replaceAll('<', '&lt;') ?? ''}">`)
    return `\uE000${kept.length - 1}\uE001`
  })
  const { units } = toDraft(htmlPiece(marked))
  const back = (s: string, by: (n: number) => string) => s.replace(/\uE000(\d+)\uE001/g, (_, n: string) => by(Number(n)))
  return {
    html: back(units.map(u => u.html).join(''), n => kept[n] ?? ''),
    text: back(units.map(u => u.text).join('\n'), () => ''),
  }
}
