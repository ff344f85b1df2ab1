// Reports while people write: each is of one number (G22), and nobody waits for it (G25).

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { buildReport, type ReportJob } from '../../../server/report/report.ts'
import { engines } from '../../helpers/engines.ts'
import { openTestHouse } from '../../helpers/house.ts'
import { postOne, reportFixture, T0, type Fixture } from '../../helpers/report-fixture.ts'
import { serve } from '../../helpers/served.ts'
import { size, tell } from '../../helpers/size.ts'
import { sessionOf } from '../../helpers/web.ts'
import type { Storm, Stormed } from '../voters.ts'

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

/** The p99 of this thread's loop delay while something runs, in milliseconds. */
async function delayWhile(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  await work()
  delay.disable()
  return delay.percentile(99) / 1e6
}

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
    const worker = new Worker(new URL('../voters.ts', import.meta.url), { workerData: storm })
    await once(worker, 'message')
    const told = once(worker, 'message') as Promise<[Stormed]>
    const best: Record<string, number> = {}
    for (const format of ['csv', 'xlsx'] as const)
      // The best of three: other programs on the machine can make a round worse, never better.
      for (let n = 0; n < 3 && !((best[format] ?? Infinity) <= 50); n++) {
        const p99 = await delayWhile(() => buildReport(jobFor(it, { format, outFile: join(it.folder, `${format}-${n}`) })))
        best[format] = Math.min(best[format] ?? Infinity, p99)
      }
    worker.postMessage('enough')
    const [{ taken, others }] = await told
    await worker.terminate()
    expect(others).toEqual({})
    expect(taken).toBeGreaterThan(100)
    for (const [format, p99] of Object.entries(best)) expect(p99, format).toBeLessThanOrEqual(50)
    await served.stop()
    await house.close()
    await it.end()
    const shown = Object.entries(best).map(([format, p99]) => `${format} ${p99.toFixed(0)} ms`)
    tell(context, `${comments} comments exported beside ${taken} votes, loop delay p99: ${shown.join(', ')}`)
  },
)
