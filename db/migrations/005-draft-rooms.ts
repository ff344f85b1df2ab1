// The drafting room: what is written together, update by update, its compacted state, and the states one can go back to.

import { sql, type Kysely } from 'kysely'
import type { Engine } from '../query.ts'

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const id = engine === 'postgres' ? 'text collate "C"' : 'text'
  const bytes = engine === 'postgres' ? 'bytea' : 'blob'
  const run = async (statement: string) => {
    await sql.raw(statement).execute(db)
  }
  await run(
    `create table "draftRooms" ("consultationId" ${id} primary key references "consultations" ("id"), "lastN" integer not null,
     "uptoN" integer not null, "frozenAt" text, "stale" integer not null, "state" ${bytes} not null)`,
  )
  await run(
    `create table "draftUpdates" ("consultationId" ${id} not null references "consultations" ("id"), "n" integer not null, "at" text not null,
     "people" text not null, "bytes" ${bytes} not null, primary key ("consultationId", "n"))`,
  )
  await run(
    `create table "draftVersions" ("consultationId" ${id} not null references "consultations" ("id"), "n" integer not null, "at" text not null,
     "why" text not null, "touched" text not null, "words" integer not null, "bytes" ${bytes} not null, primary key ("consultationId", "n"))`,
  )
}
