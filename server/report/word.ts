// A Word document written part by part: paragraphs, tables and comments as WordprocessingML, with real styles and one fixed date.

import type { Report } from './model.ts'
import type { PictureFacts, Pictures } from './pictures.ts'
import type { Sink } from './sink.ts'
import { gridOf } from './table-grid.ts'
import { isRtl, type Piece, type Run, type TableCell } from './unit-html.ts'
import { styles } from './word-styles.ts'
import { coreProperties } from './xlsx-parts.ts'
import { xmlText, XML } from './xml.ts'
import { zipInto } from './zip.ts'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const DOC = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const namespaces = `xmlns:w="${W}" xmlns:r="${DOC}"`

export interface WordLook {
  title: string
  lang: string
  rtl: boolean
  /** The time of the report's last event: the only date in the file. */
  at: string
  pictures: Pictures
  picture: Report['picture']
}
/** What a body points to: addresses, and pictures by the id of their file. */
export interface Links {
  to: (url: string) => string
  picture: (id: string) => (PictureFacts & { rel: string; n: number }) | null
}

/** A run of text; line breaks and tabs are kept. */
function runXml(run: Run, rtl = isRtl(run.text)): string {
  const look = [
    run.href ? '<w:rStyle w:val="Hyperlink"/>' : '',
    run.code ? '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>' : '',
    run.bold ? '<w:b/><w:bCs/>' : '',
    run.italic ? '<w:i/><w:iCs/>' : '',
    run.sup ? '<w:vertAlign w:val="superscript"/>' : run.sub ? '<w:vertAlign w:val="subscript"/>' : '',
    rtl ? '<w:rtl/>' : '',
  ].join('')
  const parts = run.text
    .split(/(\n|\t)/)
    .map(part =>
      part === '\n' ? '<w:br/>' : part === '\t' ? '<w:tab/>' : part && `<w:t xml:space="preserve">${xmlText(part)}</w:t>`,
    )
  return `<w:r>${look && `<w:rPr>${look}</w:rPr>`}${parts.join('')}</w:r>`
}

export const plainRun = (text: string, look: Omit<Run, 'text'> = {}): Run => ({ ...look, text })

/** `before` and `after` stand around the runs: bookmarks and the ends of comments. */
export interface ParagraphOptions {
  style?: string
  indent?: number
  hanging?: number
  links?: Links
  before?: string
  after?: string
  rtl?: boolean
}

export function paragraphXml(runs: Run[], options: ParagraphOptions = {}): string {
  const { style, indent, hanging, links, before = '', after = '' } = options
  const rtl = options.rtl ?? isRtl(runs.map(run => run.text).join(''))
  const look = [
    style ? `<w:pStyle w:val="${style}"/>` : '',
    rtl ? '<w:bidi/>' : '',
    indent === undefined ? '' : `<w:ind w:left="${indent}"${hanging ? ` w:hanging="${hanging}"` : ''}/>`,
  ].join('')
  const drawn = runs.map(run => drawnRun(run, links))
  return `<w:p>${look && `<w:pPr>${look}</w:pPr>`}${before}${drawn.join('')}${after}</w:p>`
}

function drawnRun(run: Run, links: Links | undefined): string {
  const picture = run.picture && links?.picture(run.picture.id)
  if (picture) return pictureXml(picture, run.picture?.alt ?? '')
  return run.href && links ? `<w:hyperlink r:id="${links.to(run.href)}">${runXml(run)}</w:hyperlink>` : runXml(run)
}

