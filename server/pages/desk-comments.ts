// The moderation list: what waits, with its filters, the bar for what is ticked, and the keys.

import { html } from 'hono/html'
import { reasons } from '../../shared/comment.ts'
import { addressOf, asksMore, backTo, statesFor, type Desk, type Listed, type Query } from '../desk.ts'
import type { PageContext } from './context.ts'
import { filterBar } from './desk-filters.ts'
import { deskLayout, emptyState, undoBar } from './desk-frame.ts'
import { deskItem } from './desk-item.ts'
import { keysDialog } from './desk-keys.ts'
import { tokenField } from './layout.ts'
import type { Html } from './piece.ts'

/** What was just done, as the address says it: which act, and to which comments (an id, or id:reason). */
export interface Did {
  act: 'hide' | 'restore' | 'keep'
  of: string[]
}
export interface CommentsPage {
  desk: Desk
  query: Query
  listed: Listed
  did: Did | null
  message: string | null
}

export function commentsPage(ctx: PageContext, p: CommentsPage): Html {
  const { t } = ctx
  const { desk, query, listed, did } = p
  const path = `/c/${desk.consultation.slug}/desk/comments`
  const here = addressOf(path, query)
  const back = backTo(path, query)
  const said = did ? t(`queue.did.${did.act}`, { n: did.of.length }) : null
  const moderates = desk.may('comment.moderate')
  const body = html`${filterBar(ctx, { desk, path, states: statesFor(desk.may), query, listed })}${
      did && said ? undoBar(ctx, `${path}/undo`, said, { act: did.act, of: did.of.join('.'), back: here }) : ''
    }<desk-queue data-path="${path}">
      ${listed.items.length ? bulkBar(ctx, desk, here, moderates) : emptyList(ctx, p)}
      <p class="queue-news" data-news hidden></p>
      <ol class="queue" id="queue">
        ${listed.items.map(item => deskItem(ctx, item, { desk, form: 'bulk', ticked: false, back }))}
      </ol>
      ${listed.next ? html`<p data-more><a class="button" href="${addressOf(path, { ...query, before: listed.next })}">${t('thread.more')}</a></p>` : ''}
    </desk-queue>
    ${keysDialog(ctx, moderates)}`
  return deskLayout(ctx, desk, { here: 'comments', body, message: p.message, said, live: true })
}

function emptyList(ctx: PageContext, { desk, query }: CommentsPage): Html {
  const path = `/c/${desk.consultation.slug}/desk/comments`
  if (asksMore(query))
    return emptyState(ctx, 'filtered', { href: addressOf(path, { filter: query.filter }), label: ctx.t('work.clear') })
  if (!desk.waits.all) return emptyState(ctx, 'noComments', { href: `/c/${desk.consultation.slug}`, label: ctx.t('desk.public') })
  return emptyState(
    ctx,
    query.filter,
    query.filter === 'all' ? undefined : { href: addressOf(path, { filter: 'all' }), label: ctx.t('work.showAll') },
  )
}

/** What is done to all that are ticked; the boxes belong to this form wherever they stand. */
function bulkBar(ctx: PageContext, desk: Desk, back: string, moderates: boolean): Html {
  const { t } = ctx
  const button = (act: string, label: string): Html =>
    html`<button class="button" name="act" value="${act}" data-act="${act}">${label}</button>`
  return html`<form class="queue-bar" id="bulk" method="post" action="/c/${desk.consultation.slug}/desk/comments/bulk">
    ${tokenField(ctx)}<input type="hidden" name="back" value="${back}" /><label class="check" data-all hidden
      ><input type="checkbox" /><span>${t('work.tickAll')}</span></label
    ><span class="muted" data-ticked>${t('work.tickHint')}</span>${
      moderates
        ? html`<span class="queue-bulk-hide"
              ><label class="visually-hidden" for="bulk-reason">${t('moderate.reason')}</label
              ><select class="input" id="bulk-reason" name="reason">
                ${reasons.map(r => html`<option value="${r}">${t(`reason.${r}`)}</option>`)}</select
              >${button('hide', t('work.hideTicked'))}</span
            >${button('keep', t('work.keepTicked'))}${button('restore', t('work.restoreTicked'))}`
        : ''
    }${desk.may('comment.answer') ? button('answer', t('work.answerTicked')) : ''}<button
      class="act"
      type="button"
      data-keys
      hidden
    >
      ${t('queue.keys')} <kbd>?</kbd>
    </button>
  </form>`
}
