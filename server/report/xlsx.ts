// The report as a workbook, streamed: summary, paragraphs, comments, moderation; text is text and nothing is a formula (G24).

import { wordsOf, type Lang } from '../../shared/words.ts'
import { changeColumns } from './changes.ts'
import { commentColumns, paragraphColumns, type Cell, type CommentColumn } from './columns.ts'
import { digestingContent } from './json.ts'
import type { Entry, Report, ReportParagraph } from './model.ts'
import type { Sink } from './sink.ts'
import { tellingOf } from './telling.ts'
import { letters, Sheet, workbookParts, type SheetLink } from './xlsx-parts.ts'
import { zipInto, type ZipFile } from './zip.ts'

/** Longest text that goes into one cell; Excel's own end is 32,767. */
const LONGEST = 32_000

const moderationColumns = [
  'comment_id',
  'comment_url',
  'paragraph_number',
  'paragraph_id',
  'posted_utc',
  'state',
  'state_reason',
  'acted_utc',
  'note',
  'reports',
] as const

const widths: Record<string, number> = {
  text: 80,
  paragraph_text: 50,
  answer_text: 50,
  comment_url: 30,
  section: 30,
  author_name: 20,
  note: 40,
  text_before: 60,
  text_after: 60,
  reason: 40,
  posted_utc: 24,
  posted_local: 29,
}

export async function writeXlsx(report: Report, lang: Lang, sink: Sink, progress: (done: number) => void): Promise<void> {
  const zip = zipInto(sink)
  workbookParts(
    zip,
    ['summary', 'paragraphs', 'comments', 'moderation', ...(report.changes.length ? ['changes'] : [])],
    report.header.asOf.at,
  )
  const t = wordsOf(lang)
  const more = furtherColumns(
    'text',
    report.paragraphs.map(p => p.text),
  )

  const paragraphs = new Sheet(zip, 2, { columns: [...paragraphColumns, ...more], widths })
  const line = new Map<string, number>()
  for (const paragraph of report.paragraphs) {
    const row = report.paragraphRow(paragraph)
    const [text = '', ...rest] = pieces(paragraph.text)
    line.set(paragraph.id, paragraphs.row([...paragraphColumns.map(c => (c === 'text' ? text : row[c])), ...rest]))
  }
  paragraphs.end()

  const textColumn = letters(paragraphColumns.indexOf('text'))
  const excerpts = new Map<ReportParagraph, { text: string; link: SheetLink | null }>()
  const excerpt = (entry: Entry) => {
    const whole = String(entry.row.paragraph_text)
    if (whole.length <= LONGEST) return { text: whole, link: null }
    const known = excerpts.get(entry.paragraph)
    if (known) return known
    const text = whole.slice(0, 1_000).toWellFormed() + t('report.excerpt')
    const made = { text, link: { to: `paragraphs!${textColumn}${line.get(entry.paragraph.id)}` } }
    excerpts.set(entry.paragraph, made)
    return made
  }
  const comments = new Sheet(zip, 3, { columns: [...commentColumns], widths })
  const moderated: Cell[][] = []
  const content = digestingContent(report)
  let done = 0
  for await (const entry of content.comments()) {
    const { row } = entry
    const { text, link } = excerpt(entry)
    const cells = commentColumns.map((c: CommentColumn) => (c === 'paragraph_text' ? text : row[c]))
    const links: Partial<Record<CommentColumn, SheetLink>> = {
      comment_url: { url: String(row.comment_url) },
      ...(link && { paragraph_text: link }),
    }
    comments.row(
      cells,
      commentColumns.map(c => links[c] ?? null),
    )
    if (row.state !== 'published') moderated.push(moderationRow(entry))
    progress(++done)
  }
  comments.end()

  const moderation = new Sheet(zip, 4, { columns: [...moderationColumns], widths })
  for (const cells of moderated)
    moderation.row(
      cells,
      moderationColumns.map((c, n) => (c === 'comment_url' ? { url: String(cells[n]) } : null)),
    )
  moderation.end()

  if (report.changes.length) writeChanges(zip, report)

  const told = tellingOf(report, lang, content.end())
  const summary = new Sheet(zip, 1, {
    columns: [told.t('report.summary'), report.header.consultation.title],
    widths: { [told.t('report.summary')]: 44, [report.header.consultation.title]: 90 },
  })
  for (const { label, value } of told.summary) summary.row([label, value])
  for (const { when, what, why } of told.history)
    summary.row([`${told.t('report.history')}: ${what}`, [when, why].filter(Boolean).join('. ')])
  summary.row(['', told.t('report.formula')])
  summary.end()

  zip.finish()
}

/** What changed and why has a sheet of its own once there is anything in it; long texts go on in further columns. */
function writeChanges(zip: ZipFile, report: Report): void {
  const further = (['text_before', 'text_after'] as const).map(column => ({
    column,
    columns: furtherColumns(
      column,
      report.changes.map(({ row }) => row[column] ?? ''),
    ),
  }))
  const columns = [...changeColumns, ...further.flatMap(f => f.columns)]
  const wide = Object.fromEntries(further.flatMap(f => f.columns.map(name => [name, widths[f.column] ?? 60])))
  const sheet = new Sheet(zip, 5, { columns, widths: { ...widths, ...wide } })
  for (const { row } of report.changes) {
    const first = changeColumns.map(c => (typeof row[c] === 'string' ? (pieces(row[c])[0] ?? '') : row[c]))
    const rest = further.flatMap(f => {
      const [, ...left] = pieces(String(row[f.column] ?? ''))
      return f.columns.map((_, n) => left[n] ?? null)
    })
    sheet.row([...first, ...rest])
  }
  sheet.end()
}

/** The columns in which the longest of these texts goes on behind its own. */
function furtherColumns(name: string, texts: readonly Cell[]): string[] {
  const long = texts.reduce<number>((most, text) => Math.max(most, pieces(String(text ?? '')).length), 1)
  return Array.from({ length: long - 1 }, (_, n) => `${name}_${n + 2}`)
}

function moderationRow({ row, paragraph, hiddenAt, withdrawnAt, note, reports }: Entry): Cell[] {
  return [
    row.comment_id,
    row.comment_url,
    paragraph.number,
    paragraph.id,
    row.posted_utc,
    row.state,
    row.state_reason,
    withdrawnAt ?? hiddenAt,
    note,
    reports,
  ]
}

/** A text in pieces that each fit a cell, never cut inside a character. */
function pieces(text: string): string[] {
  const out: string[] = []
  for (let at = 0; at < text.length || out.length === 0;) {
    let end = Math.min(at + LONGEST, text.length)
    const last = text.charCodeAt(end - 1)
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end--
    out.push(text.slice(at, end))
    at = Math.max(end, at + 1)
  }
  return out
}
