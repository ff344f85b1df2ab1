// A name for the rules in force, renewed with every change of them; on SQLite the tables of the write path are laid out for short ways.

import { sql, type Kysely } from 'kysely'
import type { Engine } from '../query.ts'

interface Table {
  name: string
  columns: string
  tail: string
  indexes: string[]
}
const compact = ' without rowid'
const top = `where "seq" > 0 and "replyTo" is null`

/** What every act is judged by stands first: a row is read only as far as it is asked for, and the long texts come last. */
const consultations: Table = {
  name: 'consultations',
  columns: `"id" text primary key, "slug" text not null unique, "lang" text not null, "opensAt" text, "closesAt" text, "closingZone" text,
    "publishedAt" text, "openedAt" text, "closedAt" text, "closedSeq" integer, "revision" integer not null, "minVotes" integer not null,
    "guests" integer not null, "wholeId" text not null, "closingWall" text, "createdAt" text not null, "archivedAt" text, "reportPublicAt" text,
    "rehearsalOf" text references "consultations" ("id"), "rehearsalHash" text, "dir" text not null, "title" text not null, "asker" text,
    "links" text not null, "next" text not null, "description" text not null, "imported" text`,
  tail: '',
  indexes: [],
}
const places: Table = {
  name: 'places',
  columns: `"id" text primary key, "consultationId" text not null references "consultations" ("id"), "threads" integer not null, "comments" integer not null`,
  tail: compact,
  indexes: [],
}
const items: Table = {
  name: 'items',
  columns: `"id" text primary key, "consultationId" text not null references "consultations" ("id"), "kind" text not null,
    "placeId" text not null references "places" ("id"), "replyTo" text, "seq" integer not null, "replies" integer not null,
    "agree" integer not null, "disagree" integer not null, "unsure" integer not null, "guests" integer not null,
    "low" double precision not null, "shutAt" text`,
  tail: compact,
  indexes: [
    `"itemsSupported" on "items" ("placeId", "low", "seq") ${top}`,
    `"itemsInOrder" on "items" ("placeId", "seq") ${top}`,
    `"itemsDiscussed" on "items" ("placeId", "replies", "seq") ${top}`,
    `"itemsReplies" on "items" ("replyTo", "seq") where "replyTo" is not null`,
    `"itemsByConsultation" on "items" ("consultationId", "seq")`,
  ],
}
const comments: Table = {
  name: 'comments',
  columns: `"id" text primary key, "consultationId" text not null references "consultations" ("id"), "placeId" text not null references "places" ("id"),
    "replyTo" text, "quotes" text, "personId" text not null references "people" ("id"), "authorName" text, "authorKind" text not null, "kind" text,
    "lang" text not null, "text" text not null, "revision" integer not null, "postedAt" text not null, "editedAt" text, "hiddenAt" text,
    "hiddenReason" text, "hiddenNote" text, "withdrawnAt" text, "answerId" text, "reports" integer not null, "seenAt" text, "movedFrom" text`,
  tail: compact,
  indexes: [
    `"commentsByPerson" on "comments" ("personId")`,
    `"commentsReported" on "comments" ("consultationId", "reports") where "reports" > 0`,
  ],
}

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const run = async (statement: string) => {
    await sql.raw(statement).execute(db)
  }
  // A database may have been made with all of this from the beginning.
  if (await hasRules(db, engine)) return
  await run(`alter table "logs" add column "rules" text not null default ''`)
  if (engine === 'postgres') {
    await run(`update "logs" set "rules" = gen_random_uuid()::text`)
    await run(`create function "renewRules"() returns trigger language plpgsql as $$ begin
      update "logs" set "rules" = gen_random_uuid()::text where "consultationId" = new."id"; return null; end $$`)
    await run(`create trigger "renewRules" after update on "consultations" for each row execute function "renewRules"()`)
    return
  }
  await run(`update "logs" set "rules" = hex(randomblob(12))`)
  for (const { name, columns, tail, indexes } of [consultations, places, items, comments]) {
    await run(`create table "new" (${columns})${tail}`)
    const { rows } = await sql<{ name: string }>`select "name" from pragma_table_info('new')`.execute(db)
    const all = rows.map(column => `"${column.name}"`).join(', ')
    await run(`insert into "new" (${all}) select ${all} from "${name}" order by "id"`)
    await run(`drop table "${name}"`)
    await run(`alter table "new" rename to "${name}"`)
    for (const index of indexes) await run(`create index ${index}`)
  }
  await run(
    `create trigger "renewRules" after update on "consultations" begin update "logs" set "rules" = hex(randomblob(12)) where "consultationId" = new."id"; end`,
  )
}

async function hasRules(db: Kysely<unknown>, engine: Engine): Promise<boolean> {
  const { rows } =
    engine === 'postgres'
      ? await sql`select 1 from information_schema.columns
          where "table_schema" = current_schema() and "table_name" = 'logs' and "column_name" = 'rules'`.execute(db)
      : await sql`select 1 from pragma_table_info('logs') where "name" = 'rules'`.execute(db)
  return rows.length > 0
}
