// HTML: the main part of a page, its lists, tables and notes; pasted rich text; nothing that acts.
import { expect, test } from 'vitest'
import { readHtml, readPasted } from '../../../server/import/html.ts'
import { toDraft } from '../../../server/import/units.ts'
import { bytesOf, leftOf, notesOf, shapeOf } from './shapes.ts'

const read = (text: string) => readHtml(bytesOf(text))

test('only the main part of a page is the draft; what stands around it is listed', () => {
  const source = read(`<!doctype html><html lang="fr" dir="ltr"><head><title>Le port</title></head><body>
    <header><nav><a href="/">Accueil</a></nav></header>
    <main><h1>Le port</h1><p>Le port est <b>ouvert</b>.</p><aside>Partagez</aside><p hidden>Caché</p></main>
    <footer>Mentions légales</footer><script>alert(1)</script></body></html>`)
  expect([source.title, source.lang, source.dir]).toEqual(['Le port', 'fr', 'ltr'])
  expect(shapeOf(source.blocks)).toEqual(['h1 Le port', 'p Le port est ouvert.'])
  expect(leftOf(source)).toEqual(['furniture: Accueil', 'furniture: Mentions légales', 'furniture: Partagez', 'furniture: Caché'])
})

test('without <main> menus leave by their names and by being bundles of links', () => {
  const links = [1, 2, 3, 4, 5, 6].map(n => `<li><a href="https://example.org/${n}">Page ${n}</a></li>`).join('')
  const source = read(`<body><div class="sidebar">Search</div><ul>${links}</ul><div><p>First.</p><p>Second.</p></div></body>`)
  expect(shapeOf(source.blocks)).toEqual(['p First.', 'p Second.'])
})

test('a list of places on the same page is a contents list', () => {
  const source = read(
    '<ul><li><a href="#a">One</a></li><li><a href="#b">Two</a></li><li><a href="#c">Three</a></li></ul><h2 id="a">One</h2><p>Text.</p>',
  )
  expect(leftOf(source)).toEqual(['contents: One Two Three'])
  expect(shapeOf(source.blocks)).toEqual(['h2 One', 'p Text.'])
})

test('lists nest, also where the inner one stands between the items', () => {
  const source = read('<ol start="2"><li>two<ul><li>a</li></ul></li><ul><li>b</li></ul><li><p>three</p></li></ol>')
  expect(shapeOf(source.blocks)).toEqual(['ol2 [p two / ul [p a] / ul [p b]; p three]'])
})

test('lists keep their letters and roman numbers', () => {
  const source = read('<ol type="a"><li>x</li></ol><ol style="list-style-type: upper-roman"><li>y</li></ol>')
  expect(source.blocks).toMatchObject([{ format: 'a' }, { format: 'I' }])
})

test('tables keep spans, heads, captions and lists in cells; headings in cells are counted apart', () => {
  const source = read(
    '<table><caption>Fees</caption><tr><th colspan="2">Kind</th></tr><tr><td rowspan="2"><h3>A</h3></td><td><ul><li>x</li></ul></td></tr><tr><td>y</td></tr></table>',
  )
  expect(shapeOf(source.blocks)).toEqual(['table [thc2 p Kind; tdr2 h3 A | td ul [p x]; td p y]'])
  expect(toDraft(source).counts).toMatchObject({ headings: {}, headingsInTables: 1, rows: 3, listItems: 1 })
})

test('soup of <div> and <br> becomes paragraphs; definition lists become prose', () => {
  const source = read(
    '<div>One<div>Two</div>Three<br><br>Four<br>and more</div><dl><dt>Port</dt><dd>A place for ships.</dd></dl>',
  )
  expect(shapeOf(source.blocks)).toEqual(['p One', 'p Two', 'p Three', 'p Four\nand more', 'p Port', 'p A place for ships.'])
})

test('notes of word processors hang on their marks and stand nowhere else', () => {
  const source = read(`<p>Text<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> goes on.</p>
    <div id="ftn1"><p class="MsoFootnoteText"><a href="#_ftnref1" name="_ftn1">[1]</a> The note.</p></div>`)
  expect(shapeOf(source.blocks)).toEqual(['p Text goes on.'])
  expect(notesOf(source)).toEqual(['p The note.'])
})

test('right to left is told by the page, or by its letters', () => {
  expect(read('<html dir="rtl"><p>abc</p>').dir).toBe('rtl')
  expect(read('<p>هذا نص للنقاش العام</p>').dir).toBe('rtl')
})

test('an old charset is read as declared', () => {
  const bytes = new Uint8Array([...bytesOf('<meta charset="iso-8859-2"><p>'), 0xb3, 0xf3, 0xdf, ...bytesOf('</p>')])
  expect(shapeOf(readHtml(bytes).blocks)).toEqual(['p łóß'])
})

test('nothing that acts comes through', () => {
  const { units } = toDraft(
    read(`<p onclick="a()">A <a href="java&#10;script:alert(1)">b</a> <a href=" JaVaScRiPt:x">c</a> <img src=x onerror=alert(1) alt="pic">
    <svg onload="x()"><a xlink:href="javascript:1"><text>t</text></a></svg><iframe src="https://example.org"></iframe><style>p{}</style></p>`),
  )
  expect(units.map(unit => unit.html).join('')).toBe('<p>A b c pic t</p>')
})

test('rich text from the clipboard keeps its look, and everything in it is text', () => {
  const source = readPasted(
    bytesOf(
      '<html><body><!--StartFragment--><b style="font-weight:normal"><p><span style="font-weight:700">Bold</span> and <span style="font-style:italic">slanted</span></p></b><nav>x</nav><!--EndFragment--></body></html>',
    ),
  )
  expect(toDraft(source).units.map(unit => unit.html)).toEqual(['<p><strong>Bold</strong> and <em>slanted</em></p>'])
})

test('lists that Word puts on the clipboard are lists, its numbers stay with headings, its contents list leaves', () => {
  const paragraph = (level: number, label: string, text: string) =>
    `<p class=MsoListParagraph style='mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${label}<span>&nbsp;&nbsp; </span></span><![endif]>${text}<o:p></o:p></p>`
  const source = readPasted(
    bytesOf(
      `<!--StartFragment--><p class=MsoToc1>Purpose 1</p><h1 style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>I.</span>Purpose</h1>${paragraph(1, '·', 'one')}${paragraph(2, 'o', 'inner')}${paragraph(1, '·', 'two')}<p>Text.</p>${paragraph(1, 'a)', 'alpha')}<!--EndFragment-->`,
    ),
  )
  expect(shapeOf(source.blocks)).toEqual(['h1 Purpose', 'ul [p one / ul [p inner]; p two]', 'p Text.', 'ol [a)|p alpha]'])
  expect(source.blocks[0]).toMatchObject({ number: 'I.' })
  expect(leftOf(source)).toEqual(['contents: Purpose 1'])
})
