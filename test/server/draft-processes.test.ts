// Two processes on one PostgreSQL database: a room opened in both at once begins with one text, and both stay equal.

import { expect, test } from 'vitest'
import { nodesOf } from '../../shared/draft-doc.ts'
import { newPlace } from '../helpers/engines.ts'
import { openTestHouse } from '../helpers/house.ts'
import { serve } from '../helpers/served.ts'
import { closing, cookieOf, openWriter, synced } from '../helpers/writer.ts'

test('[G12] drafters at two processes see each other, and a freeze in one is a freeze in the other', async () => {
  const place = await newPlace('postgres')
  const shared = { ...place, remove: async () => {} }
  const houses = [await openTestHouse('postgres', shared), await openTestHouse('postgres', shared)] as const
  const [one, two] = houses
  const served = await Promise.all(houses.map(serve))
  const { slug, units } = await one.consultation('shared-draft')
  const secretary = await one.person('Sam', 'participant', 'secretariat')
  const cookie = await cookieOf(one, secretary)
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
  await two.draftRooms.project(slug)
  b.type('Too late. ')
  expect(await closing(b)).toBe(4403)
  for (const writer of [a, b]) writer.leave()
  for (const { stop } of served) await stop()
  for (const house of houses) await house.close()
  await place.remove()
})
