// Tables of Word files: merged cells, header rows, lists and headings inside, frames of one cell, rows as units.
import { expect, test } from 'vitest'
import { cell, docx, imported, item, left, numbering, p, row, short, style, styled, table } from './office.ts'

const styles = style('Heading2', 'heading 2')

test('cells over several columns and rows keep their places', async () => {
  const body = table(
    row(cell('Who', '<w:gridSpan w:val="2"/>') + cell('When'), '<w:tblHeader/>'),
    row(cell('Port', '<w:vMerge w:val="restart"/>') + cell('a') + cell('b')),
    row(cell('', '<w:vMerge/>') + cell('c') + cell('d')),
  )
  const draft = await imported(docx({ body }))
  expect(draft.units[0]?.html).toBe(
    '<table><tr><th scope="col" colspan="2">Who</th><th scope="col">When</th></tr>' +
      '<tr><td rowspan="2">Port</td><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>',
  )
  expect(draft.units[0]?.text).toBe('Who\tWhen\nPort\ta\tb\nc\td')
  expect(draft.units[0]).toMatchObject({ kind: 'table', rows: 3, items: 0 })
})

test('a heading inside a table stays bold in its cell and opens no section', async () => {
  const body =
    styled('Heading2', 'Before') + table(row(cell(styled('Heading2', 'Inside')) + cell('a')), row(cell('b') + cell('c')))
  const draft = await imported(docx({ body, parts: { styles } }))
  expect(short(draft)).toEqual(['heading2: Before', 'table: Inside | a / b | c'])
  expect(draft.units[1]?.html).toContain('<td><p><strong>Inside</strong></p></td>')
  expect([draft.counts.headings, draft.counts.headingsInTables]).toEqual([{ 2: 1 }, 1])
})

test('a table of one cell is a frame: what is in it are units, and the frame still counts as a table', async () => {
  const body = table(row(cell(styled('Heading2', 'Why') + p('Because:') + item('one', 1) + item('two', 1))))
  const draft = await imported(docx({ body, parts: { styles, numbering } }))
  expect(short(draft)).toEqual(['heading2: Why', 'list: Because: / one / two'])
  expect(draft.counts).toMatchObject({ headings: { 2: 1 }, headingsInTables: 0, tables: 1, rows: 1, listItems: 2 })
})

test('nested tables and lists in cells are drawn and counted', async () => {
  const inner = table(row(cell('x') + cell('y')))
  const body = table(row(cell(p('Two:') + item('one', 1) + item('two', 1)) + cell(inner + p(''))), row(cell('') + cell('z')))
  const draft = await imported(docx({ body, parts: { numbering } }))
  expect(draft.units[0]?.html).toBe(
    '<table><tr><td><p>Two:</p><ul><li>one</li><li>two</li></ul></td><td><table><tr><td>x</td><td>y</td></tr></table></td></tr><tr><td></td><td>z</td></tr></table>',
  )
  expect(draft.counts).toMatchObject({ tables: 2, rows: 3, listItems: 2 })
})

test('each row is a unit if the secretariat says so; columns stay aligned under merged cells', async () => {
  const body = table(
    row(cell('Port', '<w:vMerge w:val="restart"/>') + cell('a')),
    row(cell('', '<w:vMerge/>') + cell('b')),
    row(cell('') + cell('')),
  )
  const draft = await imported(docx({ body }), 'draft.docx', { rowPerUnit: true })
  expect(draft.units.map(({ kind, html }) => [kind, html])).toEqual([
    ['row', '<table><tr><td>Port</td><td>a</td></tr></table>'],
    ['row', '<table><tr><td></td><td>b</td></tr></table>'],
  ])
})

test('deleted rows leave, rows inside content controls stay, an empty table is nothing', async () => {
  const body =
    table(
      row(cell('gone') + cell('too'), '<w:del w:id="1"/>'),
      `<w:sdt><w:sdtContent>${row(cell('stays') + cell('here'))}</w:sdtContent></w:sdt>`,
    ) + table(row(cell('') + cell('')))
  const draft = await imported(docx({ body }))
  expect(short(draft)).toEqual(['table: stays | here'])
  expect(left(draft)).toEqual(['deleted row: gone\ttoo'])
})

test('tables in tables in tables are read to a depth that no draft has, and refused beyond', async () => {
  const nested = (depth: number): string => (depth === 0 ? p('x') : table(row(cell(nested(depth - 1)) + cell('y'))))
  expect((await imported(docx({ body: nested(60) }))).counts.tables).toBe(60)
  await expect(imported(docx({ body: nested(200) }))).rejects.toMatchObject({ code: 'tooHeavy' })
})
