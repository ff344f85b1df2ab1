// The dashboard of large consultations: drawn in the time of a page, counted beside the event loop, pictures made beside it too.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { seed } from '../bench/seed.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { bareDelay, delayWhile, freeLoop } from '../helpers/loop.ts'
import { tell } from '../helpers/size.ts'
import { Browser, browserOf } from '../helpers/web.ts'

const page = '/c/bench/dashboard'
async function seeded(comments: number, votes: number): Promise<TestHouse> {
  const dir = mkdtempSync(join(tmpdir(), 'parley-test-'))
  await seed(dir, { people: 500, comments, votes })
  const remove = async () => rmSync(dir, { recursive: true, force: true })
  const house = await openTestHouse('sqlite', { where: { file: join(dir, 'parley.db') }, dir, url: null, remove })
  house.clock.now = Date.parse('2026-11-05T10:00:00.000Z')
  return house
}

/** Of this thread alone: however busy the machine is with other programs, drawing costs the same. */
const worked = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

test('with 2,000 comments and 10,000 votes the page is drawn in 50 ms, counted anew each time', async context => {
  const house = await seeded(2_000, 10_000)
  const app = createApp(house)
  const ana = await house.person('Ana')
  const browser = await browserOf(app, house, ana)
  const took: number[] = []
  for (let n = 0; n < 12; n++) {
    await house.commands.run('vote.cast', ana, { consultation: 'bench', item: 'unit00000001', value: n % 2 ? 'agree' : 'unsure' })
    const start = worked()
    const { status, text } = await browser.get(page)
    took.push(worked() - start)
    expect(status).toBe(200)
    expect(text).toContain('<b>2,000</b> comments')
    expect(text).toContain('<b>10,001</b> votes')
    expect(text.length).toBeLessThan(200_000)
  }
  const middle = took.sort((a, b) => a - b)[6] ?? Infinity
  expect(middle).toBeLessThan(50)
  await house.close()
  tell(context, `2,000 comments and 10,000 votes: the overview drawn in ${middle.toFixed(0)} ms of the processor`)
})

test('a larger one is counted on a thread of its own; until it is counted anew the page says at which number it was', async context => {
  const house = await seeded(12_000, 12_000)
  const app = createApp(house)
  const ana = await house.person('Ana')
  const browser = await browserOf(app, house, ana)
  const first = await browser.get(page)
  expect(first.text).toContain('Counted at number 24,000 of the record.')
  expect(first.text).not.toContain('every 20 seconds')
  await house.commands.run('vote.cast', ana, { consultation: 'bench', item: 'unit00000001', value: 'agree' })
  const { text } = await browser.get(page)
  expect(text).toContain('Counted at number 24,001 of the record.')
  expect(text).toContain('Counted at number 24,000; in a consultation this large it is counted anew every 20 seconds.')
  expect(text).toContain('<b>12,001</b> votes')
  const pictures = ['activity', 'agreement', 'discussed', 'shares'].map(chart => `/c/bench/dashboard/${chart}.png`)
  const drawing = async () => {
    const stranger = new Browser(createApp(house))
    return delayWhile(() => Promise.all([page, ...pictures].map(path => stranger.get(path))))
  }
  const delay = await freeLoop(() => bareDelay(house.place.dir, 4, 300), drawing)
  await house.close()
  tell(context, `24,000 acts: loop delay p99 while the overview and four pictures are drawn ${delay}`)
})
