// Comma-separated tables (RFC 4180, UTF-8 with BOM) whose cells no spreadsheet will execute, and the reader that undoes the guard.

import { changeColumns } from './changes.ts'
import { commentColumns, paragraphColumns, type Cell } from './columns.ts'
import type { Report } from './model.ts'
import type { Sink } from './sink.ts'

const BOM = '\uFEFF'
const risky = /^'*[=+\-@\t\r＝＋－＠]/
const guarded = /^'+[=+\-@\t\r＝＋－＠]/

/** A leading ' keeps a spreadsheet from taking text for a formula (G24); one more where a ' stood there already, so that it can be undone. */
export const guard = (text: string): string => (risky.test(text) ? `'${text}` : text)
export const unguard = (text: string): string => (guarded.test(text) ? text.slice(1) : text)

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = guard(cell)
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const line = (cells: Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** A small table as a whole. */
export const csvTable = (rows: Cell[][]): string => BOM + rows.map(line).join('')

export async function writeCommentsCsv(report: Report, sink: Sink, progress: (done: number) => void): Promise<void> {
  sink.write(BOM + line([...commentColumns]))
  let done = 0
  for await (const { row } of report.comments()) {
    sink.write(line(commentColumns.map(column => row[column])))
    progress(++done)
  }
}

export async function writeParagraphsCsv(report: Report, sink: Sink): Promise<void> {
  sink.write(BOM + line([...paragraphColumns]))
  for (const paragraph of report.paragraphs) {
    const row = report.paragraphRow(paragraph)
    sink.write(line(paragraphColumns.map(column => row[column])))
  }
}

export function writeChangesCsv(report: Report, sink: Sink): void {
  sink.write(BOM + line([...changeColumns]))
  for (const { row } of report.changes) sink.write(line(changeColumns.map(column => row[column])))
}

/** Reads a table written here: rows of cells, guards undone. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/gy
  cell.lastIndex = text.startsWith(BOM) ? 1 : 0
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex
    const found = cell.exec(text)
    if (!found) throw new Error(`the table is broken at character ${at}`)
    const [, raw = '', end] = found
    row.push(unguard(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
