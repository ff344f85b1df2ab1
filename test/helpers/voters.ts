// A storm of votes from a thread of its own, so that the loop of the server is measured and not that of its clients; tells what was acknowledged.

import { randomUUID } from 'node:crypto'
import { request, Agent } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

export interface Storm {
  url: string
  slug: string
  items: string[]
  cookies: string[]
  connections: number
}
export interface Stormed {
  taken: number
  /** Answers that were not 200, by status. */
  others: Record<number, number>
  /** What each voter was last told to have on each item: `cookie item` → value. */
  stand: [string, string][]
}

const { url, slug, items, cookies, connections } = workerData as Storm
/** Keys of this storm alone: of another one they would be repeats. */
const storm = randomUUID()
const agent = new Agent({ keepAlive: true, maxSockets: connections })
const stand = new Map<string, string>()
const others: Record<number, number> = {}
let taken = 0
let going = true
parentPort?.once('message', () => (going = false))

function vote(cookie: string, item: string, value: string, key: string): Promise<number> {
  const body = JSON.stringify({ consultation: slug, item, value })
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    origin: url,
    cookie,
    'idempotency-key': key,
  }
  return new Promise((done, failed) => {
    const req = request(`${url}/api/commands/vote.cast`, { method: 'POST', agent, headers }, res => {
      res.resume()
      res.on('end', () => done(res.statusCode ?? 0))
    })
    req.on('error', failed)
    req.end(body)
  })
}

let n = 0
/** Each connection has voters of its own: nobody's votes overtake each other. */
async function connection(own: string[]): Promise<void> {
  while (going) {
    n++
    const [cookie = '', item = ''] = [own[n % own.length], items[n % items.length]]
    const value = n % 3 ? 'agree' : 'disagree'
    const status = await vote(cookie, item, value, `${storm}-${n}`)
    if (status === 200) {
      if (++taken === connections) parentPort?.postMessage('begun')
      stand.set(`${cookie} ${item}`, value)
    } else others[status] = (others[status] ?? 0) + 1
  }
}
const shares = Array.from({ length: connections }, (_, c) => cookies.filter((_, i) => i % connections === c))
await Promise.all(shares.map(connection))
agent.destroy()
parentPort?.postMessage({ taken, others, stand: [...stand] } satisfies Stormed)
