// Moves what is committed from the WAL into the database file, away from the thread that answers people.

import Database from 'better-sqlite3'
import { statSync } from 'node:fs'
import { workerData } from 'node:worker_threads'

const EVERY = 50
const SMALL = 2 * 1024 * 1024
const LARGE = 8 * 1024 * 1024

const { file } = workerData as { file: string }
// Never waits: a checkpoint that waits for a long reader holds the writers' lock meanwhile, and everybody would wait with it.
const db = new Database(file, { timeout: 0 })
db.pragma('synchronous = FULL')
const size = (): number => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0

setInterval(() => {
  const bytes = size()
  if (bytes < SMALL) return
  db.pragma('wal_checkpoint(PASSIVE)')
  if (bytes > LARGE) db.pragma('wal_checkpoint(RESTART)')
}, EVERY)
