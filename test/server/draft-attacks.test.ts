// Attacks on the drafting room: made-up devices, updates with holes, other people's cursors, frames too large, too many and too broken.

import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { addRoom } from '../../db/draft-rooms.ts'
import { frame, syncFrame, TRY_LATER } from '../../server/draft-room/room.ts'
import { plant, textOf } from '../../shared/draft-doc.ts'
import { closings, frames, roomLimits } from '../../shared/room.ts'
import type { Actor } from '../../shared/role.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { serve, type Served } from '../helpers/served.ts'
import { closing, cookieOf, openWriter, synced, type Writer } from '../helpers/writer.ts'

let house: TestHouse
let served: Served
let slug: string
let dora: Actor
const writers: Writer[] = []
const sockets: WebSocket[] = []
beforeAll(async () => {
  house = await openTestHouse('sqlite')
  served = await serve(house)
  ;({ slug } = await house.consultation('attacked'))
  dora = await house.person('Dora', 'participant', 'drafter')
})
afterEach(() => {
  for (const writer of writers.splice(0)) writer.leave()
  for (const socket of sockets.splice(0)) socket.terminate()
})
afterAll(async () => {
  await served.stop()
  await house.close()
})

async function enter(actor: Actor = dora): Promise<Writer> {
  const writer = openWriter(served.url, slug, await cookieOf(house, actor))
  writers.push(writer)
  await synced(writer)
  return writer
}
/** A socket that says whatever an attacker likes; resolves with the code it was closed with. */
async function attacker(actor: Actor = dora): Promise<{ send: (frame: Uint8Array | string) => void; closed: Promise<number> }> {
  const socket = new WebSocket(`${served.url.replace('http', 'ws')}/draft/${slug}`, {
    headers: { cookie: await cookieOf(house, actor) },
  })
  sockets.push(socket)
  socket.on('error', () => socket.terminate())
  const closed = new Promise<number>(done => socket.on('close', done))
  await new Promise(done => socket.once('open', done))
  return { send: bytes => socket.send(bytes), closed }
}
/** The room still takes what an honest drafter writes, and shows it to another. */
async function lives(mark: string): Promise<void> {
  const [a, b] = [await enter(), await enter(await house.person('Witness', 'participant', 'drafter'))]
  a.type(mark)
  await b.sees(mark)
  expect(b.text()).toContain('The town loses one litre in five of the water it treats.')
}
const updateOf = (act: (doc: Y.Doc) => void, client = 77_000): Uint8Array => {
  const doc = new Y.Doc()
  doc.clientID = client
  act(doc)
  return Y.encodeStateAsUpdate(doc)
}
const paragraph = (): Y.XmlElement => new Y.XmlElement('paragraph')

