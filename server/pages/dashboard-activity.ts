// Latest activity: comments and votes per day, and the feed of the latest acts.

import { html, raw } from 'hono/html'
import { columnsInside } from '../../shared/chart.ts'
import type { Day } from '../../shared/dashboard.ts'
import { shortened } from '../../shared/excerpt.ts'
import { numbersOf } from '../../shared/format.ts'
import type { Act, Dashboard, Place } from '../dashboard.ts'
import type { PageContext } from './context.ts'
import { block, downloads, picture, tableBehind } from './dashboard-figure.ts'
import { apart, escaped, icon, shortDay, shortTime, time, told, type Html } from './piece.ts'

export const measures = ['comments', 'votes'] as const
type Measure = (typeof measures)[number]
const HEIGHT = 72

/** What a strip of columns says, in words. */
export function stripWords(
  ctx: Pick<PageContext, 't' | 'lang'>,
  days: readonly Day[],
  measure: Measure,
): { most: string; all: string } {
  const { t, lang } = ctx
  const values = days.map(d => d[measure])
  const most = t('dash.mostInDay', { n: Math.max(0, ...values) })
  const all = t('dash.chartWords', {
    what: t(`dash.perDay.${measure}`),
    n: values.reduce((sum, n) => sum + n, 0),
    from: shortDay(lang, days[0]?.day ?? ''),
    to: shortDay(lang, days.at(-1)?.day ?? ''),
    most,
  })
  return { most, all }
}

export function activity(ctx: PageContext, d: Dashboard): Html {
  const { t } = ctx
  const { slug } = d.view.consultation
  const acts = d.acts.length
    ? html`<ol class="acts">
        ${d.acts.map(act => feedItem(ctx, d, act))}
      </ol>`
    : html`<p class="muted">${t('dash.feedEmpty')}</p>`
  return html`<section class="dash-part dash-halves" id="activity" aria-labelledby="activity-title">
    <h2 id="activity-title">${t('dash.activity')}</h2>
    <figure class="chart-figure">
      <figcaption>${t('dash.activityChart')}</figcaption>
      ${block('days', perDay(ctx, d))}${downloads(ctx, slug, 'activity')}
    </figure>
    <div class="dash-feed">
      <h3>${t('dash.feed')}</h3>
      ${block('feed', acts)}
    </div>
  </section>`
}

function perDay(ctx: PageContext, { days }: Dashboard): Html {
  const { t, lang } = ctx
  const number = (n: number): string => numbersOf(lang).format(n)
  const strips = measures.map(measure => {
    const words = stripWords(ctx, days, measure)
    const titles = days.map(d => escaped(`${shortDay(lang, d.day)}: ${number(d[measure])}`))
    const inside = columnsInside(
      days.map(d => d[measure]),
      HEIGHT,
      titles,
    )
    return html`<div class="chart-strip">
      <p class="chart-name"><b>${t(`dash.perDay.${measure}`)}</b> <span class="muted">${words.most}</span></p>
      ${picture(words.all, HEIGHT, inside)}
    </div>`
  })
  const rows = days
    .filter(d => d.comments || d.votes)
    .toReversed()
    .map(d => [time(d.day, shortDay(lang, d.day)), number(d.comments), number(d.votes)])
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
  return html`${strips}
    <p class="chart-ends" aria-hidden="true">
      <span>${shortDay(lang, first)}</span>${first === last ? '' : html`<span>${shortDay(lang, last)}</span>`}
    </p>
    <p class="hint">${t('dash.voteDays')}</p>
    ${tableBehind(ctx, t('dash.activityChart'), [t('dash.day'), t('dash.comments'), t('dash.votes')], rows)}`
}

/** A link to where something happened, named as one would say it. */
export function placeLink(ctx: PageContext, slug: string, place: Place, to?: string): Html {
  const label = place.label ?? ctx.t('dash.whole')
  const thread = place.id === 'whole' ? '' : `#p-${place.id}`
  return html`<a href="${to ?? `/c/${slug}/paragraph/${place.id}${thread}`}"><bdi>${label}</bdi></a>`
}

const icons: Record<Act['kind'], string> = { comment: 'comment', answer: 'check', votes: 'divided', history: 'clock' }

function feedItem(ctx: PageContext, d: Dashboard, act: Act): Html {
  const key =
    act.kind === 'history'
      ? `${act.entry.act} ${act.at}`
      : act.kind === 'votes'
        ? `votes ${act.on?.id ?? act.place.id}`
        : `${act.kind} ${act.comment.id}`
  return html`<li data-key="${key}">
    ${icon(icons[act.kind])}
    <p>${sentence(ctx, d, act)} <span class="act-time">${time(act.at, shortTime(ctx.lang, act.at, d.zone))}</span></p>
    ${act.kind === 'comment' && act.comment.text ? html`<p class="excerpt" dir="auto" lang="${act.comment.lang}">${shortened(act.comment.text, 140)}</p>` : ''}
  </li>`
}

function sentence(ctx: PageContext, d: Dashboard, act: Act): Html {
  const { t } = ctx
  const { slug } = d.view.consultation
  const named = (author: { name: string } | null): Html => html`<b>${apart(author?.name ?? t('comment.gone'))}</b>`
  switch (act.kind) {
    case 'comment':
      return told(t, act.comment.replyTo ? 'dash.did.reply' : 'dash.did.comment', {
        name: named(act.comment.author),
        where: placeLink(ctx, slug, act.place, `${act.comment.url}#c-${act.comment.id}`),
      })
    case 'answer':
      return told(t, 'dash.did.answer', {
        name: named(act.comment.author),
        where: placeLink(ctx, slug, act.place, `${act.comment.url}#c-${act.comment.id}`),
        outcome: html`<b>${t(`outcome.${act.outcome}`)}</b>`,
      })
    case 'votes': {
      const { agree, disagree, unsure } = act.agreement
      const counts = raw(escaped(t('vote.counts', { agree, disagree, unsure })))
      const where = placeLink(ctx, slug, act.place, act.on ? `${act.on.url}#c-${act.on.id}` : undefined)
      return act.on
        ? told(t, 'dash.did.votesOn', { name: named(act.on.author), where, counts })
        : told(t, 'dash.did.votes', { where, counts })
    }
    case 'history': {
      const { entry } = act
      return html`<span class="act-words">${t(`history.${entry.act}`, { by: t(`by.${entry.by}`) })}</span
        >${entry.reason ? html`: <q dir="auto">${entry.reason}</q>` : ''}`
    }
  }
}
