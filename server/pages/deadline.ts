// Time made plain: state, full date and zone, days left, and what was done to the deadline, by whom and why.

import { html, raw } from 'hono/html'
import { numbersOf } from '../../shared/format.ts'
import type { ConsultationView } from '../../shared/view.ts'
import type { About, PageContext } from './context.ts'
import { distance, fullTime, icon, shortTime, time, zonedTime, zoneName, zoneOf, type Html } from './piece.ts'

const DAY = 86_400_000

/** "closing today" is open with less than a day left. */
function stateShown(c: Pick<ConsultationView, 'state' | 'closesAt'>, now: string): string {
  return c.state === 'open' && c.closesAt && Date.parse(c.closesAt) - Date.parse(now) < DAY ? 'today' : c.state
}

/** A moment in full words with its zone, and a place where the reader's own time is added when it differs. */
export function moment(ctx: PageContext, at: string, zone: string): Html {
  return html`<reader-time data-zone="${zone}"
    ><b>${time(at, fullTime(ctx.lang, at, zone))}</b> (${zoneName(at, zone)})</reader-time
  >`
}

type Told = Pick<ConsultationView, 'state' | 'opensAt' | 'closesAt' | 'closedAt'>

/** How the sentence begins, and the moment that ends it. */
function deadlineOf({ state, opensAt, closesAt, closedAt }: Told): [key: string, at: string | null] {
  if (state === 'draft') return ['deadline.draft', null]
  if (state === 'announced' && opensAt) return ['deadline.opens', opensAt]
  const ended = closedAt ?? closesAt
  if (state === 'closed') return ended ? ['deadline.closed', ended] : ['state.closed', null]
  return closesAt ? ['deadline.until', closesAt] : ['deadline.open', null]
}

/** "Open until Monday, 15 February 2027 at 23:59 (Paris, UTC+1)": the line that stands under the title and on cards. */
export function deadlineLine(ctx: PageContext, c: Told & { zone: string }): Html {
  const [key, at] = deadlineOf(c)
  return html`${ctx.t(key)}${at ? html` ${moment(ctx, at, c.zone)}` : ''}`
}

/** The same without markup. */
export function deadlineText({ t, lang }: Pick<PageContext, 't' | 'lang'>, c: Told & Pick<ConsultationView, 'closing'>): string {
  const [key, at] = deadlineOf(c)
  return at ? `${t(key)} ${zonedTime(lang, at, zoneOf(c))}` : t(key)
}

export function leftInWords(
  ctx: PageContext,
  c: Pick<ConsultationView, 'state' | 'closesAt'> & { opensAt?: string | null; closedAt?: string | null },
): string {
  if (c.state === 'announced' && c.opensAt) return distance(ctx.lang, c.opensAt, ctx.now)
  if (c.state === 'closed' && c.closedAt) return distance(ctx.lang, c.closedAt, ctx.now)
  if (c.state !== 'open' || !c.closesAt) return ''
  const left = Date.parse(c.closesAt) - Date.parse(ctx.now)
  if (left < 3_600_000) return ctx.t('deadline.minutes', { n: Math.max(1, Math.ceil(left / 60_000)) })
  return left < DAY
    ? ctx.t('deadline.hours', { n: Math.ceil(left / 3_600_000) })
    : ctx.t('deadline.days', { n: Math.floor(left / DAY) })
}

const chips: Record<string, string> = {
  open: 'clock',
  today: 'clock',
  announced: 'clock',
  closed: 'lock',
  results: 'check2',
  draft: 'few',
}
export function stateChip(ctx: PageContext, c: Pick<ConsultationView, 'state' | 'closesAt'>): Html {
  return chip(ctx, stateShown(c, ctx.now))
}
const chip = (ctx: PageContext, shown: string): Html =>
  html`<span class="chip chip-${shown}">${icon(chips[shown] ?? 'clock')}${ctx.t(`state.${shown}`)}</span>`

