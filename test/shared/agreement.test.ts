// The level of agreement: Wilson's interval against published values, the contract's example, division, and words that never call a split consensus.

import { describe, expect, test } from 'vitest'
import { agreementOf, levelOf, moved, noVotes, wilson } from '../../shared/agreement.ts'

const of = (agree: number, disagree: number, unsure = 0, minVotes = 5) =>
  agreementOf({ agree, disagree, unsure, guests: 0 }, minVotes)

describe('[V2] Wilson’s interval at 95 %', () => {
  /** R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (score, without continuity correction). */
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i lies between %f and %f', (hits, n, low, high) => {
    const found = wilson(hits, n)
    expect(found?.low).toBeCloseTo(low, 4)
    expect(found?.high).toBeCloseTo(high, 4)
  })
  test('nothing is said of no votes', () => expect(wilson(0, 0)).toBeNull())
  test('it stays within 0 and 1, holds the share, and narrows with more votes', () => {
    for (let n = 1; n <= 60; n++)
      for (let hits = 0; hits <= n; hits++) {
        const found = wilson(hits, n)
        if (!found) throw new Error('no interval')
        expect(found.low).toBeGreaterThanOrEqual(0)
        expect(found.high).toBeLessThanOrEqual(1)
        expect(found.low).toBeLessThanOrEqual(hits / n + 1e-12)
        expect(found.high).toBeGreaterThanOrEqual(hits / n - 1e-12)
        const more = wilson(hits * 4, n * 4)
        expect((more?.high ?? 1) - (more?.low ?? 0)).toBeLessThan(found.high - found.low)
      }
  })
})

test('the contract’s example: 8 agree, 2 disagree, 1 unsure, 3 of them guests', () => {
  expect(agreementOf({ agree: 8, disagree: 2, unsure: 1, guests: 3 }, 5)).toEqual({
    agree: 8,
    disagree: 2,
    unsure: 1,
    guests: 3,
    n: 10,
    share: 0.8,
    low: 0.4902,
    high: 0.9433,
    division: 0.4,
    enough: true,
  })
})

test('without votes for or against: nulls, no division, not enough', () => {
  expect(agreementOf(noVotes, 5)).toMatchObject({ n: 0, share: null, low: null, high: null, division: 0, enough: false })
  expect(of(0, 0, 9)).toMatchObject({ n: 0, share: null, enough: false })
})

test('division is 1 when split in half, 0 when all are of one mind, and does not care for which', () => {
  expect(of(5, 5).division).toBe(1)
  expect(of(9, 0).division).toBe(0)
  expect(of(0, 9).division).toBe(0)
  for (let a = 0; a < 12; a++) for (let d = 0; d < 12; d++) expect(of(a, d).division).toBe(of(d, a).division)
})

test('few votes are called few; "all disagree" is never consensus, half is divided', () => {
  expect(levelOf(of(0, 0))).toBe('none')
  expect(levelOf(of(4, 0))).toBe('few')
  expect(levelOf(of(0, 0, 3))).toBe('few')
  expect(levelOf(of(5, 0))).toBe('broadAgreement')
  expect(levelOf(of(7, 3))).toBe('agreement')
  expect(levelOf(of(5, 5))).toBe('divided')
  expect(levelOf(of(3, 7))).toBe('disagreement')
  expect(levelOf(of(0, 50))).toBe('broadDisagreement')
})

test('[V1] a tally moves by one person’s vote and back, guests apart', () => {
  const guest = { value: 'agree', guest: true } as const
  const known = { value: 'disagree', guest: false } as const
  const one = moved(noVotes, null, guest)
  expect(one).toEqual({ agree: 1, disagree: 0, unsure: 0, guests: 1 })
  expect(moved(one, guest, known)).toEqual({ agree: 0, disagree: 1, unsure: 0, guests: 0 })
  expect(moved(one, guest, null)).toEqual(noVotes)
  expect(noVotes).toEqual({ agree: 0, disagree: 0, unsure: 0, guests: 0 })
})
