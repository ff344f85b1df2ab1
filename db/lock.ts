// One server per SQLite file: an exclusive lock that the operating system lets go when the process ends, however it ends.

import Database from 'better-sqlite3'
import { CannotOpen } from './cannot-open.ts'

/** Throws a sentence when another server holds the folder. */
export function lockFile(file: string): () => void {
  const lock = new Database(file, { timeout: 0 })
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('begin exclusive; create table if not exists held (x); commit')
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY'))
      throw new CannotOpen('Another Parley already serves this data folder: stop it first, or set another DATA_DIR.')
    throw error
  }
  return () => lock.close()
}
