-- The tables as the first Parley made them (schema 2); whoever runs it upgrades from here.
create table "meta" ("name" text primary key, "value" text not null);
create table "consultations" ("id" text collate "C" primary key, "slug" text not null unique, "title" text not null, "lang" text not null, "dir" text not null, "asker" text,
  "description" text not null, "links" text not null, "next" text not null, "opensAt" text, "closesAt" text, "closingWall" text,
  "closingZone" text, "createdAt" text not null, "publishedAt" text, "openedAt" text, "closedAt" text, "closedSeq" integer,
  "archivedAt" text, "reportPublicAt" text, "revision" integer not null, "minVotes" integer not null, "guests" integer not null,
  "wholeId" text collate "C" not null, "rehearsalOf" text collate "C" references "consultations" ("id"), "rehearsalHash" text, "imported" text);
create table "logs" ("consultationId" text collate "C" primary key references "consultations" ("id"), "lastSeq" integer not null, "lastAt" text not null,
  "votes" integer not null, "comments" integer not null, "answered" integer not null, "searchedSeq" integer not null);
create table "notices" ("consultationId" text collate "C" not null references "consultations" ("id"), "seq" integer not null, "act" text not null, "at" text not null,
  "by" text not null, "reason" text, "from" text, "to" text, "paragraphId" text collate "C", "revision" integer, primary key ("consultationId", "seq"));
create table "paragraphs" ("id" text collate "C" primary key, "consultationId" text collate "C" not null references "consultations" ("id"), "wordingId" text collate "C" not null, "position" double precision not null,
  "number" integer, "kind" text not null, "level" integer, "html" text not null, "text" text not null, "items" integer not null,
  "rows" integer not null, "footnotes" text not null, "archivedAt" text);
create index "paragraphsInOrder" on "paragraphs" ("consultationId", "position");
create table "editions" ("paragraphId" text collate "C" not null references "paragraphs" ("id"), "revision" integer not null, "consultationId" text collate "C" not null, "wordingId" text collate "C" not null,
  "number" integer, "html" text not null, "text" text not null, "reason" text, "at" text not null, primary key ("paragraphId", "revision"));
create index "editionsByRevision" on "editions" ("consultationId", "revision");
create table "places" ("id" text collate "C" primary key, "consultationId" text collate "C" not null references "consultations" ("id"), "threads" integer not null, "comments" integer not null);
create table "items" ("id" text collate "C" primary key, "consultationId" text collate "C" not null references "consultations" ("id"), "kind" text not null, "placeId" text collate "C" not null references "places" ("id"),
  "replyTo" text collate "C", "seq" integer not null, "replies" integer not null, "agree" integer not null, "disagree" integer not null,
  "unsure" integer not null, "guests" integer not null, "low" double precision not null, "shutAt" text);
create index "itemsSupported" on "items" ("placeId", "low", "seq") where "seq" > 0 and "replyTo" is null;
create index "itemsInOrder" on "items" ("placeId", "seq") where "seq" > 0 and "replyTo" is null;
create index "itemsDiscussed" on "items" ("placeId", "replies", "seq") where "seq" > 0 and "replyTo" is null;
create index "itemsReplies" on "items" ("replyTo", "seq") where "replyTo" is not null;
create index "itemsByConsultation" on "items" ("consultationId", "seq");
create table "people" ("id" text collate "C" primary key, "kind" text not null, "name" text, "lang" text not null, "createdAt" text not null, "erasedAt" text,
  "blockedAt" text, "optedOutAt" text);
create table "votes" ("consultationId" text collate "C" not null, "personId" text collate "C" not null references "people" ("id"), "itemId" text collate "C" not null references "items" ("id"), "value" text not null,
  "guest" integer not null, "at" text not null, primary key ("consultationId", "personId", "itemId"));
