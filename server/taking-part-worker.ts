// The thread that counts who took part in a large consultation: its own read-only connection, one state, one answer.

import { parentPort, workerData } from 'node:worker_threads'
import { countTaking } from '../db/dashboard.ts'
import { open } from '../db/open.ts'
import type { ForThread } from './taking-part.ts'

const { file, id, limit } = workerData as ForThread
const db = await open({ file }, { readonly: true })
const counted = await db.snapshot(trx => countTaking(trx, { consultation: id, limit }))
await db.close()
parentPort?.postMessage(counted)
