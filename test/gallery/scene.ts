// Where the pictures are taken: a house with the demonstration at a fixed day, served at a port, and people of every kind with a session.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listLogs } from '../../db/consultations.ts'
import { addGrant, addPerson, setMeta } from '../../db/people.ts'
import { open } from '../../db/open.ts'
import { readConfig } from '../../server/config.ts'
import { passDueDates } from '../../server/deadline.ts'
import { openDemo } from '../../server/demo.ts'
import { indexNow } from '../../server/search-index.ts'
import { createHouse, type House } from '../../server/house.ts'
import { createLog } from '../../server/log.ts'
import { hashOf } from '../../server/people.ts'
import type { Actor, Role } from '../../shared/role.ts'
import { serve } from '../helpers/served.ts'
import { sessionOf } from '../helpers/web.ts'

/** The morning on which every picture is taken. */
export const TODAY = Date.parse('2027-01-22T09:30:00.000Z')
const DAY = 86_400_000

export const names = {
  reader: { name: 'Ines', role: null },
  secretary: { name: 'Samira', role: 'secretariat' },
  moderator: { name: 'Marek', role: 'moderator' },
  drafter: { name: 'Dora', role: 'drafter' },
  administrator: { name: 'Ada', role: 'administrator' },
} as const satisfies Record<string, { name: string; role: Role | null }>
export type Who = keyof typeof names

export interface Scene {
  house: House
  url: string
  people: Record<Who, Actor>
  tokens: Record<Who, string>
  close: () => Promise<void>
}

/** With `daysLater` the demonstration was made so many days before today: everything due meanwhile has happened; nobody administers that house yet. */
export async function openScene(daysLater = 0): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-pictures-'))
  const config = readConfig({ DATA_DIR: folder, LIMITS: 'off' })
  const begun = performance.now()
  let from = TODAY - daysLater * DAY
  const now = (): string => new Date(from + performance.now() - begun).toISOString()
  const where = { file: join(folder, 'parley.db') }
  const log = createLog({ write: line => void process.stderr.write(line) })
  const house = createHouse({ config, where, db: await open(where, { now }), now, log })
  await house.start()
  await openDemo(house)
  from = TODAY
  await passDueDates(house)
  for (const { consultationId } of await listLogs(house.db.read, {})) await indexNow(house, consultationId)
  await house.db.write(trx => setMeta(trx, { name: 'setup', value: hashOf('once') }))
  const people = {} as Record<Who, Actor>
  const tokens = {} as Record<Who, string>
  for (const [who, { name, role }] of Object.entries(names) as [Who, { name: string; role: Role | null }][]) {
    const id = `gallery${who}`
    await house.db.write(async trx => {
      await addPerson(trx, { id, kind: 'participant', name, lang: 'en', createdAt: now() })
      if (role && !(daysLater && role === 'administrator')) await addGrant(trx, { person: id, role, consultation: '', at: now() })
    })
    people[who] = { id, name, kind: 'participant', grants: role ? [{ role, consultationId: null }] : [], lang: 'en' }
    tokens[who] = await sessionOf(house, people[who])
  }
  const served = await serve(house)
  return {
    house,
    url: served.url,
    people,
    tokens,
    async close() {
      await served.stop()
      await house.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
