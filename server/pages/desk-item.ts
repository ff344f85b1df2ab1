// One comment as it lies on the desk: where it stands, who wrote it, what readers reported, and what may be done with it.

import { html, raw } from 'hono/html'
import { reasons } from '../../shared/comment.ts'
import type { Desk, DeskItem } from '../desk.ts'
import type { PageContext } from './context.ts'
import { tokenField } from './layout.ts'
import { apart, plainText, shortTime, time, zoneOf, type Html } from './piece.ts'
import { shortened } from '../../shared/excerpt.ts'

export interface ItemFrame {
  desk: Desk
  /** The form its box belongs to, and whether it is ticked. */
  form: string
  ticked: boolean
  /** Where to come back to. */
  back: string
}

export function deskItem(ctx: PageContext, item: DeskItem, frame: ItemFrame): Html {
  const { t } = ctx
  const { comment: c, label, reports } = item
  const name = c.author?.name ?? t('comment.nobody')
  const zone = zoneOf(frame.desk.consultation)
  return html`<li
    class="queue-item"
    id="q-${c.id}"
    data-id="${c.id}"
    data-state="${c.state}"
    data-reason="${c.reason ?? ''}"
    ${item.seen ? raw('data-seen') : ''}
    tabindex="-1"
    aria-labelledby="by-${c.id}"
  >
    <label class="check"
      ><input
        type="checkbox"
        form="${frame.form}"
        name="id"
        value="${c.id}"
        autocomplete="off"
        ${frame.ticked ? raw('checked') : ''}
      /><span class="visually-hidden">${t('desk.pick', { name })}</span></label
    >
    <div class="queue-body">
      <p class="queue-head" id="by-${c.id}">
        <a class="queue-place" href="${c.url}#c-${c.id}">${label || t('dash.whole')}</a>
        <b>${apart(name)}</b
        >${c.author ? html` <span class="chip">${t(`author.${c.author.kind}`)}</span>` : ''}${c.kind ? html` <span class="chip">${t(`kind.${c.kind}`)}</span>` : ''}
        <span class="muted">${time(c.postedAt, shortTime(ctx.lang, c.postedAt, zone))}</span
        >${c.replyTo ? html` <span class="muted">${t('work.isReply')}</span>` : ''}
        <span class="muted queue-votes"
          >${t('vote.counts', { agree: c.agreement.agree, disagree: c.agreement.disagree, unsure: c.agreement.unsure })}</span
        >
      </p>
      ${c.state === 'hidden' ? html`<p class="queue-mark queue-hidden">${t('comment.hidden', { reason: t(`reason.${c.reason ?? 'other'}`) })}</p>` : ''}
      <div class="comment-text" dir="auto" lang="${c.lang}">
        ${c.text === null ? html`<p class="placeholder">${t(c.state === 'withdrawn' ? 'comment.withdrawn' : 'comment.noText')}</p>` : plainText(c.text)}
      </div>
      ${
        reports.length
          ? html`<ul class="queue-reports">
              ${reports.map(r => html`<li>${t('desk.reported', { reason: t(`reason.${r.reason}`) })} ${r.note ? html`<q dir="auto">${r.note}</q>` : ''}</li>`)}
            </ul>`
          : ''
      }
      ${c.answer ? html`<p class="queue-answer"><b>${t(`outcome.${c.answer.outcome}`)}:</b> <span dir="auto">${shortened(c.answer.text, 200)}</span></p>` : ''}
      ${acts(ctx, item, frame)}
    </div>
  </li>`
}

function acts(ctx: PageContext, { comment: c, seen }: DeskItem, { desk, back }: ItemFrame): Html {
  const { t } = ctx
  const base = `/c/${desk.consultation.slug}/desk`
  const act = `${base}/comments/${c.id}`
  const moderates = desk.may('comment.moderate')
  const answer =
    desk.may('comment.answer') && c.state !== 'withdrawn'
      ? html`<a class="act" data-act="answer" href="${base}/answers?ids=${c.id}"
          >${t(c.answer ? 'work.answerAgain' : 'work.answer')}</a
        >`
      : ''
  const author =
    desk.may('people.block') && c.author ? html`<a class="act" href="${base}/people?comment=${c.id}">${t('work.author')}</a>` : ''
  if (!moderates) return html`<div class="queue-acts">${answer}</div>`
  const button = (name: string, label: string): Html =>
    html`<button class="act" data-act="${name}" formaction="${act}/${name}">${label}</button>`
  return html`<form class="queue-acts" method="post" action="${act}/keep">
    ${tokenField(ctx)}<input
      type="hidden"
      name="back"
      value="${back}"
    />${c.state === 'published' ? hiding(ctx, c.id, act) : ''}${c.state === 'hidden' ? button('restore', t('moderate.restore')) : ''}${c.state === 'published' && !seen ? button('keep', t('desk.keep')) : ''}${answer}${author}
  </form>`
}

/** Hiding asks why with one more press: each reason is a button, with its digit. */
function hiding(ctx: PageContext, id: string, act: string): Html {
  const { t } = ctx
  return html`<details class="queue-hide">
    <summary class="act">${t('work.hide')}</summary>
    <div class="queue-why" role="group" aria-label="${t('moderate.reason')}">
      ${reasons.map(
        (r, n) =>
          html`<button class="button" data-reason="${r}" name="reason" value="${r}" formaction="${act}/hide">
            <kbd aria-hidden="true">${n + 1}</kbd>${t(`reason.${r}`)}
          </button>`,
      )}<label class="visually-hidden" for="note-${id}">${t('moderate.note')}</label
      ><input class="input" id="note-${id}" name="note" placeholder="${t('moderate.note')}" maxlength="1000" dir="auto" />
    </div>
  </details>`
}
