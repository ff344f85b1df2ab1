// One comment, drawn in one place: published, hidden or withdrawn, with its votes, answer, and what one may do with it.

import { html, raw } from 'hono/html'
import { EDIT_MINUTES, reasons, type Answer, type Comment } from '../../shared/comment.ts'
import type { Page, PageContext, ReplyItem, ThreadItem } from './context.ts'
import { commentForm } from './comment-form.ts'
import { tokenField } from './layout.ts'
import { apart, icon, plainText, shortTime, time, zoneOf, type Html } from './piece.ts'
import { voteForm } from './vote.ts'

/** A top-level comment with its replies; or a reply, which may quote the reply it answers. */
export function commentCard(ctx: PageContext, page: Page, item: ThreadItem): Html {
  const { t } = ctx
  const { comment } = item
  const more = item.moreReplies
    ? html`<p>
        <a class="more" data-n="${item.moreReplies}" href="/c/${page.consultation.slug}/comment/${comment.id}#c-${comment.id}"
          >${t('comment.moreReplies', { n: item.moreReplies })}</a
        >
      </p>`
    : ''
  return html`<comment-card
    id="c-${comment.id}"
    data-id="${comment.id}"
    data-place="${comment.paragraphId}"
    data-seq="${comment.postedAt}"
    ><article class="comment" aria-label="${cardLabel(ctx, comment)}">${inside(ctx, page, comment, null)}</article>
    <ol class="replies" data-replies="${comment.id}">
      ${item.replies.map(r => html`<li>${replyCard(ctx, page, r)}</li>`)}
    </ol>
    ${more}</comment-card
  >`
}

export function replyCard(ctx: PageContext, page: Page, { comment, quoted }: ReplyItem): Html {
  return html`<comment-card
    id="c-${comment.id}"
    data-id="${comment.id}"
    data-place="${comment.paragraphId}"
    data-reply-to="${comment.replyTo ?? ''}"
    ><article class="comment comment-reply" aria-label="${cardLabel(ctx, comment)}">
      ${inside(ctx, page, comment, quoted)}
    </article></comment-card
  >`
}

const authorName = (ctx: PageContext, c: Comment): string =>
  c.author?.name ?? ctx.t(c.state === 'published' ? 'comment.gone' : 'comment.nobody')
const cardLabel = (ctx: PageContext, c: Comment): string =>
  ctx.t(c.replyTo ? 'comment.labelReply' : 'comment.label', { name: authorName(ctx, c) })

function inside(ctx: PageContext, page: Page, c: Comment, quoted: ReplyItem['quoted']): Html {
  const { t } = ctx
  const quote = quoted
    ? html`<blockquote class="quoted">
        <a href="/c/${page.consultation.slug}/comment/${quoted.id}#c-${quoted.id}"
          >${apart(quoted.author ?? t('comment.nobody'))}</a
        >: <span dir="auto">${short(quoted.text ?? t('comment.noText'))}</span>
      </blockquote>`
    : ''
  const text =
    c.text === null
      ? html`<p class="placeholder">
          ${icon('lock')}${c.state === 'hidden' ? t('comment.hidden', { reason: t(`reason.${c.reason ?? 'other'}`) }) : t('comment.withdrawn')}
        </p>`
      : html`${c.state === 'hidden' ? html`<p class="placeholder">${t('comment.hiddenStaff', { reason: t(`reason.${c.reason ?? 'other'}`) })}</p>` : ''}
          <div class="comment-text" dir="auto" lang="${c.lang}">${plainText(c.text)}</div>`
  const moved = c.movedFrom
    ? html`<p class="muted small">
        <a href="/c/${page.consultation.slug}/paragraph/${c.movedFrom}/history">${t('comment.movedFrom')}</a>
      </p>`
    : ''
  const zone = zoneOf(page.consultation)
  return html`${head(ctx, c, zone)}${moved}${quote}${text}${c.answer ? answerBlock(ctx, c.answer, zone) : ''}${acts(ctx, page, c)}`
}

function head(ctx: PageContext, c: Comment, zone: string): Html {
  const { t } = ctx
  const kind = c.kind && c.text !== null ? html`<span class="chip chip-line">${t(`kind.${c.kind}`)}</span>` : ''
  return html`<span class="avatar avatar-${c.author?.kind ?? 'nobody'}" aria-hidden="true"
      >${initials(c.author?.name ?? '')}</span
    >
    <div class="comment-head">
      <p class="comment-who"><b class="author${c.author ? '' : ' muted'}">${apart(authorName(ctx, c))}</b>${kind}</p>
      <p class="comment-meta">
        ${c.author ? html`<span class="author-kind author-${c.author.kind}">${t(`author.${c.author.kind}`)}</span>` : ''}<a
          class="when"
          href="${c.url}#c-${c.id}"
          >${time(c.postedAt, shortTime(ctx.lang, c.postedAt, zone))}</a
        >${c.editedAt ? html`<span>${t('comment.edited')}</span>` : ''}
      </p>
    </div>`
}

/** First letters of the first and the last word of a name, for the sign beside a comment. */
function initials(name: string): string {
  const words = name.split(/[\s_-]+/u).flatMap(word => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? [])
  return [words[0], words.length > 1 ? words.at(-1) : ''].join('').toUpperCase()
}

/** The official answer as it stands below a comment. */
export function answerBlock(ctx: PageContext, given: Answer, zone: string): Html {
  const { t } = ctx
  return html`<div class="answer">
    <p class="answer-head">
      <span class="chip chip-staff">${t('answer.title')}</span> <b>${t(`outcome.${given.outcome}`)}</b>
      <span class="muted">${time(given.at, shortTime(ctx.lang, given.at, zone))}</span>
    </p>
    <div class="answer-text" dir="auto">${plainText(given.text)}</div>
  </div>`
}

