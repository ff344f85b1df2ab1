// The drafting room beside y-websocket's reference server in the same run: fifty writers in one draft, lag to another's screen, CPU and memory.

import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { syncFrame } from '../../server/draft-room/room.ts'
import { frames } from '../../shared/room.ts'
import { tokenOf, type Seeded } from './seed.ts'
import { Wire } from './client.ts'
import { listenAll } from './listener.ts'
import type { Running } from './servers.ts'
import { voteShot } from './writes.ts'
import { table, type Row } from './table.ts'

const WRITERS = 50
const SECONDS = Number(process.env['ROOM_SECONDS'] ?? 12)
/** Updates a second of each writer: three thousand in all are offered. */
const RATE = 60

interface Typist {
  doc: Y.Doc
  socket: WebSocket
  words: Y.XmlText
}
interface Figures {
  perSecond: number
  p99: number
  cpu: number
  /** Memory in MB, before the first came, while they write, after the last one left. */
  rss: number[]
  held: number[]
}

/** Resolves when the whole text is here. Who hears nothing does not read on, so that fifty browsers fit into one process. */
async function enter(url: string, cookie: string, heard: ((doc: Y.Doc) => void) | null): Promise<Typist> {
  const doc = new Y.Doc()
  const socket = new WebSocket(url, { headers: { cookie }, perMessageDeflate: false })
  socket.binaryType = 'nodebuffer'
  await once(socket, 'open')
  const here = new Promise<void>(done =>
    socket.on('message', (data: Buffer) => {
      const decoder = createDecoder(data)
      if (readVarUint(decoder) !== frames.sync) return
      const step = readVarUint(decoder)
      const bytes = readVarUint8Array(decoder)
      if (step === 0) return socket.send(syncFrame(1, Y.encodeStateAsUpdate(doc, bytes)))
      if (!heard && step !== 1) return
      Y.applyUpdate(doc, bytes, 'room')
      heard?.(doc)
      if (step === 1) done()
    }),
  )
  socket.send(syncFrame(0, Y.encodeStateVector(doc)))
  await here
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'room') socket.send(syncFrame(2, update))
  })
  return { doc, socket, words: new Y.XmlText() }
}

async function measure(
  server: Running,
  urlOf: (n: number) => string,
  cookieOf: (n: number) => string,
  length = SECONDS,
  writers = WRITERS,
): Promise<Figures> {
  const empty = await server.probe('collect')
  const typists: Typist[] = []
  const lags: number[] = []
  const due: { client: number; clock: number; at: number }[] = []
  const reader = await enter(urlOf(0), cookieOf(0), doc => {
    const now = performance.now()
    while (due[0] && Y.getState(doc.store, due[0].client) > due[0].clock) lags.push(now - (due.shift()?.at ?? now))
  })
  for (let n = 0; n < writers; n++) {
    const typist = await enter(urlOf(n), cookieOf(n), null)
    const block = new Y.XmlElement('paragraph')
    block.setAttribute('unit', `w${n}`)
    block.insert(0, [typist.words])
    typist.doc.getXmlFragment('draft').push([block])
    typists.push(typist)
  }
  const before = await server.probe()
  const began = performance.now()
  let sent = 0
  while (performance.now() - began < length * 1_000) {
    const wanted = ((performance.now() - began) / 1_000) * writers * RATE
    for (; sent < wanted; sent++) {
      const typist = typists[sent % writers]
      if (!typist) continue
      if (sent % 20 === 0)
        due.push({ client: typist.doc.clientID, clock: Y.getState(typist.doc.store, typist.doc.clientID), at: performance.now() })
      typist.words.insert(typist.words.length, 'a')
    }
    await new Promise(done => setImmediate(done))
  }
  while (typists.some(t => Y.getState(reader.doc.store, t.doc.clientID) < Y.getState(t.doc.store, t.doc.clientID)))
    await new Promise(done => setTimeout(done, 5))
  const seconds = (performance.now() - began) / 1_000
  const after = await server.probe()
  const during = await server.probe('collect')
  for (const { socket } of [...typists, reader]) socket.terminate()
  await new Promise(done => setTimeout(done, 9_000))
  const left = await server.probe('collect')
  if (!lags.length) throw new Error('no lag was measured')
  lags.sort((a, b) => a - b)
  return {
    perSecond: sent / seconds,
    p99: lags[Math.floor(lags.length * 0.99)] ?? Infinity,
    cpu: (after.cpuMs - before.cpuMs) / (seconds * 10),
    rss: [empty, during, left].map(p => p.rssMb),
    held: [empty, during, left].map(p => p.heldMb),
  }
}

