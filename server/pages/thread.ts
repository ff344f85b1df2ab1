// The thread of a unit or of the draft as a whole: form, order, comments, next page; and one comment alone, for live pages.

import { html, raw } from 'hono/html'
import { sorts } from '../../shared/comment.ts'
import { commentCard, replyCard, type Page } from './comment.ts'
import { commentForm, keptText } from './comment-form.ts'
import type { PageContext, ReplyItem, Thread, ThreadItem } from './context.ts'
import type { Html } from './piece.ts'

export function threadPiece(ctx: PageContext, page: Page, thread: Thread): Html {
  const { t } = ctx
  const { slug, state } = page.consultation
  const whole = thread.placeId === page.whole.id
  const place = whole ? 'whole' : thread.placeId
  const base = `/c/${slug}/paragraph/${place}`
  const form =
    state === 'open'
      ? commentForm(ctx, page, {
          place: thread.placeId,
          label: t(whole ? 'form.whole' : 'form.label'),
          refused: ctx.refused?.at === place && ctx.refused.act === 'comment' ? ctx.refused : null,
        })
      : html`<p class="notice">${t(state === 'closed' ? 'thread.closed' : 'thread.notOpen')}</p>
          ${ctx.refused?.text ? keptText(ctx.refused, t('form.label')) : ''}`
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
  return html`<comment-thread
    id="thread-${thread.placeId}"
    data-place="${thread.placeId}"
    data-sort="${thread.sort}"
    data-next="${thread.next ?? ''}"
    ><h3 class="thread-title" tabindex="-1">${t(whole ? 'thread.whole' : 'thread.title', { n: thread.all })}</h3>
    ${form}${thread.total ? html`<p class="tip">${t('thread.tip')}</p>` : html`<p class="muted" data-empty>${t('thread.first')}</p>`}${order}<news-button
      hidden
    ></news-button>
    <ol class="comments" data-comments>
      ${thread.items.map(i => html`<li>${commentCard(ctx, page, i)}</li>`)}
    </ol>
    ${next}</comment-thread
  >`
}

export const commentPiece = (ctx: PageContext, page: Page, item: ThreadItem | ReplyItem): Html =>
  'replies' in item ? commentCard(ctx, page, item) : replyCard(ctx, page, item)
