// Live: from the acknowledged vote to the last of many sockets, beside plain ws; a storm of votes; memory with sockets.

import { WebSocket } from 'ws'
import { Wire } from './client.ts'
import { listenAll, type Listener } from './listener.ts'
import type { Seeded } from './seed.ts'
import type { Running } from './servers.ts'
import { table, type Row } from './table.ts'
import { voteShot } from './writes.ts'

const median = (xs: number[]): number => xs.sort((a, b) => a - b)[Math.floor(xs.length / 2)] ?? 0
const ROUNDS = 9

/** Milliseconds from sending the act to the last receiver: both sides commit durably, answer, and tell everybody. */
async function lastOf(receivers: number, act: () => Promise<unknown>, hear: (heard: () => void) => () => void): Promise<number> {
  let left = receivers
  let done: (at: number) => void = () => {}
  const all = new Promise<number>(ok => (done = ok))
  const stop = hear(() => {
    if (--left === 0) done(performance.now())
  })
  const sent = performance.now()
  await act()
  const last = await all
  stop()
  return last - sent
}

export async function fanOut(
  parley: Running,
  bare: Running,
  s: Seeded,
  n: number,
): Promise<{ rows: Row[]; sockets: Listener[] }> {
  const plain = await Promise.all(Array.from({ length: n }, () => new Promise<WebSocket>(ok => { const w = new WebSocket(`ws://127.0.0.1:${bare.port}`); w.on('open', () => ok(w)) }))) // prettier-ignore
  const wire = await Wire.open(bare.port)
  const hearers: (() => void)[] = []
  for (const w of plain) w.on('message', () => hearers.forEach(h => h()))
  const base: number[] = []
  const body = JSON.stringify({
    after: 1,
    upto: 2,
    latest: 2,
    reset: false,
    events: [{ seq: 2, at: '', type: 'agreement', data: 'x'.repeat(240) }],
  })
  for (let i = 0; i < ROUNDS; i++) {
    base.push(await lastOf(n, () => wire.send({ method: 'POST', path: '/fan', body }), heard => { hearers.push(heard); return () => void hearers.splice(0) })) // prettier-ignore
    await new Promise(r => setTimeout(r, 100))
  }
  for (const w of plain) w.terminate()
  wire.close()
  const one = await Wire.open(parley.port)
  const { body: view } = await one.send({ method: 'GET', path: `/api/consultations/${s.slug}/events?after=0&limit=1` })
  const { latest } = JSON.parse(view.toString()) as { latest: number }
  const sockets = await listenAll(parley.port, s.slug, latest, n)
  const times: number[] = []
  const heard: (() => void)[] = []
  for (const socket of sockets) socket.heard = () => heard.forEach(h => h())
  for (let i = 0; i < ROUNDS; i++) {
    await new Promise(r => setTimeout(r, 650))
    times.push(await lastOf(n, () => one.send(voteShot(s, 1_000_000 + i * 977)), h => { heard.push(h); return () => void heard.splice(0) })) // prettier-ignore
  }
  one.close()
  const { rssMb } = await parley.probe()
  const rows = [
    table(
      `vote sent → last of ${n} sockets, of plain ws`,
      median(times) / median(base),
      { must: 2, aim: n === 500 ? 1.2 : 1.3, less: true },
      { ms: median(times), wsMs: median(base) },
    ),
    table(
      `memory with ${n} sockets, MB`,
      rssMb,
      n === 500 ? { must: 250, aim: 130, less: true } : { must: 350, aim: 190, less: true },
    ),
  ]
  return { rows, sockets }
}

/** 500 votes a second for ten seconds, 500 sockets listening: how late the votes, how stale the screens, how few the frames. */
export async function storm(parley: Running, s: Seeded, sockets: Listener[]): Promise<Row[]> {
  let frames = 0
  const stale: number[] = []
  const sentAt = new Map<number, number>()
  let lastUpto = 0
  for (const [i, socket] of sockets.entries())
    socket.heard = (after, upto) => {
      frames++
      if (i !== 0) return
      for (let n = Math.max(after, lastUpto) + 1; n <= upto; n++) {
        const at = sentAt.get(n)
        if (at !== undefined) stale.push(performance.now() - at)
      }
      lastUpto = upto
    }
  const wires = await Promise.all(Array.from({ length: 20 }, () => Wire.open(parley.port)))
  const times: number[] = []
  const start = performance.now()
  let sent = 0
  await Promise.all(
    wires.map(async (wire, w) => {
      for (let k = 0; k < 250; k++) {
        const due = start + (k * wires.length + w) * 2
        const wait = due - performance.now()
        if (wait > 0) await new Promise(r => setTimeout(r, wait))
        const began = performance.now()
        const { body } = await wire.send(voteShot(s, 2_000_000 + sent++ * 3))
        times.push(performance.now() - began)
        const { seq } = JSON.parse(body.toString()) as { seq: number }
        sentAt.set(seq, performance.now())
      }
      wire.close()
    }),
  )
  await new Promise(r => setTimeout(r, 800))
  times.sort((a, b) => a - b)
  stale.sort((a, b) => a - b)
  const naive = times.length * sockets.length
  return [
    table(
      'storm: vote p99, ms',
      times[Math.floor(times.length * 0.99)] ?? 0,
      { must: 50, aim: 50, less: true },
      { votes: times.length },
    ),
    table('storm: most stale screen, ms', stale.at(-1) ?? 0, { must: 750, aim: 350, less: true }),
    table('storm: frames of one each', frames / naive, { must: 0.05, aim: 0.05, less: true }, { frames }),
  ]
}
