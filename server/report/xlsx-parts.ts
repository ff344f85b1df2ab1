// The parts of a workbook: sheets written row by row, and the small parts that hold them together.

import type { Cell } from './columns.ts'
import { sheetText, XML } from './xml.ts'
import type { ZipFile, ZipPart } from './zip.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const DOC = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
/** Excel takes 65,530 links in a sheet and calls a file with more of them broken; beyond, addresses stand as text. */
const LINKS = 65_000

export type SheetLink = { url: string } | { to: string }

/** Styles by index in `styles` below. */
const HEAD = 1
const WRAP = 2
const LINK = 3

/** 0 → A, 26 → AA. */
export function letters(column: number): string {
  const rest = Math.floor(column / 26) - 1
  return (rest >= 0 ? letters(rest) : '') + String.fromCharCode(65 + (column % 26))
}

export class Sheet {
  private readonly zip: ZipFile
  private readonly part: ZipPart
  private readonly n: number
  private readonly columns: string[]
  private readonly names: string[]
  private rows = 1
  private targets: string[] = []
  private links: string[] = []

  /** Begins the part; the first row is frozen and filtered. */
  constructor(zip: ZipFile, n: number, look: { columns: string[]; widths: Record<string, number> }) {
    this.zip = zip
    this.n = n
    this.columns = look.columns
    this.names = look.columns.map((_, at) => letters(at))
    this.part = zip.part(`xl/worksheets/sheet${n}.xml`)
    const cols = look.columns.map(
      (name, at) => `<col min="${at + 1}" max="${at + 1}" width="${look.widths[name] ?? 14}" customWidth="1"/>`,
    )
    this.part.write(
      `${XML}<worksheet xmlns="${MAIN}" xmlns:r="${DOC}"><sheetViews><sheetView workbookViewId="0"${n === 1 ? ' tabSelected="1"' : ''}>` +
        `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>` +
        `<row r="1">${look.columns.map((name, at) => this.cell(name, at, HEAD)).join('')}</row>`,
    )
  }

  /** Writes one row and answers with its number. */
  row(cells: Cell[], links: (SheetLink | null)[] = []): number {
    const n = ++this.rows
    let out = `<row r="${n}">`
    for (let at = 0; at < cells.length; at++) {
      const link = links[at]
      out += this.cell(cells[at] ?? null, at, link && this.link(link, at) ? LINK : WRAP)
    }
    this.part.write(`${out}</row>`)
    return n
  }

  end(): void {
    const area = `A1:${letters(this.columns.length - 1)}${this.rows}`
    const links = this.links.length ? `<hyperlinks>${this.links.join('')}</hyperlinks>` : ''
    this.part.write(`</sheetData><autoFilter ref="${area}"/>${links}</worksheet>`)
    this.part.end()
    if (!this.targets.length) return
    const rels = this.targets.map(
      (url, at) => `<Relationship Id="r${at + 1}" Type="${DOC}/hyperlink" Target="${sheetText(url)}" TargetMode="External"/>`,
    )
    this.zip.add(
      `xl/worksheets/_rels/sheet${this.n}.xml.rels`,
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">${rels.join('')}</Relationships>`,
    )
  }

  /** Numbers are numbers; all else is text, truth values too: a spreadsheet makes formulas of those. */
  private cell(value: Cell, at: number, style: number): string {
    if (value === null || value === '') return ''
    const ref = `r="${this.names[at]}${this.rows}" s="${style}"`
    if (typeof value === 'number') return `<c ${ref}><v>${value}</v></c>`
    return `<c ${ref} t="inlineStr"><is><t xml:space="preserve">${sheetText(String(value))}</t></is></c>`
  }

  private link(link: SheetLink, at: number): boolean {
    if (this.links.length >= LINKS) return false
    const ref = `${this.names[at]}${this.rows}`
    if ('to' in link) this.links.push(`<hyperlink ref="${ref}" location="${sheetText(link.to)}"/>`)
    else this.links.push(`<hyperlink ref="${ref}" r:id="r${this.targets.push(link.url)}"/>`)
    return true
  }
}

const styles = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><u/><sz val="11"/><color rgb="FF1A4F8B"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE3EAF2"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="2" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`

/** Everything beside the sheets; the only date in it is the report's own. */
export function workbookParts(zip: ZipFile, sheets: string[], at: string): void {
  const time = `${at.slice(0, 19)}Z`
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const each = (draw: (name: string, n: number) => string) => sheets.map((name, index) => draw(name, index + 1)).join('')
  zip.add(
    '[Content_Types].xml',
    `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${each((_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
  )
  zip.add(
    '_rels/.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${DOC}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="r2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
  )
  zip.add('docProps/core.xml', coreProperties('Parley', time))
  zip.add(
    'xl/workbook.xml',
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${DOC}"><bookViews><workbookView/></bookViews><sheets>${each((name, n) => `<sheet name="${name}" sheetId="${n}" r:id="r${n}"/>`)}</sheets></workbook>`,
  )
  zip.add(
    'xl/_rels/workbook.xml.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each((_, n) => `<Relationship Id="r${n}" Type="${DOC}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="r${sheets.length + 1}" Type="${DOC}/styles" Target="styles.xml"/></Relationships>`,
  )
  zip.add('xl/styles.xml', styles)
}

/** Author, title and dates of an Office file; `time` is the time of the report's last event, never the clock. */
export function coreProperties(title: string, time: string): string {
  return `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${sheetText(title)}</dc:title><dc:creator>Parley</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${time}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${time}</dcterms:modified></cp:coreProperties>`
}
