// People sign in while others vote in a storm: everybody is served, nothing is busy, and the loop stays free.

import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { uuid7 } from '../../server/clock.ts'
import { askSignIn, signInByCode } from '../../server/sign-in.ts'
import { wordsOf } from '../../shared/words.ts'
import { openTestHouse } from '../helpers/house.ts'
import { pick, seeded, size, tell } from '../helpers/size.ts'
import { allRows } from '../helpers/tables.ts'

test('[G27] fifty sign-ins during a storm of votes: no busy database, the loop free', { timeout: 120_000 }, async context => {
  const house = await openTestHouse('sqlite')
  const { slug, units } = await house.consultation()
  const random = seeded(3)
  const people = await Promise.all(Array.from({ length: 50 }, (_, i) => house.person(`P${i}`, 'guest')))
  let going = true
  let votes = 0
  const voting = people.map(async who => {
    while (going) {
      await house.commands.run(
        'vote.cast',
        who,
        { consultation: slug, item: pick(random, units), value: pick(random, ['agree', 'disagree']) },
        uuid7(),
      )
      votes++
    }
  })
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const t = wordsOf('en')
  const asking = Array.from({ length: 50 }, (_, i) => ({ email: `p${i}@leak.test`, browser: `browser-${i}-of-its-own` }))
  for (const { email, browser } of asking) await askSignIn(house, { email, browser, next: '/', base: 'http://x', t })
  const codes = new Map(
    (await allRows(house.place))['outbox']?.map(r => {
      const { to, subject } = JSON.parse(r) as { to: string; subject: string }
      return [to, /\d{6}/.exec(subject)?.[0] ?? '']
    }),
  )
  const done = []
  for (const { email, browser } of asking) done.push(await signInByCode(house, codes.get(email) ?? '', browser, null))
  going = false
  await Promise.all(voting)
  delay.disable()
  const p99 = delay.percentile(99) / 1e6
  expect(new Set(done.map(d => d.token)).size).toBe(50)
  expect(p99).toBeLessThan(size(250, 50))
  await house.recount()
  await house.close()
  tell(context, `50 sign-ins beside ${votes} votes, loop delay p99 ${p99.toFixed(0)} ms`)
})
