// PDF: paragraphs, headings, lists and notes guessed from places and letters; page furniture and contents lists leave.
import { expect, test } from 'vitest'
import { readPdf } from '../../../server/import/pdf.ts'
import { wordRecall, wordsOf } from '../../corpus-pdf.ts'
import { leftOf, notesOf, shapeOf } from './shapes.ts'
import { smallPdf } from './small-pdf.ts'
import type { PdfText } from './small-pdf.ts'

/** A page with header and number around lines of text that fill the measure. */
const page = (number: number, lines: PdfText[]): PdfText[] => [
  { text: 'The harbour strategy, draft 3', x: 60, y: 770, size: 9 },
  ...lines,
  { text: `Page ${number}`, x: 280, y: 30, size: 9 },
]
const full = 'These words fill one whole line of the page from its left edge to its right edge, or very'
const lines = (y: number, ...texts: string[]): PdfText[] => texts.map((text, index) => ({ text, x: 60, y: y - index * 14 }))

test('lines become paragraphs, letters become headings, repeated edges of pages leave', async () => {
  const source = await readPdf(
    smallPdf([
      page(1, [
        { text: 'The harbour strategy', x: 60, y: 720, size: 20, bold: true },
        { text: '1 Purpose', x: 60, y: 680, size: 14, bold: true },
        ...lines(650, full, `${full},`, 'nearly.'),
        ...lines(590, full, 'and it goes on to the next page without an end because there is more to say about all'),
      ]),
      page(2, [
        ...lines(720, 'this and that.'),
        { text: '1.1 Scope', x: 60, y: 680, size: 14, bold: true },
        ...lines(650, 'A short one.'),
      ]),
      page(3, [{ text: '2 Fees', x: 60, y: 720, size: 14, bold: true }, ...lines(690, 'There are no fees.')]),
    ]),
  )
  expect(shapeOf(source.blocks)).toEqual([
    'h1 The harbour strategy',
    'h2 1 Purpose',
    `p ${full} ${full}, nearly.`,
    `p ${full} and it goes on to the next page without an end because there is more to say about all this and that.`,
    'h3 1.1 Scope',
    'p A short one.',
    'h2 2 Fees',
    'p There are no fees.',
  ])
  expect(new Set(leftOf(source))).toEqual(
    new Set(['furniture: The harbour strategy, draft 3', 'furniture: Page 1', 'furniture: Page 2', 'furniture: Page 3']),
  )
  expect([source.guessed, source.warnings.map(({ code }) => code)]).toEqual([true, ['pdf.guessed']])
})

test('bullets and counted paragraphs are lists, the inner ones further in', async () => {
  const bullets = [
    ['• first', 60],
    ['• inner', 90],
    ['• second', 60],
  ].map(([text, x], index) => ({ text: String(text), x: Number(x), y: 650 - index * 20 }))
  const source = await readPdf(
    smallPdf([
      [
        ...lines(700, 'We need:'),
        ...bullets.map(one => ({ ...one, text: one.text.replace('•', '\x95') })),
        { text: '1. one', x: 60, y: 580 },
        { text: '2. two', x: 60, y: 560 },
      ],
    ]),
  )
  expect(shapeOf(source.blocks)).toEqual(['p We need:', 'ul [p first / ul [p inner]; p second]', 'ol [p one; p two]'])
})

test('small numbered lines at the foot are the notes of the raised numbers', async () => {
  const source = await readPdf(
    smallPdf([
      [
        ...lines(700, full),
        { text: 'claims a thing', x: 60, y: 686 },
        { text: '1', x: 133, y: 690, size: 7 },
        { text: 'here.', x: 140, y: 686 },
        { text: '1', x: 60, y: 103, size: 6 },
        { text: 'The source of it.', x: 66, y: 100, size: 8 },
      ],
    ]),
  )
  expect(shapeOf(source.blocks).map(line => line.replace(/ +/g, ' '))).toEqual([`p ${full} claims a thing here.`])
  expect(notesOf(source)).toEqual(['p The source of it.'])
})

test('contents lists leave with the line that announces them', async () => {
  const entries = ['Purpose ........ 2', 'Scope ........ 3', 'Fees ........ 4', 'Names ........ 5']
  const source = await readPdf(
    smallPdf([
      [{ text: 'Contents', x: 60, y: 740, size: 16 }, ...lines(700, ...entries)],
      [...lines(700, 'The text of the draft begins here.')],
    ]),
  )
  expect(shapeOf(source.blocks)).toEqual(['p The text of the draft begins here.'])
  expect(leftOf(source)).toEqual(['Contents', ...entries].map(text => `contents: ${text}`))
})

test('a contents list without dots is told by its numbers, page numbers by their place in the print', async () => {
  const numbered = (n: number, ...texts: string[]) => [...lines(600, ...texts), { text: String(n), x: 300, y: 200 }]
  const source = await readPdf(
    smallPdf([
      numbered(1, 'Contents', 'Purpose 1', 'Scope 2', 'Fees 2'),
      numbered(2, 'The text of the draft begins here.'),
      numbered(3, 'It goes on and ends in the year 2031.'),
    ]),
  )
  expect(shapeOf(source.blocks)).toEqual(['p The text of the draft begins here.', 'p It goes on and ends in the year 2031.'])
  expect(leftOf(source).toSorted()).toEqual([
    'contents: Contents',
    'contents: Fees 2',
    'contents: Purpose 1',
    'contents: Scope 2',
    'furniture: 1',
    'furniture: 2',
    'furniture: 3',
  ])
})

test('words parted at the end of a line are joined where the file knows the whole word', async () => {
  const source = await readPdf(
    smallPdf([
      lines(
        700,
        'The harbour is open to those who come by boat on any day of the year, and the har-',
        'bour stays open for the well-',
        'known guests, the well-known and others.',
      ),
    ]),
  )
  expect(shapeOf(source.blocks)[0]).toContain('the harbour stays open for the well-known guests')
})

test('a password, pages without text and damage each have their sentence', async () => {
  const key = '41'.repeat(32)
  const encrypt = `<< /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -4 >>`
  const locked = smallPdf([lines(700, 'secret')], '/Encrypt 7 0 R /ID [<00> <00>]', [encrypt])
  await expect(readPdf(locked)).rejects.toMatchObject({ code: 'protected' })
  await expect(readPdf(smallPdf([[], []]))).rejects.toMatchObject({ code: 'pdf.scanned' })
  await expect(readPdf(new TextEncoder().encode('%PDF-1.7 nothing'))).rejects.toMatchObject({ code: 'broken' })
})

test('the measure of words found again counts order', () => {
  expect(wordRecall(wordsOf('a b c d'), wordsOf('a x b d c')).share).toBe(0.75)
  expect(wordRecall(wordsOf('a b'), wordsOf('A, B!'))).toEqual({ share: 1, missing: [] })
})
