// What the drafting room acknowledged, and what it showed to others, survives `kill -9` (G7).

import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { expect, test } from 'vitest'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { syncFrame } from '../../server/draft-room/room.ts'
import { textOf } from '../../shared/draft-doc.ts'
import { frames, type Told } from '../../shared/room.ts'
import { seeded, size, tell } from '../helpers/size.ts'
import { startServer } from './child.ts'
import { prepared } from './prepared.ts'

/** A browser that types marks and keeps note of which are acknowledged, and which it saw of others. */
async function typist(url: string, slug: string, cookie: string) {
  const doc = new Y.Doc()
  const socket = new WebSocket(`${url.replace('http', 'ws')}/draft/${slug}?told=1`, { headers: { cookie } })
  const sent: string[] = []
  const seen = new Set<string>()
  let saved = 0
  let entered: () => void = () => {}
  const ready = new Promise<void>(done => (entered = done))
  let heard: () => void = () => {}
  socket.binaryType = 'nodebuffer'
  socket.on('error', () => socket.terminate())
  socket.on('open', () => socket.send(syncFrame(0, Y.encodeStateVector(doc))))
  socket.on('message', (data: Buffer) => {
    const decoder = createDecoder(data)
    const kind = readVarUint(decoder)
    if (kind === frames.told) saved = (JSON.parse(readVarString(decoder)) as Told).saved ?? saved
    if (kind === frames.sync) {
      const step = readVarUint(decoder)
      const bytes = readVarUint8Array(decoder)
      if (step !== 0) Y.applyUpdate(doc, bytes, 'room')
      if (step === 1) entered()
      for (const [mark = ''] of String(textOf(doc)).matchAll(/\[[\w-]+\]/g)) if (!sent.includes(mark)) seen.add(mark)
    }
    heard()
  })
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'room' && socket.readyState === socket.OPEN) socket.send(syncFrame(2, update))
  })
  await ready
  return {
    seen,
    acknowledged: () => sent.slice(0, saved),
    type(mark: string) {
      sent.push(mark)
      doc.transact(() => {
        const block = textOf(doc).get(1) as Y.XmlElement
        const words = block.get(0) as Y.XmlText
        words.insert(words.length, mark)
      })
    },
    until: (enough: number) =>
      new Promise<void>(done => {
        heard = () => saved >= enough && done()
        heard()
      }),
    text: () => String(textOf(doc)),
    close: () => socket.terminate(),
  }
}

test(
  '[G7] the drafting room killed while four write: nothing acknowledged and nothing shown is lost',
  { timeout: 600_000 },
  async context => {
    const { place, slug, cookies } = await prepared('sqlite', 4, undefined, 'drafter')
    const random = seeded(4)
    const cycles = size(3, 60)
    const owed = new Set<string>()
    for (let cycle = 0; cycle < cycles; cycle++) {
      const server = await startServer(place.dir)
      const people = await Promise.all(cookies.map(cookie => typist(server.url, slug, cookie)))
      for (const mark of owed) expect(people[0]?.text(), `cycle ${cycle}`).toContain(mark)
      const enough = 20 + Math.floor(random() * 60)
      let typed = 0
      const typing = setInterval(() => {
        for (const [n, person] of people.entries()) person.type(`[${cycle}-${n}-${typed}]`)
        typed++
      }, 2)
      await people[0]?.until(enough)
      const killed = server.kill()
      clearInterval(typing)
      for (const person of people) for (const mark of [...person.acknowledged(), ...person.seen]) owed.add(mark)
      await killed
      for (const person of people) person.close()
    }
    const server = await startServer(place.dir)
    const last = await typist(server.url, slug, cookies[0] ?? '')
    const text = last.text()
    last.close()
    await server.stop()
    await place.remove()
    expect(owed.size).toBeGreaterThan(cycles * 20)
    expect([...owed].filter(mark => !text.includes(mark))).toEqual([])
    expect([...owed].filter(mark => text.split(mark).length > 2)).toEqual([])
    tell(context, `${cycles} kills, ${owed.size} marks acknowledged or shown, none lost`)
  },
)
