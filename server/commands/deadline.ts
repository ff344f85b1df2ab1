// consultation.extend, close, reopen, and the opening and closing that happen by themselves: each one audited transaction.

import { addNotice, setClosed, setClosing, setOpened } from '../../db/consultations.ts'
import { mayClose, mayExtend, mayReopen, stateAt } from '../../shared/consultation.ts'
import { refuseIf } from '../../shared/refusal.ts'
import { mayDo } from '../../shared/role.ts'
import type { Ctx, Done, In } from '../command.ts'
import { needMoment, notice } from './consultation.ts'

export async function extendConsultation(
  { trx, consultation: c, actor, now, seq }: Ctx,
  input: In<'consultation.extend'>,
): Promise<Done> {
  refuseIf(mayDo(actor, 'consultation.manage', c.id))
  const until = needMoment(input.until, input.zone ?? c.closingZone ?? 'UTC', input.earlier)
  refuseIf(mayExtend(c, until.utc, now))
  await setClosing(trx, { id: c.id, closesAt: until.utc, wall: until.wall, zone: until.zone })
  await addNotice(trx, { ...notice(c.id, seq, 'extended', now, actor, input.reason), from: c.closesAt, to: until.utc })
  return { events: [{ type: 'consultation.extended', subject: c.id, data: {} }], result: { slug: c.slug, closesAt: until.utc } }
}

/** Closing fixes the number of its own event as the last of the consultation's votes and comments (G14). */
export async function closeConsultation(
  { trx, consultation: c, actor, now, seq }: Ctx,
  { reason }: In<'consultation.close'>,
): Promise<Done> {
  refuseIf(mayDo(actor, 'consultation.manage', c.id))
  refuseIf(mayClose(c, now))
  const passed = c.closesAt !== null && now >= c.closesAt
  const closedAt = passed && c.closesAt ? c.closesAt : now
  await setClosed(trx, { id: c.id, closedAt, closedSeq: seq })
  await addNotice(trx, {
    ...notice(c.id, seq, 'closed', closedAt, actor, actor.kind === 'system' ? null : reason),
    from: c.closesAt,
  })
  return {
    events: [{ type: 'consultation.closed', subject: c.id, data: {} }],
    result: { slug: c.slug, closedAt, closedSeq: seq },
  }
}

export async function reopenConsultation(
  { trx, consultation: c, actor, now, seq }: Ctx,
  input: In<'consultation.reopen'>,
): Promise<Done> {
  refuseIf(mayDo(actor, 'consultation.manage', c.id))
  const until = input.until ? needMoment(input.until, input.zone ?? c.closingZone ?? 'UTC', input.earlier) : null
  refuseIf(mayReopen(c, until?.utc ?? null, now))
  await setClosed(trx, { id: c.id, closedAt: null, closedSeq: null })
  await setClosing(trx, { id: c.id, closesAt: until?.utc ?? null, wall: until?.wall ?? null, zone: until?.zone ?? null })
  await addNotice(trx, { ...notice(c.id, seq, 'reopened', now, actor, input.reason), to: until?.utc ?? null })
  return {
    events: [{ type: 'consultation.reopened', subject: c.id, data: {} }],
    result: { slug: c.slug, closesAt: until?.utc ?? null },
  }
}

/** Run by the timer when a date has come; several processes may race: whoever comes second changes nothing. */
export async function passDates({ trx, consultation: c, now, seq, actor }: Ctx): Promise<Done> {
  const nothing = { events: [], result: null }
  if (!c.publishedAt || c.closedAt) return nothing
  if (c.closesAt && now >= c.closesAt) {
    await setClosed(trx, { id: c.id, closedAt: c.closesAt, closedSeq: seq })
    await addNotice(trx, notice(c.id, seq, 'closed', c.closesAt, actor))
    return { events: [{ type: 'consultation.closed', subject: c.id, data: {} }], result: { slug: c.slug } }
  }
  if (!c.openedAt && stateAt(c, now) === 'open') {
    await setOpened(trx, { id: c.id, at: c.opensAt ?? now })
    await addNotice(trx, notice(c.id, seq, 'opened', c.opensAt ?? now, actor))
    return { events: [{ type: 'consultation.opened', subject: c.id, data: {} }], result: { slug: c.slug } }
  }
  return nothing
}
