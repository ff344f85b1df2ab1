// Reports while people write: each is of one number (G22), and nobody waits for it (G25).

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildReport, type ReportJob } from '../../../server/report/report.ts'
import { engines } from '../../helpers/engines.ts'
import { bareDelay, delayWhile, freeLoop, startVoting } from '../../helpers/loop.ts'
import { openTestHouse } from '../../helpers/house.ts'
import { postOne, reportFixture, T0, type Fixture } from '../../helpers/report-fixture.ts'
import { serve } from '../../helpers/served.ts'
import { size, tell } from '../../helpers/size.ts'
import { sessionOf } from '../../helpers/web.ts'
import type { Storm, Stormed } from '../../helpers/voters.ts'

const jobFor = (it: Fixture, more: Partial<ReportJob>): ReportJob => ({
  where: it.where,
  base: 'https://parley.example',
  consultation: it.slug,
  format: 'json',
  table: 'comments',
  edition: 'staff',
  lang: 'en',
  version: '1',
  outFile: join(it.folder, `r-${more.format ?? 'json'}`),
  ...more,
})

test.each(engines)(
  '[G22] [G23] %s: written to all the while, every report holds exactly the comments up to its number',
  async engine => {
    const it = await reportFixture({ engine, closed: false, more: 500 })
    let seq = it.lastSeq
    let going = true
    const writing = (async () => {
      while (going) await it.db.write(trx => postOne(trx, ++seq))
    })()
    for (let n = 0; n < size(5, 20); n++) {
      const made = await buildReport(jobFor(it, { outFile: join(it.folder, `r${n}`) }))
      const { content } = JSON.parse(readFileSync(made.file, 'utf8')) as {
        content: {
          comments: { comment_id: string }[]
          header: { counts: { accepted: number; exported: number; withheld: Record<string, number> } }
        }
      }
      const numbers = content.comments.map(c => Number(c.comment_id.slice(1)))
      const { accepted, exported, withheld } = content.header.counts
      expect(accepted).toBe(it.accepted + made.asOf.seq - it.lastSeq)
      expect(exported + Object.values(withheld).reduce((a, b) => a + b, 0)).toBe(accepted)
      expect(numbers.length).toBe(accepted)
      expect(new Set(numbers).size).toBe(numbers.length)
      expect(Math.max(...numbers)).toBeLessThanOrEqual(made.asOf.seq)
    }
    going = false
    await writing
    expect(seq).toBeGreaterThan(it.lastSeq + 20)
    await it.end()
  },
)

test(
  '[G25] a large report is made while people vote: the loop stays free, every vote is taken',
  { timeout: size(180_000, 600_000) },
  async context => {
    const comments = size(20_000, 100_000)
    const it = await reportFixture({ more: comments, units: 100, closed: false })
    const place = { where: it.where, dir: it.folder, url: null, remove: async () => {} }
    const house = await openTestHouse('sqlite', place)
    house.clock.now = T0 + 3_600_000
    const served = await serve(house)
    const voters = await Promise.all(Array.from({ length: 20 }, (_, i) => house.person(`V${i}`, 'guest')))
    const cookies = await Promise.all(voters.map(async v => `parley=${await sessionOf(house, v)}`))
    const items = Array.from({ length: 50 }, (_, n) => `w${n + 1}`)
    const storm: Storm = { url: served.url, slug: it.slug, items, cookies, connections: 10 }
    const shown: string[] = []
    const others: Stormed['others'] = {}
    let [n, taken] = [0, 0]
    for (const format of ['csv', 'xlsx'] as const) {
      const round = async (): Promise<number> => {
        const voting = await startVoting(storm)
        const outFile = join(it.folder, `${format}-${n++}`)
        const p99 = await delayWhile(() => buildReport(jobFor(it, { format, outFile })))
        const stormed = await voting.end()
        taken += stormed.taken
        Object.assign(others, stormed.others)
        return p99
      }
      shown.push(`${format} ${await freeLoop(() => bareDelay(it.folder, 10), round)}`)
    }
    expect(others).toEqual({})
    expect(taken).toBeGreaterThan(100)
    await served.stop()
    await house.close()
    await it.end()
    tell(context, `${comments} comments exported beside ${taken} votes, loop delay p99: ${shown.join(', ')}`)
  },
)
