// One consistent copy of a SQLite database, checked for integrity and foreign keys, written durably.

import Database from 'better-sqlite3'
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'

/** VACUUM INTO reads one snapshot; under writes the online backup would start over and over. Throws when the copy is not sound. */
export function copyDatabase(from: string, to: string): void {
  rmSync(to, { force: true })
  const source = new Database(from, { readonly: true, timeout: 10_000 })
  source.prepare('vacuum into ?').run(to)
  source.close()
  const copy = new Database(to)
  const sound = copy.pragma('integrity_check', { simple: true })
  const broken = copy.pragma('foreign_key_check') as unknown[]
  copy.close()
  if (sound !== 'ok' || broken.length)
    throw new Error(`The copy is not sound: ${String(sound)}, ${broken.length} broken references.`)
  const handle = openSync(to, 'r+')
  fsyncSync(handle)
  closeSync(handle)
}
