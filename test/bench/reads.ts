// Reading: the page beside the same bytes from memory, threads in each order, growth with the number of comments.

import { writeFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { load, Wire } from './client.ts'
import type { Seeded } from './seed.ts'
import { startBare, type Running } from './servers.ts'
import { table, type Row } from './table.ts'

const br = { 'accept-encoding': 'br', 'accept-language': 'en' }

export async function page(parley: Running, s: Seeded, dir: string): Promise<Row[]> {
  const get = { method: 'GET' as const, path: `/c/${s.slug}`, headers: br }
  const wire = await Wire.open(parley.port)
  const { body } = await wire.send(get)
  const html = brotliDecompressSync(body).toString()
  const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(m => m[1] ?? '')
  const sizes = await Promise.all(
    assets.map(async path => {
      const own = await Wire.open(parley.port)
      const answer = await own.send({ method: 'GET', path, headers: br })
      own.close()
      return { path, bytes: answer.body.length }
    }),
  )
  wire.close()
  const file = `${dir}/page.br`
  writeFileSync(file, body)
  const bare = await startBare(dir, file)
  const before = await load(bare.port, 50, 3, () => get)
  const run = await load(parley.port, 50, 3, () => get)
  const after = await load(bare.port, 50, 3, () => get)
  await bare.stop()
  const base = (before.perSecond + after.perSecond) / 2
  const scripts = sizes.filter(a => a.path.endsWith('.js')).reduce((n, a) => n + a.bytes, 0)
  const all = body.length + sizes.reduce((n, a) => n + a.bytes, 0)
  return [
    table(
      'reading page, 200 units, no session, of bytes from memory',
      run.perSecond / base,
      { must: 0.3, aim: 0.6 },
      { perSecond: run.perSecond, bare: base, p99: run.p99, drift: Math.abs(before.perSecond - after.perSecond) / base },
    ),
    table(
      'first view, KB',
      all / 1024,
      { must: 100, aim: 80, less: true },
      { pageKb: body.length / 1024, requests: 1 + sizes.length },
    ),
    table('scripts, KB', scripts / 1024, { must: 60, aim: 35, less: true }),
  ]
}

export async function threads(parley: Running, s: Seeded): Promise<Row[]> {
  const rows: Row[] = []
  for (const sort of ['supported', 'newest', 'oldest', 'discussed']) {
    const run = await load(parley.port, 1, 1, () => ({
      method: 'GET',
      path: `/api/consultations/${s.slug}/paragraphs/${s.busy}/comments?sort=${sort}&limit=50`,
    }))
    rows.push(
      table(`first page of a thread of 10,000, ${sort}, p50 ms`, run.p50, { must: 6, aim: 3, less: true }, { p99: run.p99 }),
    )
  }
  const whole = await load(parley.port, 1, 1, () => ({
    method: 'GET',
    path: `/api/consultations/${s.slug}/paragraphs/${s.busy}/comments?sort=supported&limit=1000`,
  }))
  rows.push(table('limit=1000, p50 ms', whole.p50, { must: 30, aim: 15, less: true }, { p99: whole.p99 }))
  return rows
}
