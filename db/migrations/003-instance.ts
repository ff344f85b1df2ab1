// What this instance is called, its logo, and its own pages (imprint, contact, privacy, accessibility), with who changed what and when.

import { sql, type Kysely } from 'kysely'
import type { Engine } from '../query.ts'

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const id = engine === 'postgres' ? 'text collate "C"' : 'text'
  const bytes = engine === 'postgres' ? 'bytea' : 'blob'
  await sql
    .raw(
      `create table "settings" ("name" text not null, "lang" text not null, "value" text not null, "at" text not null,
       "personId" ${id}, primary key ("name", "lang"))`,
    )
    .execute(db)
  await sql.raw(`create table "logos" ("id" ${id} primary key, "type" text not null, "bytes" ${bytes} not null)`).execute(db)
}
