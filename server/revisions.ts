// Revisions read back: the text as it stood, two of them laid side by side, and the life of one unit.

import { getComment } from '../db/comments.ts'
import type { Consultation } from '../db/consultations.ts'
import { getParagraph } from '../db/paragraphs.ts'
import type { Trx } from '../db/query.ts'
import {
  countChanges,
  getEditionAt,
  getRevision,
  getWordingVotes,
  listChanges,
  listChangesOf,
  listEditionsOf,
  listEditionsAt,
  listRevisions,
} from '../db/revisions.ts'
import type { ChangeRow } from '../db/schema.ts'
import { agreementOf, noVotes, type Agreement } from '../shared/agreement.ts'
import type { DraftUnit } from '../shared/draft.ts'
import { no, Refusal } from '../shared/refusal.ts'
import { classes, propose, type Change, type Class, type Lineage } from '../shared/revision.ts'
import { commentOf } from './comment-view.ts'
import { frameOf } from './view.ts'

/** A unit as it stood in one revision. `html` is what readers saw, footnotes and all. */
export interface PastUnit extends DraftUnit {
  number: number | null
  wordingId: string
}

export async function textAt(trx: Trx, consultation: string, revision: number): Promise<PastUnit[]> {
  const order = await orderAt(trx, consultation, revision)
  const editions = new Map((await listEditionsAt(trx, { consultation, revision })).map(e => [e.paragraphId, e]))
  return order.flatMap(([id, number]) => {
    const e = editions.get(id)
    return e ? [pastUnit(e, number)] : []
  })
}

/** One unit alone, by the number it bore then. */
export async function unitAt(trx: Trx, consultation: string, revision: number, number: number): Promise<PastUnit> {
  const [id] = (await orderAt(trx, consultation, revision)).find(([, n]) => n !== null && n === number) ?? []
  const found = id === undefined ? undefined : await getEditionAt(trx, { paragraph: id, revision })
  if (!found) throw new Refusal(no('notFound'))
  return pastUnit(found, number)
}

async function orderAt(trx: Trx, consultation: string, revision: number): Promise<[string, number | null][]> {
  const stored = await getRevision(trx, { consultation, revision })
  if (!stored) throw new Refusal(no('notFound'))
  return JSON.parse(stored.units) as [string, number | null][]
}

type Edition = NonNullable<Awaited<ReturnType<typeof getEditionAt>>>
function pastUnit({ paragraphId: id, wordingId, kind, level, html, text }: Edition, number: number | null): PastUnit {
  const body = { kind: kind as DraftUnit['kind'], level, html, text }
  return { ...body, id, number, wordingId, items: 0, rows: 0, footnotes: [] }
}

/** What drafters said about a unit in one revision. */
export interface Said {
  revision: number
  class: Class
  reason: string | null
  because: Named[]
  into: string | null
}
/** A comment named as a reason, as the public may see it. */
export interface Named {
  id: string
  url: string
  author: string | null
  text: string | null
}
export interface Compared {
  change: Change
  before: PastUnit | null
  after: PastUnit | null
  said: Said[]
}
export interface Comparison {
  a: number
  b: number
  units: Compared[]
  /** P-numbers and first words by id, of both revisions. */
  names: Map<string, string>
}

/** Units of the later revision in its order; what left stands where it stood. */
export async function comparison(trx: Trx, c: Consultation, a: number, b: number): Promise<Comparison> {
  const [before, after] = [await textAt(trx, c.id, a), await textAt(trx, c.id, b)]
  const changes = await listChanges(trx, { consultation: c.id, after: a, upto: b })
  const was = new Map(before.map(u => [u.id, u]))
  const is = new Map(after.map(u => [u.id, u]))
  const proposed = new Map(propose(before, after, lineageOf(changes)).map(x => [x.id, x]))
  const said = await sayings(trx, c, changes)
  const inOrder = after.map(u => u.id)
  let anchor = -1
  for (const u of before) {
    if (is.has(u.id)) anchor = inOrder.indexOf(u.id)
    else inOrder.splice(++anchor, 0, u.id)
  }
  const units = inOrder.flatMap((id): Compared[] => {
    const change = proposed.get(id)
    return change
      ? [
          {
            change: asDecided(change, was.get(id), is.get(id)),
            before: was.get(id) ?? null,
            after: is.get(id) ?? null,
            said: said.get(id) ?? [],
          },
        ]
      : []
  })
  return { a, b, units, names: new Map([...before, ...after].map(u => [u.id, nameOf(u)])) }
}

