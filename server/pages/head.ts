// What a page tells machines that find, share or install it: its own address, its other languages, and facts in schema.org words.

import { html, raw } from 'hono/html'
import { hash } from 'node:crypto'
import { langs } from '../../shared/words.ts'
import type { About, PageContext, ReadingPage } from './context.ts'
import { deadlineText } from './deadline.ts'
import { dataScript, type Html } from './piece.ts'

/** Pages that may be found: where they lie, without a language; and what is known of them. */
export interface Found {
  path: string
  facts?: object
  /** A picture for networks that show links, of 1200 by 630, with what it shows. */
  picture?: { path: string; alt: string }
}

/** The mark of Parley, on 26 by 26. */
export const markPath = 'M10 2h13v3h-2.5v18.5h-3V5h-2.5v18.5h-3V17.5H9.5L4.5 21.5l.8-5.3A7.3 7.3 0 0 1 10 2z'
/** The mark as a picture; `edge` is the room around it, which masks of phones may cut away. */
export const markSvg = (edge: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-edge} ${-edge} ${26 + 2 * edge} ${26 + 2 * edge}"><path fill="#fbfaf6" d="M${-edge} ${-edge}h${26 + 2 * edge}v${26 + 2 * edge}H${-edge}z"/><path fill="#1a1e23" d="${markPath}"/></svg>`
/** In the page itself: it spares a request. */
const tabIcon = `data:image/svg+xml,${encodeURIComponent(markSvg(1))}`

const inLang = (base: string, path: string, lang: string): string => {
  const url = new URL(path, base)
  url.searchParams.set('lang', lang)
  return url.href
}

export function foundBy(ctx: PageContext, title: string, description: string | undefined, found: Found | undefined): Html {
  const asked = new URL(ctx.here, ctx.base).searchParams.get('lang')
  const plain = found && new URL(found.path, ctx.base).href
  const own = found && (asked === ctx.lang ? inLang(ctx.base, found.path, ctx.lang) : plain)
  return html`<link rel="icon" href="${raw(tabIcon)}" />
    <link rel="apple-touch-icon" href="/icon-180.png" />
    <link rel="manifest" href="/manifest.webmanifest?lang=${ctx.lang}" />
    ${
      found
        ? html`<link rel="canonical" href="${own}" /> <link rel="alternate" hreflang="x-default" href="${plain}" />${langs.map(
              lang => html`<link rel="alternate" hreflang="${lang}" href="${inLang(ctx.base, found.path, lang)}" />`,
            )}
            <meta property="og:type" content="website" />
            <meta property="og:site_name" content="${ctx.instance.name}" />
            <meta property="og:title" content="${title}" />
            <meta property="og:url" content="${own}" />
            <meta property="og:locale" content="${ctx.lang}" />
            ${description ? html`<meta property="og:description" content="${description}" />` : ''}
            ${
              found.picture
                ? html`<meta property="og:image" content="${new URL(found.picture.path, ctx.base).href}" />
                    <meta property="og:image:type" content="image/png" />
                    <meta property="og:image:width" content="1200" />
                    <meta property="og:image:height" content="630" />
                    <meta property="og:image:alt" content="${found.picture.alt}" />
                    <meta name="twitter:card" content="summary_large_image" />`
                : ''
            }
            ${found.facts ? dataScript('application/ld+json', { '@context': 'https://schema.org', ...found.facts }) : ''}`
        : ''
    }`
}

/** Where the draft lies that a page shows; a unit's or comment's own address shows the same page. */
export function readingFound(ctx: PageContext, page: ReadingPage, description: string): Found {
  const c = page.view.consultation
  const path = `/c/${c.slug}${page.section ? `?section=${page.section}` : ''}`
  const url = new URL(`/c/${c.slug}`, ctx.base).href
  return {
    path,
    picture: cardOf(ctx, page),
    facts: {
      '@type': 'WebPage',
      url: new URL(path, ctx.base).href,
      name: c.title,
      inLanguage: ctx.lang,
      ...(description && { description }),
      isPartOf: { '@type': 'WebSite', name: ctx.instance.name, url: `${ctx.base}/` },
      mainEntity: draftFacts(url, page.view, page.about),
    },
  }
}

/** Networks keep a picture by its address, so that a new deadline must bring a new one. */
function cardOf(ctx: PageContext, { view: { consultation: c }, about }: ReadingPage): NonNullable<Found['picture']> {
  const words = deadlineText(ctx, c)
  const version = hash('sha256', [c.title, about.asker, c.state, words, ctx.instance.name].join('\n'), 'base64url').slice(0, 8)
  return { path: `/c/${c.slug}/card.png?v=${version}`, alt: `${c.title}. ${words}` }
}

/** Only what the page itself says: title, language, who asks, edition, number of comments, and from when until when one may comment. */
function draftFacts(url: string, { consultation: c }: ReadingPage['view'], about: About): object {
  const dates = { ...(c.opensAt && { startTime: c.opensAt }), ...(c.closesAt && { endTime: c.closesAt }) }
  return {
    '@type': 'CreativeWork',
    '@id': url,
    name: c.title,
    inLanguage: c.lang,
    version: c.revision,
    commentCount: about.comments,
    ...(about.asker && { creditText: about.asker }),
    ...((c.state === 'open' || c.state === 'announced') && {
      potentialAction: { '@type': 'CommentAction', target: url, ...dates },
    }),
  }
}
