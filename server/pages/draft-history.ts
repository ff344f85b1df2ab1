// The history of a draft: who changed what on which day, each state to read, to compare and to bring back.

import { html, raw } from 'hono/html'
import { asKey, type DraftUnit } from '../../shared/draft.ts'
import { outOfOrder } from '../../shared/revision.ts'
import type { PageContext } from './context.ts'
import { classChip, diffPiece } from './diff.ts'
import { layout, tokenField } from './layout.ts'
import { fullTime, longDay, time, type Html } from './piece.ts'

export interface HistoryEntry {
  n: number
  at: string
  why: string
  words: number
  people: { name: string; units: number }[]
}
export interface HistoryPage {
  slug: string
  title: string
  zone: string
  entries: HistoryEntry[]
}
export interface StatePage extends Omit<HistoryPage, 'entries'> {
  lang: string
  dir: string
  entry: HistoryEntry
  units: DraftUnit[]
  /** The units it is compared with: those that stand in the room now. */
  now: DraftUnit[] | null
  mayRestore: boolean
}

export function historyPage(ctx: PageContext, p: HistoryPage): Html {
  const { t } = ctx
  const days = Map.groupBy(p.entries, ({ at }) => longDay(ctx.lang, at, p.zone))
  const body = html`<div class="front room-history">
    ${heading(ctx, p)}
    <p class="lead">${t('room.historyLead')}</p>
    ${p.entries.length ? '' : html`<p class="notice">${t('room.historyEmpty')}</p>`}
    ${[...days].map(
      ([day, entries]) =>
        html`<section>
          <h2>${day}</h2>
          <ol class="room-states">
            ${entries.map(
              e =>
                html`<li>
                  <p>
                    <a href="/c/${p.slug}/draft/history/${e.n}">${stateName(ctx, e)}</a>
                    <span class="muted small">${when(ctx, p, e.at)} · ${t('room.words', { n: e.words })}</span>
                  </p>
                  ${byWhom(ctx, e)}
                </li>`,
            )}
          </ol>
        </section>`,
    )}
  </div>`
  return drawn(ctx, p, body)
}

const byWhom = (ctx: PageContext, e: HistoryEntry): Html =>
  e.people.length
    ? html`<ul class="small">
        ${e.people.map(({ name, units }) => html`<li><bdi>${name}</bdi>: ${ctx.t('room.changedUnits', { n: units })}</li>`)}
      </ul>`
    : html``

/** Why a state was kept, in words. */
function stateName(ctx: PageContext, { n, why }: HistoryEntry): string {
  const [kind = '', of = ''] = why.split(' ')
  const known = ['while', 'left', 'before', 'restored']
  return ctx.t(known.includes(kind) ? `room.why.${kind}` : 'room.why.kept', { n, of })
}
const when = (ctx: PageContext, p: { zone: string }, at: string): Html => time(at, fullTime(ctx.lang, at, p.zone))

const heading = (ctx: PageContext, p: { slug: string; title: string }): Html =>
  html`<p class="kicker"><a class="way" href="/c/${p.slug}/draft">${ctx.t('room.back')}</a></p>
    <h1>${ctx.t('room.history')}: <bdi>${p.title}</bdi></h1>`

export function statePage(ctx: PageContext, p: StatePage): Html {
  const { t } = ctx
  const { entry } = p
  const path = `/c/${p.slug}/draft/history/${entry.n}`
  const body = html`<div class="front room-history">
    ${heading(ctx, p)}
    <h2>${stateName(ctx, entry)}</h2>
    <p class="muted">${when(ctx, p, entry.at)} · ${t('room.words', { n: entry.words })}</p>
    ${byWhom(ctx, entry)}
    <div class="row">
      ${p.now ? html`<a class="button" href="${path}">${t('room.read')}</a>` : html`<a class="button" href="${path}?with=now">${t('room.compare')}</a>`}${
        p.mayRestore
          ? html`<form method="post" action="${path}/restore">
              ${tokenField(ctx)}<button class="button">${t('room.restore')}</button>
            </form>`
          : ''
      }
    </div>
    ${p.mayRestore ? html`<p class="hint">${t('room.restoreHint')}</p>` : ''}
    <div class="room-paper room-state-text" lang="${p.lang}" dir="${p.dir}">
      ${p.now ? compared(ctx, p, p.now) : p.units.map(u => shown(u))}
    </div>
  </div>`
  return drawn(ctx, p, body)
}

function shown(u: DraftUnit): Html {
  if (u.kind !== 'heading') return raw(u.html)
  const level = Math.min(6, (u.level ?? 1) + 2)
  return raw(`<h${level}>${u.html}</h${level}>`)
}

/** What changed from that state to now, unit by unit, its looks and its place too; what is the same is left out. */
function compared(ctx: PageContext, p: StatePage, after: DraftUnit[]): Html {
  const { t } = ctx
  const before = p.units
  const diff = (was: string | null, now: string | null, differs = true): Html =>
    diffPiece(ctx, { before: was, after: now }, 'inline', p, differs)
  const was = new Map(before.map(u => [u.id, u]))
  const stands = new Set(after.map(u => u.id))
  const moved = outOfOrder(
    before.flatMap(u => (stands.has(u.id) ? [u.id] : [])),
    after.flatMap(u => (was.has(u.id) ? [u.id] : [])),
  )
  const same = (u: DraftUnit, earlier = was.get(u.id)): boolean => earlier !== undefined && asKey(earlier) === asKey(u)
  const changed = after.filter(u => moved.has(u.id) || !same(u))
  const gone = before.filter(u => !stands.has(u.id))
  if (!changed.length && !gone.length) return html`<p class="notice">${t('room.same')}</p>`
  return html`${changed.map(
    u =>
      html`<div class="room-change">
        ${moved.has(u.id) ? classChip(ctx, 'moved') : ''}${diff(textOf(was.get(u.id)), textOf(u), !same(u))}
      </div>`,
  )}${
    gone.length
      ? html`<h3>${t('room.gone')}</h3>
          ${gone.map(u => html`<div class="room-change">${diff(textOf(u), null)}</div>`)}`
      : ''
  }`
}

/** With its notes, which are part of what changes. */
const textOf = (u: DraftUnit | undefined): string | null => (u ? [u.text, ...u.footnotes.map(n => n.text)].join('\n') : null)

const drawn = (ctx: PageContext, p: { title: string }, body: Html): Html =>
  layout(ctx, {
    title: `${ctx.t('room.history')}: ${p.title} – ${ctx.instance.name}`,
    body,
    noindex: true,
    style: 'client/style/room.css',
  })
