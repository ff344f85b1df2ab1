// The desk of a large consultation: its counters are kept, not counted, also those of comments written before there were any.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addConsultation, addLog } from '../../db/consultations.ts'
import { addPlace, setHidden } from '../../db/comments.ts'
import { countDesk } from '../../db/desk.ts'
import { open } from '../../db/open.ts'
import { write } from '../../db/query.ts'
import { createApp } from '../../server/app.ts'
import { checkHouse } from '../../server/check.ts'
import { seed } from '../bench/seed.ts'
import { engines, newPlace } from '../helpers/engines.ts'
import { openTestHouse } from '../helpers/house.ts'
import { ownWorkOf } from '../helpers/loop.ts'
import { manyComments } from '../helpers/many.ts'
import { tell } from '../helpers/size.ts'
import { browserOf } from '../helpers/web.ts'

const AT = '2026-10-01T08:00:00.000Z'
const goneReports = write((q, _: object) => q.deleteFrom('reports'))
const gone = write((q, _: object) => q.deleteFrom('comments'))
const miscount = write((q, _: object) => q.updateTable('deskCounts').set({ waiting: 7_000 }))

describe.each(engines)('on %s', engine => {
  test('comments of an older schema are counted when it is brought up to date, and from then on as they change', async () => {
    const place = await newPlace(engine)
    const old = await open(place.where, { schema: 7 })
    await old.write(async trx => {
      await addConsultation(trx, {
        id: 'c', slug: 'old', title: 'Old', lang: 'en', dir: 'ltr', asker: null, description: '', links: '[]', next: '', opensAt: null, closesAt: null,
        closingWall: null, closingZone: null, createdAt: AT, publishedAt: AT, openedAt: AT, closedAt: null, closedSeq: null, archivedAt: null,
        reportPublicAt: null, revision: 1, minVotes: 5, guests: 1, wholeId: 'w', rehearsalOf: null, rehearsalHash: null, imported: null,
      }) // prettier-ignore
      await addLog(trx, { id: 'c', at: AT })
      await addPlace(trx, { id: 'w', consultation: 'c' })
    })
    const { ids } = await manyComments(old, 'c', ['w'], 120)
    await old.close()
    const db = await open(place.where)
    const counted = await countDesk(db.read, { consultation: 'c' })
    expect(counted).toMatchObject({ all: 120, hidden: 3, answered: 17, standing: 115, covered: 17, reported: 3, unanswered: 98 })
    await db.write(trx => setHidden(trx, { id: ids[0] ?? '', at: AT, reason: 'spam', note: null }))
    expect(await countDesk(db.read, { consultation: 'c' })).toMatchObject({ hidden: 4, standing: 114, reported: 2 })
    const wrong = async () => (await checkHouse({ db })).differences.map(d => d.what).filter(what => what.includes('desk'))
    expect(await wrong()).toEqual([])
    await db.write(trx => miscount(trx, {}))
    expect(await wrong()).toEqual(['the counters of the desk are not what its comments say'])
    // Also where there is no comment at all.
    await db.write(async trx => {
      await goneReports(trx, {})
      await gone(trx, {})
      await miscount(trx, {})
    })
    expect(await countDesk(db.read, { consultation: 'c' })).toMatchObject({ all: 0, waiting: 7_000 })
    expect(await wrong()).toEqual(['the counters of the desk are not what its comments say'])
    await db.close()
    await place.remove()
  })
})

test('a page of the desk costs what it shows: with 30,000 comments not twice of what it costs with 300', async context => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-test-'))
  await seed(dir, { people: 500, comments: 30_000, votes: 100 })
  const remove = async () => rmSync(dir, { recursive: true, force: true })
  const house = await openTestHouse('sqlite', { where: { file: join(dir, 'parley.db') }, dir, url: null, remove })
  house.clock.now = Date.parse('2026-11-05T10:00:00.000Z')
  const { slug, id, units } = await house.consultation('small', { closesAt: '2099-01-01T00:00' })
  await manyComments(house.db, id, units, 300)
  const sol = await browserOf(createApp(house), house, await house.person('Sol', 'participant', 'secretariat'))
  async function cost(path: string): Promise<number> {
    const took: number[] = []
    for (let n = 0; n < 11; n++) took.push(await ownWorkOf(async () => expect((await sol.get(path)).status).toBe(200)))
    return took.toSorted((a, b) => a - b)[5] ?? Infinity
  }
  const told: string[] = []
  const lists = ['comments', 'comments?filter=reported', 'comments?filter=hidden', 'comments?filter=all&q=zebra', 'answers']
  for (const list of lists) {
    const [large, small] = [await cost(`/c/bench/desk/${list}`), await cost(`/c/${slug}/desk/comments`)]
    told.push(`${list} ${large.toFixed(0)} (${small.toFixed(0)})`)
    expect(large, list).toBeLessThan(2 * small)
  }
  await house.close()
  tell(context, `30,000 comments, ms of work: ${told.join(', ')}`)
})
