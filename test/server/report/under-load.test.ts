// Reports while people write: each is of one number (G22), and nobody waits for it (G25).

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { buildReport, type ReportJob } from '../../../server/report/report.ts'
import { engines } from '../../helpers/engines.ts'
import { postOne, reportFixture, type Fixture } from '../../helpers/report-fixture.ts'

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

test.each(engines)('%s: written to all the while, every report holds exactly the comments up to its number', async engine => {
  const it = await reportFixture({ engine, closed: false, more: 500 })
  let seq = it.lastSeq
  let going = true
  const writing = (async () => {
    while (going) await it.db.write(trx => postOne(trx, ++seq))
  })()
  for (let n = 0; n < 5; n++) {
    const made = await buildReport(jobFor(it, { outFile: join(it.folder, `r${n}`) }))
    const { content } = JSON.parse(readFileSync(made.file, 'utf8')) as {
      content: { comments: { comment_id: string }[]; header: { counts: { accepted: number } } }
    }
    const numbers = content.comments.map(c => Number(c.comment_id.slice(1)))
    expect(content.header.counts.accepted).toBe(it.accepted + made.asOf.seq - it.lastSeq)
    expect(numbers.length).toBe(content.header.counts.accepted)
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(Math.max(...numbers)).toBeLessThanOrEqual(made.asOf.seq)
  }
  going = false
  await writing
  expect(seq).toBeGreaterThan(it.lastSeq + 20)
  await it.end()
})

test('a report of 20,000 comments leaves the loop free: p99 of its delay at most 50 ms', async () => {
  const it = await reportFixture({ more: 20_000, units: 100 })
  for (const format of ['csv', 'xlsx'] as const) {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    await buildReport(jobFor(it, { format }))
    delay.disable()
    expect(delay.percentile(99) / 1e6).toBeLessThanOrEqual(50)
  }
  await it.end()
})
