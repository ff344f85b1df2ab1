// What a report reads: the consultation, its units, and its comments page by page in the order of the text.

import { sql } from 'kysely'
import { row, rows, type Builder } from './query.ts'

/** Comments are fetched in pages of this many, so that no report holds them all. */
export const PAGE = 500

export const getConsultation = row((q, p: { key: string }) =>
  q
    .selectFrom('consultations as c')
    .innerJoin('logs as l', 'l.consultationId', 'c.id')
    .selectAll('c')
    .select(['l.lastSeq', 'l.lastAt', 'l.votes', 'l.answered'])
    .where(eb => eb.or([eb('c.slug', '=', p.key), eb('c.id', '=', p.key)]))
    .orderBy('c.id')
    .limit(1),
)
export const listNotices = rows((q, p: { consultationId: string }) =>
  q
    .selectFrom('notices')
    .select(['seq', 'act', 'at', 'by', 'reason', 'from', 'to', 'paragraphId', 'revision'])
    .where('consultationId', '=', p.consultationId)
    .orderBy('seq'),
)
/** Every unit that stands, and those taken out of the text that have comments (G10). */
export const listParagraphs = rows((q, p: { consultationId: string }) =>
  q
    .selectFrom('paragraphs as p')
    .leftJoin('items as i', 'i.id', 'p.wordingId')
    .leftJoin('places as s', 's.id', 'p.id')
    .select(['p.id', 'p.wordingId', 'p.number', 'p.kind', 'p.level', 'p.html', 'p.text', 'p.footnotes', 'p.archivedAt'])
    .select(['i.agree', 'i.disagree', 'i.unsure', 'i.guests', 's.threads', 's.comments'])
    .where('p.consultationId', '=', p.consultationId)
    .where(eb => eb.or([eb('p.archivedAt', 'is', null), eb('s.comments', '>', sql.lit(0))]))
    .orderBy('p.position')
    .orderBy('p.id'),
)
export const getPlace = row((q, p: { id: string }) =>
  q.selectFrom('places').select(['id', 'threads', 'comments']).where('id', '=', p.id),
)
/** Earlier and present texts of units: a comment is shown with the text it was written under. */
export const listEditions = rows((q, p: { consultationId: string }) =>
  q
    .selectFrom('editions')
    .select(['paragraphId', 'revision', 'number', 'text', 'reason', 'at'])
    .where('consultationId', '=', p.consultationId)
    .orderBy('paragraphId')
    .orderBy('revision'),
)
/** A picture of the draft, by the id its text names. */
export const getPicture = row((q, p: { id: string; consultationId: string }) =>
  q.selectFrom('files').select(['id', 'type', 'bytes']).where('id', '=', p.id).where('consultationId', '=', p.consultationId),
)
/** Comments taken: one item each, whatever became of it since. */
export const countAccepted = row((q, p: { consultationId: string }) =>
  q
    .selectFrom('items')
    .select(({ fn }) => [fn.countAll<number>().as('n'), fn.max('seq').as('last')])
    .where('consultationId', '=', p.consultationId)
    .where('seq', '>', sql.lit(0)),
)
/** The same comments by what became of them. */
export const countByState = rows((q, p: { consultationId: string }) =>
  q
    .selectFrom('comments')
    .select(({ fn }) => [
      fn.countAll<number>().as('n'),
      'hiddenReason',
      sql<number>`case when "withdrawnAt" is null then 0 else 1 end`.as('withdrawn'),
      sql<number>`case when "hiddenAt" is null then 0 else 1 end`.as('hidden'),
    ])
    .where('consultationId', '=', p.consultationId)
    .groupBy(['hiddenReason', sql`3`, sql`4`])
    .orderBy('hiddenReason'),
)

const told = (q: Builder) =>
  q
    .selectFrom('items as i')
    .innerJoin('comments as c', 'c.id', 'i.id')
    .leftJoin('answers as a', 'a.id', 'c.answerId')
    .select(['i.id', 'i.seq', 'i.replies', 'i.agree', 'i.disagree', 'i.unsure', 'i.guests'])
    .select([
      'c.placeId',
      'c.replyTo',
      'c.quotes',
      'c.authorName',
      'c.authorKind',
      'c.kind',
      'c.lang',
      'c.text',
      'c.revision',
      'c.movedFrom',
      'c.postedAt',
      'c.editedAt',
    ])
    .select(['c.hiddenAt', 'c.hiddenReason', 'c.hiddenNote', 'c.withdrawnAt', 'c.reports'])
    .select(['a.outcome as answerOutcome', 'a.text as answerText', 'a.at as answeredAt'])

/** Top-level comments of one place, oldest first, after a number. */
export const threadsAfter = rows((q, p: { placeId: string; after: number }) =>
  told(q)
    .where('i.placeId', '=', p.placeId)
    .where('i.replyTo', 'is', null)
    .where('i.seq', '>', sql.lit(0))
    .where('i.seq', '>', p.after)
    .orderBy('i.seq')
    .limit(sql.lit(PAGE)),
)
/** Replies under the threads numbered in (after, upto], by thread and then oldest first, beyond (thread, seq). */
export const repliesAfter = rows((q, p: { placeId: string; after: number; upto: number; thread: number; seq: number }) =>
  told(q)
    .innerJoin('items as t', 't.id', 'i.replyTo')
    .select('t.seq as thread')
    .where('t.placeId', '=', p.placeId)
    .where('t.replyTo', 'is', null)
    .where('t.seq', '>', sql.lit(0))
    .where('t.seq', '>', p.after)
    .where('t.seq', '<=', p.upto)
    .where(eb => eb.or([eb('t.seq', '>', p.thread), eb.and([eb('t.seq', '=', p.thread), eb('i.seq', '>', p.seq)])]))
    .orderBy('t.seq')
    .orderBy('i.seq')
    .limit(sql.lit(PAGE)),
)

type Listed<F> = F extends (...args: never[]) => Promise<(infer R)[]> ? R : never
export type StoredParagraph = Listed<typeof listParagraphs>
export type StoredComment = Listed<typeof threadsAfter>
/** What was done to units, revision after revision. */
export const listChanges = rows((q, p: { consultationId: string }) =>
  q.selectFrom('changes').selectAll().where('consultationId', '=', p.consultationId).orderBy('revision').orderBy('paragraphId'),
)
export const listEditionTexts = rows((q, p: { consultationId: string }) =>
  q
    .selectFrom('editions')
    .select(['paragraphId', 'revision', 'wordingId', 'text'])
    .where('consultationId', '=', p.consultationId)
    .orderBy('paragraphId')
    .orderBy('revision'),
)
export const listOrders = rows((q, p: { consultationId: string }) =>
  q
    .selectFrom('revisions')
    .select(['revision', 'at', 'reason', 'units'])
    .where('consultationId', '=', p.consultationId)
    .orderBy('revision'),
)
export const listWordingVotes = rows((q, p: { consultationId: string }) =>
  q
    .selectFrom('items')
    .select(['id', 'agree', 'disagree', 'unsure', 'guests'])
    .where('consultationId', '=', p.consultationId)
    .where('seq', '=', sql.lit(0))
    .orderBy('id'),
)
