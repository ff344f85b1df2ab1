// Opens the database: a SQLite file, or Postgres by its address. The only place that knows which engine runs.

import { Kysely, SqliteDialect } from 'kysely'
import { rmSync, statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { CannotOpen } from './cannot-open.ts'
import { migrate } from './migrate.ts'
import type { Committed, Engine, Now, Trx } from './query.ts'
import { connect, durability, finishCheckpoint, sqliteLookup, sqliteReader, sqliteWriter } from './sqlite.ts'

export interface Db {
  engine: Engine
  /** Runs an act in a transaction and answers after it is durable. */
  write: <T>(act: (trx: Trx) => Promise<T> | T) => Promise<T>
  /** Reads what is committed. */
  read: Trx
  /** The same for single rows asked at every request: the shortest way to them. */
  lookup: Trx
  /** Several reads of one and the same state. */
  snapshot: <T>(act: (trx: Trx) => Promise<T> | T) => Promise<T>
  /** Calls back with a consultation's id when another process committed an event; null = any. */
  watch: (heard: (consultationId: string | null) => void) => Promise<() => void>
  /** Sentences that say what is wrong with durability, empty when all is well (G27). */
  check: () => Promise<string[]>
  /** For a process that serves: checkpoints are made by a thread of their own, not in the middle of somebody's commit. */
  tidyApart: () => void
  /** Bytes the database takes on its disk. */
  size: () => Promise<number>
  close: () => Promise<void>
}

export type Where = { file: string } | { url: string }

export interface Options {
  /** For workers that read beside the server: no migration, no writer. */
  readonly?: boolean
  /** The clock deadlines are compared with at commit. */
  now?: Now
  /** An older schema than the newest: for proofs that upgrading keeps what is there. */
  schema?: number
  /** Told after each durable commit: how many acts shared it, and how long it took. */
  committed?: Committed
}
const systemNow: Now = () => new Date().toISOString()

/** Throws CannotOpen, with a sentence, when the place cannot be what it should be. */
export async function open(where: Where, options: Options = {}): Promise<Db> {
  try {
    const now = options.now ?? systemNow
    if ('file' in where) return await openSqlite(where.file, now, options)
    const { openPostgres } = await import('./open-postgres.ts')
    return await openPostgres(where.url, now, options)
  } catch (error) {
    throw whyNot(where, error)
  }
}

/** What is wrong with the place, where its code says so; else the error as it was. */
function whyNot(where: Where, error: unknown): unknown {
  const code = String((error as { code?: unknown }).code ?? '')
  if ('url' in where) {
    if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENOENT)$/.test(code))
      return new CannotOpen(`PostgreSQL does not answer (${code}): start it, or correct DATABASE_URL.`)
    if (/^(28|3D)/.test(code))
      return new CannotOpen(`PostgreSQL refuses (${code}): correct the name, password or database in DATABASE_URL.`)
    return error
  }
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code))
    return new CannotOpen(
      `${where.file} is damaged or no database: move it away, and restore a backup with "parley restore FILE".`,
    )
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|IOERR)/.test(code))
    return new CannotOpen(`${where.file} cannot be written: give the user that runs Parley the right to its folder.`)
  return error
}

/** A WAL of this many bytes means that people are writing: only then is a thread worth its memory. */
const BUSY = 1024 * 1024

async function openSqlite(file: string, now: Now, options: Options): Promise<Db> {
  if (options.readonly) {
    const only = connect(file, { readonly: true })
    const reading = sqliteReader(only)
    return {
      engine: 'sqlite',
      write: () => Promise.reject(new Error('opened for reading')),
      ...reading,
      lookup: reading.read,
      watch: async () => () => {},
      check: async () => [],
      tidyApart: () => {},
      size: async () => bytesOf(file),
      close: async () => void only.close(),
    }
  }
  const writer = connect(file)
  const own = new Kysely<unknown>({ dialect: new SqliteDialect({ database: async () => writer }) })
  writer.pragma('foreign_keys = OFF')
  await migrate(own, 'sqlite', options.schema)
  writer.pragma('foreign_keys = ON')
  const reader = connect(file, { readonly: true })
  const reading = sqliteReader(reader)
  let apart: Worker | null = null
  let looking: NodeJS.Timeout | null = null
  return {
    engine: 'sqlite',
    write: sqliteWriter(writer, now, options.committed),
    ...reading,
    lookup: sqliteLookup(writer, reading.read),
    /** Looks four times a second whether another process committed: `data_version` changes only for others' commits. */
    async watch(heard) {
      let last = writer.pragma('data_version', { simple: true })
      const timer = setInterval(() => {
        const version = writer.pragma('data_version', { simple: true })
        if (version !== last) heard(null)
        last = version
      }, 250)
      return () => clearInterval(timer)
    },
    check: async () => durability(writer),
    tidyApart() {
      looking = setInterval(() => {
        if (apart || (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) < BUSY) return
        apart = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), {
          workerData: { file },
          resourceLimits: { maxOldGenerationSizeMb: 16 },
        })
        apart.unref()
        apart.on('message', () => finishCheckpoint(writer))
        apart.once('error', () => writer.pragma('wal_autocheckpoint = 2000'))
        writer.pragma('wal_autocheckpoint = 20000')
      }, 250)
      looking.unref()
    },
    size: async () => bytesOf(file),
    async close() {
      if (looking) clearInterval(looking)
      await apart?.terminate()
      reader.close()
      writer.close()
    },
  }
}

/** A SQLite file with its WAL. */
const bytesOf = (file: string): number =>
  ['', '-wal'].reduce((sum, tail) => sum + (statSync(file + tail, { throwIfNoEntry: false })?.size ?? 0), 0)

/** Removes a SQLite file with its WAL and index: for tests and restore. */
export function removeFile(file: string): void {
  for (const tail of ['', '-wal', '-shm']) rmSync(file + tail, { force: true })
}
