// The drafting room's page: the frame and what stands around the editor; the editor itself is drawn by client/draft.ts.

import { html } from 'hono/html'
import type { PageContext } from './context.ts'
import { layout, tokenField } from './layout.ts'
import { dataScript, type Html } from './piece.ts'

export interface RoomPage {
  id: string
  slug: string
  title: string
  lang: string
  dir: string
  right: 'read' | 'write'
  frozen: boolean
  published: boolean
  manages: boolean
  /** Comments of readers by unit. */
  counts: Record<string, number>
  said: string | null
}

export function draftRoomPage(ctx: PageContext, p: RoomPage): Html {
  const { t, assets } = ctx
  const data = JSON.stringify({ id: p.id, slug: p.slug, person: ctx.me?.id ?? '', right: p.right, counts: p.counts })
  const script = assets.file('client/draft.ts')
  const body = html`<div class="room" data-room="${data}">
      <header class="room-head">
        <div>
          <p class="kicker">${t('room.title')}</p>
          <h1><bdi lang="${p.lang}">${p.title}</bdi></h1>
        </div>
        <p class="room-state" role="status"><span data-state="loading">${t('room.state.loading')}</span></p>
        <ul class="room-people" data-people aria-label="${t('room.people')}"></ul>
      </header>
      <nav class="room-ways" aria-label="${t('room.ways')}">
        <a href="/c/${p.slug}">${t('room.toText')}</a>
        <a href="/c/${p.slug}/draft/history">${t('room.history')}</a>
        ${p.published ? '' : html`<a href="/c/${p.slug}/desk/draft">${t('room.toPreview')}</a>`}${
          p.published && p.right === 'write' ? act(ctx, p, 'prepare', t('room.prepare')) : ''
        }${p.manages ? act(ctx, p, p.frozen ? 'thaw' : 'freeze', t(p.frozen ? 'room.thaw' : 'room.freeze')) : ''}
      </nav>
      ${p.frozen ? html`<p class="notice" role="note">${t('refused.closed.frozen')}</p>` : ''}
      <div class="notice room-refused" data-refused role="alert" hidden>
        <p data-refused-why></p>
        <div class="row">
          <button type="button" class="button" data-download>${t('room.download')}</button>
          <button type="button" class="button" data-discard hidden>${t('room.discard')}</button>
        </div>
      </div>
      <noscript><p class="notice">${t('room.noScript')}</p></noscript>
      <div class="room-toolbar" data-toolbar role="toolbar" aria-label="${t('room.toolbar')}"></div>
      <div class="room-body">
        <details class="room-side room-outline-box" open>
          <summary>${t('room.outline')}</summary>
          <ol class="room-outline" data-outline></ol>
          <p class="small muted" data-words></p>
        </details>
        <div class="room-paper" lang="${p.lang}" dir="${p.dir}" data-paper>
          <p class="muted" data-loading>${t('room.loading')}</p>
        </div>
        <aside class="room-side" aria-labelledby="room-comments">
          <h2 id="room-comments" data-comments-heading>${t('room.commentsHere', { n: 0 })}</h2>
          <ul class="room-comments" data-comment-list></ul>
        </aside>
      </div>
      <details class="room-keys">
        <summary>${t('room.shortcuts')}</summary>
        <p class="hint">${t('room.shortcutsHint')}</p>
        <dl data-shortcuts></dl>
      </details>
    </div>
    ${dataBlock(ctx)}${script ? html`<script type="module" src="${script}"></script>` : ''}`
  return layout(ctx, {
    title: `${t('room.title')}: ${p.title} – ${ctx.instance.name}`,
    body,
    noindex: true,
    said: p.said,
    style: 'client/style/room.css',
  })
}

const act = (ctx: PageContext, p: RoomPage, name: string, words: string): Html =>
  html`<form method="post" action="/c/${p.slug}/draft/${name}">${tokenField(ctx)}<button class="button">${words}</button></form>`

/** What the script says and sends. Without an address, because this page hears the room and not the readers' news. */
const dataBlock = (ctx: PageContext): Html =>
  dataScript(
    'application/json',
    { slug: '', seq: 0, lang: ctx.lang, token: ctx.formToken, now: ctx.now, words: ctx.t.startingWith('room.') },
    'parley-data',
  )
