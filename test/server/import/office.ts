// Small office files made on the spot: a Word or OpenDocument container around the XML that a test is about.
import { strToU8, zipSync } from 'fflate'
import type { ImportedDraft } from '../../../server/import/blocks.ts'
import { readFile } from '../../../server/import/read.ts'
import type { UnitOptions } from '../../../server/import/units.ts'
import { toDraft } from '../../../server/import/units.ts'

const w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const spaces = [
  `xmlns:w="${w}"`,
  `xmlns:r="${officeRelations}"`,
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ')

/** Parts by name: styles, numbering, footnotes, comments, header1; `relations` adds lines, `files` adds entries. */
export interface WordParts {
  body: string
  parts?: Record<string, string>
  relations?: string
  files?: Record<string, Uint8Array>
}

export function docx({ body, parts = {}, relations = '', files = {} }: WordParts): Uint8Array {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${officeRelations}/${type}" Target="${target}"/>`
  const sheet = (lines: string) =>
    strToU8(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${lines}</Relationships>`)
  const named = Object.keys(parts).map(name => relation(name, name.replace(/\d+$/, ''), `${name}.xml`))
  const roots: Record<string, string> = { header1: 'hdr', footer1: 'ftr' }
  const written = Object.entries(parts).map(([name, xml]) => {
    const root = `w:${roots[name] ?? name}`
    return [`word/${name}.xml`, strToU8(`<${root} ${spaces}>${xml}</${root}>`)] as const
  })
  return zipSync({
    '_rels/.rels': sheet(relation('main', 'officeDocument', 'word/document.xml')),
    'word/document.xml': strToU8(`<w:document ${spaces}><w:body>${body}</w:body></w:document>`),
    'word/_rels/document.xml.rels': sheet(named.join('') + relations),
    ...Object.fromEntries(written),
    ...files,
  })
}

export const run = (text: string, look = ''): string =>
  `<w:r>${look && `<w:rPr>${look}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
export const p = (content: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content.startsWith('<') ? content : run(content)}</w:p>`
export const styled = (style: string, text: string): string => p(text, `<w:pStyle w:val="${style}"/>`)
export const item = (text: string, numId: number, level = 0): string =>
  p(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>`)
export const style = (id: string, name: string, more = ''): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${more}</w:style>`
export const cell = (content: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith('<') ? content : p(content)}</w:tc>`
export const row = (cells: string, properties = ''): string =>
  `<w:tr>${properties && `<w:trPr>${properties}</w:trPr>`}${cells}</w:tr>`
export const table = (...rows: string[]): string => `<w:tbl>${rows.join('')}</w:tbl>`
export const field = (instruction: string, result: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r>` +
  `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`

const level = (ilvl: number, format: string, text: string, more = ''): string =>
  `<w:lvl w:ilvl="${ilvl}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`
/** 1: bullets; 2: "1." with "a." below; 3: "1" and "1.1", linked to the headings; 4: like 2, begun anew at 5. */
export const numbering = [
  `<w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '•')}${level(1, 'bullet', '–')}</w:abstractNum>`,
  `<w:abstractNum w:abstractNumId="2">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%2.')}</w:abstractNum>`,
  `<w:abstractNum w:abstractNumId="3">${level(0, 'decimal', '%1')}${level(1, 'decimal', '%1.%2')}</w:abstractNum>`,
  ...[1, 2, 3].map(id => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`),
  '<w:num w:numId="4"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>',
].join('')

const odfSpaces = ['office', 'text', 'table', 'style']
  .map(name => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat(
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
    'xmlns:xlink="http://www.w3.org/1999/xlink"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  )
  .join(' ')

export function odt(body: string, automatic = '', files: Record<string, Uint8Array> = {}): Uint8Array {
  const content = `<office:document-content ${odfSpaces}><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`
  return zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.text'), 'content.xml': strToU8(content), ...files })
}

/** The smallest picture: one PNG of one pixel. */
export const png = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  sign => sign.charCodeAt(0),
)

export async function imported(bytes: Uint8Array, name = 'draft.docx', options: UnitOptions = {}): Promise<ImportedDraft> {
  return toDraft(await readFile(name, bytes), options)
}

/** The units in short: kind, level and text, lines parted by strokes. */
export function short(draft: ImportedDraft): string[] {
  return draft.units.map(
    ({ kind, level: of, text }) => `${kind}${of ?? ''}: ${text.replaceAll('\n', ' / ').replaceAll('\t', ' | ')}`,
  )
}

export function left(draft: ImportedDraft): string[] {
  return draft.leftOut.map(({ why, kind, level: of, text }) => `${why} ${kind}${of ?? ''}: ${text}`)
}
