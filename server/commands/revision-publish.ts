// revision.publish: the working draft becomes an immutable numbered revision, in one transaction; votes stay with their wording, comments with their unit.

import { addPlace, setPlace } from '../../db/comments.ts'
import { addNotice, setRevision } from '../../db/consultations.ts'
import { removeSteps } from '../../db/drafts.ts'
import { addEdition, addParagraph, setPosition, setUnit } from '../../db/paragraphs.ts'
import { addChange, addRevision, movePlace, removeWorking } from '../../db/revisions.ts'
import { addItem, setShut } from '../../db/votes.ts'
import { stateAt } from '../../shared/consultation.ts'
import { asKey, type DraftUnit } from '../../shared/draft.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { decided, mayPublishRevision, placesOf, type Change, type Decisions } from '../../shared/revision.ts'
import type { Ctx, Done, In } from '../command.ts'
import { notice } from './consultation.ts'
import { heard, seenOf } from './decisions.ts'
import { footnotesHtml } from './footnotes.ts'
import { asDraft, mayRevise, needMaking, type Every } from './revision.ts'

/** What every unit is written with. */
interface Writing {
  ctx: Ctx
  revision: number
  before: Map<string, Every>
  places: Map<string, number>
  numbers: Map<string, number>
  decisions: Decisions
}

export async function publishRevision(ctx: Ctx, p: In<'revision.publish'>): Promise<Done> {
  mayRevise(ctx)
  const { trx, consultation: c, now, seq, actor } = ctx
  const making = await needMaking(ctx)
  // Published is published: whoever does it from a page has seen all of it.
  if (p.seen !== undefined && p.seen !== seenOf(making)) throw new Refusal(no('conflict', 'revisionSeen'))
  const decisions = await heard(ctx, making, p.decisions)
  const closed = stateAt(c, now) === 'closed'
  const afterClosing = p.afterClosing?.trim() ?? ''
  refuseIf(mayPublishRevision(making.changes, decisions, { reason: p.reason, afterClosing, closed }))
  const revision = c.revision + 1
  const before = new Map(making.every.map(u => [u.id, u]))
  const changes = making.changes.map(change => decided(change, decisions[change.id]))
  const w: Writing = {
    ctx,
    revision,
    before,
    places: placesOf(
      [...before.keys()],
      making.next.map(u => u.id),
    ),
    numbers: making.numbers,
    decisions,
  }
  const units = new Map(making.next.map(u => [u.id, u]))
  for (const change of changes) {
    const unit = units.get(change.id)
    const was = before.get(change.id)
    if (!unit) await archive(w, change)
    else if (was) await rewrite(w, change, unit, was)
    else await add(w, change, unit)
  }
  for (const [id, was] of before)
    if (was.archivedAt && !units.has(id)) await setPosition(trx, { id, position: placeOf(w, id), number: was.number })
  const moved = await moveComments(w, changes)
  const order = making.next.map(u => [u.id, w.numbers.get(u.id) ?? null])
  await Promise.all([
    addRevision(trx, {
      consultationId: c.id,
      revision,
      at: now,
      seq,
      act: 'revised',
      reason: p.reason,
      afterClosing: closed ? afterClosing : null,
      units: JSON.stringify(order),
    }),
    setRevision(trx, { id: c.id, revision }),
    addNotice(trx, {
      ...notice(c.id, seq, 'revised', now, actor, closed ? `${p.reason} ${afterClosing}` : p.reason),
      revision,
    }),
    removeWorking(trx, { consultation: c.id }),
    removeSteps(trx, { consultation: c.id }),
  ])
  const counts: Record<string, number> = {}
  for (const { class: of } of changes) counts[of] = (counts[of] ?? 0) + 1
  return {
    events: [{ type: 'revision.published', subject: c.id, data: { revision, moved } }],
    result: { revision, counts },
  }
}

const placeOf = (w: Writing, id: string): number => w.places.get(id) ?? 0

async function record(w: Writing, change: Change): Promise<void> {
  const { trx, consultation: c } = w.ctx
  const said = w.decisions[change.id]
  if (change.class === 'unchanged') return
  await addChange(trx, {
    consultationId: c.id,
    revision: w.revision,
    paragraphId: change.id,
    class: change.class,
    moved: change.moved ? 1 : 0,
    reason: said?.reason?.trim() || null,
    because: JSON.stringify(said?.because ?? []),
    origins: JSON.stringify(change.from),
    into: change.into,
  })
}

