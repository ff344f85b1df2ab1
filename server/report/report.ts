// Makes a report without stalling anyone: in a worker, with progress, cancellable, and visible only when it is whole.

import { readFileSync, rmSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { partOf } from './sink.ts'
import type { ForWorker, FromWorker } from './worker.ts'
import type { Built, Progress, ReportJob } from './write.ts'

export type { Built, Progress, ReportJob } from './write.ts'
export { editions, extensionOf, fileName, formats, isFormat, mediaTypes, tables, type Format, type Table } from './names.ts'
export type { Edition } from './model.ts'

/** Heap of one report, in MB: what is streamed needs a tenth of it, documents of 5,000 comments about half. */
const HEAP = 320

/**
 * Rejects with the signal's reason when cancelled; then, as after any failure, nothing is left at `outFile`.
 * The worker ends itself at the next comment: one that is terminated inside the database's driver may take the process along.
 */
export async function buildReport(job: ReportJob, onProgress: Progress = () => {}, signal?: AbortSignal): Promise<Built> {
  signal?.throwIfAborted()
  const cancelled = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { job, cancelled } satisfies ForWorker,
    resourceLimits: { maxOldGenerationSizeMb: HEAP, maxYoungGenerationSizeMb: 32 },
  })
  const stop = () => void Atomics.store(cancelled, 0, 1)
  signal?.addEventListener('abort', stop)
  try {
    return await new Promise<Built>((built, failed) => {
      let answer: Built | null = null
      worker.on('message', (message: FromWorker) => {
        if ('built' in message) answer = message.built
        else onProgress(message.done, message.total)
      })
      worker.on('error', error => failed(signal?.aborted ? signal.reason : error))
      worker.on('exit', () => (answer ? built(answer) : failed(signal?.reason ?? new Error('the report ended without a result'))))
    })
  } finally {
    signal?.removeEventListener('abort', stop)
    for (const file of [job.outFile, `${job.outFile}.sha256`]) rmSync(partOf(file), { force: true })
  }
}

/** The version of this program, which stands in every report. */
export function programVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  return version
}
