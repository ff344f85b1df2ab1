// What the drafting room keeps when something comes in between: another process, a disk that is full, a preview, a room that is frozen meanwhile.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { getRoomState } from '../../db/draft-rooms.ts'
import { BadUpdate } from '../../server/draft-room/judge-update.ts'
import { TRY_LATER } from '../../server/draft-room/room.ts'
import { textOf } from '../../shared/draft-doc.ts'
import type { Actor } from '../../shared/role.ts'
import { bareRoom, reopened, type BareRoom, type Beside } from '../helpers/bare-room.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { paragraphOf, wordsIn } from '../helpers/trace.ts'

describe.each(engines)('the drafting room keeps what it acknowledged, on %s', engine => {
  let house: TestHouse
  let secretary: Actor
  let rooms = 0
  beforeAll(async () => {
    house = await openTestHouse(engine)
    secretary = await house.person('Sam', 'participant', 'secretariat')
  })
  afterAll(() => house.close())

  async function created(): Promise<string> {
    const { id } = await house.must<{ id: string }>(secretary, 'consultation.create', {
      slug: `kept-${++rooms}`,
      title: 'Kept',
      lang: 'en',
    })
    return id
  }
  async function open(beside: Beside = {}): Promise<BareRoom & { id: string; begin: Uint8Array }> {
    const id = await created()
    const begin = paragraphOf('Here stands: ')
    return { id, begin: Y.encodeStateAsUpdate(begin), ...(await bareRoom(house, id, begin, beside)) }
  }
  /** Somebody's browser: each act is sent as one update. */
  function writer(begin: Uint8Array, send: (update: Uint8Array) => void) {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, begin)
    doc.on('update', send)
    return {
      doc,
      type: (words: string) => wordsIn(doc).insert(wordsIn(doc).length, words),
    }
  }
  const read = (doc: Y.Doc): string => wordsIn(doc).toString()

  test('what another process wrote and compacted before it was read here is read from the state', async () => {
    const one = await open()
    const two = await reopened(house, one.id)
    const seen: Uint8Array[] = []
    two.room.enter(two.seat('bea', frame => void seen.push(frame)))
    const ana = one.seat('ana')
    const { type } = writer(one.begin, update => one.room.take(ana, update))
    type('first, ')
    await one.room.settle()
    await one.room.compact()
    type('second, ')
    await one.room.settle()
    await two.room.pull()
    expect(read(two.room.doc)).toBe('Here stands: first, second, ')
    expect(two.room.upto).toBe(one.room.upto)
    // Who is there is told what came, and not the whole once more.
    expect(seen.length).toBe(2)
    const whole = Y.encodeStateAsUpdate(one.room.doc).length
    for (const frame of seen) expect(frame.length).toBeLessThan(whole)
    // What is written there now holds all of it.
    const bea = two.seat('bea')
    writer(Y.encodeStateAsUpdate(two.room.doc), update => two.room.take(bea, update)).type('third.')
    await two.room.settle()
    expect(read(await one.reload())).toBe('Here stands: first, second, third.')
  })

  test('what is stored is told as stored, also when reading others’ writing or compacting fails', async () => {
    const failures: unknown[] = []
    let broken = true
    const one = await open({
      limits: { rows: 20 },
      failed: error => void failures.push(error),
      around: store => ({
        after: (id, n) => (broken ? Promise.reject(new Error('cut off')) : store.after(id, n)),
        compact: () => Promise.reject(new Error('no room left')),
      }),
    })
    const two = await reopened(house, one.id)
    const bea = two.seat('bea')
    writer(one.begin, update => two.room.take(bea, update)).type('(Bea) ')
    await two.room.settle()
    const seen: Uint8Array[] = []
    const [ana, cai] = [one.seat('ana'), one.seat('cai', frame => void seen.push(frame))]
    one.room.enter(cai)
    const { type } = writer(one.begin, update => one.room.take(ana, update))
    type('(Ana) ')
    await one.room.settle()
    expect([ana.taken, ana.saved, seen.length]).toEqual([1, 1, 1])
    expect(failures.map(String)).toEqual(['Error: cut off'])
    broken = false
    type('(Ana again) ')
    await one.room.settle()
    expect(ana.saved).toBe(2)
    expect(read(one.room.doc)).toContain('(Bea)')
    expect(read(await one.reload())).toBe(read(one.room.doc))
    for (let n = 0; n < 20; n++) {
      type('.')
      await one.room.settle()
    }
    expect(ana.saved).toBe(22)
    expect(failures.map(String)).toContain('Error: no room left')
  })

  test('what is stored while the room is looked up makes it no other room', async () => {
    let meanwhile = (): Promise<void> => Promise.resolve()
    const one = await open({
      around: store => ({
        async state(id) {
          const state = await store.state(id)
          await meanwhile()
          return state
        },
      }),
    })
    const ana = one.seat('ana')
    const { type } = writer(one.begin, update => one.room.take(ana, update))
    meanwhile = () => {
      type('meanwhile')
      return one.room.settle()
    }
    await one.room.refresh()
    expect(one.room.gone).toBe(false)
    expect(read(await one.reload())).toBe('Here stands: meanwhile')
  })

  test('what comes after the freeze is not kept by a compaction either', async () => {
    const one = await open()
    const ana = one.seat('ana')
    const { type } = writer(one.begin, update => one.room.take(ana, update))
    type('in time, ')
    await one.room.settle()
    await house.must(secretary, 'draft.freeze', { consultation: one.id })
    type('too late')
    await one.room.compact()
    await one.room.settle()
    expect(one.room.gone).toBe(true)
    expect(ana.saved).toBe(1)
    expect(read(await one.reload())).toBe('Here stands: in time, ')
  })

  test('devices made up beyond the limit of a connection change nothing', async () => {
    const one = await open({ limits: { clientsPerSeat: 3 } })
    const ana = one.seat('ana')
    const device = (n: number): Uint8Array => {
      const doc = new Y.Doc()
      doc.clientID = 900 + n
      textOf(doc).insert(0, [new Y.XmlElement('paragraph')])
      return Y.encodeStateAsUpdate(doc)
    }
    for (const n of [1, 2, 3]) one.room.take(ana, device(n))
    const before = Y.encodeStateAsUpdate(one.room.doc)
    expect(() => one.room.take(ana, device(4))).toThrow(BadUpdate)
    expect(Y.encodeStateAsUpdate(one.room.doc)).toEqual(before)
    await one.room.settle()
    expect(ana.saved).toBe(3)
    expect(textOf(await one.reload()).length).toBe(4)
  })

  test('while the disk takes nothing, writers are sent away for a while before memory is full, and come back with all they wrote', async () => {
    let full = true
    const one = await open({
      failed: () => undefined,
      limits: { waiting: 10_000 },
      around: store => ({
        append: (...p) => (full ? Promise.reject(new Error('the disk is full')) : store.append(...p)),
      }),
    })
    const ana = one.seat('ana')
    const { doc, type } = writer(one.begin, update => one.room.take(ana, update))
    for (let n = 0; n < 30; n++) type('x'.repeat(1_000))
    expect(ana.ended.length).toBeGreaterThan(0)
    expect(new Set(ana.ended)).toEqual(new Set([TRY_LATER]))
    expect(ana.saved).toBe(0)
    expect(read(one.room.doc).length).toBeLessThan(12_000)
    full = false
    await one.room.settle()
    const again = one.seat('ana')
    one.room.take(again, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(one.room.doc)))
    await one.room.settle()
    expect([again.ended, again.saved]).toEqual([[], 1])
    expect(read(await one.reload())).toBe(read(doc))
  })

  test.each(['open', 'frozen'])('what the preview changed stands in the %s room as soon as it is looked at', async how => {
    const { id, units, slug } = await house.consultation(`previewed-${how}`)
    const on = { consultation: slug }
    await house.must(secretary, 'revision.begin', on)
    await house.draftRooms.project(id)
    if (how === 'frozen') await house.must(secretary, 'draft.freeze', on)
    const html = '<p>Said in the preview.</p>'
    await house.must(secretary, 'draft.write', { ...on, id: units[0], html })
    expect((await getRoomState(house.db.read, { id }))?.stale).toBe(1)
    const room = await reopened(house, id)
    await room.room.refresh()
    // Nothing of it waits in memory: the mark and the text are one commit.
    expect(textOf(await room.reload()).toString()).toContain('Said in the preview.')
    expect((await getRoomState(house.db.read, { id }))?.stale).toBe(0)
    // The house's own hand is nobody whom the history would name.
    expect((await room.store.load(id))?.people).toEqual([])
    await house.draftRooms.prepare(id, secretary)
    expect((await house.draftRooms.project(id))?.units.find(u => u.id === units[0])?.html).toBe(html)
  })
})
