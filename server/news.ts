// The log as one audience may read it: a range of numbers, superseded tallies left out, hidden texts and other people's choices never in it.

import { getComment, type FullComment } from '../db/comments.ts'
import { getConsultation, type Consultation } from '../db/consultations.ts'
import { listEvents } from '../db/events.ts'
import { getParagraph, listParagraphs } from '../db/paragraphs.ts'
import type { Trx } from '../db/query.ts'
import type { EventRow } from '../db/schema.ts'
import { agreementOf, type Tally, type Value } from '../shared/agreement.ts'
import { roundedToFrame, type EventData, type News, type Recorded, type SeenEvent } from '../shared/events.ts'
import type { ReasonClass } from '../shared/comment.ts'
import { can, type Actor } from '../shared/role.ts'
import { commentOf } from './comment-view.ts'
import type { ParagraphView } from '../shared/view.ts'
import { consultationView, frameOf, paragraphOf } from './view.ts'

/** Ranges longer than this are answered with `reset`: fetching the view is cheaper. */
const TOO_OLD = 20_000

/** What a vote records: the whole tally after it. */
export interface VoteCast {
  item: string
  value: Value | null
  tally: [agree: number, disagree: number, unsure: number, guests: number]
}
export interface CommentPosted {
  place: { id: string; comments: { threads: number; all: number } }
  parent: { id: string; replies: number } | null
}
/** What a revision records: its number, and which place has the comments of which. */
export interface RevisionPublished {
  revision: number
  moved: Record<string, string>
}
export interface Moderated {
  note: string | null
  by: string | null
  reason?: ReasonClass
  reports?: number
}

/** Events in (after, upto] for the viewer. Call inside a snapshot. */
export async function newsFor(
  trx: Trx,
  c: Consultation,
  viewer: Actor | null,
  after: number,
  limit: number,
  now: string,
): Promise<News> {
  if (after > c.lastSeq || after < 0 || c.lastSeq - after > TOO_OLD)
    return { after, upto: c.lastSeq, latest: c.lastSeq, reset: true, events: [] }
  const rows = await listEvents(trx, { consultation: c.id, after, limit })
  return {
    after,
    upto: rows.at(-1)?.seq ?? after,
    latest: c.lastSeq,
    reset: false,
    events: await new Projection(trx, c, viewer, now).of(rows),
  }
}

/** One frame for everybody in a room: what the public may know, and the own ranges of those who may know more. */
export async function framesFor(
  trx: Trx,
  id: string,
  people: Iterable<Actor>,
  after: number,
  limit: number,
  now: string,
): Promise<{ shared: News; own: Map<string, News> } | null> {
  const c = await getConsultation(trx, { id })
  if (!c) return null
  const rows = await listEvents(trx, { consultation: id, after, limit })
  const frame = (events: SeenEvent[]): News => ({
    after,
    upto: rows.at(-1)?.seq ?? after,
    latest: c.lastSeq,
    reset: false,
    events,
  })
  const shared = frame(await new Projection(trx, c, null, now).of(rows))
  const votes = new Map<string, EventRow[]>()
  for (const row of rows) {
    if (row.type !== 'vote.cast' || !row.personId) continue
    votes.set(row.personId, [...(votes.get(row.personId) ?? []), row])
  }
  const own = new Map<string, News>()
  for (const person of people) {
    const mine = votes.get(person.id)
    if (can(person, 'hidden.see', id)) own.set(person.id, frame(await new Projection(trx, c, person, now).of(rows)))
    else if (mine) own.set(person.id, frame(withOwn(shared.events, mine)))
  }
  return { shared, own }
}

/** The public's events with one person's own choices among them, the last for each item. */
function withOwn(events: SeenEvent[], votes: EventRow[]): SeenEvent[] {
  const last = new Map(votes.map(row => [row.subject, row]))
  const mine = [...last.values()].map(row => {
    const { item, value } = JSON.parse(row.data) as VoteCast
    return { seq: row.seq, at: roundedToFrame(row.at), type: 'vote.mine' as const, data: { item, value } }
  })
  return [...events, ...mine].sort((a, b) => a.seq - b.seq)
}

class Projection {
  readonly #trx: Trx
  readonly #c: Consultation
  readonly #viewer: Actor | null
  readonly #now: string
  readonly #staff: boolean
  #standing: ParagraphView[] | null = null
  readonly #comments = new Map<string, FullComment | undefined>()
  constructor(trx: Trx, c: Consultation, viewer: Actor | null, now: string) {
    this.#trx = trx
    this.#c = c
    this.#viewer = viewer
    this.#now = now
    this.#staff = can(viewer, 'hidden.see', c.id)
  }

