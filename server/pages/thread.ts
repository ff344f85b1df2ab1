// The thread of a unit or of the draft as a whole: form, order, comments, next page; and one comment alone, for live pages.

import { html, raw } from 'hono/html'
import { sorts } from '../../shared/comment.ts'
import { nobodyInWords } from '../../shared/pulse.ts'
import { commentCard, replyCard } from './comment.ts'
import { commentForm, keptText } from './comment-form.ts'
import type { Page, PageContext, ReplyItem, Thread, ThreadItem } from './context.ts'
import { zoneOf, zonePlace, type Html } from './piece.ts'

/** What one may write under, drawn beside the unit's text; when nothing is taken, why not. */
export function threadForm(ctx: PageContext, page: Page, thread: Thread): Html {
  const { t } = ctx
  const { state } = page.consultation
  const whole = thread.placeId === page.whole.id
  const place = whole ? 'whole' : thread.placeId
  const refused = ctx.refused?.at === place && ctx.refused.act === 'comment' ? ctx.refused : null
  return html`<div class="thread-form">
    ${
      state === 'open'
        ? commentForm(ctx, page, { place: thread.placeId, label: t(whole ? 'form.whole' : 'form.label'), refused })
        : html`<p class="notice notice-plain">${t(state === 'closed' ? 'thread.closed' : 'thread.notOpen')}</p>
            ${ctx.refused?.text ? keptText(ctx.refused, t('form.label')) : ''}`
    }
  </div>`
}

/** Form and thread one after the other: what a fragment answers, and headings and the draft as a whole show. */
export const wholeThread = (ctx: PageContext, page: Page, thread: Thread): Html =>
  html`${threadForm(ctx, page, thread)}${threadPiece(ctx, page, thread)}`

export function threadPiece(ctx: PageContext, page: Page, thread: Thread): Html {
  const { t } = ctx
  const { slug, state } = page.consultation
  const whole = thread.placeId === page.whole.id
  const base = `/c/${slug}/paragraph/${whole ? 'whole' : thread.placeId}`
  const order =
    thread.total > 1
      ? html`<nav class="order" aria-label="${t('thread.order')}">
          ${sorts.map(
            s =>
              html`<a href="${base}?sort=${s}#thread-${thread.placeId}" ${s === thread.sort ? raw('aria-current="true"') : ''}
                >${t(`sort.${s}`)}</a
              >`,
          )}
        </nav>`
      : ''
  const next = thread.next
    ? html`<p>
        <a class="button" data-more href="${base}?sort=${thread.sort}&cursor=${thread.next}#thread-${thread.placeId}"
          >${t('thread.more')}</a
        >
      </p>`
    : ''
  return html`<comment-thread id="thread-${thread.placeId}" data-place="${thread.placeId}" data-sort="${thread.sort}"
    ><div class="thread-head">
      <h3 class="thread-title" tabindex="-1">${t(whole ? 'thread.whole' : 'thread.title', { n: thread.all })}</h3>
      ${order}
    </div>
    ${tip(ctx, thread, state === 'open')}<news-button hidden></news-button>
    <ol class="comments" data-comments>
      ${thread.items.map(i => html`<li>${commentCard(ctx, page, i)}</li>`)}
    </ol>
    ${next}
    <p class="thread-times muted small">${t('thread.times', { zone: zonePlace(zoneOf(page.consultation)) })}</p></comment-thread
  >`
}

function tip({ t }: PageContext, thread: Thread, open: boolean): Html {
  if (!thread.total) return html`<p class="muted" data-empty>${nobodyInWords(t, open)}</p>`
  return open ? html`<p class="tip">${t('thread.tip')}</p>` : raw('')
}

export const commentPiece = (ctx: PageContext, page: Page, item: ThreadItem | ReplyItem): Html =>
  'replies' in item ? commentCard(ctx, page, item) : replyCard(ctx, page, item)
