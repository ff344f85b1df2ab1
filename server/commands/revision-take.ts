// The working draft replaced as a whole by units from elsewhere: a drafting room, or a file laid over it.

import { listDraft } from '../../db/drafts.ts'
import { getWorking } from '../../db/revisions.ts'
import { asKey, type DraftUnit } from '../../shared/draft.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { noLineage, type Lineage } from '../../shared/revision.ts'
import { mayDo } from '../../shared/role.ts'
import { sameEnds } from '../../shared/text-diff.ts'
import type { Ctx, Done } from '../command.ts'
import { mostUnits } from '../import/limits.ts'
import { take } from './draft-acts.ts'
import { isForeign, unitOf } from './draft-unit.ts'
import { written } from './draft-write.ts'
import { seed } from './revision.ts'

/**
 * Units with known ids continue those; others are new. `lineage` says what ids alone cannot: which new unit was cut off which, and which gone
 * unit was taken in by which. Begins a revision where none is in the making. One step, which undo takes back as a whole.
 */
export async function takeUnits(
  ctx: Ctx,
  units: readonly DraftUnit[],
  lineage: Lineage = noLineage,
  act = 'take',
): Promise<Done> {
  const { trx, actor, consultation: c } = ctx
  refuseIf(mayDo(actor, 'draft.edit', c.id))
  if (!units.length) throw new Refusal(no('invalid', 'revisionEmpty'))
  if (units.length > mostUnits) throw new Refusal(no('tooLarge'))
  if (new Set(units.map(u => u.id)).size < units.length) throw new Refusal(no('invalid', 'draftTwice'))
  if (c.publishedAt && !(await getWorking(trx, { consultation: c.id }))) await seed(ctx)
  const standing = (await listDraft(trx, { consultation: c.id })).map(unitOf)
  const known = new Map(standing.map(u => [u.id, u]))
  const next: DraftUnit[] = []
  for (const unit of units) {
    const was = known.get(unit.id)
    if (!was) await checkFree(ctx, unit.id)
    if (was && asKey(was) === asKey(unit)) next.push(was)
    else next.push(cleaned(unit))
  }
  const { head, tail } = sameEnds(standing, next)
  const splice = { at: head, out: standing.slice(head, standing.length - tail), in: next.slice(head, next.length - tail) }
  if (!splice.out.length && !splice.in.length) return { events: [], result: { units: next.length } }
  const done = await take(ctx, act, () => ({ splices: [splice], look: null }), lineage)
  return { ...done, result: { units: next.length } }
}

/** An id is new, or was taken out of this very text before; never another consultation's. */
async function checkFree({ trx, consultation: c }: Ctx, id: string): Promise<void> {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id) || (await isForeign(trx, id, c.id))) throw new Refusal(no('invalid', 'draftId'))
}

/** A picture or nothing readable stays as an empty paragraph would not: such a unit is refused. */
function cleaned(unit: DraftUnit): DraftUnit {
  const body = written(unit.kind, unit.level, unit.html)
  if (!body) throw new Refusal(no('invalid', 'wording', { unit: unit.id }))
  const footnotes = unit.footnotes.map(n => ({ mark: n.mark.slice(0, 10), text: n.text }))
  return { ...body, id: unit.id, footnotes }
}
