// RTF: styles, code pages, lists, merged cells, footnotes, links, what is deleted, hidden or repeated on pages.
import { expect, test } from 'vitest'
import { readRtf } from '../../../server/import/rtf.ts'
import { toDraft } from '../../../server/import/units.ts'
import { bytesOf, leftOf, notesOf, shapeOf } from './shapes.ts'

const head = String.raw`{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Cyr;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}}{\info{\title Harbour rules}{\author Somebody}}`
const read = (body: string) => readRtf(bytesOf(`${head}${body}}`))

test('paragraphs, headings by style, bold and slanted, title from the file', () => {
  const source = read(
    String.raw`{\header Page header\par}\pard\s1 Purpose\par\pard\s2 Scope\par\pard\s0 The {\b harbour} is {\i open}.\par`,
  )
  expect(source.title).toBe('Harbour rules')
  expect(shapeOf(source.blocks)).toEqual(['h1 Purpose', 'h2 Scope', 'p The harbour is open.'])
  expect(toDraft(source).units[2]?.html).toBe('<p>The <strong>harbour</strong> is <em>open</em>.</p>')
  expect(leftOf(source)).toEqual(['furniture: Page header'])
})

test('letters by code page and by number, with the stand-ins skipped', () => {
  expect(
    shapeOf(
      read(String.raw`\pard \'e9t\'e9 \u8364?5 \u-4064\'3f\uc2\u945 ab{\f1 \'ef\'ee\'f0\'f2} \lquote a\rquote\~b\_c\emdash\par`)
        .blocks,
    ),
  ).toEqual(['p été €5 \uf020αпорт ‘a’\u00a0b\u2011c—'])
})

test('lists by their labels, nested, with the label kept where a browser counts otherwise', () => {
  const source = read(
    String.raw`\pard{\listtext\'b7\tab}\ls1\ilvl0 one\par{\listtext o\tab}\pard\ls1\ilvl1 inner\par\pard{\listtext\'b7\tab}\ls1\ilvl0 two\par\pard Text.\par{\pntext a)\tab}\pard\ls2 alpha\par{\pntext b)\tab}\pard\ls2 beta\par`,
  )
  expect(shapeOf(source.blocks)).toEqual(['ul [p one / ul [p inner]; p two]', 'p Text.', 'ol [a)|p alpha; b)|p beta]'])
})

test('tables with merged cells and heads', () => {
  const source = read(
    String.raw`\trowd\trhdr\clmgf\cellx100\clmrg\cellx200\pard\intbl Head\cell\cell\row\trowd\clvmgf\cellx100\cellx200\pard\intbl A\cell b\par c\cell\row\trowd\clvmrg\cellx100\cellx200\pard\intbl\cell d\cell\row\pard After.\par`,
  )
  expect(shapeOf(source.blocks)).toEqual(['table [thc2 p Head; tdr2 p A | td p b / p c; td p d]', 'p After.'])
})

test('footnotes, links, comments, deletions and hidden text each have their place', () => {
  const source = read(
    String.raw`\pard A claim{\super\chftn{\footnote\pard\plain {\super\chftn} The {\i source}.\par}}, a {\field{\*\fldinst HYPERLINK "https://example.org/x"}{\fldrslt link}}{\deleted  gone}{\v hidden}{\*\atnauthor Ana}{\*\annotation\pard Really?}.\par`,
  )
  const { units, comments } = toDraft(source)
  expect(units.map(unit => unit.text)).toEqual(['A claim, a link.'])
  expect(units[0]?.html).toContain('<a href="https://example.org/x" rel="noopener nofollow">link</a>')
  expect(notesOf(source)).toEqual(['p The source.'])
  expect(comments).toEqual([{ author: 'Ana', text: 'Really?', on: 'A claim, a link' }])
  expect(leftOf(source)).toEqual(['deleted:  gone'])
})

test('a generated contents list leaves', () => {
  const source = read(
    String.raw`{\field{\*\fldinst TOC \\o "1-3"}{\fldrslt\pard Purpose\tab 1\par Scope\tab 2\par}}\pard\s1 Purpose\par`,
  )
  expect(leftOf(source)).toEqual(['contents: Purpose 1\nScope 2'])
  expect(shapeOf(source.blocks)).toEqual(['h1 Purpose'])
})

test('groups that nobody asked for are skipped, whatever is in them', () => {
  const source = read(
    String.raw`{\*\generator Some {\b Program};}{\*\unheard of {text}}{\object{\objdata 0105}}\pard Here.\par{\pict\wmetafile8 0102}`,
  )
  expect(shapeOf(source.blocks)).toEqual(['p Here.'])
})

test('what is no RTF is refused', () => {
  expect(() => readRtf(bytesOf('{\\html}'))).toThrow('broken')
})
