// Revisions: the order of units in each, what happened to each unit and why, the work on the next one, and where moved comments came from.

import { sql, type Kysely } from 'kysely'
import type { Engine } from '../query.ts'

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const id = engine === 'postgres' ? 'text collate "C"' : 'text'
  const run = async (statement: string) => {
    await sql.raw(statement.replaceAll('ID', id)).execute(db)
  }
  const list = engine === 'postgres' ? 'json_agg' : 'json_group_array'
  const pair = engine === 'postgres' ? 'json_build_array' : 'json_array'
  // Since which revision its text stands, since which its wording; earlier wordings, oldest first.
  await run(`alter table "paragraphs" add column "revision" integer not null default 1`)
  await run(`alter table "paragraphs" add column "since" integer not null default 1`)
  await run(`alter table "paragraphs" add column "earlier" text not null default '[]'`)
  await run(`alter table "editions" add column "kind" text not null default 'prose'`)
  await run(`alter table "editions" add column "level" integer`)
  await run(`alter table "comments" add column "movedFrom" ID`)
  await run(`alter table "draftSteps" add column "lineage" text`)
  await run(`create table "revisions" ("consultationId" ID not null references "consultations" ("id"), "revision" integer not null,
    "at" text not null, "seq" integer not null, "act" text not null, "reason" text, "afterClosing" text, "units" text not null,
    primary key ("consultationId", "revision"))`)
  await run(`create table "changes" ("consultationId" ID not null references "consultations" ("id"), "revision" integer not null,
    "paragraphId" ID not null, "class" text not null, "moved" integer not null, "reason" text, "because" text not null, "origins" text not null, "into" ID,
    primary key ("consultationId", "revision", "paragraphId"))`)
  await run(`create index "changesByParagraph" on "changes" ("paragraphId", "revision")`)
  await run(`create table "workings" ("consultationId" ID primary key references "consultations" ("id"), "base" integer not null,
    "begunAt" text not null, "decisions" text not null, "reason" text not null, "mapping" text)`)

  await run(
    `update "paragraphs" set "revision" = coalesce((select max(e."revision") from "editions" e where e."paragraphId" = "paragraphs"."id"), 1)`,
  )
  await run(`update "editions" set "kind" = (select p."kind" from "paragraphs" p where p."id" = "editions"."paragraphId"),
    "level" = (select p."level" from "paragraphs" p where p."id" = "editions"."paragraphId")`)
  // What was published before had its first revision and corrections, none of which moved a unit.
  const order = `(select ${list}(${pair}(u."id", u."number")) from (select p."id", p."number" from "paragraphs" p
    where p."consultationId" = n."consultationId" order by p."position") u)`
  await run(`insert into "revisions" ("consultationId", "revision", "at", "seq", "act", "reason", "units")
    select n."consultationId", n."revision", n."at", n."seq", n."act", n."reason", ${order} from "notices" n
    where n."act" in ('published', 'corrected') and n."revision" is not null`)
  await run(`insert into "changes" ("consultationId", "revision", "paragraphId", "class", "moved", "reason", "because", "origins")
    select n."consultationId", n."revision", n."paragraphId", 'edited', 0, n."reason", '[]', '[]' from "notices" n
    where n."act" = 'corrected' and n."revision" is not null and n."paragraphId" is not null`)
}
