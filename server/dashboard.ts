// What the dashboard is drawn from: the public's view, the latest acts, who took part, all of one state of the log.

import { getComment, listNewest } from '../db/comments.ts'
import { getConsultation, type Consultation } from '../db/consultations.ts'
import type { Counted } from '../db/dashboard.ts'
import type { Trx } from '../db/query.ts'
import type { AuthorKind } from '../shared/role.ts'
import type { Comment, Outcome } from '../shared/comment.ts'
import type { Agreement } from '../shared/agreement.ts'
import { everyDay, type Day } from '../shared/dashboard.ts'
import { excerptOf } from '../shared/excerpt.ts'
import type { HistoryEntry } from '../shared/consultation.ts'
import type { SeenEvent } from '../shared/events.ts'
import type { View } from '../shared/view.ts'
import { no, Refusal } from '../shared/refusal.ts'
import { commentOf } from './comment-view.ts'
import type { House } from './house.ts'
import { newsFor } from './news.ts'
import { localTimes } from './report/zone.ts'
import { namedOf, type TakingParts } from './taking-part.ts'
import { frameOf, loadView } from './view.ts'

/** Where something happened, as it is called: P7, a heading's words, or null for the draft as a whole. */
export interface Place {
  id: string
  label: string | null
}
export type Act = { at: string; seq: number } & (
  | { kind: 'comment'; comment: Comment; place: Place }
  | { kind: 'answer'; comment: Comment; outcome: Outcome; place: Place }
  | { kind: 'votes'; agreement: Agreement; place: Place; on: Comment | null }
  | { kind: 'history'; entry: HistoryEntry }
)
export interface Share {
  confirmed: number
  guests: number
  staff: number
}
export interface Dashboard {
  view: View
  totals: { people: number; votes: number; comments: number; answered: number }
  zone: string
  days: Day[]
  acts: Act[]
  latest: { comment: Comment; place: Place }[]
  active: { name: string; kind: AuthorKind; comments: number; replies: number; supported: number }[]
  shares: { voters: Share; votes: Share; authors: Share; comments: Share }
  /** The number that days, people and shares were counted at. */
  countedAt: number
}

const LATEST = 8
const ACTS = 12
const ACTIVE = 10
/** Events looked through for the feed, so that a storm of votes costs no more than a quiet day. */
const LOOKED = 60

/** Drawn for the public, whoever asks: hidden texts and anybody's choices are never in it. */
export async function loadDashboard(house: House, taking: TakingParts, found: Consultation): Promise<Dashboard> {
  const ahead = await taking.ahead(found)
  return house.db.snapshot(async trx => {
    const c = await getConsultation(trx, { id: found.id })
    if (!c) throw new Refusal(no('notFound'))
    const view = await loadView(trx, c, null, house.now())
    const counted = ahead ?? (await taking.inside(trx, c))
    const newest = (await listNewest(trx, { consultation: c.id, limit: 3 * LATEST })).map(x => commentOf(x, frameOf(c, null)))
    const shown = newest.filter(x => x.state === 'published')
    const placeOf = places(view)
    const zone = c.closingZone ?? 'UTC'
    return {
      view,
      totals: { people: sum(counted.voters), votes: c.votes, comments: c.comments, answered: c.answered },
      zone,
      days: daysOf(counted, c, zone, house.now()),
      acts: await actsOf(trx, c, view, shown, house.now()),
      latest: shown.slice(0, LATEST).map(comment => ({ comment, place: placeOf(comment.paragraphId) })),
      active: (await namedOf(trx, counted)).slice(0, ACTIVE).map(({ personId: _, name, kind, ...n }) => ({
        ...n,
        name: name ?? '',
        kind: kind as AuthorKind,
      })),
      shares: {
        voters: ofVotes(counted.voters),
        votes: ofVotes(counted.votes),
        authors: ofComments(counted.authors),
        comments: ofComments(counted.comments),
      },
      countedAt: counted.seq,
    }
  })
}