  async of(rows: EventRow[]): Promise<SeenEvent[]> {
    const lastTally = new Map<string, number>()
    const lastMine = new Map<string, number>()
    for (const row of rows) {
      if (row.type !== 'vote.cast') continue
      lastTally.set(row.subject, row.seq)
      if (row.personId === this.#viewer?.id) lastMine.set(row.subject, row.seq)
    }
    const seen: SeenEvent[] = []
    for (const row of rows) {
      if (row.type === 'vote.cast') {
        if (lastTally.get(row.subject) !== row.seq && lastMine.get(row.subject) !== row.seq) continue
        const { item, value, tally } = JSON.parse(row.data) as VoteCast
        const at = roundedToFrame(row.at)
        const [agree, disagree, unsure, guests] = tally
        const counted: Tally = { agree, disagree, unsure, guests }
        if (lastTally.get(row.subject) === row.seq)
          seen.push({ seq: row.seq, at, type: 'agreement', data: { item, agreement: agreementOf(counted, this.#c.minVotes) } })
        if (lastMine.get(row.subject) === row.seq) seen.push({ seq: row.seq, at, type: 'vote.mine', data: { item, value } })
      } else seen.push(...(await this.#other(row)))
    }
    return seen
  }

  async #other(row: EventRow): Promise<SeenEvent[]> {
    const type = row.type as Exclude<Recorded, 'vote.cast'>
    switch (type) {
      case 'comment.posted': {
        const comment = await this.#comment(row.subject)
        return comment ? [event(row, 'comment.posted', { comment, ...(JSON.parse(row.data) as CommentPosted) })] : []
      }
      case 'comment.edited':
      case 'comment.withdrawn':
      case 'comment.answered':
      case 'comment.unanswered':
      case 'comment.hidden':
      case 'comment.restored': {
        const answers = type === 'comment.answered' || type === 'comment.unanswered'
        const what = answers ? 'answered' : (type.slice(8) as EventData['comment.changed']['what'])
        const ids = answers ? (JSON.parse(row.data) as { ids: string[] }).ids : [row.subject]
        const out: SeenEvent[] = []
        for (const id of ids) {
          const comment = await this.#comment(id)
          if (comment) out.push(event(row, 'comment.changed', { comment, what }))
        }
        if (this.#staff && (what === 'hidden' || what === 'restored')) {
          const { note, by } = JSON.parse(row.data) as Moderated
          out.push(event(row, 'comment.moderated', { id: row.subject, what, by, note }))
        }
        return out
      }
      case 'comment.reported': {
        if (!this.#staff) return []
        const { note, reason, reports } = JSON.parse(row.data) as Moderated
        return [event(row, 'comment.reported', { id: row.subject, reason: reason ?? 'other', note, reports: reports ?? 0 })]
      }
      case 'person.erased': {
        const out: SeenEvent[] = []
        for (const id of (JSON.parse(row.data) as { ids: string[] }).ids) {
          const comment = await this.#comment(id)
          if (comment) out.push(event(row, 'comment.changed', { comment, what: 'erased' }))
        }
        return out
      }
      case 'consultation.published':
      case 'consultation.described':
      case 'consultation.opened':
      case 'consultation.extended':
      case 'consultation.closed':
      case 'consultation.reopened':
        return [
          event(row, 'consultation.changed', {
            what: type.slice(13) as EventData['consultation.changed']['what'],
            consultation: await this.#consultation(),
          }),
        ]
      case 'paragraph.corrected': {
        const paragraph = await getParagraph(this.#trx, { id: row.subject, consultation: this.#c.id })
        const { reason } = JSON.parse(row.data) as { reason: string }
        return paragraph
          ? [
              event(row, 'paragraph.corrected', {
                paragraph: { id: paragraph.id, html: paragraph.html, revision: paragraph.revision },
                reason,
                consultation: await this.#consultation(),
              }),
            ]
          : []
      }
      case 'revision.published': {
        const { revision, moved } = JSON.parse(row.data) as RevisionPublished
        const units = await this.#units()
        const told = new Set(Object.values(moved))
        const data = { revision, moved, order: units.map(u => u.id), consultation: await this.#consultation() }
        return [event(row, 'revision.published', { ...data, units: units.filter(u => u.revision >= revision || told.has(u.id)) })]
      }
      case 'consultation.created':
      case 'consultation.archived':
      case 'draft.changed':
      case 'person.merged':
        return []
    }
  }

  async #comment(id: string) {
    if (!this.#comments.has(id)) this.#comments.set(id, await getComment(this.#trx, { id, consultation: this.#c.id }))
    const found = this.#comments.get(id)
    return found && commentOf(found, frameOf(this.#c, this.#viewer))
  }

  /** The units as they stand now: what a later revision changed once more is told at once. */
  async #units() {
    this.#standing ??= (await listParagraphs(this.#trx, { consultation: this.#c.id })).map(p => paragraphOf(p, this.#c.minVotes))
    return this.#standing
  }

  #consultation() {
    return consultationView(this.#trx, this.#c, this.#now)
  }
}

const event = <T extends keyof EventData>(row: EventRow, type: T, data: EventData[T]): SeenEvent =>
  ({ seq: row.seq, at: row.at, type, data }) as SeenEvent

/** Reads the consultation and its news in one state; null when it is gone. */
export async function freshNews(
  trx: Trx,
  id: string,
  viewer: Actor | null,
  after: number,
  limit: number,
  now: string,
): Promise<News | null> {
  const c = await getConsultation(trx, { id })
  return c ? newsFor(trx, c, viewer, after, limit, now) : null
}
