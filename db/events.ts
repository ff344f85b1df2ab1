// The log: numbered events of each consultation, and the answers remembered for retries.

import { row, rows, write } from './query.ts'
import type { EventRow } from './schema.ts'

export const addEvent = write((q, p: EventRow) =>
  q.insertInto('events').values({
    consultationId: p.consultationId,
    seq: p.seq,
    at: p.at,
    type: p.type,
    personId: p.personId,
    subject: p.subject,
    data: p.data,
  }),
)
export const getEvent = row((q, p: { consultation: string; seq: number }) =>
  q.selectFrom('events').selectAll().where('consultationId', '=', p.consultation).where('seq', '=', p.seq),
)
/** Rows with numbers in (after, upto], in order. */
export const listEvents = rows((q, p: { consultation: string; after: number; limit: number }) =>
  q
    .selectFrom('events')
    .selectAll()
    .where('consultationId', '=', p.consultation)
    .where('seq', '>', p.after)
    .orderBy('seq')
    .limit(p.limit),
)

/** The same without votes: what changes texts. */
export const listTextEvents = rows((q, p: { consultation: string; after: number; limit: number }) =>
  q
    .selectFrom('events')
    .select(['seq', 'type', 'subject'])
    .where('consultationId', '=', p.consultation)
    .where('seq', '>', p.after)
    .where('type', '<>', 'vote.cast')
    .orderBy('seq')
    .limit(p.limit),
)

/** Answers taken back after a number: which. */
export const listTakenBack = rows((q, p: { consultation: string; after: number }) =>
  q
    .selectFrom('events')
    .select('subject')
    .where('consultationId', '=', p.consultation)
    .where('seq', '>', p.after)
    .where('type', '=', 'comment.unanswered'),
)

export const getKey = row((q, p: { key: string; person: string }) =>
  q.selectFrom('keys').select(['hash', 'seq', 'answer']).where('key', '=', p.key).where('personId', '=', p.person),
)
export const addKey = write((q, p: { key: string; person: string; hash: string; seq: number; answer: string; at: string }) =>
  q.insertInto('keys').values({ key: p.key, personId: p.person, hash: p.hash, seq: p.seq, answer: p.answer, at: p.at }),
)
/** Forgets answers older than a moment: retries are honoured for a week at least. */
export const removeOldKeys = write((q, p: { before: string }) => q.deleteFrom('keys').where('at', '<', p.before))
