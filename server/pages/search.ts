// Search in the draft and its comments.

import { html } from 'hono/html'
import { folded } from '../../shared/search.ts'
import type { PageContext } from './context.ts'
import { layout } from './layout.ts'
import { icon, type Html } from './piece.ts'

export interface SearchHit {
  kind: 'paragraph' | 'comment'
  id: string
  number: number | null
  text: string
  author: string | null
  lang: string
}
interface Found {
  slug: string
  title: string
  q: string
  terms: string[]
  hits: SearchHit[]
}

export function searchPage(ctx: PageContext, found: Found): Html {
  const { t } = ctx
  const { slug, title, q, hits } = found
  const body = html`<div class="narrow">
    <p><a class="way" href="/c/${slug}">${title}</a></p>
    <h1>${t('search.title')}</h1>
    <form class="search" role="search" action="/c/${slug}/search">
      <label class="visually-hidden" for="q">${t('search.label')}</label
      ><input class="input" id="q" name="q" type="search" value="${q}" required /><button class="button">
        ${icon('search')}${t('search.go')}
      </button>
    </form>
    ${found.terms.length ? html`<p role="status">${t('search.found', { n: hits.length })}</p>` : ''}
    <ol class="hits">
      ${hits.map(h => hit(ctx, slug, h, found.terms))}
    </ol>
  </div>`
  return layout(ctx, { title: `${t('search.title')}: ${q} – ${title}`, body, noindex: true })
}

function hit(ctx: PageContext, slug: string, h: SearchHit, terms: string[]): Html {
  const { t } = ctx
  const label =
    h.kind === 'paragraph'
      ? h.number
        ? `P${h.number}`
        : t('search.heading')
      : t('search.comment', { name: h.author ?? t('comment.gone') })
  const href = h.kind === 'paragraph' ? `/c/${slug}/paragraph/${h.id}#p-${h.id}` : `/c/${slug}/comment/${h.id}#c-${h.id}`
  return html`<li>
    <a href="${href}">${label}</a>
    <p lang="${h.lang}" dir="auto">${marked(around(h.text, terms), terms)}</p>
  </li>`
}

/** The words that were looked for stand out, also where accents and capitals differ. */
function marked(piece: string, terms: string[]): Html {
  const plain = folded(piece)
  if (plain.length !== piece.length || !terms.length) return html`${piece}`
  const word = new RegExp(`(?<![\\p{L}\\p{N}])(?:${terms.map(escapedForRegExp).join('|')})`, 'gu')
  const out: Html[] = []
  let at = 0
  for (const { 0: found, index } of plain.matchAll(word)) {
    out.push(html`${piece.slice(at, index)}<mark>${piece.slice(index, index + found.length)}</mark>`)
    at = index + found.length
  }
  return html`${out}${piece.slice(at)}`
}
const escapedForRegExp = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** What is left at either end when a cut goes through a character of two halves. */
const halves = /^[\udc00-\udfff]|[\ud800-\udbff]$/g

/** About two lines around the first word found. */
function around(text: string, terms: string[]): string {
  const plain = folded(text)
  const at = Math.max(0, ...terms.slice(0, 1).map(w => plain.indexOf(w)))
  const from = Math.max(0, at - 80)
  const cut = text.slice(from, from + 240).replace(halves, '')
  const piece = cut.replace(/\s+/g, ' ')
  return `${from ? '… ' : ''}${piece}${from + 240 < text.length ? ' …' : ''}`
}
