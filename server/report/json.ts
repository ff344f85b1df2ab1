// The report as canonical JSON (sorted keys, no blanks, RFC 8785), written in one pass and closed with the SHA-256 of its content.

import { createHash } from 'node:crypto'
import type { Entry, Report } from './model.ts'
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

/** The content as it is told, part after part; keys stand in their canonical order: changes, comments, header, paragraphs. */
function contentInto(report: Report, write: (text: string) => void) {
  let first = true
  write(`{"changes":[${report.changes.map(c => draw(c.row)).join(',')}],"comments":[`)
  return {
    async *comments(): AsyncGenerator<Entry> {
      for await (const entry of report.comments()) {
        write((first ? '' : ',') + draw(entry.row))
        first = false
        yield entry
      }
    },
    end() {
      write(`],"header":${canonical(report.header)},"paragraphs":[`)
      report.paragraphs.forEach((p, n) => write((n ? ',' : '') + draw(report.paragraphRow(p))))
      write(']}')
    },
  }
}

/** The comments, hashed as they pass, for formats that name the hash of the canonical JSON in their last part (G22). */
export function digestingContent(report: Report): { comments: () => AsyncGenerator<Entry>; end: () => string } {
  const hash = createHash('sha256')
  const content = contentInto(report, text => hash.update(text))
  return {
    comments: content.comments,
    end() {
      content.end()
      return hash.digest('hex')
    },
  }
}

export async function writeJson(report: Report, sink: Sink, progress: (done: number) => void): Promise<void> {
  const hash = createHash('sha256')
  sink.write('{"content":')
  const content = contentInto(report, text => {
    hash.update(text)
    sink.write(text)
  })
  let done = 0
  for await (const _ of content.comments()) progress(++done)
  content.end()
  sink.write(`,"sha256":"${hash.digest('hex')}"}\n`)
}

/** The hash in one pass of its own, for formats that name it first. */
export async function contentHash(report: Report): Promise<string> {
  const content = digestingContent(report)
  for await (const _ of content.comments()) continue
  return content.end()
}
