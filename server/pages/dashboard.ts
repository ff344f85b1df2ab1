// The dashboard: latest activity, level of agreement, most discussed, latest comments, most active, guests and confirmed people.

import { html } from 'hono/html'
import { numbersOf } from '../../shared/format.ts'
import type { Dashboard } from '../dashboard.ts'
import type { PageContext } from './context.ts'
import { activity } from './dashboard-activity.ts'
import { agreementPart, levelsBlock } from './dashboard-agreement.ts'
import { addressOf, block, queryOf, type Asked } from './dashboard-figure.ts'
import { active, discussed, latest, shares } from './dashboard-people.ts'
import { deadlineLine, leftInWords, stateChip } from './deadline.ts'
import { layout } from './layout.ts'
import { zoneName, type Html } from './piece.ts'
import { formula } from './vote.ts'
import { sectionBar } from './tabs.ts'

const parts = ['activity', 'agreement', 'discussed', 'latest', 'active', 'shares'] as const

export function dashboardPage(ctx: PageContext, d: Dashboard, asked: Asked): Html {
  const { t } = ctx
  const c = d.view.consultation
  const body = html`<parley-consultation class="dashboard" data-slug="${c.slug}" data-seq="${d.view.seq}" data-state="${c.state}">
    ${sectionBar(ctx, c.slug, 'dashboard', true)}
    <header class="dash-head">
      <p class="kicker">${t('dash.of')}</p>
      <h1 lang="${c.lang}" dir="${c.dir}">${c.title}</h1>
      <p class="dash-deadline">
        ${stateChip(ctx, c)} <span>${deadlineLine(ctx, { ...c, zone: d.zone })}</span> <b>${leftInWords(ctx, c)}</b>
      </p>
      ${block('totals', totals(ctx, d))}
    </header>
    <nav class="order dash-parts" aria-label="${t('dash.parts')}">
      ${parts.map(part => html`<a href="#${part}">${t(`dash.${part}`)}</a>`)}
    </nav>
    ${dashboardParts(ctx, d, asked)} ${formula(ctx, c.minVotes)}
    <p class="hint">${t('dash.zone', { zone: zoneName(ctx.now, d.zone) })}</p>
    <p class="dash-news" data-news hidden>
      <button class="button" type="button" hidden>${t('dash.news')}</button>
      <a class="button" href="${addressOf(c.slug, asked)}" hidden>${t('dash.reorder')}</a>
    </p>
  </parley-consultation>`
  return layout(ctx, {
    title: `${t('dash.title')}: ${c.title} – ${ctx.instance.name}`,
    description: t('dash.lead'),
    body,
    live: { slug: c.slug, seq: d.view.seq },
    style: 'client/style/dashboard.css',
    script: 'client/dashboard.ts',
    ...(queryOf(asked).size ? { noindex: true } : { found: { path: `/c/${c.slug}/dashboard` } }),
  })
}

/** What a living page fetches anew, with the number it is of; the bars of the units hear each vote themselves. */
export function dashboardFragment(ctx: PageContext, d: Dashboard): Html {
  return html`<div data-seq="${d.view.seq}">
    ${block('totals', totals(ctx, d))}${activity(ctx, d)}${levelsBlock(ctx, d)}${discussed(ctx, d)}${latest(ctx, d)}${active(
      ctx,
      d,
    )}${shares(ctx, d)}
  </div>`
}

const dashboardParts = (ctx: PageContext, d: Dashboard, asked: Asked): Html =>
  html`${activity(ctx, d)}${agreementPart(ctx, d, asked)}
    <div class="dash-pair">${discussed(ctx, d)}${latest(ctx, d)}</div>
    <div class="dash-pair">${active(ctx, d)}${shares(ctx, d)}</div>`

function totals(ctx: PageContext, d: Dashboard): Html {
  const { t } = ctx
  const { view, totals: n } = d
  const { closedSeq } = view.consultation
  const one = (count: number, words: string): Html => html`<li><b>${numbersOf(ctx.lang).format(count)}</b> ${words}</li>`
  return html`<ul class="totals">
      ${one(n.people, t('card.people', { n: n.people }))}${one(n.votes, t('card.votes', { n: n.votes }))}${one(
        n.comments,
        t('card.comments', { n: n.comments }),
      )}${n.answered ? one(n.answered, t('card.answered', { of: n.comments })) : ''}
    </ul>
    <p class="hint">
      ${closedSeq === null ? '' : t('dash.final', { closed: closedSeq })} ${t('dash.asOf', { seq: view.seq })}
      ${d.countedAt === view.seq ? '' : html`${t('dash.activity')}, ${t('dash.active')}, ${t('dash.shares')}: ${t('dash.counted', { seq: d.countedAt })}`}
    </p>`
}
