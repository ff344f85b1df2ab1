// OpenDocument texts: headings, lists, tables, notes, annotations, tracked changes and generated lists.
import { expect, test } from 'vitest'
import { imported, left, odt, png, short } from './office.ts'

const read = (body: string, automatic = '', files: Record<string, Uint8Array> = {}) =>
  imported(odt(body, automatic, files), 'draft.odt')
const p = (text: string): string => `<text:p>${text}</text:p>`
const listStyle = (name: string, ...levels: string[]): string =>
  `<text:list-style style:name="${name}">${levels.join('')}</text:list-style>`

test('headings by outline level; white space as the format means it; empty headings are named', async () => {
  const draft = await read(
    `<text:h text:outline-level="2">Why</text:h><text:h text:outline-level="3"/>\n${p('a\n  b<text:s text:c="2"/>c<text:tab/>d<text:line-break/>e')}`,
  )
  expect(short(draft)).toEqual(['heading2: Why', 'prose: a b  c | d / e'])
  expect(left(draft)).toEqual(['empty heading3: '])
})

test('looks come from styles, links lead to the web only', async () => {
  const automatic =
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>' +
    '<style:style style:name="C" style:family="text" style:parent-style-name="B"><style:text-properties fo:font-style="italic" style:text-position="super 58%"/></style:style>'
  const draft = await read(
    p(
      'a <text:span text:style-name="C">b</text:span> <text:a xlink:href="https://example.org">c</text:a><text:a xlink:href="#d">d</text:a>',
    ),
    automatic,
  )
  expect(draft.units[0]?.html).toBe(
    '<p>a <strong><em><sup>b</sup></em></strong> <a href="https://example.org" rel="noopener nofollow">c</a>d</p>',
  )
})

test('lists nest and count; lists side by side are one; one that goes on after a paragraph keeps its number', async () => {
  const automatic = listStyle(
    'L',
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>',
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>',
  )
  const list = (items: string, more = '') => `<text:list text:style-name="L" ${more}>${items}</text:list>`
  const item = (content: string) => `<text:list-item>${content}</text:list-item>`
  const on = 'text:continue-numbering="true"'
  const draft = await read(
    list(item(p('one') + `<text:list>${item(p('deep'))}</text:list>`)) +
      list(item(p('two')), on) +
      p('between') +
      list(item(p('three')), on),
    automatic,
  )
  expect(draft.units.map(unit => unit.html)).toEqual([
    '<ol><li>one<ol class="labelled" type="a"><li><span class="label">a)</span> deep</li></ol></li><li>two</li></ol>',
    '<p>between</p>',
    '<ol start="3"><li>three</li></ol>',
  ])
  expect(draft.counts.listItems).toBe(4)
})

test('tables with merged cells and header rows', async () => {
  const draft = await read(
    `<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2">${p('Who')}</table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>` +
      `<table:table-row><table:table-cell>${p('a')}</table:table-cell><table:table-cell>${p('b')}${p('c')}</table:table-cell></table:table-row></table:table>`,
  )
  expect(draft.units[0]?.html).toBe(
    '<table><tr><th scope="col" colspan="2">Who</th></tr><tr><td>a</td><td><p>b</p><p>c</p></td></tr></table>',
  )
})

test('notes hang on their unit, annotations are offered apart', async () => {
  const note = `<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>${p('See there.')}</text:note-body></text:note>`
  const annotation = `<office:annotation><dc:creator>Ana</dc:creator>${p('Too long.')}</office:annotation>`
  const draft = await read(p(`The port${annotation} is open.${note}`))
  expect(draft.units[0]).toMatchObject({ text: 'The port is open.', footnotes: [{ mark: '1', text: 'See there.' }] })
  expect(draft.comments).toEqual([{ author: 'Ana', text: 'Too long.', on: 'The port is open.' }])
})

test('deletions leave, insertions stay, a contents list leaves with what announces it', async () => {
  const draft = await read(
    `<text:tracked-changes><text:changed-region><text:deletion>${p('Old.')}</text:deletion></text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>` +
      `<text:h text:outline-level="1">Contents</text:h><text:table-of-content><text:table-of-content-source/><text:index-body>${p('Why 3')}</text:index-body></text:table-of-content>` +
      `<text:section>${p('<text:change-start/>New.<text:change-end/>')}</text:section>`,
  )
  expect(short(draft)).toEqual(['prose: New.'])
  expect(left(draft)).toEqual(['deleted prose: Old.', 'contents heading1: Contents', 'contents prose: Why 3'])
})

test('pictures from inside, text boxes once, linked pictures left out', async () => {
  const frame = (href: string, more = '') => `<draw:frame><draw:image xlink:href="${href}"/>${more}</draw:frame>`
  const draft = await read(
    p(frame('Pictures/a.png', '<svg:title>The port</svg:title>')) +
      p(`a${frame('https://example.org/a.png')}<draw:frame><draw:text-box>${p('boxed')}</draw:text-box></draw:frame>`),
    '',
    { 'Pictures/a.png': png },
  )
  expect(draft.units.map(unit => unit.html)).toEqual([
    '<p><img src="picture:picture-1" alt="The port"></p>',
    '<p>a</p>',
    '<p>boxed</p>',
  ])
  expect(draft.warnings).toEqual([{ code: 'image.external', unit: 1 }])
})
