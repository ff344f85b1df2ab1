// When a mail is due: it waits longer after each failed try, and is claimed before it is sent.

import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table "outbox" add column "dueAt" text not null default ''`).execute(db)
}