/** Voting, replying, and the rest behind "more"; nothing on a placeholder or when closed but what still may happen. */
function acts(ctx: PageContext, page: Page, c: Comment): Html {
  const { t } = ctx
  const { slug, state } = page.consultation
  const label = t('comment.votedOn', { name: authorName(ctx, c) })
  if (c.text === null || c.state !== 'published')
    return ctx.staff && c.state === 'hidden' ? html`<div class="comment-acts">${moderation(ctx, page, c)}</div>` : raw('')
  const open = state === 'open'
  const refused = ctx.refused?.at === c.id ? ctx.refused : null
  const wrong = refused && refused.act !== 'comment' ? html`<p class="error" role="alert">${refused.message}</p>` : ''
  const votes = open
    ? voteForm(ctx, slug, c.id, label, c.agreement)
    : html`<p class="muted small">
        ${t('vote.counts', { agree: c.agreement.agree, disagree: c.agreement.disagree, unsure: c.agreement.unsure })}
      </p>`
  const reply = open
    ? html`<details class="reply" ${refused?.act === 'comment' ? raw('open') : ''}>
        <summary class="act">
          ${icon('reply', 'mirror')}${t('comment.reply')}<span class="visually-hidden">
            ${t('comment.replyTo', { name: authorName(ctx, c) })}</span
          >
        </summary>
        ${commentForm(ctx, page, { place: c.paragraphId, replyTo: c.id, label: t('comment.replyTo', { name: authorName(ctx, c) }), refused: refused?.act === 'comment' ? refused : null })}
      </details>`
    : ''
  return html`${wrong}
    <div class="comment-acts">
      ${votes}${reply}
      <details class="more-acts">
        <summary class="act">${icon('more')}<span class="visually-hidden">${t('comment.more')} ${label}</span></summary>
        <div class="more-list">
          <a class="act act-link" href="${c.url}#c-${c.id}">${t('comment.link')}</a
          >${own(ctx, page, c)}${report(ctx, slug, c)}${moderation(ctx, page, c)}
        </div>
      </details>
    </div>`
}

/** Editing and withdrawing are offered to everybody with a session who might be the author; the server judges. */
function own(ctx: PageContext, page: Page, c: Comment): Html {
  const { t, me } = ctx
  if (!me || me.name !== c.author?.name) return raw('')
  const { slug, state } = page.consultation
  const young = Date.parse(ctx.now) - Date.parse(c.postedAt) < EDIT_MINUTES * 60_000
  const edit =
    young && state === 'open' && !c.replies && c.agreement.n + c.agreement.unsure === 0
      ? html`<details class="act-edit">
          <summary class="act">${t('comment.edit')}</summary>
          <form method="post" action="/c/${slug}/comments/${c.id}/edit">
            ${tokenField(ctx)}<label class="visually-hidden" for="edit-${c.id}">${t('comment.edit')}</label
            ><textarea class="input" id="edit-${c.id}" name="text" dir="auto" required>${c.text ?? ''}</textarea
            ><button class="button">${t('comment.save')}</button>
          </form>
        </details>`
      : ''
  return html`${edit}
    <details class="act-withdraw">
      <summary class="act">${t('comment.withdraw')}</summary>
      <form method="post" action="/c/${slug}/comments/${c.id}/withdraw">
        ${tokenField(ctx)}
        <p class="hint">${t('comment.withdrawHint')}</p>
        <button class="button button-alarm">${t('comment.withdraw')}</button>
      </form>
    </details>`
}

function report(ctx: PageContext, slug: string, c: Comment): Html {
  const { t, me } = ctx
  return html`<details class="act-report">
    <summary class="act">${t('report.send')}</summary>
    ${
      me
        ? html`<form method="post" action="/c/${slug}/comments/${c.id}/report">
            ${tokenField(ctx)}<label class="label" for="why-${c.id}">${t('report.why')}</label
            ><select class="input" id="why-${c.id}" name="reason">
              ${reasons.map(r => html`<option value="${r}">${t(`reason.${r}`)}</option>`)}</select
            ><label class="label" for="note-${c.id}">${t('report.noteForModerators')}</label
            ><input class="input" id="note-${c.id}" name="note" maxlength="1000" /><button class="button">
              ${t('report.send')}
            </button>
          </form>`
        : html`<p class="hint">${t('report.signIn')}</p>`
    }
  </details>`
}

function moderation(ctx: PageContext, page: Page, c: Comment): Html {
  const { t } = ctx
  if (!ctx.staff) return raw('')
  const action = `/c/${page.consultation.slug}/desk/comments/${c.id}`
  if (c.state === 'hidden')
    return html`<form method="post" action="${action}/restore">
      ${tokenField(ctx)}<button class="button">${t('moderate.restore')}</button>
    </form>`
  return html`<form method="post" action="${action}/hide">
    ${tokenField(ctx)}<label class="label" for="hide-${c.id}">${t('moderate.reason')}</label
    ><select class="input" id="hide-${c.id}" name="reason">
      ${reasons.map(r => html`<option value="${r}">${t(`reason.${r}`)}</option>`)}</select
    ><label class="label" for="hide-note-${c.id}">${t('moderate.note')}</label
    ><input class="input" id="hide-note-${c.id}" name="note" maxlength="1000" /><button class="button button-alarm">
      ${t('moderate.hide')}
    </button>
  </form>`
}

const short = (text: string): string => (text.length > 160 ? `${[...text].slice(0, 160).join('')}…` : text)
