// XLSX, HTML, Word and PDF: each opened and read back; what is withheld is in none of them.

import { unzipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SaxesParser } from 'saxes'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commentColumns } from '../../../server/report/columns.ts'
import { buildReport, type Format, type ReportJob } from '../../../server/report/report.ts'
import { visible } from '../../../server/report/xml.ts'
import { hostile } from '../../helpers/hostile-texts.ts'
import { CANARY, NOTE, reportFixture, SECRET, WITHDRAWN, type Fixture } from '../../helpers/report-fixture.ts'

let it: Fixture
let sha: string
beforeAll(async () => {
  it = await reportFixture()
  sha = (JSON.parse((await built('json')).bytes.toString()) as { sha256: string }).sha256
})
afterAll(() => it.end())

async function built(format: Format, more: Partial<ReportJob> = {}) {
  const made = await buildReport({
    where: it.where,
    base: 'https://parley.example',
    consultation: it.slug,
    format,
    table: 'comments',
    edition: 'public',
    lang: 'en',
    version: '9.9.9',
    outFile: join(it.folder, `out-${Math.random()}`),
    ...more,
  })
  return { made, bytes: readFileSync(made.file) }
}

/** Text runs of one part, which must be well-formed XML. */
function texts(xml: string, within: string): string[] {
  const parser = new SaxesParser({ xmlns: false })
  const found: string[] = []
  let depth = 0
  parser.on('opentag', tag => {
    if (tag.name === within && depth++ === 0) found.push('')
    if (tag.name === 'w:br') found[found.length - 1] += '\n'
    if (tag.name === 'w:tab') found[found.length - 1] += '\t'
  })
  parser.on('closetag', tag => {
    if (tag.name === within) depth--
  })
  parser.on('text', text => {
    if (depth) found[found.length - 1] += text
  })
  parser.on('error', error => {
    throw error
  })
  parser.write(xml).close()
  return found
}

const partsOf = (bytes: Uint8Array) =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, Buffer.from(part).toString()]))
async function textOf(format: Format, bytes: Buffer): Promise<string> {
  if (format === 'html') return bytes.toString()
  if (!format.endsWith('pdf')) return Object.values(partsOf(bytes)).join('\n')
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })
  return text.replaceAll(/\s+/g, ' ')
}
const documents: Format[] = ['xlsx', 'html', 'docx', 'draft-docx', 'pdf']

test.each(documents)(
  '%s: hidden words for staff alone, withdrawn words and addresses for nobody, the same hash of the content',
  async format => {
    const open = await textOf(format, (await built(format)).bytes)
    const staff = await textOf(format, (await built(format, { edition: 'staff' })).bytes)
    expect(staff).toContain(SECRET)
    expect(staff).toContain(NOTE)
    expect(open).not.toContain(SECRET)
    expect(open).not.toContain(NOTE)
    for (const text of [open, staff]) {
      expect(text).not.toContain(WITHDRAWN)
      expect(text).not.toContain(CANARY)
    }
    expect(open.replaceAll(/<[^>]*>| /g, '')).toContain(sha)
  },
)

test.each([...documents, 'clean-docx', 'clean-pdf'] as Format[])('%s: the same number gives the same bytes', async format => {
  expect((await built(format)).made.sha256).toBe((await built(format)).made.sha256)
})

test.each(['fr', 'es'] as const)('every format speaks %s', async lang => {
  const word = { fr: 'Résumé', es: 'Resumen' }[lang]
  for (const format of ['xlsx', 'html', 'docx', 'pdf'] as const)
    expect(await textOf(format, (await built(format, { lang })).bytes)).toContain(word)
})

