// The thread a report is made in: its own read-only connection, so that nobody waits for it (G25).

import { parentPort, workerData } from 'node:worker_threads'
import { writeReport, type Built, type ReportJob } from './write.ts'

export interface ForWorker {
  job: ReportJob
  /** 1 as soon as nobody wants the report any more. */
  cancelled: Int32Array
}
export type FromWorker = { done: number; total: number } | { built: Built }

const STEP = 1_000
const tell = (message: FromWorker): void => parentPort?.postMessage(message)

const { job, cancelled } = workerData as ForWorker
const needWanted = (): void => {
  if (Atomics.load(cancelled, 0)) throw new Error('cancelled')
}
needWanted()
const built = await writeReport(job, (done, total) => {
  needWanted()
  if (done % STEP === 0 || done === total) tell({ done, total })
})
tell({ built })