/** Word measures in 914,400ths of an inch; a picture is as wide as at 96 dots an inch, and no wider than the page. */
function pictureXml({ rel, n, width, height }: PictureFacts & { rel: string; n: number }, alt: string): string {
  const wide = Math.min(width * 9_525, 5_700_000)
  const size = `cx="${wide}" cy="${Math.round((wide * height) / width)}"`
  const about = `id="${n}" name="${rel}" descr="${xmlText(alt)}"`
  const A = 'http://schemas.openxmlformats.org/drawingml/2006'
  return `<w:r><w:drawing><wp:inline xmlns:wp="${A}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent ${size}/><wp:docPr ${about}/><a:graphic xmlns:a="${A}/main"><a:graphicData uri="${A}/picture"><pic:pic xmlns:pic="${A}/picture"><pic:nvPicPr><pic:cNvPr ${about}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${rel}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
}

/** The pieces of a unit; `before` goes into the first paragraph of text, `after` into the last, so that a comment spans the unit. */
export function piecesXml(pieces: Piece[], options: ParagraphOptions & { label?: string } = {}): string {
  const texts = pieces.filter(piece => piece.kind !== 'table')
  if (!texts.length || pieces[0]?.kind === 'table') {
    const first = paragraphXml(options.label ? [plainRun(options.label, { bold: true })] : [], {
      style: 'Unit',
      before: options.before,
      after: options.after,
    })
    return first + pieces.map(piece => pieceXml(piece, { links: options.links }, '')).join('')
  }
  return pieces
    .map(piece =>
      pieceXml(
        piece,
        {
          links: options.links,
          before: piece === texts[0] ? options.before : '',
          after: piece === texts.at(-1) ? options.after : '',
        },
        piece === texts[0] ? (options.label ?? '') : '',
      ),
    )
    .join('')
}

function pieceXml(piece: Piece, options: ParagraphOptions, label: string): string {
  const lead = label ? [plainRun(`${label}\u00A0 `, { bold: true })] : []
  if (piece.kind === 'table') return tableXml(piece.rows, options)
  if (piece.kind === 'code')
    return paragraphXml([...lead, plainRun(piece.text, { code: true })], { ...options, style: 'Unit', rtl: false })
  const rtl = isRtl(piece.runs.map(run => run.text).join(''))
  const marker = piece.marker ? [plainRun(`${piece.marker}\t`)] : []
  const place = piece.level ? { indent: 360 * piece.level + 360, hanging: piece.marker ? 360 : 0 } : {}
  return paragraphXml([...lead, ...marker, ...piece.runs], { ...options, ...place, style: piece.quote ? 'Quote' : 'Unit', rtl })
}

function tableXml(rows: TableCell[][], options: ParagraphOptions): string {
  const { columns, places } = gridOf(rows)
  const width = Math.floor(9_000 / columns)
  const drawn = places.map((row, y) => {
    let out = ''
    for (let x = 0; x < columns;) {
      const cell = row[x]
      const span = cell?.colspan ?? 1
      if (!cell) out += cellXml('<w:p/>', { width })
      else if (cell.y < y) out += cellXml('<w:p/>', { width: width * span, span, merge: 'continue' })
      else out += cellXml(insideXml(cell, options), { width: width * span, span, merge: cell.rowspan > 1 ? 'restart' : null })
      x += span
    }
    const head = y === 0 && rows.length > 1 && row.every(cell => cell?.header) ? '<w:trPr><w:tblHeader/></w:trPr>' : ''
    return `<w:tr>${head}${out}</w:tr>`
  })
  const grid = Array.from({ length: columns }, () => `<w:gridCol w:w="${width}"/>`).join('')
  return `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${drawn.join('')}</w:tbl><w:p/>`
}

/** Word asks that a cell ends with a paragraph. */
function insideXml(cell: TableCell, options: ParagraphOptions): string {
  const inside = cell.pieces.map(piece => pieceXml(cell.header ? bolder(piece) : piece, { links: options.links }, '')).join('')
  return inside && cell.pieces.at(-1)?.kind !== 'table' ? inside : `${inside}<w:p/>`
}

const bolder = (piece: Piece): Piece =>
  piece.kind === 'text' ? { ...piece, runs: piece.runs.map(run => ({ ...run, bold: true as const })) } : piece

export function cellXml(
  inside: string,
  look: { width: number; span?: number; merge?: 'restart' | 'continue' | null; fill?: string },
): string {
  const { width, span = 1, merge, fill } = look
  const parts = [
    `<w:tcW w:w="${width}" w:type="dxa"/>`,
    span > 1 ? `<w:gridSpan w:val="${span}"/>` : '',
    merge ? `<w:vMerge w:val="${merge}"/>` : '',
    fill ? `<w:shd w:val="clear" w:color="auto" w:fill="${fill}"/>` : '',
  ]
  return `<w:tc><w:tcPr>${parts.join('')}</w:tcPr>${inside}</w:tc>`
}

/** A comment as Word keeps it, beside the text. */
export function wordComment(id: number, author: string, at: string, paragraphs: string[]): string {
  const initials = xmlText([...author].slice(0, 2).join(''))
  const body = paragraphs.map(text => paragraphXml([plainRun(text)])).join('')
  return `<w:comment w:id="${id}" w:author="${xmlText(author)}" w:initials="${initials}" w:date="${at.slice(0, 19)}Z">${body}</w:comment>`
}
export const commentStart = (id: number): string => `<w:commentRangeStart w:id="${id}"/>`
export const commentEnd = (id: number): string => `<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`

export interface WordFile extends Sink {
  links: Links
  end: () => Promise<void>
}

/** Begins a document; what is written goes into its body. Comments, when there are any, are written first, by `comments`. */
export async function wordInto(sink: Sink, look: WordLook, comments?: (part: Sink) => Promise<void>): Promise<WordFile> {
  const zip = zipInto(sink)
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
  const part = (name: string, kind: string) => `<Override PartName="/word/${name}.xml" ContentType="${type}.${kind}+xml"/>`
  zip.add(
    '[Content_Types].xml',
    `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="gif" ContentType="image/gif"/>${part('document', 'document.main')}${part('styles', 'styles')}${part('footer', 'footer')}${comments ? part('comments', 'comments') : ''}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
  )
  zip.add(
    '_rels/.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${DOC}/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
  )
  zip.add('docProps/core.xml', coreProperties(look.title, `${look.at.slice(0, 19)}Z`))
  zip.add('word/styles.xml', styles(look.lang, look.rtl))
  const page = (code: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
  zip.add(
    'word/footer.xml',
    `${XML}<w:ftr ${namespaces}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>${page('PAGE')}<w:r><w:t xml:space="preserve"> / </w:t></w:r>${page('NUMPAGES')}</w:p></w:ftr>`,
  )
  if (comments) {
    const beside = zip.part('word/comments.xml')
    beside.write(`${XML}<w:comments ${namespaces}>`)
    await comments(beside)
    beside.write('</w:comments>')
    beside.end()
  }
  const targets = new Map<string, string>()
  const shown = new Map<string, string>()
  let drawings = 0
  const body = zip.part('word/document.xml')
  body.write(`${XML}<w:document ${namespaces}><w:body>`)
  return {
    write: chunk => body.write(chunk),
    links: {
      to(url) {
        const id = targets.get(url) ?? `l${targets.size}`
        targets.set(url, id)
        return id
      },
      /** Word knows no WebP: there the words stand for the picture. */
      picture(id) {
        const facts = look.pictures.get(id)
        if (!facts || facts.extension === 'webp') return null
        const rel = shown.get(id) ?? `p${shown.size}`
        shown.set(id, rel)
        return { ...facts, rel, n: ++drawings }
      },
    },
    async end() {
      body.write(
        '<w:sectPr><w:footerReference w:type="default" r:id="r2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>',
      )
      body.end()
      const media: string[] = []
      for (const [id, rel] of shown) {
        const file = `media/${rel}.${look.pictures.get(id)?.extension}`
        zip.add(`word/${file}`, (await look.picture(id))?.bytes ?? new Uint8Array(0))
        media.push(`<Relationship Id="${rel}" Type="${DOC}/image" Target="${file}"/>`)
      }
      const links = [...targets].map(
        ([url, id]) => `<Relationship Id="${id}" Type="${DOC}/hyperlink" Target="${xmlText(url)}" TargetMode="External"/>`,
      )
      zip.add(
        'word/_rels/document.xml.rels',
        `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${DOC}/styles" Target="styles.xml"/><Relationship Id="r2" Type="${DOC}/footer" Target="footer.xml"/>${comments ? `<Relationship Id="r3" Type="${DOC}/comments" Target="comments.xml"/>` : ''}${links.join('')}${media.join('')}</Relationships>`,
      )
      zip.finish()
    },
  }
}
