// Ranges of news against the number a page stands at; ids by time.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge } from '../../client/judge.ts'
import { uuid7 } from '../../client/uuid7.ts'

const range = (after: number, upto: number, reset = false) => ({ after, upto, reset })

test('old is dropped, adjoining and overlapping applied, beyond fetched, a reset obeyed', () => {
  expect(judge(10, range(5, 10))).toBe('drop')
  expect(judge(10, range(10, 12))).toBe('apply')
  expect(judge(10, range(7, 12))).toBe('apply')
  expect(judge(10, range(11, 12))).toBe('fetch')
  expect(judge(10, range(0, 3, true))).toBe('reset')
})

test('whatever comes twice, late or with gaps, a page misses nothing and counts nothing twice', () => {
  const frames = fc.array(fc.tuple(fc.nat(30), fc.nat(8)))
  fc.assert(
    fc.property(frames, list => {
      let mine = 0
      const seen: number[] = []
      const take = (after: number, upto: number): void => {
        for (let n = after + 1; n <= upto; n++) if (n > mine) seen.push(n)
        mine = Math.max(mine, upto)
      }
      for (const [after, length] of list) {
        const verdict = judge(mine, range(after, after + length))
        if (verdict === 'apply') take(after, after + length)
        if (verdict === 'fetch') take(mine, after + length)
      }
      expect(seen).toEqual(Array.from({ length: mine }, (_, i) => i + 1))
    }),
  )
})

test('ids are UUIDs of version 7 and sort by time', () => {
  const random = new Uint8Array(10).fill(255)
  const first = uuid7(Date.UTC(2027, 0, 1), random)
  const second = uuid7(Date.UTC(2027, 0, 1) + 1, new Uint8Array(10))
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(second).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(first < second).toBe(true)
  expect(parseInt(first.replace('-', '').slice(0, 12), 16)).toBe(Date.UTC(2027, 0, 1))
})
