// The overview of a desk: how it stands, until when, what is new since yesterday, and what waits.

import { html, raw } from 'hono/html'
import type { Desk, DeskItem } from '../desk.ts'
import type { PageContext } from './context.ts'
import { coverage } from './desk-coverage.ts'
import { deadlineActs } from './desk-deadline.ts'
import { deskLayout, emptyState } from './desk-frame.ts'
import { deadlineLine, leftInWords, stateChip } from './deadline.ts'
import { apart, shortTime, time, zoneOf, type Html } from './piece.ts'
import { shortened } from '../../shared/excerpt.ts'

export interface Overview {
  desk: Desk
  latest: DeskItem[]
  /** Comments since yesterday. */
  recent: number
  /** Mails that wait to be sent; null for those who do not see them. */
  unsent: number | null
  message: string | null
}

export function overviewPage(ctx: PageContext, o: Overview): Html {
  const { t } = ctx
  const { desk } = o
  const c = desk.consultation
  const zone = zoneOf(c)
  const body = html`<section class="work-card work-state" aria-label="${t('work.state')}">
      <p class="deadline-head">${stateChip(ctx, c)}<span class="deadline-left">${leftInWords(ctx, c)}</span></p>
      <p>${deadlineLine(ctx, { ...c, zone })}</p>
      ${desk.archived ? html`<p class="hint">${t('work.archived')}</p>` : ''}${desk.may('consultation.manage') ? deadlineActs(ctx, c) : ''}
    </section>
    ${c.state === 'draft' ? draftNext(ctx, desk) : html`${waiting(ctx, o)}${coverage(ctx, desk)}${latest(ctx, o)}`}`
  return deskLayout(ctx, desk, { here: 'overview', body, message: o.message, live: c.state !== 'draft' })
}

const draftNext = (ctx: PageContext, { consultation: c }: Desk): Html =>
  emptyState(ctx, 'draft', { href: `/c/${c.slug}/desk/draft`, label: ctx.t('work.nav.draft') })

function waiting(ctx: PageContext, { desk, unsent, recent }: Overview): Html {
  const { t } = ctx
  const { slug } = desk.consultation
  const { waits } = desk
  const list = (filter: string) => `/c/${slug}/desk/comments?filter=${filter}`
  const tile = (name: string, n: number, href: string): Html =>
    html`<li>
      <a class="work-tile" href="${href}" ${n ? '' : raw('data-none')}
        ><b>${ctx.t('work.number', { n })}</b><span>${t(`work.tile.${name}`, { n })}</span></a
      >
    </li>`
  return html`<section>
    <h2>${t('work.waiting')}</h2>
    <ul class="work-tiles">
      ${tile('recent', recent, list('all'))}${tile('waiting', waits.waiting, list('waiting'))}${desk.may('comment.moderate') ? tile('reported', waits.reported, list('reported')) : ''}${desk.may('comment.answer') ? tile('unanswered', waits.unanswered, `/c/${slug}/desk/answers`) : ''}${unsent === null ? '' : tile('unsent', unsent, '/desk#outbox')}
    </ul>
    <p class="queue-news" data-news hidden></p>
  </section>`
}

function latest(ctx: PageContext, { desk, latest: items }: Overview): Html {
  const { t } = ctx
  const { slug, state } = desk.consultation
  if (!items.length)
    return emptyState(ctx, state === 'open' ? 'noComments' : 'noCommentsClosed', { href: `/c/${slug}`, label: t('desk.public') })
  return html`<section>
    <h2>${t('work.latest')}</h2>
    <ol class="work-latest">
      ${items.map(
        ({ comment: c, label }) =>
          html`<li>
            <a href="/c/${slug}/desk/comments?ids=${c.id}"
              ><span class="muted">${label}</span> <b>${apart(c.author?.name ?? t('comment.nobody'))}</b>
              <span dir="auto" lang="${c.lang}">${shortened(c.text ?? t('comment.noText'), 140)}</span
              ><span class="muted">${time(c.postedAt, shortTime(ctx.lang, c.postedAt, zoneOf(desk.consultation)))}</span></a
            >
          </li>`,
      )}
    </ol>
    <p><a class="button" href="/c/${slug}/desk/comments">${t('work.openList')}</a></p>
  </section>`
}
