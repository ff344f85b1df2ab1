// The one-time link that makes the first administrator: printed at each start while there is none, void after use.

import {
  addEmail,
  addGrant,
  addPerson,
  getAdministrator,
  getByEmail,
  getMeta,
  removeMeta,
  setMeta,
  setName,
} from '../db/people.ts'
import { no, Refusal } from '../shared/refusal.ts'
import { newId, secret } from './clock.ts'
import type { House } from './house.ts'
import { hashOf } from './people.ts'
import { emailOf } from './sign-in.ts'

export async function printSetupLink(house: House, base: string): Promise<void> {
  if (await getAdministrator(house.db.read, {})) return
  const token = secret()
  await house.db.write(trx => setMeta(trx, { name: 'setup', value: hashOf(token) }))
  process.stdout.write(`Set up Parley here (works once): ${base}/setup?token=${token}\n`)
}

/** Makes the administrator and starts a session; answers with its token. */
export async function setUp(house: House, token: string, name: string, address: string): Promise<string> {
  const email = emailOf(address)
  const made = await house.db.write(async trx => {
    const found = await getMeta(trx, { name: 'setup' })
    if (!found || found.value !== hashOf(token) || (await getAdministrator(trx, {}))) throw new Refusal(no('gone'))
    // Of several at once only one removes it, and is the administrator.
    if (!(await removeMeta(trx, { name: 'setup' }))) throw new Refusal(no('gone'))
    const at = house.now()
    const known = await getByEmail(trx, { email })
    const person = known?.id ?? newId()
    if (!known) {
      await addPerson(trx, { id: person, kind: 'participant', name, lang: 'en', createdAt: at })
      await addEmail(trx, { person, email })
    } else await setName(trx, { id: person, name })
    await addGrant(trx, { person, role: 'administrator', consultation: '', at })
    return { person, session: await house.people.start(trx, person, true, at) }
  })
  house.people.forget(made.person)
  return made.session
}