export function deadlineCard(ctx: PageContext, c: ConsultationView, about: About): Html {
  const { t } = ctx
  const zone = zoneOf(c)
  const answers = about.answered
    ? html`<span><b>${number(ctx, about.answered)}</b> ${t('card.answered', { of: about.comments })}</span>`
    : ''
  const shown = stateShown(c, ctx.now)
  return html`<deadline-card class="deadline-${shown}" data-state="${c.state}" data-closes="${c.closesAt ?? ''}"
    ><div class="deadline-head">
      ${chip(ctx, c.state === 'closed' && about.answered ? 'results' : shown)}<span class="deadline-left"
        >${leftInWords(ctx, c)}</span
      >
    </div>
    ${timeline(ctx, c)}
    <p class="deadline-line">${deadlineLine(ctx, { ...c, zone })}</p>
    ${follow(ctx, c)}
    <p class="taking-part">
      <span><b>${number(ctx, about.people)}</b> ${t('card.people', { n: about.people })}</span
      ><span><b>${number(ctx, about.votes)}</b> ${t('card.votes', { n: about.votes })}</span
      ><span><b>${number(ctx, about.comments)}</b> ${t('card.comments', { n: about.comments })}</span>${answers}
    </p>
    ${history(ctx, c, zone)}</deadline-card
  >`
}

const number = (ctx: PageContext, n: number): string => numbersOf(ctx.lang).format(n)

/** News of it in a feed reader, and the deadline in one's own calendar. */
function follow({ t }: PageContext, c: ConsultationView): Html {
  const calendar =
    c.closesAt && c.state !== 'closed'
      ? html`<a class="button button-quiet" href="/c/${c.slug}/deadline.ics">${icon('calendar')}${t('calendar.add')}</a>`
      : ''
  return html`<p class="button-row">
    <a class="button" href="/c/${c.slug}/comments.atom">${icon('bell')}${t('calendar.follow')}</a>${calendar}
  </p>`
}

/** How much of the time is over; decoration, the words say it. */
function timeline(ctx: PageContext, c: ConsultationView): Html {
  const from = Date.parse(c.opensAt ?? c.history.find(h => h.act === 'published')?.at ?? ctx.now)
  const to = Date.parse(c.closesAt ?? c.closedAt ?? ctx.now)
  const passed = to > from ? Math.min(1, Math.max(0, (Date.parse(ctx.now) - from) / (to - from))) : 0
  const over = c.state === 'closed' ? 1 : passed
  const gone = `${Math.round(over * 1000) / 10}%`
  return html`<svg class="timeline" aria-hidden="true">
    <rect class="timeline-all" y="4.5" width="100%" height="3" rx="1.5" />
    <rect class="timeline-gone" y="4" width="${gone}" height="4" rx="2" />
    <circle class="timeline-now" cx="${gone}" cy="6" r="5" />
  </svg>`
}

/** Everything that was done to the deadline or the text after publishing: who (a role), when, why (G16). */
function history(ctx: PageContext, c: ConsultationView, zone: string): Html {
  const { t } = ctx
  const shown = c.history.filter(h => h.act !== 'published' && h.act !== 'opened' && h.act !== 'described')
  if (!shown.length) return raw('')
  return html`<details class="history">
    <summary>${t('history.title', { n: shown.length })}</summary>
    <ol>
      ${shown.map(
        h =>
          html`<li>
            ${time(h.at, shortTime(ctx.lang, h.at, zone))}:
            ${t(`history.${h.act}`, { by: t(`by.${h.by}`) })}${
              h.to && h.act !== 'corrected' ? html` ${t('history.until')} ${moment(ctx, h.to, zone)}.` : ''
            }${h.reason ? html` <q dir="auto">${h.reason}</q>` : ''}${
              h.act === 'corrected'
                ? html` <del dir="auto">${h.from ?? ''}</del> <ins dir="auto">${h.to ?? ''}</ins>
                    <a href="/c/${c.slug}/paragraph/${h.paragraphId ?? ''}#p-${h.paragraphId ?? ''}">${t('history.where')}</a>`
                : ''
            }
          </li>`,
      )}
    </ol>
  </details>`
}
