// staff.grant, staff.revoke, person.block, person.unblock: who works here, with which role, and who may not take part.

import { findConsultation } from '../../db/consultations.ts'
import {
  addEmail,
  addGrant,
  addPerson,
  getByEmail,
  getPerson,
  listGrants,
  removeGrant,
  removeMeta,
  setBlocked,
  setMeta,
} from '../../db/people.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { mayBlock, mayDo } from '../../shared/role.ts'
import type { HouseCtx, In } from '../command.ts'
import { emailOf } from '../sign-in.ts'

/** Only administrators give or take the role of administrator; the secretariat gives the others. */
async function scope({ trx, actor }: HouseCtx, role: string, slug: string | undefined): Promise<string> {
  const found = slug ? await findConsultation(trx, { slug }) : null
  if (slug && !found) throw new Refusal(no('notFound'))
  refuseIf(mayDo(actor, role === 'administrator' ? 'instance.manage' : 'people.manage', found?.id ?? null))
  return found?.id ?? ''
}

export async function grantRole(ctx: HouseCtx, { email, role, consultation }: In<'staff.grant'>) {
  const { trx, now, newId, changed } = ctx
  const where = await scope(ctx, role, consultation)
  const address = emailOf(email)
  const known = await getByEmail(trx, { email: address })
  const person = known?.id ?? newId()
  if (!known) {
    await addPerson(trx, { id: person, kind: 'participant', name: null, lang: 'en', createdAt: now })
    await addEmail(trx, { person, email: address })
  }
  await addGrant(trx, { person, role, consultation: where, at: now })
  changed(person, 'rights')
  return { person, role }
}

export async function revokeRole(ctx: HouseCtx, { person, role, consultation }: In<'staff.revoke'>) {
  await removeGrant(ctx.trx, { person, role, consultation: await scope(ctx, role, consultation) })
  ctx.changed(person, 'rights')
  return { person, role }
}

/** Where the reason of a block is kept. */
const noteOf = (person: string): string => `block:${person}`

/** A blocked person has no session any more; what they wrote stays, and is hidden or not on its own. */
export async function blockPerson({ trx, actor, now, changed }: HouseCtx, { person, reason }: In<'person.block'>) {
  refuseIf(mayDo(actor, 'people.block', null))
  const found = await getPerson(trx, { id: person })
  if (!found || found.erasedAt) throw new Refusal(no('notFound'))
  refuseIf(mayBlock(actor, { id: person, staff: (await listGrants(trx, { person })).length > 0 }))
  await setBlocked(trx, { id: person, at: now })
  await setMeta(trx, { name: noteOf(person), value: reason })
  changed(person, 'gone')
  return { person }
}

export async function unblockPerson({ trx, actor, changed }: HouseCtx, { person }: In<'person.unblock'>) {
  refuseIf(mayDo(actor, 'people.block', null))
  await setBlocked(trx, { id: person, at: null })
  await removeMeta(trx, { name: noteOf(person) })
  changed(person, 'rights')
  return { person }
}