describe('[G29] attacks end at the door, and the room goes on', () => {
  const many = (): Uint8Array =>
    Y.mergeUpdates(Array.from({ length: 300 }, (_, n) => updateOf(doc => textOf(doc).insert(0, [paragraph()]), 500_000 + n)))
  /** The second half of something of which nobody has the first. */
  const hole = (): Uint8Array => {
    const doc = new Y.Doc()
    textOf(doc).insert(0, [paragraph()])
    const before = Y.encodeStateVector(doc)
    textOf(doc).insert(0, [paragraph()])
    return Y.encodeStateAsUpdate(doc, before)
  }
  const deletesUnknown = (): Uint8Array => {
    const doc = new Y.Doc()
    textOf(doc).insert(0, [paragraph()])
    const before = Y.encodeStateVector(doc)
    textOf(doc).delete(0, 1)
    return Y.encodeStateAsUpdate(doc, before)
  }
  const onItself = (): Uint8Array =>
    updateOf(doc => {
      const block = paragraph()
      textOf(doc).insert(0, [block])
      if (block._item) block._item.rightOrigin = block._item.id
    })
  test.each<[string, () => Uint8Array | string, number]>([
    ['devices made up by the hundred', () => syncFrame(2, many()), closings.tooLarge],
    ['an update that stands on nothing', () => syncFrame(2, hole()), closings.tooLarge],
    ['a block that stands on itself', () => syncFrame(2, onItself()), closings.tooLarge],
    ['a deletion of what nobody has', () => syncFrame(2, deletesUnknown()), closings.tooLarge],
    [
      'a place no draft has',
      () =>
        syncFrame(
          2,
          updateOf(doc => doc.getMap('secrets').set('a', 1)),
        ),
      closings.tooLarge,
    ],
    [
      'a document inside the document',
      () =>
        syncFrame(
          2,
          updateOf(doc => doc.getMap('facts').set('a', new Y.Doc())),
        ),
      closings.tooLarge,
    ],
    [
      'an update above the limit',
      () =>
        syncFrame(
          2,
          updateOf(doc => doc.getMap('facts').set('a', 'x'.repeat(roomLimits.update))),
        ),
      closings.tooLarge,
    ],
    ['a cursor above the limit', () => frame(frames.awareness, new Uint8Array(roomLimits.smallFrame + 1)), closings.tooLarge],
    ['no update at all', () => syncFrame(2, Uint8Array.of(1, 2, 3, 255)), closings.tooLarge],
    ['half a frame', () => Uint8Array.of(0, 2, 200), closings.unreadable],
    ['an empty frame', () => new Uint8Array(), closings.unreadable],
    ['an unknown frame', () => Uint8Array.of(9, 9, 9), closings.unreadable],
    ['text', () => 'hello', closings.unreadable],
    ['a frame that fills the memory', () => new Uint8Array(3 * roomLimits.update), 1009],
  ])('%s', async (name, make, code) => {
    const bad = await attacker()
    // The answer to the room's question has come: what is missing now is missing for good.
    bad.send(syncFrame(1, Y.encodeStateAsUpdate(new Y.Doc())))
    bad.send(make())
    expect(await bad.closed).toBe(code)
    await lives(`It lives after ${name}. `)
  })

  test('nobody goes on writing under another person’s device', async () => {
    const honest = await enter()
    honest.type('Mine. ')
    const witness = await enter()
    await witness.sees('Mine.')
    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(honest.doc))
    forged.clientID = honest.doc.clientID
    const before = Y.encodeStateVector(forged)
    ;(textOf(forged).get(1) as Y.XmlElement).insert(0, [new Y.XmlText('Forged. ')])
    const bad = await attacker(await house.person('Eve', 'participant', 'drafter'))
    bad.send(syncFrame(2, Y.encodeStateAsUpdate(forged, before)))
    expect(await bad.closed).toBe(closings.tooLarge)
    honest.type('Still mine. ')
    await witness.sees('Still mine.')
    expect(witness.text()).not.toContain('Forged.')
  })

  test('names come from the server, and nobody moves or removes another’s cursor', async () => {
    const [honest, witness] = [await enter(), await enter(await house.person('Wim', 'participant', 'drafter'))]
    const shown = (client: number) => witness.provider.awareness.getStates().get(client)
    const sees = (holds: () => boolean): Promise<void> =>
      new Promise(done => {
        const look = (): void => {
          if (holds()) done()
          else witness.provider.awareness.once('change', look)
        }
        look()
      })
    honest.provider.awareness.setLocalState({ user: { name: 'The Minister', id: 'x' }, cursor: null, secret: 1 })
    await sees(() => shown(honest.doc.clientID) !== undefined)
    expect(shown(honest.doc.clientID)).toEqual({
      user: { id: dora.id, name: 'Dora', colour: expect.any(Number) as number },
      cursor: null,
    })
    const bad = await attacker(await house.person('Eve', 'participant', 'drafter'))
    const spoof = (client: number, state: unknown): Uint8Array => {
      const encoder = createEncoder()
      writeVarUint(encoder, 1)
      writeVarUint(encoder, client)
      writeVarUint(encoder, 1_000)
      writeVarString(encoder, JSON.stringify(state))
      const outer = createEncoder()
      writeVarUint(outer, frames.awareness)
      writeVarUint8Array(outer, toUint8Array(encoder))
      return toUint8Array(outer)
    }
    bad.send(spoof(honest.doc.clientID, null))
    bad.send(spoof(honest.doc.clientID, { user: { name: 'Eve as Dora' } }))
    bad.send(spoof(4_711, { user: { name: 'Dora' }, cursor: null }))
    await sees(() => shown(4_711) !== undefined)
    expect(shown(4_711)?.['user']).toMatchObject({ name: 'Eve' })
    expect(shown(honest.doc.clientID)?.['user']).toMatchObject({ name: 'Dora' })
  })

  test('who sends hundreds at once is read at the pace of a hundred a second, harms nobody, and loses nothing', async () => {
    const [flood, witness] = [await enter(), await enter(await house.person('Wanda', 'participant', 'drafter'))]
    const began = performance.now()
    for (let n = 1; n <= 1_500; n++)
      flood.doc.transact(() => (textOf(flood.doc).get(1) as Y.XmlElement).setAttribute('loose', String(n)))
    await lives('Beside the flood. ')
    const taken = Number((textOf(witness.doc).get(1) as Y.XmlElement).getAttribute('loose'))
    const { burst, perSecond } = roomLimits
    expect(taken).toBeGreaterThan(0)
    expect(taken).toBeLessThanOrEqual(burst + ((performance.now() - began) / 1_000) * perSecond)
    await witness.sees('loose="1500"')
    expect(flood.closed()).toBe(0)
  })

  test('the largest draft opens over the slowest line while others write; who takes in nothing for too long is sent away to come back', async () => {
    const { id, slug: large } = await house.consultation('large')
    const paragraphs = Array.from({ length: 15 }, (_, n) => ({
      type: 'paragraph',
      attrs: { unit: `large-${n}` },
      content: [{ type: 'text', text: `${n} ${'m'.repeat(1_000_000)}` }],
    }))
    const state = updateOf(doc => plant(doc, paragraphs), 1)
    await house.db.write(trx => addRoom(trx, { id, state }))
    const slow = async (): Promise<{ socket: WebSocket; code: Promise<number>; length: () => number }> => {
      const headers = { cookie: await cookieOf(house, dora) }
      const socket = new WebSocket(`${served.url.replace('http', 'ws')}/draft/${large}`, { headers })
      sockets.push(socket)
      let bytes = 0
      socket.on('message', (data: Buffer) => (bytes += data.length))
      const code = new Promise<number>(done => socket.on('close', done))
      await new Promise(done => socket.once('open', done))
      socket.pause()
      socket.send(syncFrame(0, Uint8Array.of(0)))
      return { socket, code, length: () => bytes }
    }
    const [one, two] = [await slow(), await slow()]
    const writer = openWriter(served.url, large, await cookieOf(house, dora))
    writers.push(writer)
    await synced(writer)
    const witness = openWriter(served.url, large, await cookieOf(house, dora))
    writers.push(witness)
    writer.type('Meanwhile. ')
    await witness.sees('Meanwhile.')
    one.socket.resume()
    await new Promise<void>(done => one.socket.on('message', () => one.length() > state.length && done()))
    expect(one.socket.readyState).toBe(one.socket.OPEN)
    // What is written and taken out again leaves the draft small, and the line full.
    for (let n = 0; n < 16; n++) {
      const block = new Y.XmlElement('paragraph')
      block.insert(0, [new Y.XmlText('w'.repeat(900_000))])
      textOf(writer.doc).push([block])
      textOf(writer.doc).delete(textOf(writer.doc).length - 1, 1)
      writer.type(`${n}! `)
      await witness.sees(`${n}! `)
    }
    two.socket.resume()
    expect(await two.code).toBe(TRY_LATER)
    expect(one.socket.readyState).toBe(one.socket.OPEN)
  })

  test('random rooms do not open', async () => {
    const before = house.draftRooms.open().length
    const codes = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const writer = openWriter(served.url, `made-up-${n}`, await cookieOf(house, dora))
        writers.push(writer)
        return closing(writer)
      }),
    )
    expect(new Set(codes)).toEqual(new Set([closings.notFound]))
    expect(house.draftRooms.open().length).toBe(before)
  })
})
