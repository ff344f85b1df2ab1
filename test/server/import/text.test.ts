// Plain text: lines to paragraphs, marks to lists, guessed headings, and the units of a page as consultations print it.
import { expect, test } from 'vitest'
import { readText } from '../../../server/import/text.ts'
import { toDraft } from '../../../server/import/units.ts'
import { bytesOf, shapeOf } from './shapes.ts'

const read = (text: string) => readText(bytesOf(text))
const long = (words: string): string =>
  `${words} ${'This paragraph goes on for a while, as the paragraphs of strategies do, so that its line is long. '.repeat(2).trim()}`

test('lines that a program wrapped are joined, words parted at their ends too', () => {
  const source = read(
    'The harbour is a place where ships come and go, and where peo-\nple work by day and by night, in summer as well as in the cold\nmonths of winter.\n\nA second paragraph begins after a blank line, and it is long e-\nnough to be wrapped.\n',
  )
  expect(shapeOf(source.blocks)).toEqual([
    'p The harbour is a place where ships come and go, and where people work by day and by night, in summer as well as in the cold months of winter.',
    'p A second paragraph begins after a blank line, and it is long enough to be wrapped.',
  ])
})

test('dashes and numbers are lists, also nested; letters keep their labels', () => {
  const source = read(`${long('Intro.')}\n\n- one\n  - inner\n- two\n\n1. first\n2. second\n\n(a) alpha\n(b) beta\n`)
  expect(shapeOf(source.blocks).slice(1)).toEqual([
    'ul [p one / ul [p inner]; p two]',
    'ol [p first; p second]',
    'ol [(a)|p alpha; (b)|p beta]',
  ])
})

test('headings are guessed from marks, underlines, capitals and the words that open articles; it says so', () => {
  const source = read(
    `THE HARBOUR RULES\n\nArticle 1 Purpose\n\n${long('These rules')}\n\nScope\n-----\n\n${long('They hold')}\n\n# Fees\n\n${long('Fees are')}\n`,
  )
  expect(shapeOf(source.blocks).filter(line => line.startsWith('h'))).toEqual([
    'h1 THE HARBOUR RULES',
    'h2 Article 1 Purpose',
    'h2 Scope',
    'h1 Fees',
  ])
  expect([source.guessed, source.warnings.map(({ code }) => code)]).toEqual([true, ['text.guessed']])
})

test('UTF-16 and Windows-1252 are told apart from UTF-8', () => {
  const utf16 = new Uint8Array(Buffer.from('\ufeffÉté à la plage', 'utf16le'))
  expect(shapeOf(readText(utf16).blocks)).toEqual(['p Été à la plage'])
  expect(shapeOf(readText(new Uint8Array([0xc9, 0x74, 0xe9, 0x20, 0x80, 0x20, 0x35])).blocks)).toEqual(['p Été € 5'])
  expect(() => readText(new Uint8Array([0, 1, 2, 0, 0, 3]))).toThrow('unknownKind')
})

/** Eleven places to comment on; five of them hold two units of ours: paragraph and paragraph, or paragraph and announced list. */
const strategy = [
  [long('Our vision is a harbour for all.')],
  [
    long('While storms grow stronger, we see a harbour that is safe.'),
    'To get there we need that:\n- all can read the tide tables ;\n- everyone may speak at the council ; and\n- rules hold for small boats and great ships alike.',
  ],
  [long('For ten years we built quays.'), long('We now learn that quays - few and far between - are not enough.')],
  [long('Our mission is to equip those who sail.'), 'The new mission changes a few things, which are described below.'],
  [long('The community has grown.')],
  [long('First, we shall train pilots.')],
  [long('Second, we shall dredge.')],
  [long('Third, we choose: a) lights ; b) buoys ; c) charts.')],
  [long('Fourth, the office changes.')],
  [
    long('In the coming years - 2031 to 2036 - we follow four aims.'),
    long('It matters that three conditions hold: will, means, and room to act.'),
  ],
  [long('It is good that those who lead are many.'), 'In the years 2031 - 2036 the harbour will:'],
]

test.each([
  ['one line a paragraph', '\n'],
  ['blank lines between', '\n\n'],
])('a page with eleven numbers is sixteen units, %s', (_, between) => {
  const { units } = toDraft(read(strategy.flat().join(between)))
  expect(units.map(unit => unit.kind).join(' ')).toBe(
    'prose prose list prose prose prose prose prose prose prose prose prose prose prose prose prose',
  )
  expect(units).toHaveLength(16)
  expect(units[2]?.items).toBe(3)
})
