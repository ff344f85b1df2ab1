// person.rename, optOut, erase: what people do with what is stored about them.

import { eraseAuthor, listCommentsOf, removeGrantsOf, removeKeysOf, removeMailTo, removeSignInsOf } from '../../db/erasure.ts'
import { getEmail, removeEmail, removeSessionsOf, setErased, setName, setOptedOut } from '../../db/people.ts'
import type { HouseCtx, In } from '../command.ts'

export async function renamePerson({ trx, actor, changed }: HouseCtx, { name }: In<'person.rename'>) {
  await setName(trx, { id: actor.id, name: name.normalize('NFC') })
  changed(actor.id, 'name')
  return { name }
}

export async function optOut({ trx, actor, now }: HouseCtx, { optOut }: In<'person.optOut'>) {
  await setOptedOut(trx, { id: actor.id, at: optOut ? now : null })
  return { optOut }
}

/** The record stays whole: comments keep their text under "withdrawn participant", tallies and numbers do not move (G21). */
export async function erasePerson({ trx, actor, now, record, changed }: HouseCtx) {
  const comments = Object.groupBy(await listCommentsOf(trx, { person: actor.id }), c => c.consultationId)
  const address = await getEmail(trx, { person: actor.id })
  if (address) await Promise.all([removeMailTo(trx, address), removeSignInsOf(trx, address)])
  await Promise.all([removeKeysOf(trx, { person: actor.id }), removeGrantsOf(trx, { person: actor.id })])
  await eraseAuthor(trx, { person: actor.id })
  await removeEmail(trx, { person: actor.id })
  await removeSessionsOf(trx, { person: actor.id })
  await setErased(trx, { id: actor.id, at: now })
  for (const [id, own = []] of Object.entries(comments))
    await record(id, [{ type: 'person.erased', subject: id, data: { ids: own.map(c => c.id) } }])
  changed(actor.id, 'gone')
  return { erased: true }
}