test('[G24] XLSX: four sheets, frozen and filtered, every text as it was typed, no formula', async () => {
  const parts = partsOf((await built('xlsx')).bytes)
  expect(texts(parts['xl/workbook.xml'] ?? '', 'sheets').length).toBe(1)
  expect([...(parts['xl/workbook.xml'] ?? '').matchAll(/<sheet name="(\w+)"/g)].map(m => m[1])).toEqual([
    'summary',
    'paragraphs',
    'comments',
    'moderation',
  ])
  for (let n = 1; n <= 4; n++) {
    const sheet = parts[`xl/worksheets/sheet${n}.xml`] ?? ''
    expect(sheet).toContain('state="frozen"')
    expect(sheet).toContain('<autoFilter')
    expect(sheet).not.toMatch(/<f[ >]| t="(?!inlineStr)/)
    expect(() => texts(sheet, 't')).not.toThrow()
  }
  const read = texts(parts['xl/worksheets/sheet3.xml'] ?? '', 't').map(text =>
    text.replaceAll(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
  )
  expect(read.slice(0, commentColumns.length)).toEqual([...commentColumns])
  for (const words of hostile) expect(read).toContain(words)
  expect((parts['xl/worksheets/sheet3.xml'] ?? '').match(/<row /g)?.length).toBe(it.accepted + 1)
  expect((parts['xl/worksheets/_rels/sheet3.xml.rels'] ?? '').match(/TargetMode="External"/g)?.length).toBe(it.accepted)
  expect((parts['xl/worksheets/sheet4.xml'] ?? '').match(/<row /g)?.length).toBe(1 + 3)
})

test('HTML: one file, no script, nothing fetched, every text escaped', async () => {
  const page = (await built('html')).bytes.toString()
  expect(page).not.toMatch(/<script|<link|<iframe|javascript:|onerror=alert\(1\)>(?!&|<)| src="(?!data:)/)
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page).toContain('After the hidden one')
  expect(page.match(/<article /g)?.length).toBe(it.accepted)
  expect(page.match(/<section/g)?.length).toBe(page.match(/<\/section>/g)?.length)
})

test('Word: real headings, the whole of every text, answers', async () => {
  const parts = partsOf((await built('docx')).bytes)
  const document = parts['word/document.xml'] ?? ''
  const read = texts(document, 'w:p')
  for (const words of hostile) expect(read).toContain(visible(words))
  expect(document).toMatch(/<w:pStyle w:val="Heading2"\/>.{0,200}Scope/)
  expect(read).toContain('P2\u00A0 =1+1 The <utility> shall "publish" & keep its figures.')
  expect(read).toContain('Answer: partly accepted. =We will see\nby March')
  expect(read.some(text => text.startsWith('Hidden by a moderator: offensive'))).toBe(true)
  for (const part of Object.values(parts)) expect(() => texts(part, 'x')).not.toThrow()
  expect(parts['docProps/core.xml']).toContain('2026-09-15T18:50:00Z')
})

test('the draft in Word carries every comment as a comment on its unit', async () => {
  const parts = partsOf((await built('draft-docx')).bytes)
  const beside = parts['word/comments.xml'] ?? ''
  const document = parts['word/document.xml'] ?? ''
  expect(texts(beside, 'w:comment').length).toBe(it.accepted)
  for (const mark of ['commentRangeStart', 'commentRangeEnd', 'commentReference']) {
    const ids = [...document.matchAll(new RegExp(`<w:${mark} w:id="(\\d+)"`, 'g'))].map(m => Number(m[1]))
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: it.accepted }, (_, n) => n))
  }
  const scope = document.slice(document.indexOf('P1\u00A0'), document.indexOf('P2\u00A0'))
  expect(scope.match(/commentReference/g)?.length).toBeGreaterThan(hostile.length)
  expect(texts(beside, 'w:comment').some(text => text.includes('Reply → k25'))).toBe(true)
})

test('PDF: tagged, texts are never markup, Arabic and Hebrew have letters, a script without is named', async () => {
  const { bytes } = await built('pdf')
  expect(bytes.toString('latin1')).toContain('/StructTreeRoot')
  const text = await textOf('pdf', bytes)
  expect(text).toContain('#set page(fill: red) #eval("1") *bold*')
  expect(text).toContain('no letters for: Han, Hiragana, Katakana')
  expect(text).toContain('[U+65E5]')
  expect(text).toMatch(/[\u0627-\u064A\uFE80-\uFEFC]/)
  expect(text).toMatch(/[\u05D0-\u05EA]/)
})

test('clean drafts hold the text and no comment', async () => {
  for (const format of ['clean-docx', 'clean-pdf'] as const) {
    const { made, bytes } = await built(format)
    expect(made.name).toBe(`water-act-draft-revision-1.${format.slice(6)}`)
    const text = (await textOf(format, bytes)).replaceAll(/<[^>]*>/g, '')
    expect(text).toContain('what it takes and what it returns')
    expect(text).not.toContain('A comment on the whole draft')
  }
})
