// Twenty thousand broken updates at the drafting room: it lives, what is refused changes nothing, and the tables hold what stands.

import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { BadUpdate } from '../../server/draft-room/judge-update.ts'
import { planted } from '../../server/draft-room/store.ts'
import { toUnits } from '../../server/draft-room/to-units.ts'
import { nodesOf, textOf } from '../../shared/draft-doc.ts'
import type { DraftUnit } from '../../shared/draft.ts'
import { bareRoom } from '../helpers/bare-room.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { pick, seeded, size, tell } from '../helpers/size.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('sqlite')
})
afterAll(() => house.close())

test(
  '[G29] mutated updates: the room lives, what is refused changes nothing, and the tables hold what stands',
  { timeout: 600_000 },
  async context => {
    const secretary = await house.person('Sam', 'participant', 'secretariat')
    const { id } = await house.must<{ id: string }>(secretary, 'consultation.create', {
      slug: 'mutated',
      title: 'Mutated',
      lang: 'en',
    })
    const unit: DraftUnit = {
      id: 'kept',
      kind: 'prose',
      level: null,
      html: '<p>What stands.</p>',
      text: 'What stands.',
      items: 0,
      rows: 0,
      footnotes: [],
    }
    const { room, seat, reload } = await bareRoom(house, id, planted([unit]))
    const random = seeded(29)
    const tries = size(1_500, 20_000)
    let [refused, taken, slowest] = [0, 0, 0]
    const whole = (): Buffer => Buffer.from(Y.encodeStateAsUpdate(room.doc))
    let stood = whole()
    for (let n = 0; n < tries; n++) {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, stood)
      const before = Y.encodeStateVector(doc)
      const text = textOf(doc)
      doc.transact(() => {
        const block = new Y.XmlElement('paragraph')
        const words = new Y.XmlText()
        words.applyDelta([{ insert: 'Mutated', attributes: { strong: {} } }, { insert: ' words' }])
        block.setAttribute('unit', `m${n}`)
        block.insert(0, [words])
        text.insert(Math.floor(random() * (text.length + 1)), [block])
        if (text.length > 8) text.delete(Math.floor(random() * text.length), 1)
      })
      const bytes = mutated(Y.encodeStateAsUpdate(doc, before), random)
      doc.destroy()
      const began = performance.now()
      try {
        room.take(seat('eve'), bytes)
        taken++
        stood = whole()
      } catch (error) {
        expect(error, `after ${n}`).toBeInstanceOf(BadUpdate)
        if (!stood.equals(whole())) expect.unreachable(`what was refused after ${n} changed the draft`)
        refused++
      }
      slowest = Math.max(slowest, performance.now() - began)
      if (n % 500 === 0) await room.settle()
    }
    expect(room.gone).toBe(false)
    await room.settle()
    toUnits(nodesOf(room.doc))
    expect(nodesOf(await reload())).toEqual(nodesOf(room.doc))
    expect(refused).toBeGreaterThan(tries / 4)
    tell(context, `${tries} mutated updates: ${refused} refused, ${taken} taken, at most ${Math.round(slowest)} ms`)
    room.close()
  },
)

/** One to four bytes other, gone, doubled, or the end cut off. */
function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  const out = [...bytes]
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) {
    const at = Math.floor(random() * out.length)
    pick(random, [
      () => (out[at] = Math.floor(random() * 256)),
      () => out.splice(at, 1),
      () => out.splice(at, 0, Math.floor(random() * 256)),
      () => (out.length = Math.max(1, at)),
    ])()
  }
  return Uint8Array.from(out)
}
