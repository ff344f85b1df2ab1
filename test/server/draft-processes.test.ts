// Two processes on one PostgreSQL database: a room opened in both at once begins with one text, and both stay equal, whichever compacts it.

import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { nodesOf, textOf } from '../../shared/draft-doc.ts'
import type { Actor } from '../../shared/role.ts'
import { reopened } from '../helpers/bare-room.ts'
import { newPlace, type Place } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { serve, type Served } from '../helpers/served.ts'
import { closing, cookieOf, openWriter, synced } from '../helpers/writer.ts'

let place: Place
let houses: readonly [TestHouse, TestHouse]
let served: Served[]
let secretary: Actor
let cookie: string
beforeAll(async () => {
  place = await newPlace('postgres')
  const shared = { ...place, remove: async () => {} }
  houses = [await openTestHouse('postgres', shared), await openTestHouse('postgres', shared)]
  served = await Promise.all(houses.map(serve))
  secretary = await houses[0].person('Sam', 'participant', 'secretariat')
  cookie = await cookieOf(houses[0], secretary)
})
afterAll(async () => {
  for (const { stop } of served) await stop()
  for (const house of houses) await house.close()
  await place.remove()
})

test('[G12] drafters at two processes see each other, and a freeze in one is a freeze in the other', async () => {
  const [one, two] = houses
  const { slug, id, units } = await one.consultation('shared-draft')
  const [a, b] = served.map(({ url }) => openWriter(url, slug, cookie))
  if (!a || !b) throw new Error('two writers')
  await Promise.all([synced(a), synced(b)])
  expect(nodesOf(a.doc)).toEqual(nodesOf(b.doc))
  expect(nodesOf(a.doc).filter(n => n.attrs?.['unit'] === units[0])).toHaveLength(1)
  for (let n = 0; n < 40; n++) {
    a.type(`a${n} `)
    b.type(`b${n} `, 2)
  }
  a.type('Ana is done. ')
  b.type('Bea is done. ', 2)
  await Promise.all([a.sees('Bea is done.'), b.sees('Ana is done.')])
  expect(nodesOf(a.doc)).toEqual(nodesOf(b.doc))
  await one.commands.run('draft.freeze', secretary, { consultation: slug })
  await two.draftRooms.project(id)
  b.type('Too late. ')
  expect(await closing(b)).toBe(4403)
  for (const writer of [a, b]) writer.leave()
})

test('what was written while a process could not listen is read as soon as it listens again', async () => {
  const { slug } = await houses[0].consultation('unheard')
  const [a, witness, b] = [0, 0, 1].map(n => openWriter(served[n]?.url ?? '', slug, cookie))
  if (!a || !witness || !b) throw new Error('three writers')
  await Promise.all([a, witness, b].map(synced))
  const database = new pg.Client({ connectionString: place.url ?? '' })
  await database.connect()
  const { rowCount } = await database.query(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and query = 'listen parley'`,
  )
  await database.end()
  expect(rowCount).toBe(2)
  a.type('Nobody listened. ')
  await witness.sees('Nobody listened.')
  await b.sees('Nobody listened.')
  expect(nodesOf(b.doc)).toEqual(nodesOf(a.doc))
  for (const writer of [a, witness, b]) writer.leave()
})

test('what one process wrote and compacted before the other had read it is not lost to the other', async () => {
  const [one, two] = houses
  const { slug, id } = await one.consultation('compacted')
  await one.draftRooms.project(id)
  const { room } = await reopened(two, id)
  const a = openWriter(served[0]?.url ?? '', slug, cookie)
  await synced(a)
  a.type('Written at one. ')
  const witness = openWriter(served[0]?.url ?? '', slug, cookie)
  await witness.sees('Written at one.')
  for (const writer of [a, witness]) writer.leave()
  // The process ends: it leaves its rooms compacted.
  await one.draftRooms.close()
  await room.refresh()
  expect(String(textOf(room.doc))).toContain('Written at one.')
  room.change('bea', doc => (textOf(doc).get(1) as Y.XmlElement).insert(0, [new Y.XmlText('Written at two. ')]))
  await room.settle()
  const project = await two.draftRooms.project(id)
  expect(project?.units.map(u => u.text).join(' ')).toContain('Written at two. Written at one.')
})
