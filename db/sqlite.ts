// SQLite: one writing connection with group commit, one read-only connection for everything else.

import Database from 'better-sqlite3'
import { compile, type Committed, type Now, type Query, type Trx } from './query.ts'

type Act<T> = (trx: Trx) => Promise<T> | T
interface Job {
  act: Act<unknown>
  ok: (value: unknown) => void
  failed: (error: unknown) => void
  end?: () => void
}

type Prepared = (p: object) => unknown

/** Statements of one connection, prepared when first asked for. */
function statements(db: Database.Database): (query: Query, p: object) => unknown {
  const known: Prepared[] = []
  const prepare = (query: Query): Prepared => {
    const { sql, fill } = compile('sqlite', query)
    const statement = db.prepare(sql)
    if (query.shape === 'row') return p => statement.get(fill(p))
    if (query.shape === 'rows') return p => statement.all(fill(p))
    return p => statement.run(fill(p)).changes
  }
  return (query, p) => (known[query.id] ??= prepare(query))(p)
}

/** Opens for writing: WAL, then FULL (the driver's default is NORMAL), then read back (G27). `:memory:` is for tests of single functions. */
export function connect(file: string, options: { readonly?: boolean } = {}): Database.Database {
  const db = new Database(file, { readonly: options.readonly ?? false, timeout: 5_000 })
  if (!options.readonly) {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('wal_autocheckpoint = 2000')
    db.pragma('journal_size_limit = 67108864')
  }
  db.pragma(`cache_size = ${options.readonly ? -16_000 : -48_000}`)
  return db
}

/** Pages that the thread for checkpoints left over because they came meanwhile: so few are moved here at once. */
const FEW = 250

/**
 * Moves the last pages of the WAL between two transactions, so that the next one begins it anew: writing over an old part of a file is
 * nearly twice as fast as making it longer.
 */
export function finishCheckpoint(writer: Database.Database): void {
  if (writer.inTransaction) return
  const [{ log, checkpointed }] = writer.pragma('wal_checkpoint(NOOP)') as [{ log: number; checkpointed: number }]
  if (log - checkpointed < FEW) writer.pragma('wal_checkpoint(PASSIVE)')
}

/** Sentences that say why a connection's acknowledged writes could be lost; read back, not remembered (G27). */
export function durability(db: Database.Database): string[] {
  const wrong: string[] = []
  const read = (name: string): unknown => db.pragma(name, { simple: true })
  if (read('synchronous') !== 2) wrong.push('synchronous is not FULL: acknowledged writes could be lost.')
  if (read('journal_mode') !== 'wal') wrong.push('The journal is not WAL: put the data folder on a local disk.')
  if (read('foreign_keys') !== 1) wrong.push('Foreign keys are off.')
  return wrong
}

/** A batch without savepoints in which an act failed after writing: everything is taken back and done again with them. */
class Again extends Error {}

/**
 * Everything waiting at one moment shares one durable commit and is answered only after it. A refusal before the first write harms
 * nobody, so savepoints are spared at first; where an act fails after writing, the batch runs once more with one for each act.
 */
export function sqliteWriter(db: Database.Database, now: Now, committed?: Committed): <T>(act: Act<T>) => Promise<T> {
  const run = statements(db)
  const [begin, commit, rollback, save, keep, undo] = [
    'begin immediate',
    'commit',
    'rollback',
    'savepoint s',
    'release s',
    'rollback to s',
  ].map(sql => db.prepare(sql)) as [
    Database.Statement,
    Database.Statement,
    Database.Statement,
    Database.Statement,
    Database.Statement,
    Database.Statement,
  ]
  let queue: Job[] = []
  let busy = false
  let deadline = ''

  async function perform(job: Job, guard: { stalled: (e: Error) => void }, careful: boolean): Promise<void> {
    let open = true
    let wrote = false
    const trx: Trx = {
      engine: 'sqlite',
      run(query, p) {
        if (!open) throw new Error('this transaction has ended')
        wrote ||= query.shape === 'write'
        return run(query, p)
      },
      before(moment) {
        if (!deadline || moment < deadline) deadline = moment
      },
    }
    if (careful) save.run()
    try {
      const value = await new Promise((ok, failed) => {
        guard.stalled = failed
        Promise.resolve(job.act(trx)).then(ok, failed)
      })
      job.end = () => job.ok(value)
    } catch (error) {
      // A full disk ends the whole transaction, not this act alone: then nobody in the batch may be acknowledged.
      if (!db.inTransaction) throw error
      if (wrote && !careful) throw new Again()
      if (careful) undo.run()
      job.end = () => job.failed(error)
    } finally {
      open = false
    }
    if (careful) keep.run()
  }

  async function batch(jobs: Job[], guard: { stalled: (e: Error) => void }, careful: boolean): Promise<void> {
    do {
      if (db.inTransaction) rollback.run()
      deadline = ''
      begin.run()
      for (const job of jobs) await perform(job, guard, careful)
    } while (deadline && now() >= deadline)
    commit.run()
  }

  async function turn(): Promise<void> {
    const jobs = queue
    queue = []
    busy = true
    const began = performance.now()
    const guard = { stalled: (_: Error) => {} }
    let watch = setImmediate(function tick() {
      guard.stalled(new Error('a handler waited for something that is not the database'))
      watch = setImmediate(tick)
    })
    try {
      await batch(jobs, guard, false).catch(error => {
        if (error instanceof Again) return batch(jobs, guard, true)
        throw error
      })
      committed?.(jobs.length, performance.now() - began)
    } catch (error) {
      if (db.inTransaction) rollback.run()
      for (const job of jobs) job.end = () => job.failed(error)
    }
    clearImmediate(watch)
    busy = false
    for (const job of jobs) job.end?.()
    if (queue.length) setImmediate(turn)
  }

  return <T>(act: Act<T>) =>
    new Promise<T>((ok, failed) => {
      queue.push({ act, ok: ok as Job['ok'], failed })
      if (queue.length === 1 && !busy) setImmediate(turn)
    })
}

/** Reads outside commands: they see only what is committed. `snapshot` holds one state over several reads. */
export function sqliteReader(db: Database.Database): { read: Trx; snapshot: <T>(act: Act<T>) => Promise<T> } {
  const read: Trx = { engine: 'sqlite', run: statements(db) }
  let depth = 0
  return {
    read,
    async snapshot(act) {
      if (depth++ === 0) db.exec('begin')
      try {
        return await act(read)
      } finally {
        if (--depth === 0) db.exec('commit')
      }
    },
  }
}

/**
 * Single rows, asked between two transactions on the writer's connection: it alone knows its cache to be true, the reader's is emptied by
 * every commit. While a transaction is open, the reader answers: nobody sees what is not committed.
 */
export function sqliteLookup(writer: Database.Database, read: Trx): Trx {
  const run = statements(writer)
  return { engine: 'sqlite', run: (query, p) => (writer.inTransaction ? read.run(query, p) : run(query, p)) }
}
