// The frame of every page of a desk: its quiet navigation beside, the page's title and work in the middle.

import { html, raw } from 'hono/html'
import type { Desk } from '../desk.ts'
import type { PageContext } from './context.ts'
import { placesOf } from './desk-nav.ts'
import { stateChip } from './deadline.ts'
import { layout, tokenField } from './layout.ts'
import type { Html } from './piece.ts'

export interface DeskPage {
  /** Name of the place in the navigation. */
  here: string
  /** The page's heading; the place's own name when it is not given. */
  title?: string
  body: Html
  /** A refusal, said on top. */
  message?: string | null
  /** What was done, said to those who listen, too. */
  said?: string | null
  /** A style sheet of its own, by its source. */
  style?: string
  /** Pages that live are told the number they stand at. */
  live?: boolean
}

export function deskLayout(ctx: PageContext, desk: Desk, page: DeskPage): Html {
  const { t } = ctx
  const c = desk.consultation
  const title = page.title ?? t(`work.nav.${page.here}`)
  const body = html`<div class="work">
    <nav class="work-nav" aria-label="${t('desk.title')}">
      <p class="work-name"><a href="/c/${c.slug}" lang="${c.lang}" dir="auto">${c.title}</a> ${stateChip(ctx, c)}</p>
      <ul>
        ${placesOf(desk).map(
          e =>
            html`<li>
              <a href="/c/${c.slug}${e.path}" ${e.name === page.here ? raw('aria-current="page"') : ''}
                ><span>${t(`work.nav.${e.name}`)}</span>${count(ctx, e.count ? desk.waits[e.count] : 0)}</a
              >
            </li>`,
        )}
        ${
          c.state === 'draft'
            ? ''
            : html`<li class="work-all"><a href="/c/${c.slug}">${t('desk.public')}</a></li>
                <li><a href="/c/${c.slug}/dashboard">${t('work.nav.figures')}</a></li>`
        }
        <li class="work-all"><a href="/desk">${t('work.nav.all')}</a></li>
      </ul>
    </nav>
    <div class="work-main">
      <h1>${title}</h1>
      ${page.message ? html`<p class="error" role="alert">${page.message}</p>` : ''}${page.body}
    </div>
  </div>`
  return layout(ctx, {
    title: `${title} – ${c.title}`,
    body,
    noindex: true,
    desk: true,
    ...(page.style && { style: page.style }),
    said: page.said ?? null,
    ...(page.live && { live: { slug: c.slug, seq: desk.seq } }),
  })
}

const count = (ctx: PageContext, n: number): Html =>
  n ? html`<span class="work-count">${ctx.t('work.number', { n })}</span>` : raw('')

/** "12 comments hidden. Undo": a plain form, which takes back exactly what was done. */
export function undoBar(ctx: PageContext, action: string, said: string, fields: Record<string, string>): Html {
  return html`<form class="notice work-undo" method="post" action="${action}" data-undo>
    ${tokenField(ctx)}${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}<span
      >${said}</span
    ><button class="button">${ctx.t('work.undo')}</button>
  </form>`
}

/** An empty place says what it is for and what to do next. */
export function emptyState(ctx: PageContext, key: string, next?: { href: string; label: string }): Html {
  return html`<div class="work-empty">
    <h2>${ctx.t(`work.empty.${key}`)}</h2>
    <p>${ctx.t(`work.empty.${key}.next`)}</p>
    ${next ? html`<p><a class="button" href="${next.href}">${next.label}</a></p>` : ''}
  </div>`
}
