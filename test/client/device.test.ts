// Words typed before there was a session: they go with the person, and where there is no room for that they stay.

import { afterEach, expect, test, vi } from 'vitest'
import { storage } from '../helpers/storage.ts'

/** Longer than the name of nobody. */
const ANA = '019f0000-0000-7000-8000-00000000000a'

afterEach(() => void vi.unstubAllGlobals())

/** What a page does to the device when it is opened for somebody, or for nobody. */
async function opened(shelf: ReturnType<typeof storage>, who: string | null) {
  const data = JSON.stringify({ who, kind: who && 'guest', named: false, words: {} })
  vi.stubGlobal('localStorage', shelf)
  vi.stubGlobal('document', { documentElement: { dataset: {} }, getElementById: () => ({ textContent: data }) })
  vi.resetModules()
  const { keepOf } = await import('../../client/offline/device.ts')
  return keepOf('streets')
}
const typed = (shelf: ReturnType<typeof storage>): unknown[] =>
  [...shelf.held].filter(([name]) => name.endsWith(' streets p1 ')).map(([, kept]) => (JSON.parse(kept) as { text: string }).text)

test('what was typed before there was a session is the person’s afterwards', async () => {
  const shelf = storage()
  ;(await opened(shelf, null)).put('p1', '', { text: 'Half a thought.' })
  expect((await opened(shelf, ANA)).get('p1', '')?.text).toBe('Half a thought.')
  expect(typed(shelf)).toEqual(['Half a thought.'])
})

test('on a full device words that cannot go along stay, also when shorter ones have taken their place', async () => {
  const long = 'A long thought, written down before there was a session.'
  const shelf = storage(2_000)
  ;(await opened(shelf, null)).put('p1', '', { text: long })
  const free = 2_000 - [...shelf.held].flat().join('').length
  shelf.setItem('filler', 'x'.repeat(free - 'filler'.length))
  const ana = await opened(shelf, ANA)
  expect(ana.get('p1', '')).toBeNull()
  shelf.removeItem('filler')
  ana.put('p1', '', { text: 'Shorter.' })
  const again = await opened(shelf, ANA)
  expect(again.get('p1', '')?.text).toBe('Shorter.')
  expect(typed(shelf)).toEqual([long, 'Shorter.'])
  // Once their place is free they are seen.
  again.clear('p1', '')
  expect((await opened(shelf, ANA)).get('p1', '')?.text).toBe(long)
  expect(typed(shelf)).toEqual([long])
})
