// What differs between two texts, by examples, and what holds for any two: the runs are the texts again.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textDiff, tokensOf, wordsIn } from '../../shared/text-diff.ts'

/** `[-left-]`, `{+came+}`, the rest stays. */
const drawn = (before: string, after: string): string =>
  textDiff(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'out' ? `[-${text}-]` : `{+${text}+}`))
    .join('')

test.each([
  ['', '', ''],
  ['', 'New.', '{+New.+}'],
  ['Old.', '', '[-Old.-]'],
  ['The same.', 'The same.', 'The same.'],
  ['One street.', 'Two streets.', '[-One street-]{+Two streets+}.'],
  ['The town pays the pipes.', 'The state pays the pipes.', 'The [-town-]{+state+} pays the pipes.'],
  ['The town pays.', 'The town never pays.', 'The town {+never +}pays.'],
  ['The town never pays.', 'The town pays.', 'The town [-never -]pays.'],
  ['3.5 litres', '35 litres', '[-3.5-]{+35+} litres'],
  ['l’eau de la ville', 'l’air de la ville', '[-l’eau-]{+l’air+} de la ville'],
  ['每人有水', '每人有电', '每人有[-水-]{+电+}'],
  ['first\nsecond\nthird', 'first\nthird', 'first\n[-second\n-]third'],
])('%j → %j', (before, after, expected) => {
  expect(drawn(before, after)).toBe(expected)
})

const word = fc.constantFrom('water', 'town', '3.5', '35', ',', '.', ' ', ' ', ' ', '\n', 'l’eau', '水', '😀', 'é')
const text = fc.array(word, { maxLength: 60 }).map(words => words.join(''))
const long = fc.array(word, { minLength: 2_500, maxLength: 4_000 }).map(words => words.join(''))
const without = (kind: 'out' | 'in', before: string, after: string): string =>
  textDiff(before, after)
    .map(run => (run.kind === kind ? '' : run.text))
    .join('')

test.each([
  ['short', text, 500],
  ['long', long, 10],
] as const)('the runs of any two %s texts are those texts, and two neighbours are never of one kind', (_, texts, numRuns) => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      expect(without('in', before, after)).toBe(before)
      expect(without('out', before, after)).toBe(after)
      const kinds = textDiff(before, after).map(run => run.kind)
      expect(kinds.some((kind, n) => kind === kinds[n + 1])).toBe(false)
    }),
    { numRuns, seed: 4 },
  )
})

test('what stays of a text is what nobody touched: one word in a long one', () => {
  const words = Array.from({ length: 4_000 }, (_, n) => `word${n}`)
  const runs = textDiff(words.join(' '), words.with(2_000, 'another').join(' '))
  expect(runs.filter(run => run.kind !== 'same').map(run => run.text)).toEqual(['word2000', 'another'])
})

test('words are compared without blanks, signs and capitals; joined tokens are the text', () => {
  expect(wordsIn('The  TOWN (12) – l’eau!')).toEqual(['the', 'town', '12', 'l’eau'])
  expect(tokensOf('The  town, 水!').join('')).toBe('The  town, 水!')
})
