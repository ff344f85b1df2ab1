// Word files: headings by inheritance, generated numbers, contents lists, tracked changes, fields, comments, text boxes.
import { expect, test } from 'vitest'
import { docx, field, imported, item, left, numbering, p, png, run, short, style, styled } from './office.ts'

const styles = [
  style('Heading1', 'heading 1', '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
  style('Heading2', 'heading 2'),
  style('Front', 'Front matter', '<w:basedOn w:val="Heading1"/>'),
  style('TOCHeading', 'TOC Heading', '<w:basedOn w:val="Heading1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
  style('TM1', 'toc 1'),
  style('Loud', 'Loud', '<w:rPr><w:b/><w:i w:val="1"/></w:rPr>'),
].join('')

test('a heading is known by its style, by the style that this is based on, and by its own outline level', async () => {
  const body = [
    styled('Heading1', 'One'),
    styled('Front', 'Two'),
    styled('Heading2', 'Three'),
    p('Four', '<w:outlineLvl w:val="2"/>'),
    styled('TOCHeading', 'No heading'),
    p('Nor this', '<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/>'),
    styled('Heading1', ' '),
  ].join('')
  const draft = await imported(docx({ body, parts: { styles } }))
  expect(short(draft)).toEqual([
    'heading1: One',
    'heading1: Two',
    'heading2: Three',
    'heading3: Four',
    'prose: No heading',
    'prose: Nor this',
  ])
  expect(draft.counts.headings).toEqual({ 1: 2, 2: 1, 3: 1 })
  expect(draft.leftOut).toEqual([])
})

test('numbers that Word writes before headings are drawn, are not in the text, and are no list', async () => {
  const numbered = styles.replace('<w:outlineLvl w:val="0"/>', '<w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="3"/></w:numPr>')
  const second = p('Scope', '<w:pStyle w:val="Heading2"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>')
  const body = styled('Heading1', 'Aims') + second + second + styled('Heading1', 'Means') + second
  const draft = await imported(docx({ body, parts: { styles: numbered, numbering } }))
  expect(draft.units.map(unit => unit.html.replace(/<[^>]+>/g, ''))).toEqual([
    '1 Aims',
    '1.1 Scope',
    '1.2 Scope',
    '2 Means',
    '2.1 Scope',
  ])
  expect(draft.units[1]?.text).toBe('Scope')
  expect([draft.counts.listItems, draft.counts.numbered]).toEqual([0, 0])
})

test('lists nest, count on, begin anew, and show the numbers that Word shows', async () => {
  const body = [
    item('a', 2),
    item('b', 2),
    item('b one', 2, 1),
    item('bullet', 1, 1),
    item('c', 2),
    item('five', 4),
    p('between'),
    item('six', 4),
  ].join('')
  const draft = await imported(docx({ body, parts: { numbering } }))
  expect(draft.units.map(unit => unit.html)).toEqual([
    '<ol><li>a</li><li>b<ol type="a"><li>b one</li></ol><ul><li>bullet</li></ul></li><li>c</li></ol>',
    '<ol start="5"><li>five</li></ol>',
    '<p>between</p>',
    '<ol start="6"><li>six</li></ol>',
  ])
  expect(draft.counts.listItems).toBe(7)
})

test('labels other than a number and a full stop stand as they are', async () => {
  const draft = await imported(docx({ body: item('a', 3) + item('b', 3, 1), parts: { numbering } }))
  expect(draft.units[0]?.html).toBe(
    '<ol class="labelled"><li><span class="label">1</span> a<ol class="labelled"><li><span class="label">1.1</span> b</li></ol></li></ol>',
  )
})

test('a list after an empty paragraph goes on; other bullets after one are a list of their own', async () => {
  const other = numbering.replaceAll('w:numId="1"', 'w:numId="9"').replaceAll('w:val="1"/></w:num>', 'w:val="8"/></w:num>')
  const more = `${numbering}${other.slice(0, other.indexOf('</w:abstractNum>') + 16).replace('w:abstractNumId="1"', 'w:abstractNumId="8"')}<w:num w:numId="9"><w:abstractNumId w:val="8"/></w:num>`
  const draft = await imported(
    docx({ body: item('a', 1) + p(' ') + item('b', 1) + p('') + item('c', 9), parts: { numbering: more } }),
  )
  expect(short(draft)).toEqual(['list: a / b', 'list: c'])
})

test('a contents list leaves with the heading that only announces it: by field, by style, by content control', async () => {
  const control = `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${styled('Front', 'Inhalt')}${p('Aims 3')}</w:sdtContent></w:sdt>`
  const body = [
    control,
    styled('Front', 'Liste des figures'),
    p(''),
    p(field(' TOC \\c "Figure" ', run('Figure 1 4'))),
    styled('Heading1', 'Something else'),
    styled('TM1', 'Aims 3'),
    styled('Heading1', 'Aims'),
    p(run('The year is ') + field(' DATE ', run('2020'))),
  ].join('')
  const draft = await imported(docx({ body, parts: { styles } }))
  expect(short(draft)).toEqual(['heading1: Aims', 'prose: The year is 2020'])
  expect(left(draft)).toEqual([
    'contents heading1: Inhalt',
    'contents prose: Aims 3',
    'contents heading1: Liste des figures',
    'contents prose: Figure 1 4',
    'contents heading1: Something else',
    'contents prose: Aims 3',
  ])
})

test('the first heading stays, whatever comes after it, and so does a field that never ends', async () => {
  const open =
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
  const body =
    styled('Heading1', 'The harbour law') +
    styled('TM1', 'Aims 3') +
    styled('Heading1', 'Aims') +
    p(`${open}${run('Kept.')}`) +
    p('Kept too.')
  const draft = await imported(docx({ body, parts: { styles } }))
  expect(short(draft)).toEqual(['heading1: The harbour law', 'heading1: Aims', 'prose: Kept.', 'prose: Kept too.'])
})

test('tracked changes read as accepted: insertions stay, deletions and the old place of a move go', async () => {
  const body = [
    p(
      `${run('The port ')}<w:ins w:id="1">${run('is open')}</w:ins><w:del w:id="2"><w:r><w:delText>was closed</w:delText></w:r></w:del>${run('.')}`,
    ),
    p(`<w:moveFrom w:id="3">${run('Moved.')}</w:moveFrom>`),
    p(`<w:moveTo w:id="3">${run('Moved.')}</w:moveTo>`),
    p(run('One '), '<w:rPr><w:del w:id="4"/></w:rPr>'),
    p('sentence.'),
  ].join('')
  const draft = await imported(docx({ body }))
  expect(short(draft)).toEqual(['prose: The port is open.', 'prose: Moved.', 'prose: One sentence.'])
  expect(left(draft)).toEqual(['deleted prose: was closed'])
})

test('on/off properties are read with their value, and looks are inherited from styles', async () => {
  const body =
    p(run('a', '<w:b w:val="0"/>') + run('b', '<w:b/>') + run('c', '<w:vertAlign w:val="superscript"/>')) + styled('Loud', 'd')
  const draft = await imported(docx({ body, parts: { styles } }))
  expect(draft.units.map(unit => unit.html)).toEqual([
    '<p>a<strong>b</strong><sup>c</sup></p>',
    '<p><strong><em>d</em></strong></p>',
  ])
})

test('many runs with right-to-left turned off make no right-to-left draft; Hebrew letters do', async () => {
  const off = run('Left', '<w:rtl w:val="0"/><w:lang w:val="en-CA"/>')
  expect(await imported(docx({ body: p(off) }))).toMatchObject({ dir: 'ltr', lang: 'en' })
  expect(await imported(docx({ body: p(run('שלום לכולם', '<w:rtl/><w:lang w:val="en-US"/>')) }))).toMatchObject({
    dir: 'rtl',
    lang: 'he',
  })
})

test('links stay when they lead to the web or to a mailbox, as relation or as field', async () => {
  const to = (id: string, target: string) =>
    `<Relationship Id="${id}" Type="x/hyperlink" Target="${target}" TargetMode="External"/>`
  const body = p(
    `<w:hyperlink r:id="a">${run('web')}</w:hyperlink>${run(' ')}<w:hyperlink r:id="b">${run('file')}</w:hyperlink>${run(' ')}<w:hyperlink w:anchor="x">${run('here')}</w:hyperlink>${run(' ')}${field(' HYPERLINK "mailto:a@example.org" ', run('mail'))}`,
  )
  const draft = await imported(docx({ body, relations: to('a', 'https://example.org/') + to('b', 'file:///etc/passwd') }))
  expect(draft.units[0]?.html).toBe(
    '<p><a href="https://example.org/" rel="noopener nofollow">web</a> file here <a href="mailto:a@example.org" rel="noopener nofollow">mail</a></p>',
  )
  expect(draft.counts.links).toBe(2)
})

test('footnotes hang on the unit that points to them, numbered through; what no unit points to is listed', async () => {
  const note = (id: number, text: string) =>
    `<w:footnote w:id="${id}">${p(`<w:r><w:footnoteRef/></w:r>${run(` ${text}`)}`)}</w:footnote>`
  const footnotes = `<w:footnote w:type="separator" w:id="-1">${p('')}</w:footnote>${note(2, 'First.')}${note(3, 'Second.')}${note(4, 'Alone.')}`
  const ref = (id: number) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`
  const draft = await imported(docx({ body: p(run('a') + ref(3)) + p(run('b') + ref(2)), parts: { footnotes } }))
  expect(draft.units.map(unit => unit.footnotes)).toEqual([[{ mark: '1', text: 'Second.' }], [{ mark: '2', text: 'First.' }]])
  expect(draft.units[0]?.html).toBe('<p>a<sup><a class="footnote-ref" href="#footnote-1">1</a></sup></p>')
  expect(draft.units[0]?.text).toBe('a')
  expect([draft.counts.footnotes, left(draft)]).toEqual([2, ['furniture footnote: Alone.']])
})

test('comments are offered apart and never stand in the text', async () => {
  const comments = `<w:comment w:id="0" w:author="Ana">${p('Too')}${p('long.')}</w:comment>`
  const body = p(
    `<w:commentRangeStart w:id="0"/>${run('The port is open.')}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`,
  )
  const draft = await imported(docx({ body, parts: { comments } }))
  expect(short(draft)).toEqual(['prose: The port is open.'])
  expect(draft.comments).toEqual([{ author: 'Ana', text: 'Too\nlong.', on: 'The port is open.' }])
  expect([draft.counts.comments, left(draft)]).toEqual([1, ['comment comment: Too\nlong.']])
})

test('a text box is read once, not again in the form for old programs', async () => {
  const box = (text: string) => `<w:txbxContent>${p(text)}</w:txbxContent>`
  const body = p(
    `${run('Beside')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>${box('In the box')}</w:drawing></mc:Choice><mc:Fallback><w:pict>${box('In the box')}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
  )
  expect(short(await imported(docx({ body })))).toEqual(['prose: Beside', 'prose: In the box'])
})

test('text in content controls stays, hyphens, tabs and breaks are read, soft hyphens are not', async () => {
  const body = `<w:sdt><w:sdtContent>${p(`<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:br/><w:t>er\u00ADate</w:t><w:softHyphen/><w:tab/><w:t>x</w:t></w:r>`)}</w:sdtContent></w:sdt>`
  expect((await imported(docx({ body }))).units[0]?.text).toBe('co\u2011op\nerate\tx')
})

test('pictures come from inside the file, with a warning where their text is missing; linked ones are left out', async () => {
  const drawing = (blip: string, properties = '') =>
    `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" ${properties}/><a:blip ${blip}/></wp:inline></w:drawing></w:r>`
  const relations =
    '<Relationship Id="in" Type="x/image" Target="media/a.png"/><Relationship Id="out" Type="x/image" Target="file:///c:/a.png" TargetMode="External"/>' +
    '<Relationship Id="vector" Type="x/image" Target="media/b.emf"/>'
  const body =
    p(drawing('r:embed="in"', 'descr="The &quot;port&quot;"')) +
    p(drawing('r:embed="in"')) +
    p(run('a') + drawing('r:link="out"') + drawing('r:embed="vector"'))
  const files = { 'word/media/a.png': png, 'word/media/b.emf': new Uint8Array([1, 0, 0, 0]) }
  const draft = await imported(docx({ body, relations, files }))
  expect(draft.units[0]?.html).toBe('<p><img src="picture:picture-1" alt="The &quot;port&quot;"></p>')
  expect(draft.pictures).toHaveLength(1)
  expect(draft.counts.images).toBe(2)
  expect(draft.warnings).toEqual([
    { code: 'image.alt', unit: 1 },
    { code: 'image.external', unit: 2 },
    { code: 'image.kind', unit: 2 },
  ])
})

test('headers, footers and hidden text are listed, each wording once; an embedded foreign part is named', async () => {
  const body = `${p(`${run('Shown')}${run('hidden', '<w:vanish/>')}`)}<w:altChunk r:id="x"/>`
  const draft = await imported(docx({ body, parts: { header1: p('DRAFT'), footer1: p('DRAFT') + p(field(' PAGE ', run('3'))) } }))
  expect(short(draft)).toEqual(['prose: Shown'])
  expect(left(draft)).toEqual(['furniture hidden: hidden', 'furniture prose: DRAFT'])
  expect(draft.warnings).toEqual([{ code: 'altChunk', unit: null }])
})

test('marks of fields without a partner swallow nothing', async () => {
  const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
  const body =
    p(mark('end') + run('One.')) +
    p(mark('begin') + run('Two.')) +
    p(`${field(' HYPERLINK "https://example.org" ', run('Three.'))}${mark('separate')}`)
  expect(short(await imported(docx({ body })))).toEqual(['prose: One.', 'prose: Two.', 'prose: Three.'])
})

test('signs of symbol fonts are drawn without being text, Greek letters are text', async () => {
  const sign = (font: string, char: string) => `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`
  const body = p(`${sign('Wingdings', 'F0A8')}${run(' Yes ')}${sign('Symbol', 'F061')}`)
  expect((await imported(docx({ body }))).units[0]).toMatchObject({ html: '<p>☐ Yes α</p>', text: 'Yes α' })
})

test('a title comes from the file, then from its title paragraph, then from the first heading', async () => {
  const titled = styles + style('Title', 'Title')
  const body = styled('Heading1', 'Aims') + styled('Title', 'The harbour')
  expect((await imported(docx({ body: styled('Heading1', 'Aims'), parts: { styles } }))).title).toBe('Aims')
  expect((await imported(docx({ body, parts: { styles: titled } }))).title).toBe('The harbour')
})
