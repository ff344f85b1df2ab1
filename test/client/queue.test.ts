// The queue of acts on a device: order, one key for every attempt, the last wish of several, refusals that wait to be read.

import { expect, test } from 'vitest'
import { createQueue, type Act, type Queue, type Sent } from '../../client/offline/queue.ts'
import { storage } from '../helpers/storage.ts'

const vote = (key: string, item: string, value: string | null = 'agree'): Act => ({
  key,
  slug: 'streets',
  name: 'vote.cast',
  about: item,
  input: { item, value },
  rename: null,
})
const comment = (key: string, place: string): Act => ({
  key,
  slug: 'streets',
  name: 'comment.post',
  about: `${place} `,
  input: { id: key, paragraphId: place, text: `Words of ${key}` },
  rename: null,
})
const ok: Sent = { ok: { seq: 1, result: {} } }
const no = (refused: string, detail: Record<string, string> = {}): Sent => ({
  no: { refused, message: `because ${refused}`, detail, requestId: 'x' },
})

/** A server that answers as told, and a line that is opened by hand. */
function world(shelf = storage()) {
  const attempts: string[] = []
  const outcomes: string[] = []
  let answer: (act: Act) => Sent = () => ({ offline: true })
  let open: (() => void)[] = []
  const make = (): Queue =>
    createQueue({
      shelf,
      place: 'parley ana queue',
      attempt: async act => {
        attempts.push(`${act.key} ${act.input['value'] ?? ''}`.trim())
        return answer(act)
      },
      connected: () => new Promise(go => open.push(go)),
      answered: (act, refused) => void outcomes.push(`${act.key} ${refused ? 'refused' : 'sent'}`),
      changed: () => {},
    })
  return {
    shelf,
    attempts,
    outcomes,
    make,
    async now(answers: (act: Act) => Sent) {
      answer = answers
      const going = open
      open = []
      for (const go of going) go()
      for (let i = 0; i < 50; i++) await Promise.resolve()
    },
  }
}
const settle = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await Promise.resolve()
}

test('without a connection acts wait on the device; then they go out in order, under the same keys, once', async () => {
  const w = world()
  const queue = w.make()
  queue.send(vote('k1', 'p1'))
  queue.send(comment('k2', 'p2'))
  queue.send(vote('k3', 'p3'))
  await settle()
  expect(w.attempts).toEqual(['k1 agree'])
  expect(queue.all().map(a => [a.key, a.waits])).toEqual([
    ['k1', true],
    ['k2', true],
    ['k3', true],
  ])
  await w.now(() => ok)
  expect(w.attempts).toEqual(['k1 agree', 'k1 agree', 'k2', 'k3 agree'])
  expect(queue.all()).toEqual([])
  expect(w.shelf.held.size).toBe(0)
})

test('what a closed page left is sent by the next one, and told to it', async () => {
  const w = world()
  w.make().send(comment('k1', 'p1'))
  await settle()
  const next = w.make()
  expect(next.all().map(a => a.key)).toEqual(['k1'])
  next.resume(() => undefined)
  await w.now(() => ok)
  expect(next.all()).toEqual([])
  expect(w.outcomes).toContain('k1 sent')
})

test('of several wishes for one item the last is sent, at the place of the first', async () => {
  const w = world()
  const queue = w.make()
  const told: unknown[] = []
  queue.send(vote('k1', 'p1', 'agree'), {
    waits: () => told.push('waits'),
    done: (_, act) => told.push(act.input['value']) > 0,
  })
  queue.send(vote('k2', 'p2'))
  await settle()
  expect(queue.replace(vote('k3', 'p1', null))).toBe(true)
  expect(queue.replace(vote('k4', 'p9'))).toBe(false)
  await w.now(() => ok)
  expect(w.attempts).toEqual(['k1 agree', 'k3', 'k2 agree'])
  expect(told).toEqual(['waits', 'waits', null])
})

test('an answer to a wish that was replaced meanwhile does not end the newer one', async () => {
  const w = world()
  const queue = w.make()
  await w.now(act => {
    if (act.key === 'k1') queue.replace(vote('k2', 'p1', 'disagree'))
    return ok
  })
  queue.send(vote('k1', 'p1', 'agree'))
  await settle()
  expect(w.attempts).toEqual(['k1 agree', 'k2 disagree'])
  expect(queue.all()).toEqual([])
})

test('a refusal is shown where the act was; where nobody is, it stays with its words until it is put away', async () => {
  const w = world()
  const queue = w.make()
  await w.now(() => no('closed'))
  const shown: string[] = []
  queue.send(comment('k1', 'p1'), { waits: () => {}, done: answer => shown.push('no' in answer ? answer.no.message : '') > 0 })
  queue.send(comment('k2', 'p2'))
  queue.send(vote('k3', 'p3'))
  await settle()
  expect(shown).toEqual(['because closed'])
  expect(queue.all().map(a => [a.key, a.refused, a.input['text']])).toEqual([
    ['k2', 'because closed', 'Words of k2'],
    ['k3', 'because closed', undefined],
  ])
  expect(w.outcomes).toEqual(['k2 refused', 'k3 refused'])
  queue.dismiss('k2')
  expect(queue.all().map(a => a.key)).toEqual(['k3'])
})

test('a key that is in flight in another window is no refusal', async () => {
  const w = world()
  const queue = w.make()
  await w.now(() => no('conflict'))
  queue.send(vote('k1', 'p1'))
  await settle()
  expect(queue.all().map(a => a.refused)).toEqual([undefined])
  await w.now(() => no('conflict', { why: 'answered' }))
  expect(queue.all().map(a => a.refused)).toEqual(['because conflict'])
})

test('what another window has sent is told here, too', async () => {
  const w = world()
  const queue = w.make()
  const told: string[] = []
  queue.send(vote('k1', 'p1'), { waits: () => told.push('waits'), done: () => told.push('done') > 0 })
  await settle()
  w.shelf.held.clear()
  await w.now(() => ok)
  expect(told).toEqual(['waits', 'done'])
})

test('on a full device acts stand as long as the page does', async () => {
  const w = world(storage(10))
  const queue = w.make()
  queue.send(vote('k1', 'p1'))
  await settle()
  expect(queue.all().map(a => a.key)).toEqual(['k1'])
  await w.now(() => ok)
  expect(queue.all()).toEqual([])
})
