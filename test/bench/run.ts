// The benchmark: each measure beside its bare baseline in the same run; a table, and JSON with --json FILE.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exporting } from './export.ts'
import { growth } from './growth.ts'
import { fanOut, storm } from './live.ts'
import { besideReaders, room } from './room.ts'
import { page, threads } from './reads.ts'
import { seed } from './seed.ts'
import { startBare, startParley } from './servers.ts'
import { print, table, verdict, type Row } from './table.ts'
import { Wire } from './client.ts'
import { comments, voteShot, writes } from './writes.ts'

const rows: Row[] = []
const add = (...more: Row[]) => {
  for (const row of more) process.stdout.write(`${print(row)}\n`)
  rows.push(...more)
}
const folder = () => mkdtempSync(join(tmpdir(), 'parley-bench-'))
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null
const wanted = (name: string) => !only || only.split(',').includes(name)

async function withServers(
  size: Parameters<typeof seed>[1],
  work: (p: {
    parley: Awaited<ReturnType<typeof startParley>>
    bare: Awaited<ReturnType<typeof startBare>>
    s: Awaited<ReturnType<typeof seed>>
    dir: string
  }) => Promise<void>,
) {
  const dir = folder()
  const s = await seed(dir, size)
  const parley = await startParley(dir)
  const bare = await startBare(dir)
  try {
    await work({ parley, bare, s, dir })
  } finally {
    await parley.stop()
    await bare.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

if (wanted('writes'))
  await withServers({ people: 5_000, comments: 0, votes: 0 }, async ({ parley, bare, s }) => {
    // A second after its start the server gives back what starting took (server/give-back.ts): only then it is at rest.
    await new Promise(done => setTimeout(done, 2_000))
    add(table('memory at rest, MB', (await parley.probe()).rssMb, { must: 180, aim: 90, less: true }))
    add(...(await writes(parley, bare, s)))
    add(await comments(parley, bare, s, 0))
  })
if (wanted('start'))
  await withServers({ people: 5_000, comments: 10_000, votes: 100_000 }, async ({ parley, s }) => {
    const wire = await Wire.open(parley.port)
    const began = performance.now()
    const { status } = await wire.send(voteShot(s, 1))
    wire.close()
    if (status !== 200) throw new Error(`first vote: ${status}`)
    add(
      table('start to the first answered vote, s', (parley.startedMs + performance.now() - began) / 1_000, {
        must: 1.5,
        aim: 0.6,
        less: true,
      }),
    )
  })
if (wanted('reads'))
  await withServers({ people: 5_000, comments: 10_000, votes: 20_000 }, async ({ parley, s, dir }) => {
    add(...(await page(parley, s, dir)))
  })
if (wanted('threads'))
  await withServers({ people: 5_000, comments: 10_000, votes: 20_000, thread: 10_000 }, async ({ parley, s }) => {
    add(...(await threads(parley, s)))
  })
if (wanted('live'))
  for (const n of [500, 2_000])
    await withServers({ people: 5_000, comments: 0, votes: 0 }, async ({ parley, bare, s }) => {
      const { rows: found, sockets } = await fanOut(parley, bare, s, n)
      add(...found)
      if (n === 500) add(...(await storm(parley, s, sockets)))
      for (const socket of sockets) socket.close()
    })
if (wanted('room'))
  await withServers({ people: 60, comments: 0, votes: 0, drafters: 51 }, async ({ parley, s }) => {
    add(...(await room(parley, s)))
    add(await besideReaders(parley, s))
  })
if (wanted('growth')) add(...(await growth(folder)))
if (wanted('export'))
  await withServers({ people: 5_000, comments: 100_000, votes: 20_000 }, async ({ parley, bare, s }) => {
    add(await comments(parley, bare, s, 100_000))
    add(...(await exporting(parley, s)))
  })

const file = process.argv.includes('--json') ? process.argv[process.argv.indexOf('--json') + 1] : null
if (file) writeFileSync(file, JSON.stringify({ node: process.version, rows }, null, 1))
const missed = rows.filter(r => verdict(r) === 'MISSED')
process.stdout.write(`${rows.length} measures, ${missed.length} missed, ${rows.filter(r => r.void).length} void\n`)
process.exit(missed.length ? 1 : 0)
