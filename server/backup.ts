// Backup while the house works, and restore, proven: integrity, recount, and the same numbers.

import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { no, Refusal } from '../shared/refusal.ts'
import { checkHouse } from './check.ts'
import { ConfigError, type Config } from './config.ts'
import type { House } from './house.ts'
import { createLog } from './log.ts'
import { openHouse } from './start.ts'

/** SQLite: VACUUM INTO in a worker, one consistent state. Postgres has its own tool, which the sentence names. */
export async function backupTo(house: House, file: string): Promise<{ file: string }> {
  if (!('file' in house.where))
    throw new Refusal(
      no('invalid', undefined, { sentence: 'On PostgreSQL, back up with pg_dump -Fc and restore with pg_restore.' }),
    )
  if (existsSync(file)) throw new Refusal(no('invalid', undefined, { sentence: `${file} exists already.` }))
  const part = `${file}.part`
  const worker = new Worker(new URL('./backup-worker.ts', import.meta.url), { workerData: { from: house.where.file, to: part } })
  await new Promise<void>((done, failed) => {
    worker.on('error', failed)
    worker.on('exit', code => (code === 0 ? done() : failed(new Error(`the backup ended with ${code}`))))
  })
  renameSync(part, file)
  return { file }
}

/** Puts a backup in place of an absent or empty data folder's database, then recounts everything. */
export async function restoreFrom(
  config: Config,
  file: string,
): Promise<{ ok: boolean; counted: object; differences: object[] }> {
  if (config.databaseUrl) throw new ConfigError('On PostgreSQL, restore with pg_restore.')
  if (!existsSync(file)) throw new ConfigError(`${file} does not exist.`)
  const target = join(config.dataDir, 'parley.db')
  if (existsSync(target)) throw new ConfigError(`${target} exists already: stop the server and move it away first.`)
  mkdirSync(config.dataDir, { recursive: true })
  const worker = new Worker(new URL('./backup-worker.ts', import.meta.url), { workerData: { from: file, to: `${target}.part` } })
  await new Promise<void>((done, failed) => {
    worker.on('error', failed)
    worker.on('exit', code => (code === 0 ? done() : failed(new Error(`the restore ended with ${code}`))))
  })
  renameSync(`${target}.part`, target)
  const house = await openHouse(config, createLog())
  try {
    return await checkHouse(house)
  } finally {
    await house.close()
  }
}
