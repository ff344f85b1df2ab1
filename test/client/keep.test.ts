// Typed words on the device: through reload, refusal, full storage, under one identity.

import { expect, test } from 'vitest'
import { createKeep } from '../../client/keep.ts'
import { storage } from '../helpers/storage.ts'

const counter = (): (() => string) => {
  let n = 0
  return () => `id-${++n}`
}

test('what is typed is there after a reload, with the same identity at each input', () => {
  const device = storage()
  const ids = counter()
  const before = createKeep('streets', device, ids)
  const first = before.put('p1', '', { text: 'I th' })
  before.put('p1', '', { text: 'I think', kind: 'remark' })
  const after = createKeep('streets', device, ids).get('p1', '')
  expect(after).toEqual({ ...first, text: 'I think', kind: 'remark' })
})

test('places, replies and consultations are apart', () => {
  const device = storage()
  const keep = createKeep('streets', device, counter())
  keep.put('p1', '', { text: 'one' })
  keep.put('p1', 'c1', { text: 'two' })
  keep.put('p2', '', { text: 'three' })
  expect([keep.get('p1', '')?.text, keep.get('p1', 'c1')?.text, keep.get('p2', '')?.text]).toEqual(['one', 'two', 'three'])
  expect(createKeep('parks', device, counter()).get('p1', '')).toBeNull()
  expect(new Set(['', 'c1'].map(reply => keep.get('p1', reply)?.id)).size).toBe(2)
})

test('a refusal keeps the words and the comment’s id, and gives the next attempt a key of its own', () => {
  const keep = createKeep('streets', storage(), counter())
  const sent = keep.put('p1', '', { text: 'too long', waiting: true })
  keep.refused('p1', '')
  const kept = keep.get('p1', '')
  expect(kept?.text).toBe('too long')
  expect(kept?.id).toBe(sent.id)
  expect(kept?.key).not.toBe(sent.key)
  expect(kept?.waiting).toBe(false)
})

test('only an acknowledgement clears, and then the next words are another comment', () => {
  const device = storage()
  const keep = createKeep('streets', device, counter())
  const first = keep.put('p1', '', { text: 'sent' })
  keep.clear('p1', '')
  expect(keep.get('p1', '')).toBeNull()
  expect(device.held.size).toBe(0)
  expect(keep.put('p1', '', { text: 'again' }).id).not.toBe(first.id)
})

test('on a full device the words stand as long as the page does', () => {
  const keep = createKeep('streets', storage(150), counter())
  keep.put('p1', '', { text: 'short' })
  keep.put('p1', '', { text: 'long '.repeat(100) })
  expect(keep.get('p1', '')?.text).toBe('long '.repeat(100))
})
