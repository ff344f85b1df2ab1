// Consultations: found by address, locked by taking, numbered by their log.

import { sql } from 'kysely'
import { row, rows, write, type Trx } from './query.ts'
import type { ConsultationRow, LogRow, NoticeRow } from './schema.ts'

/** A consultation with the numbers of its log. */
export type Consultation = ConsultationRow & Omit<LogRow, 'consultationId' | 'rules'>

const logColumns = ['l.lastSeq', 'l.lastAt', 'l.votes', 'l.comments', 'l.answered', 'l.searchedSeq'] as const

export const getConsultation = row((q, p: { id: string }) =>
  q
    .selectFrom('consultations as c')
    .innerJoin('logs as l', 'l.consultationId', 'c.id')
    .selectAll('c')
    .select(logColumns)
    .where('c.id', '=', p.id),
)
/** The numbers of a log, held until the transaction ends: `for update` on Postgres, `begin immediate` on SQLite. */
const takeLog = row((q, p: { id: string }) => {
  const found = q
    .selectFrom('logs')
    .select(['lastSeq', 'lastAt', 'votes', 'comments', 'answered', 'rules'])
    .where('consultationId', '=', p.id)
  return q.engine === 'postgres' ? found.forUpdate() : found
})
/** What judging an act needs of a consultation beside its numbers; never its long texts. */
const getRules = row((q, p: { id: string }) =>
  q
    .selectFrom('consultations')
    .select(['id', 'slug', 'lang', 'opensAt', 'closesAt', 'closingZone', 'publishedAt', 'openedAt', 'closedAt', 'closedSeq'])
    .select(['revision', 'minVotes', 'guests', 'wholeId'])
    .where('id', '=', p.id),
)
type Rules = NonNullable<Awaited<ReturnType<typeof getRules>>>
export type Taken = Rules & Pick<LogRow, 'lastSeq' | 'lastAt' | 'votes' | 'comments' | 'answered'>

/**
 * Rules by the random name that stands in the log (a trigger gives a new one whenever the consultation's row changes, whoever changes it):
 * what is kept under a name can never be anything else, after a rollback or beside another process either.
 */
const kept = new Map<string, Rules>()

/**
 * Holds the log, then reads the rules: in this order, because on Postgres one statement for both would, after waiting, read the log
 * anew but the dates as they were before the wait.
 */
export async function takeConsultation(trx: Trx, p: { id: string }): Promise<Taken | undefined> {
  const log = await takeLog(trx, p)
  if (!log) return undefined
  const { rules: name, ...numbers } = log
  const known = kept.get(name)
  if (known) return { ...known, ...numbers }
  const rules = await getRules(trx, p)
  if (!rules) return undefined
  if (kept.size > 1_000) kept.clear()
  kept.set(name, rules)
  return { ...rules, ...numbers }
}
/** By slug or id. */
export const findConsultation = row((q, p: { slug: string }) =>
  q
    .selectFrom('consultations as c')
    .innerJoin('logs as l', 'l.consultationId', 'c.id')
    .selectAll('c')
    .select(logColumns)
    .where(e => e.or([e('c.slug', '=', p.slug), e('c.id', '=', p.slug)])),
)
/** All that are not archived and no rehearsals, newest first. */
export const listConsultations = rows((q, _: object) =>
  q
    .selectFrom('consultations as c')
    .innerJoin('logs as l', 'l.consultationId', 'c.id')
    .selectAll('c')
    .select(logColumns)
    .where('c.archivedAt', 'is', null)
    .where('c.rehearsalOf', 'is', null)
    .orderBy('c.createdAt', 'desc')
    .orderBy('c.id'),
)
/** Those that left the front door, the latest first. */
export const listArchived = rows((q, _: object) =>
  q
    .selectFrom('consultations')
    .select(['id', 'slug', 'title', 'archivedAt'])
    .where('archivedAt', 'is not', null)
    .where('rehearsalOf', 'is', null)
    .orderBy('archivedAt', 'desc'),
)
/** Numbers of all logs: what a process compares with what it has published. */
export const listLogs = rows((q, _: object) => q.selectFrom('logs').select(['consultationId', 'lastSeq']))

/** Open or announced ones whose next date has come: to be opened or closed. */
export const listDue = rows((q, p: { now: string }) =>
  q
    .selectFrom('consultations')
    .select(['id', 'slug', 'opensAt', 'openedAt', 'closesAt'])
    .where('publishedAt', 'is not', null)
    .where('closedAt', 'is', null)
    .where(e =>
      e.or([
        e('closesAt', '<=', p.now),
        e.and([e('openedAt', 'is', null), e.or([e('opensAt', 'is', null), e('opensAt', '<=', p.now)])]),
      ]),
    ),
)

