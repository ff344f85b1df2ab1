// What the pages of the desk are drawn from: what waits, and the list of comments as it was asked for in the address.

import { countDesk, filters, listContents, listDesk, listPicked, listReportsOf, type Filter, type Placed } from '../db/desk.ts'
import type { Consultation } from '../db/consultations.ts'
import type { Trx } from '../db/query.ts'
import type { DeskCountsRow } from '../db/schema.ts'
import { commentKinds, type Comment } from '../shared/comment.ts'
import { lengths, mostAtOnce } from '../shared/desk.ts'
import { no, Refusal } from '../shared/refusal.ts'
import { can, type Actor, type Capability } from '../shared/role.ts'
import { termsOf } from '../shared/search.ts'
import type { ConsultationView } from '../shared/view.ts'
import { commentOf } from './comment-view.ts'
import { consultationView, frameOf } from './view.ts'

const LAST = 2 ** 31 - 1

/** What the list of comments can be asked for; what readers reported is for those who keep order. */
export const statesFor = (may: Desk['may']): readonly Filter[] =>
  may('comment.moderate') ? filters : filters.filter(f => f !== 'reported')

/** The ids as they stand, or a refusal that says how many may be asked for: none is left out in silence. */
export function atMost(ids: string[], most = mostAtOnce): string[] {
  if (ids.length > most) throw new Refusal(no('invalid', 'tooMany', { n: ids.length, most }))
  return ids
}

export type Waits = Omit<DeskCountsRow, 'consultationId'>

/** The frame of every page of one desk: whose it is, what waits there, and what this person may do. */
export interface Desk {
  consultation: ConsultationView
  seq: number
  archived: boolean
  reportPublic: boolean
  waits: Waits
  may: (what: Capability) => boolean
}

export async function deskOf(trx: Trx, c: Consultation, actor: Actor | null, now: string): Promise<Desk> {
  return {
    consultation: await consultationView(trx, c, now),
    seq: c.lastSeq,
    archived: c.archivedAt !== null,
    reportPublic: c.reportPublicAt !== null,
    waits: await countDesk(trx, { consultation: c.id }),
    may: what => can(actor, what, c.id),
  }
}

/** What the address asks of the list. `unit` is a number as people write it ("P12"), `section` the id of a heading. */
export interface Query {
  filter: Filter
  unit: string
  section: string
  author: string
  kind: string
  q: string
  show: number
  before: number
  /** Only these, whatever else is asked. */
  ids: string[]
}

export function queryOf(asked: Record<string, string>, states: readonly Filter[], usual: Filter): Query {
  const filter = states.find(f => f === asked['filter']) ?? usual
  const short = (name: string): string => (asked[name] ?? '').slice(0, 200).trim()
  return {
    filter,
    unit: short('unit'),
    section: short('section'),
    author: short('author'),
    kind: commentKinds.find(k => k === asked['kind']) ?? '',
    q: short('q'),
    show: lengths.find(n => String(n) === asked['show']) ?? lengths[0],
    before: Math.min(Math.trunc(Number(asked['before'])) || LAST, LAST),
    ids: atMost((asked['ids'] ?? '').split('.').filter(Boolean)),
  }
}

/** True when more is asked than a state. */
export const asksMore = (q: Query): boolean => Boolean(q.unit || q.section || q.author || q.kind || q.q || q.ids.length)

/** The query as it stands in the address; what asks nothing is left out. */
export function addressOf(path: string, query: Partial<Query>): string {
  const { filter, unit, section, author, kind, q, show, before, ids } = query
  const fields = { filter, unit, section, author, kind, q, ids: ids?.join('.') }
  const params = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  if (show && show !== lengths[0]) params.set('show', String(show))
  if (before && before !== LAST) params.set('before', String(before))
  const text = params.toString()
  return text ? `${path}?${text}` : path
}

/** So many ids go along with each comment of a list; with more of them the way back is the list itself. */
const FEW = 20
export const backTo = (path: string, query: Query): string =>
  addressOf(path, query.ids.length > FEW ? { ...query, ids: [] } : query)

export interface DeskItem {
  comment: Comment
  seq: number
  label: string
  reports: { reason: string; note: string | null }[]
  seen: boolean
}
export interface Listed {
  items: DeskItem[]
  /** Where the next page begins; null at the end. */
  next: number | null
  /** Headings, to filter by. */
  sections: Placed[]
}

/** Call inside a snapshot. */
export async function listedFor(trx: Trx, c: Consultation, actor: Actor | null, query: Query): Promise<Listed> {
  const contents = await listContents(trx, { consultation: c.id })
  const standing = contents.filter(p => !p.archivedAt)
  const frame = frameOf(c, actor)
  const rows = query.ids.length
    ? await listPicked(trx, c.id, query.ids)
    : await listDesk(trx, query.filter, {
        consultation: c.id,
        before: query.before,
        limit: query.show + 1,
        place: placeOf(standing, c.wholeId, query.unit),
        ...rangeOf(standing, query.section),
        author: query.author,
        kind: query.kind,
        terms: termsOf(query.q),
        seesHidden: frame.seesHidden,
      })
  const shown = query.ids.length ? rows : rows.slice(0, query.show)
  const moderates = can(actor, 'comment.moderate', c.id)
  const reported = moderates ? shown.filter(x => x.reports).map(x => x.id) : []
  const reports = Map.groupBy(reported.length ? await listReportsOf(trx, reported) : [], r => r.commentId)
  const labels = new Map(contents.map(p => [p.id, p.number ? `P${p.number}` : p.text.slice(0, 60)]))
  return {
    items: shown.map(x => ({
      comment: commentOf(x, frame),
      seq: x.seq,
      label: labels.get(x.placeId) ?? '',
      reports: reports.get(x.id) ?? [],
      seen: x.seenAt !== null,
    })),
    next: rows.length > shown.length ? (shown.at(-1)?.seq ?? null) : null,
    sections: standing.filter(p => p.kind === 'heading'),
  }
}

/** "P12", "12", or the draft as a whole; a unit that is not there finds nothing. */
function placeOf(contents: Placed[], whole: string, unit: string): string {
  if (!unit) return ''
  if (unit === 'whole') return whole
  const number = Number(/^p?\s*(\d+)$/i.exec(unit)?.[1])
  return contents.find(p => p.number === number)?.id ?? 'none'
}

/** From a heading to the next of its level or above. */
function rangeOf(contents: Placed[], section: string): { from: number; to: number } {
  const at = contents.findIndex(p => p.id === section)
  const heading = contents[at]
  if (!heading) return { from: 0, to: 0 }
  const level = heading.level ?? 1
  const end = contents.slice(at + 1).find(p => p.kind === 'heading' && (p.level ?? 1) <= level)
  return { from: heading.position, to: end?.position ?? LAST }
}
