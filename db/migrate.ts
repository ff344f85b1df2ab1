// Brings the tables up to date at start; a newer schema than this program knows is refused.

import { sql, type Kysely } from 'kysely'
import * as house from './migrations/001-house.ts'
import * as outbox from './migrations/002-outbox.ts'
import * as instance from './migrations/003-instance.ts'
import * as revisions from './migrations/004-revisions.ts'
import * as draftRooms from './migrations/005-draft-rooms.ts'
import * as layout from './migrations/006-layout.ts'
import * as sortedThreads from './migrations/007-sorted-threads.ts'
import * as desk from './migrations/008-desk.ts'
import { CannotOpen } from './cannot-open.ts'
import type { Engine } from './query.ts'

const migrations = [house.up, outbox.up, instance.up, revisions.up, draftRooms.up, layout.up, sortedThreads.up, desk.up]
export const SCHEMA = migrations.length

/** Runs what is missing, all or nothing. Several processes may start at once: on Postgres an advisory lock lets one work. */
export async function migrate(db: Kysely<unknown>, engine: Engine, upto = SCHEMA): Promise<void> {
  await db.transaction().execute(async trx => {
    if (engine === 'postgres') await sql`select pg_advisory_xact_lock(7274839)`.execute(trx)
    const have = await version(trx, engine)
    if (have > SCHEMA)
      throw new CannotOpen(
        `The database was made by a newer Parley (schema ${have}, this one knows ${SCHEMA}). Please start the newer one.`,
      )
    for (let n = have; n < upto; n++) await migrations[n]?.(trx, engine)
    if (have >= upto) return
    if (engine === 'sqlite') await checkReferences(trx)
    await sql`insert into "meta" ("name", "value") values ('schema', ${String(upto)}) on conflict ("name") do update set "value" = excluded."value"`.execute(
      trx,
    )
  })
}

/** A table that is made anew is gone for a moment, so SQLite looks at what refers to what afterwards. */
async function checkReferences(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(db)
  const [broken] = rows
  if (broken) throw new Error(`${rows.length} rows refer to nothing, first in ${broken.table} to ${broken.parent}`)
}

async function version(db: Kysely<unknown>, engine: Engine): Promise<number> {
  const exists =
    engine === 'postgres'
      ? await sql`select 1 from information_schema.tables where table_schema = current_schema() and table_name = 'meta'`.execute(
          db,
        )
      : await sql`select 1 from sqlite_master where name = 'meta'`.execute(db)
  if (!exists.rows.length) return 0
  const found = await sql<{ value: string }>`select "value" from "meta" where "name" = 'schema'`.execute(db)
  return Number(found.rows[0]?.value ?? 0)
}