export const addConsultation = write((q, p: ConsultationRow) =>
  q.insertInto('consultations').values({
    id: p.id,
    slug: p.slug,
    title: p.title,
    lang: p.lang,
    dir: p.dir,
    asker: p.asker,
    description: p.description,
    links: p.links,
    next: p.next,
    opensAt: p.opensAt,
    closesAt: p.closesAt,
    closingWall: p.closingWall,
    closingZone: p.closingZone,
    createdAt: p.createdAt,
    publishedAt: p.publishedAt,
    openedAt: p.openedAt,
    closedAt: p.closedAt,
    closedSeq: p.closedSeq,
    archivedAt: p.archivedAt,
    reportPublicAt: p.reportPublicAt,
    revision: p.revision,
    minVotes: p.minVotes,
    guests: p.guests,
    wholeId: p.wholeId,
    rehearsalOf: p.rehearsalOf,
    rehearsalHash: p.rehearsalHash,
    imported: p.imported,
  }),
)
export const addLog = write((q, p: { id: string; at: string }) =>
  q.insertInto('logs').values({
    consultationId: p.id,
    lastSeq: 0,
    lastAt: p.at,
    votes: 0,
    comments: 0,
    answered: 0,
    searchedSeq: 0,
    rules: q.engine === 'postgres' ? sql<string>`gen_random_uuid()::text` : sql<string>`hex(randomblob(12))`,
  }),
)
/** What the secretariat describes and sets before or after publishing. */
export const setDescription = write(
  (
    q,
    p: Pick<
      ConsultationRow,
      'id' | 'title' | 'lang' | 'dir' | 'asker' | 'description' | 'links' | 'next' | 'guests' | 'minVotes'
    > &
      Pick<ConsultationRow, 'opensAt' | 'closesAt' | 'closingWall' | 'closingZone' | 'reportPublicAt'>,
  ) =>
    q
      .updateTable('consultations')
      .set({
        title: p.title,
        lang: p.lang,
        dir: p.dir,
        asker: p.asker,
        description: p.description,
        links: p.links,
        next: p.next,
        guests: p.guests,
        minVotes: p.minVotes,
        opensAt: p.opensAt,
        closesAt: p.closesAt,
        closingWall: p.closingWall,
        closingZone: p.closingZone,
        reportPublicAt: p.reportPublicAt,
      })
      .where('id', '=', p.id),
)
export const setImported = write((q, p: { id: string; imported: string | null }) =>
  q.updateTable('consultations').set({ imported: p.imported }).where('id', '=', p.id),
)
export const setPublished = write((q, p: { id: string; at: string; openedAt: string | null; revision: number }) =>
  q.updateTable('consultations').set({ publishedAt: p.at, openedAt: p.openedAt, revision: p.revision }).where('id', '=', p.id),
)
export const setOpened = write((q, p: { id: string; at: string }) =>
  q.updateTable('consultations').set({ openedAt: p.at }).where('id', '=', p.id),
)
export const setClosing = write((q, p: { id: string; closesAt: string | null; wall: string | null; zone: string | null }) =>
  q.updateTable('consultations').set({ closesAt: p.closesAt, closingWall: p.wall, closingZone: p.zone }).where('id', '=', p.id),
)
export const setClosed = write((q, p: { id: string; closedAt: string | null; closedSeq: number | null }) =>
  q.updateTable('consultations').set({ closedAt: p.closedAt, closedSeq: p.closedSeq }).where('id', '=', p.id),
)
export const setRevision = write((q, p: { id: string; revision: number }) =>
  q.updateTable('consultations').set({ revision: p.revision }).where('id', '=', p.id),
)
export const setArchived = write((q, p: { id: string; at: string | null }) =>
  q.updateTable('consultations').set({ archivedAt: p.at }).where('id', '=', p.id),
)

/** The log after a command: the last number and what the events added. */
export const setLog = write(
  (q, p: { id: string; lastSeq: number; lastAt: string; votes: number; comments: number; answered: number }) =>
    q
      .updateTable('logs')
      .set({ lastSeq: p.lastSeq, lastAt: p.lastAt, votes: p.votes, comments: p.comments, answered: p.answered })
      .where('consultationId', '=', p.id),
)
export const setSearched = write((q, p: { id: string; seq: number }) =>
  q.updateTable('logs').set({ searchedSeq: p.seq }).where('consultationId', '=', p.id),
)

export const addNotice = write((q, p: NoticeRow) =>
  q.insertInto('notices').values({
    consultationId: p.consultationId,
    seq: p.seq,
    act: p.act,
    at: p.at,
    by: p.by,
    reason: p.reason,
    from: p.from,
    to: p.to,
    paragraphId: p.paragraphId,
    revision: p.revision,
  }),
)
export const listNotices = rows((q, p: { id: string }) =>
  q.selectFrom('notices').selectAll().where('consultationId', '=', p.id).orderBy('seq'),
)

const notify = row((q, p: { id: string }) => q.selectNoFrom(sql<string>`pg_notify('parley', ${p.id})`.as('told')))
/** Tells other processes, at commit, that a consultation has news; with no id, that people or the instance are other ones. SQLite tells it by its file. */
export async function notifyOthers(trx: Trx, { id }: { id: string }): Promise<void> {
  if (trx.engine === 'postgres') await notify(trx, { id })
}
