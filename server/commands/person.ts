// person.rename, optOut, erase: what people do with what is stored about them.

import { removeEmail, removeSessionsOf, setErased, setName, setOptedOut } from '../../db/people.ts'
import { eraseAuthor, listTouched } from '../../db/erasure.ts'
import type { HouseCtx, In } from '../command.ts'

export async function renamePerson({ trx, actor }: HouseCtx, { name }: In<'person.rename'>) {
  await setName(trx, { id: actor.id, name: name.normalize('NFC') })
  return { name }
}

export async function optOut({ trx, actor, now }: HouseCtx, input: In<'person.optOut'>) {
  await setOptedOut(trx, { id: actor.id, at: input.optOut ? now : null })
  return input
}

/** The record stays whole: comments keep their text under "withdrawn participant", tallies and numbers do not move (G21). */
export async function erasePerson({ trx, actor, now, record }: HouseCtx) {
  const touched = await listTouched(trx, { person: actor.id })
  await eraseAuthor(trx, { person: actor.id })
  await removeEmail(trx, { person: actor.id })
  await removeSessionsOf(trx, { person: actor.id })
  await setErased(trx, { id: actor.id, at: now })
  for (const { consultationId } of touched) await record(consultationId, [{ type: 'person.erased', subject: consultationId, data: {} }])
  return { erased: true }
}
