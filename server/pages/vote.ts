// Votes drawn: the level in words, the diverging bar, the counts, and the form of three buttons.

import { html, raw } from 'hono/html'
import { levelOf, values, type Agreement, type Value } from '../../shared/agreement.ts'
import { barInside, barInWords, countsInWords, levelIcons, percentOf } from '../../shared/pulse.ts'
import type { ConsultationView } from '../../shared/view.ts'
import type { PageContext } from './context.ts'
import { tokenField } from './layout.ts'
import { icon, type Html } from './piece.ts'

export const signs: Record<Value, string> = { agree: 'check', disagree: 'cross', unsure: 'unsure' }

export function bar(a: Agreement, label: string): Html {
  return html`<svg class="bar${levelOf(a) === 'few' ? ' bar-too-few' : ''}" role="img" aria-label="${label}" height="16">
    <rect class="bar-track" y="3" width="100%" height="10" rx="2" />
    ${raw(barInside(a))}
  </svg>`
}

type Votable = Pick<ConsultationView, 'minVotes' | 'state'>
/** Level, share, bar and counts of a unit; without the counts where they stand in cells beside. */
export function agreementPiece(ctx: PageContext, item: string, a: Agreement, { minVotes, state }: Votable, counts = true): Html {
  const { t } = ctx
  const level = levelOf(a)
  const words = countsInWords(t, a, minVotes, state === 'open')
  const share =
    a.enough && a.share !== null
      ? html`<a class="share" href="#formula">${t('vote.share', { share: percentOf(ctx.lang, a.share) })}</a>`
      : ''
  return html`<agreement-bar
    data-item="${item}"
    data-min="${minVotes}"
    data-votes="${a.agree} ${a.disagree} ${a.unsure} ${a.guests}"
    ><div class="agreement-head">
      <span class="level level-${level}">${icon(levelIcons[level])}<span>${t(`level.${level}`)}</span></span
      >${share}
    </div>
    ${bar(a, barInWords(t, level, words))}${counts ? html`<p class="agreement-words">${words}</p>` : ''}</agreement-bar
  >`
}

/** Three buttons; the button of the current choice sends nothing, which takes the vote back. */
export function voteForm(ctx: PageContext, slug: string, item: string, label: string, counts?: Agreement): Html {
  const { t, me } = ctx
  const mine = me?.votes[item] ?? null
  return html`<vote-buttons
    role="group"
    aria-label="${t('vote.on', { what: label })}"
    data-item="${item}"
    ${counts ? html` data-votes="${counts.agree} ${counts.disagree} ${counts.unsure} ${counts.guests}"` : ''}
    ><form class="vote-buttons" method="post" action="/c/${slug}/votes">
      <input type="hidden" name="item" value="${item}" />${tokenField(ctx)}${values.map(
        value =>
          html`<button
            class="vote"
            name="value"
            value="${mine === value ? '' : value}"
            data-value="${value}"
            aria-pressed="${mine === value ? 'true' : 'false'}"
          >
            ${icon(signs[value])}<span>${t(`vote.${value}`)}</span>${counts ? html` <span class="vote-count" data-count="${value}">${counts[value]}</span>` : ''}
          </button>`,
      )}
    </form></vote-buttons
  >`
}

/** How the number is made, one tap away from each share. */
export function formula(ctx: PageContext, minVotes: number): Html {
  const { t } = ctx
  return html`<details class="formula" id="formula">
    <summary>${t('formula.title')}</summary>
    <p>${t('formula.share')}</p>
    <p>${t('formula.guests')}</p>
    <p>${t('formula.enough', { min: minVotes })}</p>
    <p>${t('formula.division')}</p>
    <p>${t('formula.order')}</p>
  </details>`
}
