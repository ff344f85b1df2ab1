// The write path's ground: a batch whose acts do not harm each other, reads that see only what is committed, retries where they must be (both engines).

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addLog, getConsultation, listLogs } from '../../db/consultations.ts'
import { SCHEMA } from '../../db/migrate.ts'
import { open, type Db } from '../../db/open.ts'
import { getMeta, getPerson, addPerson, setMeta, removeMeta } from '../../db/people.ts'
import type { Trx } from '../../db/query.ts'
import { engines, newPlace, type Place } from '../helpers/engines.ts'

const person = (id: string) => ({ id, kind: 'guest', name: null, lang: 'en', createdAt: '2026-10-05T10:00:00.000Z' })

describe.each(engines)('on %s', engine => {
  let place: Place
  let db: Db
  let now = '2026-10-05T10:00:00.000Z'
  beforeAll(async () => {
    place = await newPlace(engine)
    db = await open(place.where, { now: () => now })
  })
  afterAll(async () => {
    await db.close()
    await place.remove()
  })
  const isThere = async (id: string) => (await getPerson(db.read, { id })) !== undefined

  test('an act that fails rolls back alone; its neighbours of the same moment are kept', async () => {
    const ran = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((id, i) =>
        db.write(async trx => {
          await addPerson(trx, person(id))
          if (i % 2) throw new Error('no')
          return id
        }),
      ),
    )
    expect(ran.map(r => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected'])
    expect(await Promise.all(['a', 'b', 'c', 'd'].map(isThere))).toEqual([true, false, true, false])
  })

  test('a broken statement fails its act and no other', async () => {
    const ran = await Promise.allSettled([
      db.write(trx => addPerson(trx, person('e'))),
      db.write(trx => addPerson(trx, person('e'))),
      db.write(trx => addLog(trx, { id: 'nowhere', at: now })),
      db.write(trx => addPerson(trx, person('f'))),
    ])
    expect(ran.filter(r => r.status === 'fulfilled')).toHaveLength(2)
    expect(await isThere('f')).toBe(true)
    expect((await listLogs(db.read, {})).length).toBe(0)
  })

  test('nobody sees what is not committed', async () => {
    let seen: boolean | null = null
    await db.write(async trx => {
      await addPerson(trx, person('g'))
      seen = await isThere('g')
    })
    expect(seen).toBe(false)
    expect(await isThere('g')).toBe(true)
  })

  test('a snapshot is one state over several reads', async () => {
    await db.write(trx => setMeta(trx, { name: 'n', value: '1' }))
    const read = async (trx: Trx) => (await getMeta(trx, { name: 'n' }))?.value
    const both = await db.snapshot(async trx => {
      const before = await read(trx)
      if (engine === 'postgres') await db.write(t => setMeta(t, { name: 'n', value: '2' }))
      return [before, await read(trx)]
    })
    expect(both).toEqual(['1', '1'])
    await db.write(trx => removeMeta(trx, { name: 'n' }))
  })

  test('a transaction that has ended takes nothing more', async () => {
    const kept: Trx[] = []
    await db.write(async trx => void kept.push(trx))
    const [late] = kept
    if (engine === 'sqlite' && late)
      expect(() => late.run({ id: 0, shape: 'row', build: () => ({}) as never }, {})).toThrow('ended')
    expect(late?.engine).toBe(engine)
  })

  test('[G13] what must be committed before a moment is judged again when that moment has passed, and then stops', async () => {
    let times = 0
    const from = now
    const result = await db.write(async trx => {
      times++
      if (times === 1) {
        trx.before?.('2026-10-05T10:00:01.000Z')
        await addPerson(trx, person('h'))
        now = '2026-10-05T10:00:02.000Z'
        return 'in time'
      }
      return 'judged again'
    })
    now = from
    expect([result, times, await isThere('h')]).toEqual(['judged again', 2, false])
  })

  test('two hundred acts at once are all done, once each', async () => {
    await Promise.all(Array.from({ length: 200 }, (_, i) => db.write(trx => addPerson(trx, person(`many${i}`)))))
    expect((await Promise.all(Array.from({ length: 200 }, (_, i) => isThere(`many${i}`)))).every(Boolean)).toBe(true)
  })

  test('opened again, also by two at once, the tables stay; a newer schema is refused', async () => {
    const again = await Promise.all([open(place.where), open(place.where)])
    for (const other of again) {
      expect(await getPerson(other.read, { id: 'a' })).toBeDefined()
      expect(await other.check()).toEqual([])
      await other.close()
    }
    await db.write(trx => setMeta(trx, { name: 'schema', value: '999' }))
    await expect(open(place.where)).rejects.toThrow('newer Parley')
    await db.write(trx => setMeta(trx, { name: 'schema', value: String(SCHEMA) }))
    expect(await getConsultation(db.read, { id: 'none' })).toBeUndefined()
  })
})

test('a handler that waits for something that is not the database fails, and the writer goes on (SQLite)', async () => {
  const place = await newPlace('sqlite')
  const db = await open(place.where)
  await expect(db.write(() => new Promise(done => setTimeout(done, 60_000).unref()))).rejects.toThrow('not the database')
  await db.write(trx => addPerson(trx, person('after')))
  expect(await getPerson(db.read, { id: 'after' })).toBeDefined()
  await db.close()
  await place.remove()
})
