// Threads by support and by replies: only comments that have some stand in these indexes, so that a new one is written to two trees less.

import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, column] of [
    ['itemsSupported', 'low'],
    ['itemsDiscussed', 'replies'],
  ]) {
    await sql.raw(`drop index "${name}"`).execute(db)
    await sql
      .raw(
        `create index "${name}" on "items" ("placeId", "${column}", "seq") where "${column}" > 0 and "seq" > 0 and "replyTo" is null`,
      )
      .execute(db)
  }
}
