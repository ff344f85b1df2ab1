// The unit rule, and what may stand in the HTML of a unit.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Block, Inline } from '../../../server/import/blocks.ts'
import { newSource } from '../../../server/import/inlines.ts'
import { blockHtml, safeHref } from '../../../server/import/render.ts'
import type { UnitOptions } from '../../../server/import/units.ts'
import { toDraft } from '../../../server/import/units.ts'
import { left, short } from './office.ts'

const prose = (text: string): Block => ({ kind: 'prose', content: [{ text }] })
const heading = (level: number, text: string): Block => ({ kind: 'heading', level, content: [{ text }] })
const list = (...items: (string | Block[])[]): Block => ({
  kind: 'list',
  ordered: false,
  items: items.map(one => ({ content: typeof one === 'string' ? [prose(one)] : one })),
})
const draftOf = (blocks: Block[], options: UnitOptions = {}) => toDraft({ ...newSource(), blocks }, options)

test('a list joins the paragraph before it when that ends with a colon of any kind', () => {
  for (const end of [':', ' :', '\u00a0:', '\u202f: ', '：', ':\u200f']) {
    expect(short(draftOf([prose(`We ask${end}`), list('one', 'two')]))).toEqual([`list: We ask${end.trimEnd()} / one / two`])
  }
  expect(short(draftOf([prose('We ask.'), list('one')]))).toEqual(['prose: We ask.', 'list: one'])
  expect(short(draftOf([heading(1, 'We ask:'), list('one')]))).toEqual(['heading1: We ask:', 'list: one'])
})

test('the sentence and its list are one unit with the HTML of both and the items counted', () => {
  const [unit] = draftOf([prose('We ask:'), prose(' '), list('one', [prose('two'), list('three')])]).units
  expect(unit).toMatchObject({
    kind: 'list',
    items: 3,
    html: '<p>We ask:</p><ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>',
  })
})

test('a second list after the sentence is a unit of its own', () => {
  expect(short(draftOf([prose('We ask:'), list('one'), list('two')]))).toEqual(['list: We ask: / one', 'list: two'])
})

test('each item is a unit if the secretariat says so; numbers go on', () => {
  const ordered: Block = {
    kind: 'list',
    ordered: true,
    start: 3,
    items: [{ content: [prose('a')] }, { content: [prose('b'), list('c')] }],
  }
  const { units } = draftOf([prose('We ask:'), ordered], { itemPerUnit: true })
  expect(units.map(({ kind, html, items }) => [kind, html, items])).toEqual([
    ['prose', '<p>We ask:</p>', 0],
    ['list', '<ol start="3"><li>a</li></ol>', 1],
    ['list', '<ol start="4"><li>b<ul><li>c</li></ul></li></ol>', 2],
  ])
})

test('a heading inside a list comes out of it and opens a section', () => {
  const draft = draftOf([list('a', [heading(2, 'Scope'), prose('Text.')], 'b')])
  expect(short(draft)).toEqual(['list: a', 'heading2: Scope', 'prose: Text.', 'list: b'])
})

test('empty paragraphs are dropped; empty headings and items are named', () => {
  const draft = draftOf([prose(''), prose('\u00a0'), heading(3, ' '), list('', 'a'), prose('b')])
  expect(short(draft)).toEqual(['list: a', 'prose: b'])
  expect(left(draft)).toEqual(['empty heading3: ', 'empty listItem: '])
})

test('levels beyond nine are nine, and headings carry no tag of their own', () => {
  expect(draftOf([heading(12, 'a & b')]).units[0]).toMatchObject({ kind: 'heading', level: 9, html: 'a &amp; b' })
})

test('only web and mail addresses are links', () => {
  for (const href of [
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    ' data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//example.org',
    '/a',
    'https:',
    'mailto:',
  ])
    expect(safeHref(href)).toBeNull()
  for (const href of ['https://example.org/?a=1&b=2', 'http://example.org', 'mailto:a@example.org'])
    expect(safeHref(href)).toBe(href)
})

test('whatever the text is, nothing but the known tags comes out', () => {
  const piece: fc.Arbitrary<Inline> = fc.oneof(
    fc.record({ text: fc.string({ unit: 'grapheme' }), bold: fc.constant(true as const), href: fc.string() }),
    fc.record({ text: fc.constantFrom('<script>', '"><img src=x onerror=1>', '&lt;', '</p>', "'") }),
    fc.record({ image: fc.string(), alt: fc.string() }),
  )
  fc.assert(
    fc.property(fc.array(piece), content => {
      const html = blockHtml({ kind: 'prose', content }, { mark: () => '1' })
      const rest = html.replace(
        /<\/?(?:p|strong|a)>|<a href="(?:https?:|mailto:)[^"<>]*" rel="noopener nofollow">|<img src="picture:[^"<>]*" alt="[^"<>]*">/g,
        '',
      )
      expect(rest).not.toMatch(/[<>"]/)
    }),
  )
})
