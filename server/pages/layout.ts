// The frame of every page: head, masthead, language switch, main, foot, the region where results are said.

import { html, raw } from 'hono/html'
import { ownPages } from '../../shared/instance.ts'
import { dirOf } from '../../shared/words.ts'
import type { PageContext } from './context.ts'
import { demoNotice } from './demo.ts'
import { foundBy, markPath, type Found } from './head.ts'
import { languageMenu } from './language-menu.ts'
import { dataScript, sprite, type Html } from './piece.ts'

export interface Frame {
  title: string
  /** For search machines and link previews. */
  description?: string
  body: Html
  /** What the client needs: present on pages that live. */
  live?: { slug: string; seq: number }
  /** Content language and direction when they are not the interface's. */
  said?: string | null
  noindex?: boolean
  /** A style sheet and a script of its own, by their sources. */
  style?: string
  script?: string
  /** For pages that may be found by search machines. */
  found?: Found
  /** The desk has a script and a style of its own. */
  desk?: boolean
}

const mark = `<svg viewBox="0 0 26 26" aria-hidden="true" fill="currentColor"><path d="${markPath}"/></svg>`

/** The instance's own logo, else the mark of Parley; the name beside it says what it is. */
function logoOf({ instance: { logo } }: PageContext): Html {
  if (!logo) return raw(mark)
  return html`<img class="logo" src="/logo/${logo.id}" alt="" width="${logo.width}" height="${logo.height}" />`
}

export function layout(ctx: PageContext, frame: Frame): Html {
  const { t, assets } = ctx
  return html`<!doctype html>
    <html lang="${ctx.lang}" dir="${dirOf(ctx.lang)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${frame.title}</title>
        ${frame.description ? html`<meta name="description" content="${frame.description}" />` : ''}
        ${frame.noindex ? raw('<meta name="robots" content="noindex">') : ''}
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbfaf6" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14171a" />
        ${foundBy(ctx, frame.title, frame.description, frame.found)}
        ${assets.style ? html`<link rel="stylesheet" href="${assets.style}" />` : ''}
        ${frame.style && assets.file(frame.style) ? html`<link rel="stylesheet" href="${assets.file(frame.style)}" />` : ''}
        ${frame.desk && assets.deskStyle ? html`<link rel="stylesheet" href="${assets.deskStyle}" />` : ''}
        ${frame.live ? html`<link rel="alternate" type="application/atom+xml" title="${t('around.feed')}" href="/c/${frame.live.slug}/comments.atom" />` : ''}
        ${frame.live && !frame.desk && assets.script ? html`<script type="module" src="${assets.script}"></script>` : ''}
        ${frame.script && assets.file(frame.script) ? html`<script type="module" src="${assets.file(frame.script)}"></script>` : ''}
        ${frame.desk && assets.desk ? html`<script type="module" src="${assets.desk}"></script>` : ''}
      </head>
      <body>
        ${sprite}
        <a class="skip-link" href="#main">${t('page.skip')}</a>
        ${masthead(ctx)}${demoNotice(ctx)}
        <main id="main" class="page" tabindex="-1">${frame.body}</main>
        <div class="said" role="status" data-said>${frame.said ?? ''}</div>
        <footer class="foot">
          <div class="page">${ownLinks(ctx)}<span>${t('page.foot')}</span><a href="/api">${t('page.api')}</a></div>
        </footer>
        ${frame.live ? dataBlock(ctx, frame.live, frame.desk ? atDesk : patched) : ''}
      </body>
    </html>`
}

const ownLinks = (ctx: PageContext): Html =>
  html`<nav class="foot-links" aria-label="${ctx.t('own.nav')}">
    ${ownPages.map(page => html`<a href="/${page}">${ctx.t(`own.${page}`)}</a>`)}
  </nav>`

function masthead(ctx: PageContext): Html {
  const { t, me, formToken } = ctx
  return html`<header class="masthead">
    <div class="page">
      <a class="wordmark" href="/">${logoOf(ctx)}<bdi>${ctx.instance.name}</bdi></a>
      <div class="masthead-end">
        ${languageMenu(ctx)}
        ${
          me
            ? html`${ctx.staff ? html`<a class="masthead-link" href="/desk">${t('page.desk')}</a>` : ''}<a
                  class="masthead-link"
                  href="/me"
                  >${me.name ? html`<bdi>${me.name}</bdi>` : t(me.kind === 'guest' ? 'page.guest' : 'page.account')}</a
                >
                <form method="post" action="/sign-out">
                  <input type="hidden" name="token" value="${formToken ?? ''}" /><input
                    type="hidden"
                    name="next"
                    value="${ctx.here}"
                  /><button class="masthead-link">${t('page.signOut')}</button>
                </form>`
            : html`<a class="masthead-link" href="/sign-in?next=${encodeURIComponent(ctx.here)}">${t('page.signIn')}</a>`
        }
      </div>
    </div>
  </header>`
}

/** Messages of the places that scripts patch, by the beginning of their keys. */
export const patched = [
  'live.',
  'level.',
  'vote.',
  'deadline.days',
  'deadline.hours',
  'deadline.minutes',
  'unit.comments',
  'unit.commentSection',
  'unit.noComments',
  'reading.whole',
  'reading.kicker',
  'unit.editedIn',
  'thread.title',
  'thread.whole',
  'thread.closed',
  'thread.first',
  'thread.none',
  'thread.times',
  'comment.moreReplies',
  'form.atMost',
  'offline.',
  'glance.row',
  'glance.label',
  'acts.',
]

/** The same for the scripts of the desk. */
export const atDesk = [...patched, 'queue.', 'refused.invalid.tooMany']

/** What the page's scripts begin with. */
function dataBlock(ctx: PageContext, live: { slug: string; seq: number }, said: readonly string[]): Html {
  const words = Object.assign({}, ...said.map(prefix => ctx.t.startingWith(prefix))) as Record<string, string>
  const data = {
    ...live,
    lang: ctx.lang,
    token: ctx.formToken,
    kind: ctx.me?.kind ?? null,
    who: ctx.me?.id ?? null,
    named: !!ctx.me?.name,
    now: ctx.now,
    words,
  }
  return dataScript('application/json', data, 'parley-data')
}

export const tokenField = (ctx: PageContext): Html =>
  ctx.formToken ? html`<input type="hidden" name="token" value="${ctx.formToken}" />` : raw('')
