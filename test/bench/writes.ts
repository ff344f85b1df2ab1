// Durable votes and comments per second, beside the bare insert at equal connections.

import { uuid7 } from '../../server/clock.ts'
import { load, type Load } from './client.ts'
import { tokenOf, type Seeded } from './seed.ts'
import type { Running } from './servers.ts'
import { table, type Row } from './table.ts'

const SECONDS = 3
const WARM = 2
const values = ['agree', 'disagree', 'unsure'] as const

const command = (name: string, person: number, body: object) => ({
  method: 'POST' as const,
  path: `/api/commands/${name}`,
  headers: { cookie: `parley=${tokenOf(person)}`, 'sec-fetch-site': 'same-origin', 'idempotency-key': uuid7() },
  body: JSON.stringify(body),
})
export const voteShot = (s: Seeded, i: number) =>
  command('vote.cast', (i * 13) % s.people, {
    consultation: s.slug,
    item: s.units[(i * 7) % s.units.length],
    value: values[Math.floor(i / s.people + i) % 3],
  })
export const commentShot = (s: Seeded, i: number) =>
  command('comment.post', (i * 13) % s.people, {
    consultation: s.slug,
    id: uuid7(),
    paragraphId: s.units[(i * 7) % s.units.length],
    text: `Measured remark number ${i}: ${'a few plain words more '.repeat(9)}`,
    lang: 'en',
  })
export const bareShot = (_: Seeded, i: number) => ({
  method: 'POST' as const,
  path: '/insert',
  body: JSON.stringify({ i, text: 'a row of the usual size of a vote' }),
})

/** Every answer must be 200: a refusal measured as a success would be a lie. */
export function honest(what: string, run: Load): Load {
  if (run.statuses['200'] !== run.count) throw new Error(`${what}: ${JSON.stringify(run.statuses)}`)
  return run
}

export async function writes(parley: Running, bare: Running, s: Seeded): Promise<Row[]> {
  const rows: Row[] = []
  // V8 compiles what is hot after some ten thousand votes: until then a vote alone takes a fifth longer, which a server that runs for weeks is not.
  await load(bare.port, 50, WARM, i => bareShot(s, i))
  honest('votes', await load(parley.port, 50, WARM, i => voteShot(s, i)))
  for (const [connections, must] of [
    [1, 0.5],
    [10, 0.3],
    [50, 0.2],
  ] as const) {
    const before = honest('bare', await load(bare.port, connections, SECONDS, i => bareShot(s, i)))
    const cpu = (await parley.probe()).cpuMs
    const votes = honest('votes', await load(parley.port, connections, SECONDS, i => voteShot(s, i)))
    const used = (await parley.probe()).cpuMs - cpu
    const after = honest('bare', await load(bare.port, connections, SECONDS, i => bareShot(s, i)))
    const base = (before.perSecond + after.perSecond) / 2
    rows.push(
      table(`votes/s at ${connections}`, votes.perSecond / base, { must, aim: connections === 50 ? 0.3 : must }, {
        perSecond: votes.perSecond, bare: base, p50: votes.p50, p99: votes.p99, cpuUs: (used * 1_000) / (votes.count * 1.2), drift: Math.abs(before.perSecond - after.perSecond) / base,
      }), // prettier-ignore
    )
  }
  return rows
}

export async function comments(parley: Running, bare: Running, s: Seeded, already: number): Promise<Row> {
  const before = honest('bare', await load(bare.port, 50, SECONDS, i => bareShot(s, i)))
  const run = honest('comments', await load(parley.port, 50, SECONDS, i => commentShot(s, i)))
  const after = honest('bare', await load(bare.port, 50, SECONDS, i => bareShot(s, i)))
  const base = (before.perSecond + after.perSecond) / 2
  return table(
    `comments/s at 50, ${already} there`,
    run.perSecond / base,
    { must: 0.15, aim: 0.25 },
    { perSecond: run.perSecond, bare: base, p99: run.p99, drift: Math.abs(before.perSecond - after.perSecond) / base },
  )
}