/** The reference server as a process of its own. */
async function startReference(): Promise<Running> {
  const child = fork(new URL('./room-reference.ts', import.meta.url).pathname, {
    execArgv: ['--import', new URL('./probe.ts', import.meta.url).pathname],
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return {
    port,
    async probe(how = 'probe') {
      child.send(how)
      const [answer] = (await once(child, 'message')) as [Awaited<ReturnType<Running['probe']>>]
      return answer
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

const roomOf = (parley: Running, s: Seeded) =>
  [parley, () => `ws://127.0.0.1:${parley.port}/draft/${s.slug}`, (n: number) => `parley=${tokenOf(n)}`] as const

export async function room(parley: Running, s: Seeded): Promise<Row[]> {
  const reference = await startReference()
  const theirs = await measure(
    reference,
    () => `ws://127.0.0.1:${reference.port}/room`,
    () => '',
  )
  await reference.stop()
  const here = roomOf(parley, s)
  // What the program itself needs grows in its first minute; only then a room's own memory can be seen to come back.
  await measure(...here, 3)
  const ours = await measure(...here)
  const figures = { theirs: theirs.perSecond, 'their p99': theirs.p99, 'their CPU %': theirs.cpu, 'our CPU %': ours.cpu }
  const [before = 1, during = 0, after = 0] = ours.held
  const [rssBefore = 0, rssDuring = 0, rssAfter = 0] = ours.rss
  const memory = { before, while: during, after, 'RSS before': rssBefore, 'RSS while': rssDuring, 'RSS after': rssAfter }
  return [
    table('drafting room: 50 writers, updates a second', ours.perSecond, { must: 2_000, aim: 2_900 }, figures),
    table('drafting room: lag p99, ms', ours.p99, { must: 250, aim: 100, less: true }, { theirs: theirs.p99 }),
    table('drafting room: CPU against the reference', ours.cpu / theirs.cpu, { must: 1, aim: 0.5, less: true }),
    // The allocator may keep pages for the next room; what the program itself holds is what must come back.
    table('drafting room: memory held after the last one left', after / before, { must: 1.1, aim: 1.1, less: true }, memory),
  ]
}

const READERS = 2_000
const ROUNDS = 3
const middle = (all: number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Infinity

/** Ten write, alone and while two thousand read the page, which changes four times a second: in turns, the middle of three. */
export async function besideReaders(parley: Running, s: Seeded): Promise<Row> {
  const wire = await Wire.open(parley.port)
  const figures: Record<'alone' | 'beside', number[]> = { alone: [], beside: [] }
  let vote = 0
  for (let n = 0; n < 2 * ROUNDS; n++) {
    const readers = n % 2 ? await listenAll(parley.port, s.slug, 0, READERS) : []
    const voting = setInterval(() => readers.length && void wire.send(voteShot(s, ++vote)), 250)
    const { p99 } = await measure(...roomOf(parley, s), 6, 10)
    clearInterval(voting)
    for (const reader of readers) reader.close()
    figures[n % 2 ? 'beside' : 'alone'].push(p99)
  }
  wire.close()
  const [alone, beside] = [middle(figures.alone), middle(figures.beside)]
  return table(
    `drafting room: 10 writers beside ${READERS} readers, lag p99 of that alone`,
    beside / alone,
    { must: 1.1, aim: 1.1, less: true },
    { alone, beside },
  )
}
