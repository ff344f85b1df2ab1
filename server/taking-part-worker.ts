// The thread that counts who took part in a large consultation: its own read-only connection, one state, one answer.

import { parentPort, workerData } from 'node:worker_threads'
import { getConsultation } from '../db/consultations.ts'
import { countTaking } from '../db/dashboard.ts'
import { open } from '../db/open.ts'
import type { ForThread, TakingPart } from './taking-part.ts'

const { file, id, limit } = workerData as ForThread
const db = await open({ file }, { readonly: true })
const counted = await db.snapshot(async (trx): Promise<TakingPart> => {
  const c = await getConsultation(trx, { id })
  return { ...(await countTaking(trx, { consultation: id, limit })), seq: c?.lastSeq ?? 0 }
})
await db.close()
parentPort?.postMessage(counted)