create table "comments" ("id" text collate "C" primary key, "consultationId" text collate "C" not null references "consultations" ("id"), "placeId" text collate "C" not null references "places" ("id"), "replyTo" text collate "C", "quotes" text collate "C",
  "personId" text collate "C" not null references "people" ("id"), "authorName" text, "authorKind" text not null, "kind" text, "lang" text not null,
  "text" text not null, "revision" integer not null, "postedAt" text not null, "editedAt" text, "hiddenAt" text, "hiddenReason" text,
  "hiddenNote" text, "withdrawnAt" text, "answerId" text collate "C", "reports" integer not null, "seenAt" text);
create index "commentsByPerson" on "comments" ("personId");
create index "commentsReported" on "comments" ("consultationId", "reports") where "reports" > 0;
create table "commentEdits" ("commentId" text collate "C" not null references "comments" ("id"), "seq" integer not null, "text" text not null, "at" text not null, primary key ("commentId", "seq"));
create table "reports" ("commentId" text collate "C" not null references "comments" ("id"), "personId" text collate "C" not null references "people" ("id"), "consultationId" text collate "C" not null,
  "reason" text not null, "note" text, "at" text not null, primary key ("commentId", "personId"));
create table "answers" ("id" text collate "C" primary key, "consultationId" text collate "C" not null, "outcome" text not null, "text" text not null, "personId" text collate "C" not null, "at" text not null, "seq" integer not null);
create table "events" ("consultationId" text collate "C" not null, "seq" integer not null, "at" text not null, "type" text not null, "personId" text collate "C", "subject" text collate "C" not null,
  "data" text not null, primary key ("consultationId", "seq"));
create table "keys" ("key" text collate "C" not null, "personId" text collate "C" not null, "hash" text not null, "seq" integer not null, "answer" text not null, "at" text not null,
  primary key ("key", "personId"));
create table "emails" ("personId" text collate "C" primary key references "people" ("id"), "email" text not null unique);
create table "sessions" ("hash" text collate "C" primary key, "personId" text collate "C" not null references "people" ("id"), "createdAt" text not null, "expiresAt" text not null);
create index "sessionsByPerson" on "sessions" ("personId");
create table "signIns" ("id" text collate "C" primary key, "email" text not null, "browserHash" text not null, "linkHash" text not null unique, "codeHash" text not null, "next" text not null,
  "createdAt" text not null, "expiresAt" text not null, "usedAt" text, "tries" integer not null);
create index "signInsByEmail" on "signIns" ("email");
create table "grants" ("personId" text collate "C" not null references "people" ("id"), "role" text not null, "consultationId" text collate "C" not null, "at" text not null,
  primary key ("personId", "role", "consultationId"));
create table "outbox" ("id" text collate "C" primary key, "kind" text not null, "to" text not null, "subject" text not null, "text" text not null, "createdAt" text not null,
  "sentAt" text, "tries" integer not null, "error" text);
create table "files" ("id" text collate "C" primary key, "consultationId" text collate "C" not null references "consultations" ("id"), "name" text not null, "type" text not null,
  "purpose" text not null, "bytes" bytea not null);
create table "draftUnits" ("id" text collate "C" primary key, "consultationId" text collate "C" not null references "consultations" ("id"), "position" double precision not null, "kind" text not null,
  "level" integer, "html" text not null, "text" text not null, "items" integer not null, "rows" integer not null, "footnotes" text not null);
create index "draftUnitsInOrder" on "draftUnits" ("consultationId", "position");
create table "draftSteps" ("consultationId" text collate "C" not null references "consultations" ("id"), "n" integer not null, "act" text not null, "before" text not null,
  "after" text not null, "undoneAt" text, primary key ("consultationId", "n"));
create table "searchDocs" ("ref" text collate "C" primary key, "consultationId" text collate "C" not null, "kind" text not null, "placeId" text collate "C" not null, "words" text not null);
create index "searchWords" on "searchDocs" using gin (to_tsvector('simple', "words"));
alter table "outbox" add column "dueAt" text not null default '';
insert into "meta" ("name", "value") values ('schema', '2');
