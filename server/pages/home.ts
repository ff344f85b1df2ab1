// The front door: consultations that are open, announced and closed, each with its deadline in words.

import { html } from 'hono/html'
import type { State } from '../../shared/consultation.ts'
import type { DemoLang } from '../../shared/demo.ts'
import type { PageContext } from './context.ts'
import { otherDemos } from './demo.ts'
import { deadlineLine, leftInWords, stateChip } from './deadline.ts'
import { layout } from './layout.ts'
import type { Html } from './piece.ts'

export interface Card {
  slug: string
  title: string
  lang: string
  dir: 'ltr' | 'rtl'
  asker: string | null
  state: State
  opensAt: string | null
  closesAt: string | null
  closedAt: string | null
  zone: string | null
  comments: number
  votes: number
  /** The language it is written in, for the demonstration alone. */
  demo?: DemoLang | null
}

const order: State[] = ['open', 'announced', 'closed', 'draft']

export function homePage(ctx: PageContext, cards: Card[]): Html {
  const { t } = ctx
  const groups = order.map(state => ({ state, cards: cards.filter(c => c.state === state) })).filter(g => g.cards.length)
  const body = html`<div class="front">
    <h1>${t('home.title')}</h1>
    <p class="lead">${t('home.lead')}</p>
    ${
      groups.length
        ? groups.map(
            g =>
              html`<section>
                <h2>${t(`home.${g.state}`)}</h2>
                <ul class="cards">
                  ${g.cards.map(c => card(ctx, c))}
                </ul>
              </section>`,
          )
        : html`<p class="notice">${t('home.empty')}</p>`
    }
  </div>`
  return layout(ctx, { title: ctx.instance.name, description: t('home.lead'), body, found: { path: '/' } })
}

function card(ctx: PageContext, c: Card): Html {
  const { t } = ctx
  return html`<li class="card">
    <p>${stateChip(ctx, c)} <span class="muted small">${leftInWords(ctx, c)}</span></p>
    <h3><a href="/c/${c.slug}" lang="${c.lang}" dir="${c.dir}">${c.title}</a></h3>
    ${c.asker ? html`<p class="muted"><bdi>${c.asker}</bdi></p>` : ''}
    <p class="small">${deadlineLine(ctx, { ...c, zone: c.zone ?? 'UTC' })}</p>
    <p class="muted small">${t('home.counts', { comments: c.comments, votes: c.votes })}</p>
    ${c.demo ? html`<p class="demo-card small"><span class="chip">${t('demo.label')}</span> ${otherDemos(ctx, c.demo)}</p>` : ''}
  </li>`
}
