// Votes drawn: the level in words, the diverging bar, the counts, and the form of three buttons.

import { html, raw } from 'hono/html'
import { levelOf, values, type Agreement, type Level, type Value } from '../../shared/agreement.ts'
import type { PageContext } from './context.ts'
import { tokenField } from './layout.ts'
import { icon, type Html } from './piece.ts'

const icons: Record<Level, string> = {
  none: 'none',
  few: 'few',
  broadAgreement: 'check2',
  agreement: 'check',
  divided: 'divided',
  disagreement: 'cross',
  broadDisagreement: 'cross2',
}
export const signs: Record<Value, string> = { agree: 'check', disagree: 'cross', unsure: 'unsure' }
const percent = (n: number): string => `${Math.round(n * 100) / 100}%`

/** Geometry of the bar around its middle: shares of all votes, each side at most half of the width. */
export function barOf(a: Agreement): { disagree: [x: number, width: number]; unsure: [x: number, width: number]; agree: [x: number, width: number] } {
  const all = a.n + a.unsure || 1
  const unsure = (a.unsure / all) * 50
  const agree = (a.agree / all) * 50
  const disagree = (a.disagree / all) * 50
  const half = unsure / 2
  return { disagree: [50 - half - disagree, disagree], unsure: [50 - half, unsure], agree: [50 + half, agree] }
}

export function bar(a: Agreement, label: string): Html {
  const level = levelOf(a)
  const b = barOf(a)
  const rect = (kind: string, [x, width]: [number, number]) => `<rect class="bar-${kind}" x="${percent(x)}" y="3" width="${percent(width)}" height="10"/>`
  const inside =
    level === 'none'
      ? '<circle class="bar-none" cx="50%" cy="8" r="4"/>'
      : `${rect('disagree', b.disagree)}${rect('unsure', b.unsure)}${rect('agree', b.agree)}<rect class="bar-axis" x="50%" width="1.5" height="16"/>`
  return html`<svg class="bar${level === 'few' ? ' bar-too-few' : ''}" role="img" aria-label="${label}" height="16"><rect class="bar-track" y="3" width="100%" height="10" rx="2"/>${raw(inside)}</svg>`
}

/** Level, share, bar and counts of a unit. */
export function agreementPiece(ctx: PageContext, item: string, a: Agreement, minVotes: number): Html {
  const { t } = ctx
  const level = levelOf(a)
  const words = countsInWords(ctx, a, minVotes)
  const share = a.enough && a.share !== null ? html`<a class="share" href="#formula">${t('vote.share', { share: percentOf(ctx, a.share) })}</a>` : ''
  return html`<agreement-bar data-item="${item}" data-min="${minVotes}"><div class="agreement-head"><span class="level level-${level}">${icon(icons[level])}<span>${t(`level.${level}`)}</span></span>${share}</div>${bar(a, `${t(`level.${level}`)}. ${words}`)}<p class="agreement-words">${words}</p></agreement-bar>`
}

export function countsInWords(ctx: PageContext, a: Agreement, minVotes: number): string {
  const { t } = ctx
  if (a.n + a.unsure === 0) return t('vote.first')
  const counts = t('vote.counts', { agree: a.agree, disagree: a.disagree, unsure: a.unsure })
  const guests = a.guests ? ` ${t('vote.guests', { n: a.guests })}` : ''
  return a.enough ? counts + guests : `${counts}${guests} ${t('vote.needed', { n: a.n, min: minVotes })}`
}

export const percentOf = (ctx: PageContext, share: number): string =>
  new Intl.NumberFormat(ctx.lang, { style: 'percent', maximumFractionDigits: 0 }).format(share)

/** Three buttons; the button of the current choice sends nothing, which takes the vote back. */
export function voteForm(ctx: PageContext, slug: string, item: string, label: string, counts?: Agreement): Html {
  const { t, me } = ctx
  const mine = me?.votes[item] ?? null
  return html`<vote-buttons data-item="${item}"><form class="vote-buttons" method="post" action="/c/${slug}/votes" aria-label="${t('vote.on', { what: label })}"><input type="hidden" name="item" value="${item}">${tokenField(ctx)}${values.map(
    value =>
      html`<button class="vote" name="value" value="${mine === value ? '' : value}" data-value="${value}" aria-pressed="${mine === value ? 'true' : 'false'}">${icon(signs[value])}<span>${t(`vote.${value}`)}</span>${counts ? html` <span class="vote-count" data-count="${value}">${counts[value]}</span>` : ''}</button>`,
  )}</form></vote-buttons>`
}

/** How the number is made, one tap away from each share. */
export function formula(ctx: PageContext, minVotes: number): Html {
  const { t } = ctx
  return html`<details class="formula" id="formula"><summary>${t('formula.title')}</summary><p>${t('formula.share')}</p><p>${t('formula.guests')}</p><p>${t('formula.enough', { min: minVotes })}</p><p>${t('formula.division')}</p><p>${t('formula.order')}</p></details>`
}
