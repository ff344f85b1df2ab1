// staff.grant, staff.revoke: who works here, with which role, in one consultation or in all.

import { findConsultation } from '../../db/consultations.ts'
import { addEmail, addGrant, addPerson, getByEmail, removeGrant } from '../../db/people.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { mayDo } from '../../shared/role.ts'
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
