// revision.begin, drop, decide: the work on the next revision, which stands beside the published text until it is published.

import { setImported } from '../../db/consultations.ts'
import { addDraftUnit, listDraft, listSteps, removeDraft, removeSteps } from '../../db/drafts.ts'
import { listEvery } from '../../db/paragraphs.ts'
import type { Trx } from '../../db/query.ts'
import { addWorking, getWorking, removeWorking, setDecisions } from '../../db/revisions.ts'
import type { ParagraphRow, WorkingRow } from '../../db/schema.ts'
import { numbersOf, type DraftUnit } from '../../shared/draft.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { propose, type Change, type Decisions, type Lineage } from '../../shared/revision.ts'
import { mayDo } from '../../shared/role.ts'
import type { Ctx, Done, In } from '../command.ts'
import { aboutOf, heard, standing, toKeep, type Kept } from './decisions.ts'
import { told } from './draft-told.ts'
import { footnotesHtml } from './footnotes.ts'
import { unitOf } from './draft-unit.ts'

/** A published unit as the draft it came from: footnotes stand beside the text again. */
export function asDraft(p: ParagraphRow): DraftUnit {
  const footnotes = JSON.parse(p.footnotes) as DraftUnit['footnotes']
  const notes = footnotesHtml(footnotes)
  const whole = p.html.endsWith(notes)
  return {
    id: p.id,
    kind: p.kind as DraftUnit['kind'],
    level: p.level,
    html: whole ? p.html.slice(0, p.html.length - notes.length) : p.html,
    text: p.text,
    items: p.items,
    rows: p.rows,
    footnotes: whole ? footnotes : [],
  }
}

/** What the steps that are done say of where units came from and went to. */
async function lineageIn(trx: Trx, consultation: string): Promise<Lineage> {
  const lineage: Lineage = { from: {}, into: {} }
  for (const { lineage: of } of await listSteps(trx, { consultation })) {
    if (!of) continue
    const { from, into } = JSON.parse(of) as Lineage
    Object.assign(lineage.from, from)
    Object.assign(lineage.into, into)
  }
  return lineage
}

export type Every = Awaited<ReturnType<typeof listEvery>>[number]
/** A revision in the making, compared with what readers see. */
export interface Making {
  working: WorkingRow
  /** Units that stand and units that were taken out, in order. */
  every: Every[]
  current: DraftUnit[]
  next: DraftUnit[]
  /** P-numbers of `next`. */
  numbers: Map<string, number>
  changes: Change[]
  decisions: Decisions
  /** Names the two texts of a unit, as they stand. */
  about: (id: string) => string
}

export async function loadMaking(trx: Trx, consultation: string): Promise<Making | null> {
  const working = await getWorking(trx, { consultation })
  if (!working) return null
  const every = await listEvery(trx, { consultation })
  const current = every.filter(p => !p.archivedAt).map(asDraft)
  const next = (await listDraft(trx, { consultation })).map(unitOf)
  const changes = propose(current, next, await lineageIn(trx, consultation))
  const [was, is] = [current, next].map(units => new Map(units.map(u => [u.id, u])))
  const about = (id: string): string => aboutOf(was?.get(id), is?.get(id))
  const decisions = standing(JSON.parse(working.decisions) as Kept, about)
  return { working, every, current, next, numbers: numbersOf(next), changes, decisions, about }
}

export async function needMaking({ trx, consultation }: Ctx): Promise<Making> {
  const making = await loadMaking(trx, consultation.id)
  if (!making) throw new Refusal(no('invalid', 'revisionBegin'))
  return making
}

export function mayRevise({ actor, consultation: c }: Ctx): void {
  refuseIf(mayDo(actor, 'draft.edit', c.id))
  if (!c.publishedAt) throw new Refusal(no('invalid', 'unpublished'))
}

/** The working draft becomes what readers see now, with the same ids; what stood there from before is gone. */
export async function seed({ trx, consultation: c, now }: Ctx): Promise<void> {
  await removeDraft(trx, { consultation: c.id })
  await removeSteps(trx, { consultation: c.id })
  // Warnings of the first import were about places in a text that readers have seen since.
  await setImported(trx, { id: c.id, imported: null })
  const units = (await listEvery(trx, { consultation: c.id })).filter(p => !p.archivedAt).map(asDraft)
  await Promise.all(
    units.map((u, position) =>
      addDraftUnit(trx, { ...u, consultationId: c.id, position, footnotes: JSON.stringify(u.footnotes) }),
    ),
  )
  await addWorking(trx, { consultationId: c.id, base: c.revision, begunAt: now })
}

export async function beginRevision(ctx: Ctx): Promise<Done> {
  mayRevise(ctx)
  if (await getWorking(ctx.trx, { consultation: ctx.consultation.id })) throw new Refusal(no('invalid', 'revisionBegun'))
  await seed(ctx)
  return told(ctx, 'begin', { revision: ctx.consultation.revision + 1 })
}

export async function dropRevision(ctx: Ctx): Promise<Done> {
  mayRevise(ctx)
  const { trx, consultation: c } = ctx
  if (!(await removeWorking(trx, { consultation: c.id }))) throw new Refusal(no('invalid', 'revisionBegin'))
  await removeDraft(trx, { consultation: c.id })
  await removeSteps(trx, { consultation: c.id })
  return told(ctx, 'abandon')
}

export async function decideRevision(ctx: Ctx, p: In<'revision.decide'>): Promise<Done> {
  mayRevise(ctx)
  const making = await needMaking(ctx)
  const kept = toKeep(await heard(ctx, making, p.decisions), making.changes, making.about)
  const reason = p.reason ?? making.working.reason
  await setDecisions(ctx.trx, { consultation: ctx.consultation.id, decisions: JSON.stringify(kept), reason })
  return told(ctx, 'decide')
}