/** Whether a text was edited or changed is what was decided then: the wording tells. */
function asDecided(change: Change, was: PastUnit | undefined, is: PastUnit | undefined): Change {
  if ((change.class !== 'edited' && change.class !== 'changed') || !was || !is) return change
  return { ...change, class: was.wordingId === is.wordingId ? 'edited' : 'changed' }
}

export const nameOf = (u: { number: number | null; text: string }): string =>
  u.number === null ? `“${u.text.replace(/\s+/g, ' ').slice(0, 40)}”` : `P${u.number}`

function lineageOf(changes: readonly ChangeRow[]): Lineage {
  const lineage: Lineage = { from: {}, into: {} }
  for (const c of changes) {
    const [origin] = JSON.parse(c.origins) as string[]
    if (c.class === 'split' && origin) lineage.from[c.paragraphId] = origin
    if (c.into !== null) lineage.into[c.paragraphId] = c.into
  }
  return lineage
}

async function sayings(trx: Trx, c: Consultation, changes: readonly ChangeRow[]): Promise<Map<string, Said[]>> {
  const out = new Map<string, Said[]>()
  for (const change of changes)
    out.set(change.paragraphId, [...(out.get(change.paragraphId) ?? []), await sayingOf(trx, c, change)])
  return out
}

async function sayingOf(trx: Trx, c: Consultation, change: ChangeRow): Promise<Said> {
  const because: Named[] = []
  for (const id of JSON.parse(change.because) as string[]) {
    const found = await getComment(trx, { id, consultation: c.id })
    if (!found) continue
    const { url, author, text } = commentOf(found, frameOf(c, null))
    because.push({ id, url, author: author?.name ?? null, text })
  }
  return { revision: change.revision, class: change.class as Class, reason: change.reason, because, into: change.into }
}

export interface Listed {
  revision: number
  at: string
  act: string
  reason: string | null
  afterClosing: string | null
  counts: { class: Class; n: number }[]
}
/** Newest first, with how many units each did what to. */
export async function listed(trx: Trx, consultation: string): Promise<Listed[]> {
  const counts = await countChanges(trx, { consultation })
  const countsOf = (revision: number): Listed['counts'] =>
    classes.flatMap(of => counts.filter(x => x.revision === revision && x.class === of).map(x => ({ class: of, n: Number(x.n) })))
  return (await listRevisions(trx, { consultation })).map(r => ({ ...r, counts: countsOf(r.revision) })).reverse()
}

/** One text of a unit: from which revision, with which wording and votes. */
export interface PastText {
  revision: number
  at: string
  wordingId: string
  text: string
  said: Said | null
}
export interface Wording {
  id: string
  agreement: Agreement | null
  /** True when votes on it count no further. */
  shut: boolean
  /** Oldest first; the last is how the wording stood at the end. */
  texts: PastText[]
}
export interface Life {
  id: string
  name: string
  archived: boolean
  /** What was done to it last, when it no longer stands. */
  end: Said | null
  /** Newest first. */
  wordings: Wording[]
}

export async function lifeOf(trx: Trx, c: Consultation, id: string): Promise<Life> {
  const unit = await getParagraph(trx, { id, consultation: c.id })
  if (!unit) throw new Refusal(no('notFound'))
  const said = new Map<number, Said>()
  for (const change of await listChangesOf(trx, { paragraph: id })) said.set(change.revision, await sayingOf(trx, c, change))
  const wordings: Wording[] = []
  for (const e of await listEditionsOf(trx, { paragraph: id })) {
    const text = { revision: e.revision, at: e.at, wordingId: e.wordingId, text: e.text, said: said.get(e.revision) ?? null }
    const last = wordings.at(-1)
    if (last?.id === e.wordingId) last.texts.push(text)
    else wordings.push({ ...(await votesOf(trx, e.wordingId, c.minVotes)), id: e.wordingId, texts: [text] })
  }
  const end = unit.archivedAt ? ([...said.values()].findLast(s => s.class === 'removed') ?? null) : null
  return { id, name: nameOf(unit), archived: unit.archivedAt !== null, end, wordings: wordings.reverse() }
}

async function votesOf(trx: Trx, id: string, minVotes: number): Promise<Pick<Wording, 'agreement' | 'shut'>> {
  const item = await getWordingVotes(trx, { id })
  return { agreement: item ? agreementOf({ ...noVotes, ...item }, minVotes) : null, shut: !!item?.shutAt }
}
