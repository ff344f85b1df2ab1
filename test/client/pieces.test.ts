// What was typed for days without a connection, sent in pieces: each can be taken at once, and all together are the whole.

import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { piecesOf } from '../../client/draft/pieces.ts'
import { judgeUpdate, merge, type Owners } from '../../server/draft-room/judge-update.ts'
import { nodesOf, plant, textOf } from '../../shared/draft-doc.ts'
import { roomLimits } from '../../shared/room.ts'
import { pick, seeded, size } from '../helpers/size.ts'

const MOST = 4_000
const copyOf = (doc: Y.Doc, client: number): Y.Doc => {
  const copy = new Y.Doc()
  copy.clientID = client
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
/** Takes pieces as the room does: in their order, each judged and whole at once. */
function taken(room: Y.Doc, pieces: readonly Uint8Array[]): Y.Doc {
  const owners: Owners = new Map()
  for (const piece of pieces) {
    judgeUpdate(room, piece, owners, 'ana', roomLimits)
    merge(room, piece, 'ana')
  }
  return room
}
const beginning = (): Y.Doc => {
  const doc = new Y.Doc()
  doc.clientID = 1
  const paragraph = (n: number) => ({
    type: 'paragraph',
    attrs: { unit: `u${n}` },
    content: [{ type: 'text', text: `Paragraph ${n}.` }],
  })
  doc.transact(() => plant(doc, [0, 1, 2, 3].map(paragraph)))
  return doc
}

describe('[G7] pieces of a large update', () => {
  test('what fits in one stays as it is', () => {
    const update = Y.encodeStateAsUpdate(beginning())
    expect(piecesOf(update, MOST)).toEqual([update])
  })

  test('one text longer than a piece is cut between its signs', () => {
    const room = beginning()
    const doc = copyOf(room, 2)
    const words = (textOf(doc).get(1) as Y.XmlElement).get(0) as Y.XmlText
    words.insert(4, `${'😀ماء'.repeat(5_000)}.`)
    const pieces = piecesOf(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(room)), MOST)
    expect(pieces.length).toBeGreaterThan(10)
    for (const piece of pieces) expect(piece.length).toBeLessThan(MOST * 1.2)
    expect(nodesOf(taken(room, pieces))).toEqual(nodesOf(doc))
  })

  test('random writing on three devices that knew of each other now and then, with what each took out again', () => {
    const seeds = size(30, 400)
    let sent = 0
    for (let seed = 1; seed <= seeds; seed++) {
      const random = seeded(seed)
      const room = beginning()
      const devices = [2, 3, 4].map(client => copyOf(room, client))
      for (let step = 0; step < 150; step++) {
        const doc = pick(random, devices)
        const text = textOf(doc)
        const at = Math.floor(random() * text.length)
        const block = text.get(at) as Y.XmlElement | undefined
        const words = block?.get(0)
        // Together they may have taken everything out.
        const kind = block ? random() : 0.2
        if (kind < 0.1) {
          const other = pick(random, devices)
          Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)))
        } else if (kind < 0.25) plant(doc, [{ type: 'paragraph', content: [{ type: 'text', text: 'New 👩‍🔧' }] }], at)
        else if (kind < 0.35 && text.length > 2) text.delete(at, 1)
        else if (!(words instanceof Y.XmlText)) block?.setAttribute('unit', `n${step}`)
        else if (kind < 0.5) words.delete(0, Math.floor(words.length / 2))
        else words.insert(Math.floor(random() * (words.length + 1)), pick(random, ['word ', 'ماء', 'x'.repeat(300), '😀']))
      }
      const [doc] = devices
      if (!doc) throw new Error('a device')
      for (const other of devices) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
      const pieces = piecesOf(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(room)), 700)
      sent += pieces.length
      taken(room, pieces)
      expect(nodesOf(room), `seed ${seed}`).toEqual(nodesOf(doc))
      expect(Y.encodeStateVector(room), `seed ${seed}`).toEqual(Y.encodeStateVector(doc))
    }
    expect(sent / seeds).toBeGreaterThan(5)
  })
})
