// The thread a report is made in: its own read-only connection, so that nobody waits for it (G25).

import { parentPort, workerData } from 'node:worker_threads'
import { writeReport, type Built, type ReportJob } from './write.ts'

export type FromWorker = { done: number; total: number } | { built: Built }

const STEP = 1_000
const tell = (message: FromWorker): void => parentPort?.postMessage(message)

const built = await writeReport(workerData as ReportJob, (done, total) => {
  if (done % STEP === 0 || done === total) tell({ done, total })
})
tell({ built })