async function edition(w: Writing, change: Change, unit: DraftUnit, wordingId: string): Promise<void> {
  const { trx, consultation: c, now } = w.ctx
  await addEdition(trx, {
    paragraphId: unit.id,
    revision: w.revision,
    consultationId: c.id,
    wordingId,
    number: w.numbers.get(unit.id) ?? null,
    kind: unit.kind,
    level: unit.level,
    html: unit.html + footnotesHtml(unit.footnotes),
    text: unit.text,
    reason: w.decisions[change.id]?.reason?.trim() || null,
    at: now,
  })
}

const rowOf = (w: Writing, unit: DraftUnit) => ({
  id: unit.id,
  position: placeOf(w, unit.id),
  number: w.numbers.get(unit.id) ?? null,
  kind: unit.kind,
  level: unit.level,
  html: unit.html + footnotesHtml(unit.footnotes),
  text: unit.text,
  items: unit.items,
  rows: unit.rows,
  footnotes: JSON.stringify(unit.footnotes),
})

/** A unit readers have not seen: a place for comments, and an item for votes unless it is a heading. */
async function add(w: Writing, change: Change, unit: DraftUnit): Promise<void> {
  const { trx, consultation: c } = w.ctx
  await addPlace(trx, { id: unit.id, consultation: c.id })
  const row = rowOf(w, unit)
  await addParagraph(trx, { ...row, consultationId: c.id, wordingId: unit.id, revision: w.revision, since: w.revision })
  if (row.number !== null) await addWording(w, unit.id, unit.id)
  await edition(w, change, unit, unit.id)
  await record(w, change)
}

const addWording = (w: Writing, id: string, placeId: string): Promise<number> =>
  addItem(w.ctx.trx, { id, consultationId: w.ctx.consultation.id, kind: 'wording', placeId, replyTo: null, seq: 0 })

/** A unit that stands, or stood before: its votes go on where the wording is the same, else they stay with the old one, shut. */
async function rewrite(w: Writing, change: Change, unit: DraftUnit, was: Every): Promise<void> {
  const { trx, now, newId } = w.ctx
  const same = asKey(asDraft(was)) === asKey(unit)
  const row = rowOf(w, unit)
  await record(w, change)
  if (same && !was.archivedAt) {
    if (row.position !== was.position || row.number !== was.number) await setPosition(trx, row)
    return
  }
  const keeps = same || (change.class === 'edited' && (was.kind === 'heading') === (unit.kind === 'heading'))
  const wordingId = keeps ? was.wordingId : newId()
  const earlier = JSON.parse(was.earlier) as string[]
  if (!keeps && was.kind !== 'heading') {
    earlier.push(was.wordingId)
    await setShut(trx, { id: was.wordingId, at: was.archivedAt ?? now })
  }
  if (row.number !== null) {
    if (!keeps) await addWording(w, wordingId, unit.id)
    else if (was.archivedAt) await setShut(trx, { id: wordingId, at: null })
  }
  await setUnit(trx, {
    ...row,
    wordingId,
    archivedAt: null,
    revision: w.revision,
    since: keeps ? was.since : w.revision,
    earlier: JSON.stringify(earlier),
  })
  await edition(w, change, unit, wordingId)
}

/** Taken out of the text; nothing of it is deleted, and its votes are shut. */
async function archive(w: Writing, change: Change): Promise<void> {
  const { trx, now } = w.ctx
  const was = w.before.get(change.id)
  if (!was) throw new Error(`no unit ${change.id}`)
  await setUnit(trx, { ...was, position: placeOf(w, was.id), archivedAt: now })
  if (was.kind !== 'heading') await setShut(trx, { id: was.wordingId, at: now })
  await record(w, change)
}

/** Comments of merged units move to the survivor, which counts them; answers which place leads where. */
async function moveComments(w: Writing, changes: readonly Change[]): Promise<Record<string, string>> {
  const { trx } = w.ctx
  const counts = new Map([...w.before].map(([id, u]) => [id, { threads: u.threads, comments: u.comments }]))
  const moved: Record<string, string> = {}
  for (const { id, into } of changes) {
    const from = counts.get(id)
    if (into === null || !from) continue
    moved[id] = into
    const to = counts.get(into) ?? { threads: 0, comments: 0 }
    if (!from.comments) continue
    await movePlace(trx, { from: id, to: into })
    const sum = { threads: to.threads + from.threads, comments: to.comments + from.comments }
    counts.set(into, sum)
    counts.set(id, { threads: 0, comments: 0 })
    await setPlace(trx, { id, threads: 0, comments: 0 })
    await setPlace(trx, { id: into, ...sum })
  }
  return moved
}