const sum = (counted: { n: number }[]): number => counted.reduce((all, { n }) => all + n, 0)
const ofVotes = (counted: { guest: number; n: number }[]): Share => ({
  confirmed: sum(counted.filter(v => v.guest === 0)),
  guests: sum(counted.filter(v => v.guest === 1)),
  staff: 0,
})
const ofComments = (counted: { kind: string; n: number }[]): Share => ({
  confirmed: sum(counted.filter(v => v.kind === 'participant')),
  guests: sum(counted.filter(v => v.kind === 'guest')),
  staff: sum(counted.filter(v => v.kind === 'staff')),
})

const clocks = new Map<string, (utc: string) => string>()
/** Kept by zone: it remembers the offset of each quarter of an hour it was asked for. */
function clockOf(zone: string): (utc: string) => string {
  const known = clocks.get(zone) ?? localTimes(zone)
  clocks.set(zone, known)
  return known
}

function daysOf(counted: Counted, c: Consultation, zone: string, now: string): Day[] {
  const local = clockOf(zone)
  const days = new Map<string, Day>()
  for (const kind of ['comments', 'votes'] as const)
    for (const { hour, quarter, n } of counted[kind]) {
      const day = local(`${hour}:${String(quarter * 15).padStart(2, '0')}:00.000Z`).slice(0, 10)
      const known = days.get(day) ?? { day, comments: 0, votes: 0 }
      known[kind] += n
      days.set(day, known)
    }
  const opened = c.openedAt ?? c.opensAt ?? c.publishedAt ?? now
  const ended = c.closedAt ?? c.closesAt
  const last = ended && ended < now ? ended : now
  return everyDay(days, local(opened < last ? opened : last).slice(0, 10), local(last).slice(0, 10))
}

function places(view: View): (id: string) => Place {
  const known = new Map(view.paragraphs.map(p => [p.id, p.number === null ? excerptOf(p.html, 60) : `P${p.number}`]))
  return id => ({ id: id === view.whole.id ? 'whole' : id, label: known.get(id) ?? null })
}

/** The feed: news as the public may know it, what was done to the consultation, and older comments where votes have pushed them out. */
async function actsOf(trx: Trx, c: Consultation, view: View, comments: Comment[], now: string): Promise<Act[]> {
  const placeOf = places(view)
  const { events } = await newsFor(trx, c, null, Math.max(0, c.lastSeq - LOOKED), LOOKED, now)
  const acts: Act[] = view.consultation.history.map(entry => ({ at: entry.at, seq: 0, kind: 'history', entry }))
  for (const comment of comments)
    acts.push({ at: comment.postedAt, seq: 0, kind: 'comment', comment, place: placeOf(comment.paragraphId) })
  for (const event of events.toReversed()) {
    const act = await actOf(trx, c, view, event, placeOf)
    if (act) acts.push(act)
  }
  return acts
    .filter(act => act.at <= now)
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.seq - a.seq))
    .slice(0, ACTS)
}

async function actOf(
  trx: Trx,
  c: Consultation,
  view: View,
  { seq, at, ...event }: SeenEvent,
  placeOf: (id: string) => Place,
): Promise<Act | null> {
  if (event.type === 'agreement') {
    const { item, agreement } = event.data
    if (agreement.n + agreement.unsure === 0) return null
    const unit = view.paragraphs.find(p => p.wordingId === item)
    if (unit) return { at, seq, kind: 'votes', agreement, place: placeOf(unit.id), on: null }
    const found = await getComment(trx, { id: item, consultation: c.id })
    const on = found && commentOf(found, frameOf(c, null))
    return on?.state === 'published' ? { at, seq, kind: 'votes', agreement, place: placeOf(on.paragraphId), on } : null
  }
  if (event.type !== 'comment.changed' || event.data.what !== 'answered') return null
  const { comment } = event.data
  if (comment.state !== 'published' || !comment.answer) return null
  return { at, seq, kind: 'answer', comment, outcome: comment.answer.outcome, place: placeOf(comment.paragraphId) }
}
