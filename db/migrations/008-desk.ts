// What waits at the desk: counters of each consultation, kept by the comments themselves, and the few comments of a state found without walking all.

import { sql, type Kysely } from 'kysely'
import type { Engine } from '../query.ts'

const standing = `ROW."hiddenAt" is null and ROW."withdrawnAt" is null`
const counters: Record<string, string> = {
  waiting: `ROW."seenAt" is null and ROW."answerId" is null and ${standing}`,
  reported: `ROW."reports" > 0 and ROW."seenAt" is null and ${standing}`,
  hidden: `ROW."hiddenAt" is not null`,
  unanswered: `ROW."answerId" is null and ${standing}`,
  answered: `ROW."answerId" is not null`,
  covered: `ROW."answerId" is not null and ${standing}`,
  standing,
  all: '1 = 1',
}
const names = Object.keys(counters)
const counts = (row: string, name: string): string =>
  `case when ${(counters[name] ?? '').replaceAll('ROW', row)} then 1 else 0 end`
const set = (by: (name: string) => string): string =>
  names.map(name => `"${name}" = "deskCounts"."${name}" + ${by(name)}`).join(', ')
const columns = names.map(name => `"${name}"`).join(', ')

/** What each change of a comment does to its consultation's counters. */
const changes = {
  insert: `insert into "deskCounts" ("consultationId", ${columns}) values (new."consultationId", ${names.map(name => counts('new', name)).join(', ')})
    on conflict ("consultationId") do update set ${set(name => `excluded."${name}"`)};`,
  'update of "seenAt", "answerId", "hiddenAt", "withdrawnAt", "reports"': `update "deskCounts" set ${set(name => `(${counts('new', name)}) - (${counts('old', name)})`)}
    where "consultationId" = new."consultationId";`,
  delete: `update "deskCounts" set ${set(name => `0 - (${counts('old', name)})`)} where "consultationId" = old."consultationId";`,
}

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const id = engine === 'postgres' ? 'text collate "C"' : 'text'
  const run = async (statement: string) => {
    await sql.raw(statement).execute(db)
  }
  await run(
    `create table "deskCounts" ("consultationId" ${id} primary key references "consultations" ("id") on delete cascade,
     ${names.map(name => `"${name}" integer not null`).join(', ')})`,
  )
  await run(
    `insert into "deskCounts" ("consultationId", ${columns}) select "consultationId", ${names.map(name => `sum(${counts('"comments"', name)})`).join(', ')}
     from "comments" group by "consultationId"`,
  )
  for (const [n, [when, then]] of Object.entries(changes).entries()) {
    const name = `countDesk${n + 1}`
    if (engine === 'sqlite') await run(`create trigger "${name}" after ${when} on "comments" begin ${then} end`)
    else {
      await run(`create function "${name}"() returns trigger language plpgsql as $$ begin ${then} return null; end $$`)
      await run(`create trigger "${name}" after ${when} on "comments" for each row execute function "${name}"()`)
    }
  }
  const plain = standing.replaceAll('ROW.', '')
  await run(`create index "commentsUnanswered" on "comments" ("consultationId", "seenAt") where "answerId" is null and ${plain}`)
  await run(`create index "commentsAnswered" on "comments" ("consultationId") where "answerId" is not null`)
  await run(`create index "commentsHidden" on "comments" ("consultationId") where "hiddenAt" is not null`)
}
