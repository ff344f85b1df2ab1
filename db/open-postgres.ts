// Opens PostgreSQL by its address: pools of connections, and what other processes notify. Loaded only where it is used.

import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { migrate } from './migrate.ts'
import type { Db, Options } from './open.ts'
import type { Now } from './query.ts'
import { postgresReader, postgresWriter } from './postgres.ts'

export async function openPostgres(url: string, now: Now, options: Options): Promise<Db> {
  const pool = new pg.Pool({ connectionString: url, max: options.readonly ? 2 : 12, pipeline: true } as pg.PoolConfig)
  const own = new Set<number>()
  pool.on('connect', client => own.add(processOf(client)))
  pool.on('remove', client => own.delete(processOf(client)))
  const readers = options.readonly ? pool : new pg.Pool({ connectionString: url, max: 6 })
  for (const p of [pool, readers]) p.on('error', forget)
  if (!options.readonly)
    await migrate(new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }), 'postgres', options.schema)
  const reading = postgresReader(readers)
  return {
    engine: 'postgres',
    write: postgresWriter(pool, now, options.committed),
    ...reading,
    lookup: reading.read,
    watch: heard => listen(url, own, heard),
    tidyApart: () => {},
    async size() {
      const { rows } = await readers.query<{ size: number }>('select pg_database_size(current_database()) as size')
      return rows[0]?.size ?? 0
    },
    async check() {
      const { rows } = await pool.query<{ name: string; setting: string }>(
        `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
      )
      return rows
        .filter(r => r.setting === 'off')
        .map(r => `PostgreSQL runs with ${r.name} = off: acknowledged writes could be lost.`)
    },
    async close() {
      await Promise.all(readers === pool ? [pool.end()] : [pool.end(), readers.end()])
    },
  }
}

/** An idle connection broke: the pool has dropped it already, and the next query opens another. */
const forget = (): void => {}

/** The backend behind a connection, by which its own notices are known. */
const processOf = (client: pg.PoolClient): number => (client as pg.PoolClient & { processID: number }).processID

/** Hears what other processes notify; after a lost connection it says "anything may have happened" and listens again. */
async function listen(
  url: string,
  own: ReadonlySet<number>,
  heard: (consultationId: string | null) => void,
): Promise<() => void> {
  let client: pg.Client
  let stopped = false
  const start = async () => {
    client = new pg.Client({ connectionString: url })
    client.on('notification', n => void (own.has(n.processId) || heard(n.payload || null)))
    client.on('error', () => {
      if (!stopped)
        setTimeout(
          () =>
            start().then(
              () => heard(null),
              () => client.emit('error', new Error('lost')),
            ),
          1_000,
        )
    })
    await client.connect()
    await client.query('listen parley')
  }
  await start()
  return () => {
    stopped = true
    void client.end()
  }
}
