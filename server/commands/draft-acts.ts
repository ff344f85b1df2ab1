// draft.split, merge, move, drop, level, apart, undo, redo: acts on an unpublished draft, each kept as a step that can be walked back.

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
import type { Trx } from '../../db/query.ts'
import type { DraftUnitRow } from '../../db/schema.ts'
import {
  dropUnit,
  inverse,
  levelUnit,
  mergeUnit,
  moveUnit,
  splitUnit,
  takeApart,
  type DraftUnit,
  type Outcome,
  type Splice,
} from '../../shared/draft.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { mayDo } from '../../shared/role.ts'
import type { Ctx, Done, In } from '../command.ts'
import { shears } from '../import/cut.ts'

export const unitOf = (row: DraftUnitRow): DraftUnit => ({
  id: row.id,
  kind: row.kind as DraftUnit['kind'],
  level: row.level,
  html: row.html,
  text: row.text,
  items: row.items,
  rows: row.rows,
  footnotes: JSON.parse(row.footnotes) as DraftUnit['footnotes'],
})

/** Positions stay 0, 1, 2 …, so that a splice's place is a position. */
async function store(trx: Trx, consultation: string, splices: readonly Splice[]): Promise<void> {
  for (const { at, out, in: into } of splices) {
    for (const { id } of out) await removeDraftUnit(trx, { id, consultation })
    if (out.length !== into.length) await shiftDraft(trx, { consultation, from: at + out.length, by: into.length - out.length })
    for (const [n, u] of into.entries())
      await addDraftUnit(trx, { ...u, consultationId: consultation, position: at + n, footnotes: JSON.stringify(u.footnotes) })
  }
}

function mayEdit({ actor, consultation: c }: Ctx): void {
  refuseIf(mayDo(actor, 'draft.edit', c.id))
  if (c.publishedAt) throw new Refusal(no('invalid', 'published'))
}

const changed = (ctx: Ctx, act: string, look: string | null): Done => ({
  events: [{ type: 'draft.changed', subject: ctx.consultation.id, data: { act } }],
  result: { id: look },
})

/** Judges, does and remembers one act; what was undone before can no longer be done again. */
async function take(ctx: Ctx, act: string, make: (units: DraftUnit[]) => Outcome): Promise<Done> {
  mayEdit(ctx)
  const { trx, consultation } = ctx
  const outcome = make((await listDraft(trx, { consultation: consultation.id })).map(unitOf))
  if ('refused' in outcome) throw new Refusal(outcome.refused)
  const { splices, look } = outcome
  await store(trx, consultation.id, splices)
  await removeUndone(trx, { consultation: consultation.id })
  const last = await getLastStep(trx, { consultation: consultation.id })
  const [before, after] = [JSON.stringify(inverse(splices)), JSON.stringify(splices)]
  await addStep(trx, { consultation: consultation.id, n: (last?.n ?? 0) + 1, act, before, after })
  return changed(ctx, act, look)
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

export async function undoDraft(ctx: Ctx): Promise<Done> {
  mayEdit(ctx)
  const step = await getLastStep(ctx.trx, { consultation: ctx.consultation.id })
  if (!step) throw new Refusal(no('invalid', 'draftUndo'))
  return walk(ctx, 'undo', step.n, JSON.parse(step.before) as Splice[], ctx.now)
}

export async function redoDraft(ctx: Ctx): Promise<Done> {
  mayEdit(ctx)
  const step = await getNextUndone(ctx.trx, { consultation: ctx.consultation.id })
  if (!step) throw new Refusal(no('invalid', 'draftRedo'))
  return walk(ctx, 'redo', step.n, JSON.parse(step.after) as Splice[], null)
}

async function walk(ctx: Ctx, act: string, n: number, splices: Splice[], undoneAt: string | null): Promise<Done> {
  await store(ctx.trx, ctx.consultation.id, splices)
  await setUndone(ctx.trx, { consultation: ctx.consultation.id, n, at: undoneAt })
  return changed(ctx, act, splices.at(-1)?.in[0]?.id ?? null)
}
