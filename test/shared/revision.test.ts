// What is proposed for each unit of the next revision, by examples: a text of letters, each a unit, against another one.

import { expect, test } from 'vitest'
import { asKey, type DraftUnit } from '../../shared/draft.ts'
import { classesOf, laidOver, mapUnits } from '../../shared/mapping.ts'
import { decided, mayPublishRevision, noLineage, placesOf, propose } from '../../shared/revision.ts'

const texts: Record<string, string> = {
  A: 'The town renews the pipes under every street of the old quarter before winter comes.',
  B: 'Buses run every ten minutes from the station to the hospital, also at night.',
  C: 'Trees are planted along the river and watered by the pupils of the two schools.',
  D: 'Whoever heats with wood sweeps the chimney twice a year and says so to the town.',
  E: 'The library opens on Sundays when enough volunteers are found to keep it.',
}
function unit(id: string, text = texts[id] ?? id, kind: DraftUnit['kind'] = 'prose'): DraftUnit {
  const html = kind === 'heading' ? text : `<p>${text}</p>`
  return { id, kind, level: kind === 'heading' ? 2 : null, html, text, items: 0, rows: 0, footnotes: [] }
}
const units = (letters: string): DraftUnit[] => [...letters].map(id => unit(id))
const slip = unit('B', texts['B']?.replace('Buses run', 'Buses, run'))
const number = unit('B', texts['B']?.replace('ten', '10'))
const rewritten = unit('B', 'Nobody drives into the centre any more.')
const classes = (before: DraftUnit[], after: DraftUnit[], lineage = noLineage): string =>
  propose(before, after, lineage)
    .map(c => `${c.id} ${c.class}${c.moved ? ' moved' : ''}${c.into === null ? '' : `→${c.into}`}`)
    .join(', ')

test.each<[string, DraftUnit[], DraftUnit[], string, Partial<typeof noLineage>?]>([
  ['nothing', units('ABC'), units('ABC'), 'A unchanged, B unchanged, C unchanged'],
  ['a sign', units('ABC'), [unit('A'), slip, unit('C')], 'A unchanged, B edited, C unchanged'],
  ['a number in figures', units('ABC'), [unit('A'), number, unit('C')], 'A unchanged, B changed, C unchanged'],
  ['other words', units('ABC'), [unit('A'), rewritten, unit('C')], 'A unchanged, B changed, C unchanged'],
  ['a new one', units('AB'), units('ACB'), 'A unchanged, C new, B unchanged'],
  ['one less', units('ABC'), units('AC'), 'A unchanged, C unchanged, B removed'],
  ['one moved', units('ABCD'), units('BCDA'), 'B unchanged, C unchanged, D unchanged, A moved moved'],
  ['moved and edited', units('ABC'), [slip, ...units('AC')], 'B edited moved, A unchanged, C unchanged'],
  ['split', units('AB'), [unit('A', 'The town renews'), unit('X', 'the pipes'), unit('B')], 'A split, X split, B unchanged', { from: { X: 'A' } }],
  ['cut off in two steps', units('A'), [unit('A', 'The town'), unit('Y', 'pipes')], 'A split, Y split', { from: { X: 'A', Y: 'X' } }],
  ['merged', units('ABC'), [unit('A', `${texts['A']} ${texts['B']}`), unit('C')], 'A merged, C unchanged, B removed→A', { into: { B: 'A' } }],
  ['merged in two steps', units('ABC'), [unit('A', 'All of it.')], 'A merged, B removed→A, C removed→A', { into: { C: 'B', B: 'A' } }],
  ['merged into one that left', units('ABC'), units('A'), 'A unchanged, B removed, C removed', { into: { C: 'B' } }],
  ['a circle of steps', units('AB'), units('A'), 'A unchanged, B removed', { into: { B: 'X', X: 'B' } }],
  ['a heading made of text', units('AB'), [unit('A', texts['A'], 'heading'), unit('B')], 'A changed, B unchanged'],
])('%s', (_, before, after, expected, lineage) => {
  expect(classes(before, after, { ...noLineage, ...lineage })).toBe(expected)
}) // prettier-ignore

