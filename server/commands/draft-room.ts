// draft.freeze, draft.thaw, and taking over what was written in the drafting room.

import { getRoomState, setFrozen, setStale } from '../../db/draft-rooms.ts'
import type { DraftUnit } from '../../shared/draft.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import type { Lineage } from '../../shared/revision.ts'
import { mayDo } from '../../shared/role.ts'
import type { Ctx, Done } from '../command.ts'
import { told } from './draft-told.ts'
import { takeUnits } from './revision-take.ts'

async function setFreeze(ctx: Ctx, act: 'freeze' | 'thaw'): Promise<Done> {
  const { trx, actor, consultation: c, now } = ctx
  refuseIf(mayDo(actor, 'consultation.manage', c.id))
  const room = await getRoomState(trx, { id: c.id })
  if (!room) throw new Refusal(no('invalid', 'roomEmpty'))
  if ((room.frozenAt !== null) === (act === 'freeze')) return { events: [], result: { slug: c.slug } }
  await setFrozen(trx, { id: c.id, at: act === 'freeze' ? now : null })
  return told(ctx, act, { slug: c.slug })
}
export const freezeDraft = (ctx: Ctx): Promise<Done> => setFreeze(ctx, 'freeze')
export const thawDraft = (ctx: Ctx): Promise<Done> => setFreeze(ctx, 'thaw')

/** What was written in the room becomes the working draft; begins a revision where none is in the making. */
export async function takeRoom(ctx: Ctx, units: readonly DraftUnit[], lineage: Lineage): Promise<Done> {
  const room = { id: ctx.consultation.id }
  // The preview changed the draft meanwhile: the room takes that over first.
  if ((await getRoomState(ctx.trx, room))?.stale) throw new Refusal(no('conflict'))
  const done = await takeUnits(ctx, units, lineage, 'room')
  await setStale(ctx.trx, { ...room, stale: 0, was: 1 })
  return done
}
