// The demonstration.
import { expect, test } from 'vitest'
import { openDemo } from '../../server/demo.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse } from '../helpers/house.ts'
import { checkHouse } from '../../server/check.ts'
test.each(engines)('%s', async engine => {
  const house = await openTestHouse(engine)
  house.clock.now = Date.parse('2026-11-22T15:10:00Z')
  const a = performance.now()
  await openDemo(house)
  console.log(engine, performance.now() - a)
  const { counted, differences } = await checkHouse(house)
  console.log(counted)
  expect(differences).toEqual([])
  await house.close()
})
