// The answers desk: which comments still wait for an answer, one answer for many of them, used again, and seen as the public will see it.

import { html, raw } from 'hono/html'
import { outcomes, type Answer, type Outcome } from '../../shared/comment.ts'
import { addressOf, asksMore, backTo, type Desk, type Listed, type Query } from '../desk.ts'
import { answerBlock } from './comment.ts'
import type { PageContext } from './context.ts'
import { coverage } from './desk-coverage.ts'
import { filterBar } from './desk-filters.ts'
import { deskLayout, emptyState, undoBar } from './desk-frame.ts'
import { deskItem } from './desk-item.ts'
import { tokenField } from './layout.ts'
import { zoneOf, type Html } from './piece.ts'
import { field } from './preview-forms.ts'
import { shortened } from '../../shared/excerpt.ts'

export interface Written {
  outcome: Outcome
  text: string
  /** The comments it is for. */
  ids: string[]
}
export interface AnswersPage {
  desk: Desk
  query: Query
  listed: Listed
  written: Written
  /** Answers given before. */
  given: { id: string; outcome: string; text: string }[]
  /** Shown as the public sees it. */
  preview: boolean
  /** The answer just published, and to how many. */
  did: { answer: string; n: number } | null
  message: string | null
}

export const states = ['unanswered', 'answered', 'all'] as const

export function answersPage(ctx: PageContext, p: AnswersPage): Html {
  const { t } = ctx
  const { desk, query, listed, did } = p
  const path = `/c/${desk.consultation.slug}/desk/answers`
  const here = backTo(path, query)
  const said = did ? t('queue.did.answer', { n: did.n }) : null
  const body = html`${coverage(ctx, desk)}${did && said ? undoBar(ctx, `${path}/undo`, said, { answer: did.answer, back: here }) : ''}${filterBar(
    ctx,
    { desk, path, states, query, listed },
  )}${listed.items.length ? work(ctx, p, path, here) : empty(ctx, p, path)}`
  return deskLayout(ctx, desk, { here: 'answers', body, message: p.message, said, live: true })
}

function work(ctx: PageContext, p: AnswersPage, path: string, here: string): Html {
  const { desk, listed, query, written } = p
  return html`<answer-desk class="answers" data-path="${path}">
    ${composer(ctx, p, path, here)}
    <div class="answers-list">
      <p class="button-row">
        <label class="check" data-all hidden><input type="checkbox" /><span>${ctx.t('work.tickAll')}</span></label
        ><span class="muted" data-ticked>${ctx.t('work.tickHint')}</span>
      </p>
      <ol class="queue" id="queue">
        ${listed.items.map(item => deskItem(ctx, item, { desk, form: 'answers', ticked: written.ids.includes(item.comment.id), back: here }))}
      </ol>
      ${listed.next ? html`<p data-more><a class="button" href="${addressOf(path, { ...query, before: listed.next })}">${ctx.t('thread.more')}</a></p>` : ''}
    </div>
  </answer-desk>`
}

function composer(ctx: PageContext, p: AnswersPage, path: string, here: string): Html {
  const { t } = ctx
  const { written, given } = p
  const reuse = given.length
    ? html`<div class="field">
        <label for="reuse">${t('work.reuse')}</label
        ><select class="input" id="reuse" name="reuse">
          <option value="">${t('work.reuseNone')}</option>
          ${given.map(g => html`<option value="${g.id}" data-outcome="${g.outcome}" data-text="${g.text}">${t(`outcome.${g.outcome}`)}: ${shortened(g.text, 70)}</option>`)}</select
        ><button class="button" name="do" value="reuse" formnovalidate data-plain>${t('work.reuseTake')}</button>
      </div>`
    : ''
  return html`<form class="answers-form stack" id="answers" method="post" action="${path}">
    ${tokenField(ctx)}<input type="hidden" name="back" value="${here}" />
    <h2>${t('work.write')}</h2>
    <p class="hint">${t('desk.answerHint')}</p>
    ${reuse}${field({
      id: 'outcome',
      label: t('desk.outcome'),
      control: () =>
        html`<select class="input" id="outcome" name="outcome">
          ${outcomes.map(o => html`<option value="${o}" ${o === written.outcome ? raw('selected') : ''}>${t(`outcome.${o}`)}</option>`)}
        </select>`,
    })}${field({
      id: 'answer',
      label: t('desk.answerText'),
      control: () =>
        html`<textarea class="input" id="answer" name="text" rows="8" maxlength="20000" required dir="auto">
${written.text}</textarea>`,
    })}
    <div class="button-row">
      <button class="button button-primary">${t('desk.answer')}</button
      ><button class="button" name="do" value="preview" data-plain>${t('work.preview')}</button>
    </div>
    <section class="answers-preview" data-preview aria-label="${t('work.asPublic')}" ${p.preview ? '' : raw('hidden')}>
      <p class="kicker">${t('work.asPublic')}</p>
      ${answerPreview(ctx, written, zoneOf(p.desk.consultation))}
    </section>
  </form>`
}

/** Drawn by what readers' pages draw it with. */
export const answerPreview = (ctx: PageContext, { outcome, text }: Pick<Written, 'outcome' | 'text'>, zone: string): Html => {
  const answer: Answer = { outcome, text: text.trim() || ctx.t('work.answerEmpty'), at: ctx.now }
  return answerBlock(ctx, answer, zone)
}

function empty(ctx: PageContext, { desk, query }: AnswersPage, path: string): Html {
  if (asksMore(query))
    return emptyState(ctx, 'filtered', { href: addressOf(path, { filter: query.filter }), label: ctx.t('work.clear') })
  if (!desk.waits.all) return emptyState(ctx, 'noComments', { href: `/c/${desk.consultation.slug}`, label: ctx.t('desk.public') })
  return query.filter === 'unanswered'
    ? emptyState(ctx, 'allAnswered', { href: `/c/${desk.consultation.slug}/desk/report`, label: ctx.t('work.nav.report') })
    : emptyState(ctx, 'answered', { href: addressOf(path, { filter: 'unanswered' }), label: ctx.t('filter.unanswered') })
}
