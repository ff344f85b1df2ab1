// Backup while the house works, and restore, proven: hash, integrity, recount, and the same numbers.

import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import { no, Refusal } from '../shared/refusal.ts'
import { checkHouse, type CheckResult } from './check.ts'
import { ConfigError, type Config } from './config.ts'
import type { House } from './house.ts'
import { createLog } from './log.ts'
import { openHouse } from './start.ts'

const refused = (sentence: string) => new Refusal(no('invalid', undefined, { sentence }))

/** SQLite: VACUUM INTO in a worker, one consistent state, with its SHA-256 in a file beside it. Postgres has its own tool, which the sentence names. */
export async function backupTo(house: House, file: string): Promise<{ file: string; bytes: number; sha256: string }> {
  if (!('file' in house.where)) throw refused('On PostgreSQL, back up with pg_dump -Fc and restore with pg_restore.')
  if (existsSync(file)) throw refused(`${file} exists already: name another file.`)
  if (!existsSync(dirname(file))) throw refused(`The folder ${dirname(file)} does not exist.`)
  await copied(house.where.file, `${file}.part`).catch((error: Error) => {
    throw refused(`The backup could not be made: ${error.message}.`)
  })
  const sha256 = await hashOf(`${file}.part`)
  writeFileSync(`${file}.sha256`, `${sha256}  ${basename(file)}\n`, { flush: true })
  renameSync(`${file}.part`, file)
  return { file, bytes: statSync(file).size, sha256 }
}

/** Puts a backup in place of an absent database, then recounts everything. Throws ConfigError when there is one, or the backup is not sound. */
export async function restoreFrom(config: Config, file: string): Promise<CheckResult> {
  if (config.databaseUrl) throw new ConfigError('On PostgreSQL, restore with pg_restore.')
  if (!existsSync(file)) throw new ConfigError(`${file} does not exist.`)
  const target = join(config.dataDir, 'parley.db')
  const there = [target, `${target}-wal`, `${target}-shm`].find(path => existsSync(path))
  if (there) throw new ConfigError(`${there} exists already: stop the server and move it away first.`)
  const beside = `${file}.sha256`
  const told = existsSync(beside) ? readFileSync(beside, 'utf8').slice(0, 64) : null
  if (told && told !== (await hashOf(file)))
    throw new ConfigError(`${file} is damaged: it is not what ${beside} says. Take another backup.`)
  mkdirSync(config.dataDir, { recursive: true })
  await copied(file, `${target}.part`).catch((error: Error) => {
    throw new ConfigError(`${file} is damaged or no backup of Parley (${error.message}). Take another backup.`)
  })
  renameSync(`${target}.part`, target)
  const house = await openHouse(config, createLog())
  try {
    return await checkHouse(house)
  } finally {
    await house.close()
  }
}

/** Copies in a worker; nothing is left at `to` when it fails. */
async function copied(from: string, to: string): Promise<void> {
  const worker = new Worker(new URL('./backup-worker.ts', import.meta.url), { workerData: { from, to } })
  try {
    await new Promise<void>((done, failed) => {
      worker.on('error', failed)
      worker.on('exit', code => (code === 0 ? done() : failed(new Error(`it ended with ${code}`))))
    })
  } catch (error) {
    for (const tail of ['', '-journal', '-wal', '-shm']) rmSync(to + tail, { force: true })
    throw error
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
