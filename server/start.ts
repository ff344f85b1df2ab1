// Opens what a process needs: the data folder, the database, its own secret; says in a sentence what is wrong (G27).

import { mkdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { CannotOpen } from '../db/cannot-open.ts'
import { open, type Where } from '../db/open.ts'
import { steadyClock } from './clock.ts'
import { ConfigError, type Config } from './config.ts'
import { createHouse, type House } from './house.ts'
import { createLog, type Log } from './log.ts'
import { createMetrics } from './metrics.ts'

const LEAST_FREE = 100 * 1024 * 1024

const whereOf = (config: Config): Where =>
  config.databaseUrl ? { url: config.databaseUrl } : { file: join(config.dataDir, 'parley.db') }

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? 'unknown')

/** What the database says of itself is a sentence for the operator, without a stack. */
export async function said<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw error instanceof CannotOpen ? new ConfigError(error.message) : error
  }
}

/** Throws ConfigError when the data folder, the disk or the database cannot be trusted with a consultation. */
export async function openHouse(config: Config, log: Log = createLog()): Promise<House> {
  try {
    mkdirSync(config.dataDir, { recursive: true })
  } catch (error) {
    throw new ConfigError(
      `The folder ${config.dataDir} cannot be made (${codeOf(error)}): set DATA_DIR to one that may be written.`,
    )
  }
  const { bavail, bsize } = statfsSync(config.dataDir)
  if (bavail * bsize < LEAST_FREE)
    throw new ConfigError(`The disk of ${config.dataDir} is nearly full: free at least 100 MB first.`)
  const now = steadyClock()
  const where = whereOf(config)
  const metrics = createMetrics()
  const db = await said(() => open(where, { now, committed: metrics.commit }))
  const wrong = await db.check()
  if (wrong.length) {
    await db.close()
    throw new ConfigError(wrong.join('\n'))
  }
  return createHouse({ config, where, db, now, log, metrics })
}
