// One consistent copy of a SQLite database, checked for integrity and foreign keys, written durably.

import Database from 'better-sqlite3'
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'

/** VACUUM INTO reads one snapshot; under writes the online backup would start over and over. Throws when either side is not sound. */
export function copyDatabase(from: string, to: string): void {
  rmSync(to, { force: true })
  const source = new Database(from, { readonly: true, timeout: 10_000 })
  try {
    needSound(source)
    source.prepare('vacuum into ?').run(to)
  } finally {
    source.close()
  }
  const copy = new Database(to)
  try {
    needSound(copy)
  } finally {
    copy.close()
  }
  const handle = openSync(to, 'r+')
  fsyncSync(handle)
  closeSync(handle)
}

function needSound(db: Database.Database): void {
  const sound = db.pragma('integrity_check(1)', { simple: true })
  if (sound !== 'ok') throw new Error('it fails the integrity check')
  const broken = db.pragma('foreign_key_check') as unknown[]
  if (broken.length) throw new Error(`${broken.length} broken references`)
  if (!db.prepare(`select 1 from sqlite_master where name = 'consultations'`).get()) throw new Error('not made by Parley')
}