test('a decision counts where a text is another one, and nowhere else', () => {
  const [same, text, heading] = propose(units('ABC'), [unit('A'), slip, unit('C', texts['C'], 'heading')])
  for (const [change, expected] of [
    [same, 'unchanged'],
    [text, 'changed'],
    [heading, 'changed'],
  ] as const)
    expect(change && decided(change, { class: 'changed' }).class).toBe(expected)
  expect(heading && decided(heading, { class: 'edited' }).class).toBe('changed')
})

test('publishing asks for a reason, and for one more where it was decided otherwise than proposed', () => {
  const changes = propose(units('AB'), [unit('A'), rewritten])
  const given = { reason: 'Said better.', afterClosing: '', closed: false }
  const why = (decisions: Parameters<typeof mayPublishRevision>[1], more: Partial<typeof given> = {}): string | undefined =>
    mayPublishRevision(changes, decisions, { ...given, ...more })?.why
  expect(why({})).toBeUndefined()
  expect(why({}, { reason: ' ' })).toBe('reason')
  expect(why({}, { closed: true })).toBe('revision')
  expect(why({ B: { class: 'edited' } })).toBe('revisionReason')
  expect(why({ B: { class: 'edited', reason: 'Only the order of words.' } })).toBeUndefined()
  expect(mayPublishRevision(propose(units('A'), units('A')), {}, given)?.why).toBe('revisionSame')
  expect(mayPublishRevision(propose(units('A'), []), {}, given)?.why).toBe('revisionEmpty')
})

test('what left keeps its place behind what it stood behind', () => {
  const places = placesOf(['A', 'B', 'C', 'D'], ['D', 'X', 'A'])
  expect([...places].toSorted(([, a], [, b]) => a - b).map(([id]) => id)).toEqual(['D', 'X', 'A', 'B', 'C'])
})

const file = (...all: string[]): DraftUnit[] => all.map((text, n) => unit(String(n), texts[text] ?? text))
test.each<[string, DraftUnit[], string, string]>([
  ['the same file', file('A', 'B', 'C'), 'A B C', 'unchanged unchanged unchanged'],
  ['another order', file('C', 'A', 'B'), 'C A B', 'moved unchanged unchanged'],
  ['a new one between', file('A', 'E', 'B', 'C'), 'A – B C', 'unchanged new unchanged unchanged'],
  ['one rewritten in part', file('A', 'Buses run every ten minutes from the station to the hospital, but never at night.', 'C'), 'A B C', 'unchanged changed unchanged'],
  ['strangers', file('A', 'Nobody smokes in parks.', 'C'), 'A – C', 'unchanged new unchanged'],
  ['two joined', file(`${texts['A']} ${texts['B']}`, 'C'), 'A+B C', 'merged unchanged'],
  ['one cut', file('The town renews the pipes under every street', 'of the old quarter before winter comes.', 'B', 'C'), 'A A/ B C', 'split split unchanged unchanged'],
])('laid over: %s', (_, laid, expected, said) => {
  const current = units('ABC')
  const pairs = mapUnits(current, laid)
  expect(pairs.map(p => (p.id ?? (p.cutOff === null ? '–' : `${p.cutOff}/`)) + p.takesIn.map(id => `+${id}`).join('')).join(' ')).toBe(expected)
  expect(classesOf(current, laid, pairs).join(' ')).toBe(said)
  const ids = new Set<string>()
  const { units: next } = laidOver(laid, pairs, () => `new${ids.size}`)
  for (const [n, u] of next.entries()) {
    expect(asKey(u)).toBe(asKey(laid[n] ?? u))
    ids.add(u.id)
  }
  expect(ids.size).toBe(laid.length)
}) // prettier-ignore
