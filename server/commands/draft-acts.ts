// draft.write, add, split, merge, move, drop, level, apart, names, describe, undo, redo: acts on the working draft, each kept as a step that can be walked back.

import {
  addDraftUnit,
  addStep,
  getLastStep,
  getNextUndone,
  listDraft,
  removeDraftUnit,
  removeUndone,
  setUndone,
  shiftDraft,
} from '../../db/drafts.ts'
import { setStale } from '../../db/draft-rooms.ts'
import type { Trx } from '../../db/query.ts'
import { getWorking } from '../../db/revisions.ts'
import {
  addUnit,
  dropUnit,
  inverse,
  levelUnit,
  mergeUnit,
  moveUnit,
  splitUnit,
  takeApart,
  writeUnit,
  type DraftUnit,
  type Outcome,
  type Splice,
} from '../../shared/draft.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import type { Lineage } from '../../shared/revision.ts'
import { mayDo } from '../../shared/role.ts'
import type { Ctx, Done, In } from '../command.ts'
import { describePictures, nameCells } from '../import/authoring.ts'
import { shears } from '../import/cut.ts'
import { escapeHtml } from '../import/render.ts'
import { told } from './draft-told.ts'
import { unitOf } from './draft-unit.ts'
import { written } from './draft-write.ts'

/** Positions stay 0, 1, 2 …, so that a splice's place is a position. */
async function store(trx: Trx, consultation: string, splices: readonly Splice[]): Promise<void> {
  await setStale(trx, { id: consultation, stale: 1, was: 0 })
  for (const { at, out, in: into } of splices) {
    for (const { id } of out) await removeDraftUnit(trx, { id, consultation })
    if (out.length !== into.length) await shiftDraft(trx, { consultation, from: at + out.length, by: into.length - out.length })
    for (const [n, u] of into.entries())
      await addDraftUnit(trx, { ...u, consultationId: consultation, position: at + n, footnotes: JSON.stringify(u.footnotes) })
  }
}

/** Before the first publication, and afterwards while a revision is in the making. */
async function mayEdit({ trx, actor, consultation: c }: Ctx): Promise<void> {
  refuseIf(mayDo(actor, 'draft.edit', c.id))
  if (c.publishedAt && !(await getWorking(trx, { consultation: c.id }))) throw new Refusal(no('invalid', 'revisionBegin'))
}

/** Judges, does and remembers one act; what was undone before can no longer be done again. */
export async function take(ctx: Ctx, act: string, make: (units: DraftUnit[]) => Outcome, given?: Lineage): Promise<Done> {
  await mayEdit(ctx)
  const { trx, consultation } = ctx
  const outcome = make((await listDraft(trx, { consultation: consultation.id })).map(unitOf))
  if ('refused' in outcome) throw new Refusal(outcome.refused)
  const { splices, look } = outcome
  await store(trx, consultation.id, splices)
  await removeUndone(trx, { consultation: consultation.id })
  const last = await getLastStep(trx, { consultation: consultation.id })
  const [before, after] = [JSON.stringify(inverse(splices)), JSON.stringify(splices)]
  const lineage = JSON.stringify(given ?? lineageOf(splices))
  await addStep(trx, { consultation: consultation.id, n: (last?.n ?? 0) + 1, act, before, after, lineage })
  return told(ctx, act, { id: look })
}

/** Where one act cut a unit off another, or made one of two. */
function lineageOf(splices: readonly Splice[]): Lineage {
  const [only, second] = splices
  const lineage: Lineage = { from: {}, into: {} }
  if (!only || second) return lineage
  const [origin, survivor] = [only.out[0], only.in[0]]
  for (const u of only.in) if (origin && !only.out.some(o => o.id === u.id)) lineage.from[u.id] = origin.id
  for (const u of only.out) if (survivor && !only.in.some(i => i.id === u.id)) lineage.into[u.id] = survivor.id
  return lineage
}

export const splitDraft = (ctx: Ctx, p: In<'draft.split'>): Promise<Done> =>
  take(ctx, 'split', units => splitUnit(units, p.id, p.at, ctx.newId(), shears))
export const mergeDraft = (ctx: Ctx, p: In<'draft.merge'>): Promise<Done> =>
  take(ctx, 'merge', units => mergeUnit(units, p.id, shears))
export const moveDraft = (ctx: Ctx, p: In<'draft.move'>): Promise<Done> =>
  take(ctx, 'move', units => moveUnit(units, p.id, p.after))
export const dropDraft = (ctx: Ctx, p: In<'draft.drop'>): Promise<Done> => take(ctx, 'drop', units => dropUnit(units, p.id))
export const levelDraft = (ctx: Ctx, p: In<'draft.level'>): Promise<Done> =>
  take(ctx, 'level', units => levelUnit(units, p.id, p.level, shears))
export const apartDraft = (ctx: Ctx, p: In<'draft.apart'>): Promise<Done> =>
  take(ctx, 'apart', units => takeApart(units, p.id, ctx.newId, shears))
export const nameDraft = (ctx: Ctx, p: In<'draft.names'>): Promise<Done> =>
  take(ctx, 'names', units => writeUnit(units, p.id, was => ({ ...was, html: nameCells(was.html, p.of) })))
export const describeDraft = (ctx: Ctx, p: In<'draft.describe'>): Promise<Done> =>
  take(ctx, 'describe', units =>
    writeUnit(units, p.id, was => ({ ...was, html: describePictures(was.html, p.words.map(escapeHtml)) })),
  )

export const writeDraft = (ctx: Ctx, p: In<'draft.write'>): Promise<Done> =>
  take(ctx, 'write', units => writeUnit(units, p.id, was => written(was.kind, was.level, p.html)))
export const addDraft = (ctx: Ctx, p: In<'draft.add'>): Promise<Done> =>
  take(ctx, 'add', units => addUnit(units, p.after, ctx.newId(), written(p.level ? 'heading' : 'prose', p.level ?? null, p.html)))

export async function undoDraft(ctx: Ctx): Promise<Done> {
  await mayEdit(ctx)
  const step = await getLastStep(ctx.trx, { consultation: ctx.consultation.id })
  if (!step) throw new Refusal(no('invalid', 'draftUndo'))
  return walk(ctx, 'undo', step.n, JSON.parse(step.before) as Splice[], ctx.now)
}

export async function redoDraft(ctx: Ctx): Promise<Done> {
  await mayEdit(ctx)
  const step = await getNextUndone(ctx.trx, { consultation: ctx.consultation.id })
  if (!step) throw new Refusal(no('invalid', 'draftRedo'))
  return walk(ctx, 'redo', step.n, JSON.parse(step.after) as Splice[], null)
}

async function walk(ctx: Ctx, act: string, n: number, splices: Splice[], undoneAt: string | null): Promise<Done> {
  await store(ctx.trx, ctx.consultation.id, splices)
  await setUndone(ctx.trx, { consultation: ctx.consultation.id, n, at: undoneAt })
  return told(ctx, act, { id: splices.at(-1)?.in[0]?.id ?? null })
}
