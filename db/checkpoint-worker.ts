// Moves what is committed from the WAL into the database file, away from the thread that answers people.

import Database from 'better-sqlite3'
import { parentPort, workerData } from 'node:worker_threads'

const EVERY = 25
/** Pages that wait: fewer are not worth the two waits for the disk, which the writers feel. */
const MANY = 4_000

const { file } = workerData as { file: string }
// Never waits: a checkpoint that waits for a long reader holds the writers' lock meanwhile, and everybody would wait with it.
const db = new Database(file, { timeout: 0 })
db.pragma('synchronous = FULL')
interface Wal {
  log: number
  checkpointed: number
}

setInterval(() => {
  const [{ log, checkpointed }] = db.pragma('wal_checkpoint(NOOP)') as [Wal]
  if (log - checkpointed < MANY) return
  db.pragma('wal_checkpoint(PASSIVE)')
  parentPort?.postMessage('nearly done')
}, EVERY)
