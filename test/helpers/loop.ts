// How long this thread's event loop kept people waiting, and how long it would on the same machine at the same moment with next to no program.

import { createServer } from 'node:http'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { connect } from '../../db/sqlite.ts'
import type { Storm, Stormed } from './voters.ts'

/** The p99 of the loop's delay while something runs, in milliseconds. */
export async function delayWhile(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  await work()
  delay.disable()
  return delay.percentile(99) / 1e6
}

/** Milliseconds of work that fell to this thread while something ran; other threads and other programs do not count. */
export async function ownWorkOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage()
  await work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}

/** How often an own clock looks at itself, in milliseconds. */
const TICK = 10
export interface OwnClock {
  now: () => number
  stop: () => void
}
/** Milliseconds as this thread's event loop passes them: time in which the machine lets the thread neither work nor look does not count. */
export function ownClock(): OwnClock {
  let passed = 0
  let [at, cpu] = [performance.now(), process.threadCpuUsage()]
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(cpu)
    passed += Math.max((user + system) / 1_000, Math.min(performance.now() - at, 2 * TICK))
    at = performance.now()
    cpu = process.threadCpuUsage()
  }, TICK)
  return { now: () => passed, stop: () => clearInterval(timer) }
}

export interface Voting {
  /** Ends the storm and tells what was acknowledged. */
  end: () => Promise<Stormed>
}

/** Resolves when votes are being taken; they come from another thread, so that this one's loop is the server's alone. */
export async function startVoting(storm: Storm): Promise<Voting> {
  const worker = new Worker(new URL('./voters.ts', import.meta.url), { workerData: storm })
  const heard = () =>
    new Promise<Stormed>((told, failed) => {
      worker.once('message', told)
      worker.once('error', failed)
    })
  await heard()
  return {
    async end() {
      const told = heard()
      worker.postMessage('enough')
      const stormed = await told
      await worker.terminate()
      return stormed
    },
  }
}

/** The same storm on a plain server in this thread: one durable insert for all that wait, and "ok". */
export async function bareDelay(dir: string, connections: number, requests = 1_500): Promise<number> {
  const db = connect(join(dir, 'bare.db'))
  db.exec('create table if not exists rows (id integer primary key, body text not null)')
  const insert = db.prepare('insert into rows (body) values (?)')
  let queue: { body: string; done: () => void }[] = []
  let enough = (): void => {}
  let served = 0
  const flush = db.transaction((batch: typeof queue) => {
    for (const { body } of batch) insert.run(body)
  })
  const server = createServer((req, res) => {
    let body = ''
    req.on('data', chunk => (body += chunk))
    req.on('end', () => {
      queue.push({ body, done: () => res.writeHead(200).end('ok') })
      if (queue.length > 1) return
      setImmediate(() => {
        const batch = queue
        queue = []
        flush(batch)
        for (const { done } of batch) done()
        served += batch.length
        if (served >= requests) enough()
      })
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const voting = await startVoting({ url, slug: 'bare', items: ['item'], cookies: ['bare=1'], connections })
  const p99 = await delayWhile(() => new Promise<void>(done => (enough = done)))
  await voting.end()
  server.closeAllConnections()
  await new Promise<unknown>(done => server.close(done))
  db.close()
  return p99
}

/**
 * At most 50 ms: tried up to five times, because other programs can make a try worse and never better. Where even the plain server
 * keeps people waiting for longer than a third of that, the machine is too busy to say; then three times the plain server's delay is let pass.
 */
export async function freeLoop(bare: () => Promise<number>, measure: () => Promise<number>): Promise<string> {
  const told: string[] = []
  for (let n = 0; n < 5; n++) {
    const plain = await bare()
    const p99 = await measure()
    told.push(`${p99.toFixed(0)} ms (plain server ${plain.toFixed(0)} ms)`)
    if (p99 <= Math.max(50, 3 * plain)) return told.at(-1) ?? ''
  }
  throw new Error(`the loop was not free: its delay's p99 was ${told.join(', ')}`)
}
