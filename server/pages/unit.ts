// A unit of the draft: number in the margin, text, pulse; a heading with its comment link; the open thread beside it.

import { html, raw } from 'hono/html'
import { commentsInWords } from '../../shared/pulse.ts'
import { insideHeading } from '../../shared/section.ts'
import type { ParagraphView } from '../../shared/view.ts'
import type { PageContext, ReadingPage } from './context.ts'
import { icon, unitText, type Html } from './piece.ts'
import { threadForm, threadPiece, wholeThread } from './thread.ts'
import { agreementPiece, voteForm } from './vote.ts'

export function unit(ctx: PageContext, page: ReadingPage, p: ParagraphView): Html {
  return p.kind === 'heading' ? heading(ctx, page, p) : paragraph(ctx, page, p)
}

function paragraph(ctx: PageContext, page: ReadingPage, p: ParagraphView): Html {
  const { t } = ctx
  const { slug, state } = page.view.consultation
  const label = `P${p.number}`
  const open = page.open?.placeId === p.id
  const refused =
    ctx.refused?.at === p.wordingId && ctx.refused.act === 'vote'
      ? html`<p class="error" role="alert">${ctx.refused.message}</p>`
      : ''
  return html`<draft-unit
    class="unit${open ? ' unit-open' : ''}"
    id="p-${p.id}"
    data-number="${p.number}"
    data-item="${p.wordingId}"
    data-place="${p.id}"
    ><a class="unit-no" href="/c/${slug}/paragraph/${p.id}#p-${p.id}"
      ><span class="visually-hidden">${t('unit.paragraph')} </span>${label}</a
    >
    <div class="unit-stay">
      ${lookAgain(ctx, page, p)} ${unitText(page.view.consultation, p.html, `${t('unit.paragraph')} ${label}`)}
      <div class="pulse">
        ${since(ctx, slug, p)}${refused}${agreementPiece(ctx, p.wordingId, p.agreement, page.view.consultation)}
        <div class="pulse-acts">
          ${state === 'open' ? voteForm(ctx, slug, p.wordingId, label) : ''}${commentLink(ctx, page, p, label)}
        </div>
      </div>
      ${open && page.open ? threadForm(ctx, page.view, page.open) : ''}
    </div>
    ${open && page.open ? threadPiece(ctx, page.view, page.open) : ''}</draft-unit
  >`
}

/** Since which revision it reads like this, and the way to what it was before. */
function since({ t }: PageContext, slug: string, p: ParagraphView): Html {
  if (p.revision < 2) return raw('')
  const [key, n] = p.since < 2 ? ['unit.editedIn', p.revision] : [p.earlier.length ? 'unit.changedIn' : 'unit.newIn', p.since]
  return html`<p class="unit-since" data-since="${p.since < 2 ? 'edited' : 'changed'}">
    <a href="/c/${slug}/paragraph/${p.id}/history">${t(key, { n })}</a>
  </p>`
}

/** Asks earlier voters and commenters to look at the new wording; their vote stays where it was given. */
function lookAgain({ t }: PageContext, page: ReadingPage, p: ParagraphView): Html {
  const look = page.look[p.id]
  if (!look) return raw('')
  const words = look === 'comment' ? t('unit.lookComment') : t('unit.lookVote', { value: t(`vote.${look}`) })
  return html`<p class="notice unit-look">
    <span>${words} <a href="/c/${page.view.consultation.slug}/paragraph/${p.id}/history">${t('unit.whatChanged')}</a></span>
  </p>`
}

function commentLink(ctx: PageContext, page: ReadingPage, p: ParagraphView, label: string): Html {
  const { slug, state } = page.view.consultation
  return html`<comment-count data-place="${p.id}" data-n="${p.comments.all}"
    ><a class="comment-link" href="/c/${slug}/paragraph/${p.id}#thread-${p.id}"
      >${icon('comment')}<span>${commentsInWords(ctx.t, 'unit.comments', p.comments.all, state === 'open')}</span
      ><span class="visually-hidden"> ${label}</span></a
    ></comment-count
  >`
}

function heading(ctx: PageContext, page: ReadingPage, p: ParagraphView): Html {
  const { t } = ctx
  const { slug, lang, dir, state } = page.view.consultation
  const open = page.open?.placeId === p.id
  const level = Math.min(6, (p.level ?? 1) + 1)
  const words = insideHeading(p.html)
  return html`<draft-unit class="unit-heading${open ? ' unit-open' : ''}" id="p-${p.id}" data-place="${p.id}"
    ><div class="heading-line">
      ${raw(`<h${level} lang="${lang}" dir="${dir}">${words}</h${level}>`)}<comment-count
        data-place="${p.id}"
        data-n="${p.comments.all}"
        ><a class="comment-link heading-comment" href="/c/${slug}/paragraph/${p.id}#thread-${p.id}"
          >${icon('comment')}<span class="${p.comments.all ? '' : 'visually-hidden'}"
            >${p.comments.all ? p.comments.all : t(state === 'open' ? 'unit.commentSection' : 'unit.noComments')}</span
          ></a
        ></comment-count
      >
    </div>
    ${open && page.open ? wholeThread(ctx, page.view, page.open) : ''}</draft-unit
  >`
}
