// The report as canonical JSON (sorted keys, no blanks, RFC 8785), written in one pass and closed with the SHA-256 of its content.

import { createHash } from 'node:crypto'
import type { Report } from './model.ts'
import type { Sink } from './sink.ts'

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain | undefined }

/** One value with its keys in order; numbers and strings as JSON.stringify writes them, which is what RFC 8785 asks for. */
export function canonical(value: unknown): string {
  return draw(value as Plain)
}

function draw(value: Plain): string {
  if (value === null || typeof value !== 'object')
    return typeof value === 'string' ? JSON.stringify(value.toWellFormed()) : JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(draw).join(',')}]`
  const keys = Object.keys(value)
    .filter(key => value[key] !== undefined)
    .sort()
  return `{${keys.map(key => `${JSON.stringify(key)}:${draw(value[key] as Plain)}`).join(',')}}`
}

/** Writes the content and answers with its SHA-256; keys stand in their canonical order: comments, header, paragraphs. */
async function writeContent(report: Report, write: (text: string) => void, progress: (done: number) => void): Promise<void> {
  write('{"comments":[')
  let done = 0
  for await (const { row } of report.comments()) {
    write((done ? ',' : '') + draw(row))
    progress(++done)
  }
  write(`],"header":${canonical(report.header)},"paragraphs":[`)
  report.paragraphs.forEach((p, n) => write((n ? ',' : '') + draw(report.paragraphRow(p))))
  write(']}')
}

export async function writeJson(report: Report, sink: Sink, progress: (done: number) => void): Promise<void> {
  const hash = createHash('sha256')
  sink.write('{"content":')
  await writeContent(
    report,
    text => {
      hash.update(text)
      sink.write(text)
    },
    progress,
  )
  sink.write(`,"sha256":"${hash.digest('hex')}"}\n`)
}

/** The SHA-256 that stands inside every format (G22). */
export async function contentHash(report: Report): Promise<string> {
  const hash = createHash('sha256')
  await writeContent(
    report,
    text => hash.update(text),
    () => {},
  )
  return hash.digest('hex')
}
