// Writes one report in one format into one file: what the worker runs, and what tests run without it.

import { open, type Where } from '../../db/open.ts'
import type { Lang } from '../../shared/words.ts'
import { writeChangesCsv, writeCommentsCsv, writeParagraphsCsv } from './csv.ts'
import { writeDocx } from './docx.ts'
import { writeCleanDocx, writeDraftDocx } from './draft-docx.ts'
import { writeHtml } from './html.ts'
import { writeJson } from './json.ts'
import { reportOf, type Edition, type Report } from './model.ts'
import { extensionOf, fileName, mediaTypes, type Format, type Table } from './names.ts'
import { writeCleanPdf, writePdf } from './pdf.ts'
import { openSink, type Sink } from './sink.ts'
import { writeXlsx } from './xlsx.ts'

/** What is asked for. `consultation` is a slug or an id, `base` the public address of this instance. */
export interface ReportJob {
  where: Where
  base: string
  consultation: string
  format: Format
  table: Table
  edition: Edition
  lang: Lang
  version: string
  outFile: string
}

/** What was made: `name` is for the reader, `file` is where it lies. */
export interface Built {
  file: string
  name: string
  type: string
  bytes: number
  sha256: string
  asOf: { seq: number; at: string }
  closedSeq: number | null
}

/** `total` is the number of comments. */
export type Progress = (done: number, total: number) => void

const writers: Partial<
  Record<Format, (report: Report, job: ReportJob, sink: Sink, progress: (done: number) => void) => Promise<string | void>>
> = {
  async csv(report, job, sink, progress) {
    if (job.table === 'changes') return writeChangesCsv(report, sink)
    return job.table === 'paragraphs' ? writeParagraphsCsv(report, sink) : writeCommentsCsv(report, sink, progress)
  },
  json: (report, _, sink, progress) => writeJson(report, sink, progress),
  docx: (report, job, sink, progress) => writeDocx(report, job.lang, sink, progress),
  'draft-docx': (report, job, sink, progress) => writeDraftDocx(report, job.lang, sink, progress),
  'clean-docx': (report, job, sink) => writeCleanDocx(report, job.lang, sink),
  pdf: (report, job, sink, progress) => writePdf(report, job.lang, sink, progress),
  'clean-pdf': (report, job, sink) => writeCleanPdf(report, job.lang, sink),
  html: (report, job, sink, progress) => writeHtml(report, job.lang, sink, progress),
  xlsx: (report, job, sink, progress) => writeXlsx(report, job.lang, sink, progress),
}

export async function writeReport(job: ReportJob, progress: Progress): Promise<Built> {
  const db = await open(job.where, { readonly: true })
  const sink = openSink(job.outFile)
  try {
    return await db.snapshot(async trx => {
      const report = await reportOf(trx, job)
      const write = writers[job.format]
      if (!write) throw new Error(`there is no format ${job.format}`)
      const total = report.header.counts.accepted
      const extension = (await write(report, job, sink, done => progress(done, total))) ?? extensionOf(job.format)
      const name = fileName(report.header, job.format, job.table, extension)
      const { asOf, closedSeq } = report.header
      return {
        file: job.outFile,
        name,
        type: mediaTypes[extension] ?? 'application/octet-stream',
        ...sink.finish(name),
        asOf,
        closedSeq,
      }
    })
  } finally {
    sink.abandon()
    await db.close()
  }
}
