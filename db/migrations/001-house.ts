// The first tables: consultations and their texts, comments, votes, the log, people.

import { sql, type Kysely } from 'kysely'
import type { Engine } from '../query.ts'

/** Columns are written `name type` in one dialect both engines read; `id` is text that sorts by bytes on both. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const id = engine === 'postgres' ? 'text collate "C"' : 'text'
  const bytes = engine === 'postgres' ? 'bytea' : 'blob'
  const compact = engine === 'postgres' ? '' : ' without rowid'
  const run = async (statement: string) => {
    await sql.raw(statement).execute(db)
  }
  const table = (name: string, columns: string, tail = '') =>
    run(`create table "${name}" (${columns.replaceAll('ID', id)})${tail}`)

  await table('meta', `"name" text primary key, "value" text not null`)
  await table(
    'consultations',
    `"id" ID primary key, "slug" text not null unique, "title" text not null, "lang" text not null, "dir" text not null, "asker" text,
     "description" text not null, "links" text not null, "next" text not null, "opensAt" text, "closesAt" text, "closingWall" text,
     "closingZone" text, "createdAt" text not null, "publishedAt" text, "openedAt" text, "closedAt" text, "closedSeq" integer,
     "archivedAt" text, "reportPublicAt" text, "revision" integer not null, "minVotes" integer not null, "guests" integer not null,
     "wholeId" ID not null, "rehearsalOf" ID references "consultations" ("id"), "rehearsalHash" text, "imported" text`,
  )
  await table(
    'logs',
    `"consultationId" ID primary key references "consultations" ("id"), "lastSeq" integer not null, "lastAt" text not null,
     "votes" integer not null, "comments" integer not null, "answered" integer not null, "searchedSeq" integer not null`,
  )
  await table(
    'notices',
    `"consultationId" ID not null references "consultations" ("id"), "seq" integer not null, "act" text not null, "at" text not null,
     "by" text not null, "reason" text, "from" text, "to" text, "paragraphId" ID, "revision" integer, primary key ("consultationId", "seq")`,
  )
  await table(
    'paragraphs',
    `"id" ID primary key, "consultationId" ID not null references "consultations" ("id"), "wordingId" ID not null, "position" double precision not null,
     "number" integer, "kind" text not null, "level" integer, "html" text not null, "text" text not null, "items" integer not null,
     "rows" integer not null, "footnotes" text not null, "archivedAt" text`,
  )
  await run(`create index "paragraphsInOrder" on "paragraphs" ("consultationId", "position")`)
  await table(
    'editions',
    `"paragraphId" ID not null references "paragraphs" ("id"), "revision" integer not null, "consultationId" ID not null, "wordingId" ID not null,
     "number" integer, "html" text not null, "text" text not null, "reason" text, "at" text not null, primary key ("paragraphId", "revision")`,
  )
  await run(`create index "editionsByRevision" on "editions" ("consultationId", "revision")`)
  await table(
    'places',
    `"id" ID primary key, "consultationId" ID not null references "consultations" ("id"), "threads" integer not null, "comments" integer not null`,
  )
  await table(
    'items',
    `"id" ID primary key, "consultationId" ID not null references "consultations" ("id"), "kind" text not null, "placeId" ID not null references "places" ("id"),
     "replyTo" ID, "seq" integer not null, "replies" integer not null, "agree" integer not null, "disagree" integer not null,
     "unsure" integer not null, "guests" integer not null, "low" double precision not null, "shutAt" text`,
  )
  const top = `where "seq" > 0 and "replyTo" is null`
  await run(`create index "itemsSupported" on "items" ("placeId", "low", "seq") ${top}`)
  await run(`create index "itemsInOrder" on "items" ("placeId", "seq") ${top}`)
  await run(`create index "itemsDiscussed" on "items" ("placeId", "replies", "seq") ${top}`)
  await run(`create index "itemsReplies" on "items" ("replyTo", "seq") where "replyTo" is not null`)
  await run(`create index "itemsByConsultation" on "items" ("consultationId", "seq")`)
  await table(
    'people',
    `"id" ID primary key, "kind" text not null, "name" text, "lang" text not null, "createdAt" text not null, "erasedAt" text,
     "blockedAt" text, "optedOutAt" text`,
  )
  await table(
    'votes',
    `"consultationId" ID not null, "personId" ID not null references "people" ("id"), "itemId" ID not null references "items" ("id"), "value" text not null,
     "guest" integer not null, "at" text not null, primary key ("consultationId", "personId", "itemId")`,
    compact,
  )
  await table(
    'comments',
    `"id" ID primary key, "consultationId" ID not null references "consultations" ("id"), "placeId" ID not null references "places" ("id"), "replyTo" ID, "quotes" ID,
     "personId" ID not null references "people" ("id"), "authorName" text, "authorKind" text not null, "kind" text, "lang" text not null,
     "text" text not null, "revision" integer not null, "postedAt" text not null, "editedAt" text, "hiddenAt" text, "hiddenReason" text,
     "hiddenNote" text, "withdrawnAt" text, "answerId" ID, "reports" integer not null, "seenAt" text`,
  )
  await run(`create index "commentsByPerson" on "comments" ("personId")`)
  await run(`create index "commentsReported" on "comments" ("consultationId", "reports") where "reports" > 0`)
  await table(
    'commentEdits',
    `"commentId" ID not null references "comments" ("id"), "seq" integer not null, "text" text not null, "at" text not null, primary key ("commentId", "seq")`,
  )
  await table(
    'reports',
    `"commentId" ID not null references "comments" ("id"), "personId" ID not null references "people" ("id"), "consultationId" ID not null,
     "reason" text not null, "note" text, "at" text not null, primary key ("commentId", "personId")`,
  )
  await table(
    'answers',
    `"id" ID primary key, "consultationId" ID not null, "outcome" text not null, "text" text not null, "personId" ID not null, "at" text not null, "seq" integer not null`,
  )
  await table(
    'events',
    `"consultationId" ID not null, "seq" integer not null, "at" text not null, "type" text not null, "personId" ID, "subject" ID not null,
     "data" text not null, primary key ("consultationId", "seq")`,
    compact,
  )
  await table(
    'keys',
    `"key" ID not null, "personId" ID not null, "hash" text not null, "seq" integer not null, "answer" text not null, "at" text not null,
     primary key ("key", "personId")`,
    compact,
  )
  await table('emails', `"personId" ID primary key references "people" ("id"), "email" text not null unique`)
  await table(
    'sessions',
    `"hash" ID primary key, "personId" ID not null references "people" ("id"), "createdAt" text not null, "expiresAt" text not null`,
  )
  await run(`create index "sessionsByPerson" on "sessions" ("personId")`)
  await table(
    'signIns',
    `"id" ID primary key, "email" text not null, "browserHash" text not null, "linkHash" text not null unique, "codeHash" text not null, "next" text not null,
     "createdAt" text not null, "expiresAt" text not null, "usedAt" text, "tries" integer not null`,
  )
  await run(`create index "signInsByEmail" on "signIns" ("email")`)
  await table(
    'grants',
    `"personId" ID not null references "people" ("id"), "role" text not null, "consultationId" ID not null, "at" text not null,
     primary key ("personId", "role", "consultationId")`,
  )
  await table(
    'outbox',
    `"id" ID primary key, "kind" text not null, "to" text not null, "subject" text not null, "text" text not null, "createdAt" text not null,
     "sentAt" text, "tries" integer not null, "error" text`,
  )
  await table(
    'files',
    `"id" ID primary key, "consultationId" ID not null references "consultations" ("id"), "name" text not null, "type" text not null,
     "purpose" text not null, "bytes" ${bytes} not null`,
  )
  await table(
    'draftUnits',
    `"id" ID primary key, "consultationId" ID not null references "consultations" ("id"), "position" double precision not null, "kind" text not null,
     "level" integer, "html" text not null, "text" text not null, "items" integer not null, "rows" integer not null, "footnotes" text not null`,
  )
  await run(`create index "draftUnitsInOrder" on "draftUnits" ("consultationId", "position")`)
  await table(
    'draftSteps',
    `"consultationId" ID not null references "consultations" ("id"), "n" integer not null, "act" text not null, "before" text not null,
     "after" text not null, "undoneAt" text, primary key ("consultationId", "n")`,
  )
  if (engine === 'sqlite') {
    await run(
      `create virtual table "searchDocs" using fts5("ref" unindexed, "consultationId" unindexed, "kind" unindexed, "placeId" unindexed, "words", tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')`,
    )
  } else {
    await table(
      'searchDocs',
      `"ref" ID primary key, "consultationId" ID not null, "kind" text not null, "placeId" ID not null, "words" text not null`,
    )
    await run(`create index "searchWords" on "searchDocs" using gin (to_tsvector('simple', "words"))`)
  }
}
