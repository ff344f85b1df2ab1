// Comments: written once, shown by thread in four orders, each sorted and paged in SQL.

import { sql, type Compilable } from 'kysely'
import type { Sort } from '../shared/comment.ts'
import { row, rows, write, type Builder, type Trx } from './query.ts'
import type { CommentRow } from './schema.ts'

/** Comments with their items' numbers and their answers. */
export const joined = (q: Builder) =>
  q
    .selectFrom('items as i')
    .innerJoin('comments as c', 'c.id', 'i.id')
    .leftJoin('answers as a', 'a.id', 'c.answerId')
    .selectAll('c')
    .select(['i.seq', 'i.replies', 'i.agree', 'i.disagree', 'i.unsure', 'i.guests', 'i.low', 'i.shutAt'])
    .select(['a.outcome as answerOutcome', 'a.text as answerText', 'a.at as answeredAt'])

export const getComment = row((q, p: { id: string; consultation: string }) =>
  joined(q).where('i.id', '=', p.id).where('i.consultationId', '=', p.consultation).where('i.seq', '>', sql.lit(0)),
)
/** A comment with its item's numbers and its answer. */
export type FullComment = NonNullable<Awaited<ReturnType<typeof getComment>>>

export const listNewest = rows((q, p: { consultation: string; limit: number }) =>
  joined(q)
    .where('i.consultationId', '=', p.consultation)
    .where('i.seq', '>', sql.lit(0))
    .orderBy('i.seq', 'desc')
    .limit(p.limit),
)
/** Several comments by the numbers of the events that posted them, for the search index. */
export const listPosted = rows((q, p: { consultation: string; after: number; upto: number }) =>
  joined(q)
    .where('i.consultationId', '=', p.consultation)
    .where('i.seq', '>', p.after)
    .where('i.seq', '<=', p.upto)
    .orderBy('i.seq'),
)
export const listReplies = rows((q, p: { id: string; after: number; limit: number }) =>
  joined(q).where('i.replyTo', '=', p.id).where('i.seq', '>', p.after).orderBy('i.seq').limit(p.limit),
)

const LAST = 2 ** 31 - 1

/** Where a page of a thread begins: after the comment with this number and key (low or replies); null = from the top. */
export interface Cursor {
  key: number
  seq: number
}
interface Page extends Cursor {
  place: string
  limit: number
}
const top = (q: Builder, place: string, limit: number) =>
  joined(q).where('i.placeId', '=', place).where('i.replyTo', 'is', null).where('i.seq', '>', sql.lit(0)).limit(limit)
/** By support or replies: those that have any by an index of their own, which a new comment need not enter; the others by age. */
function byKey(column: 'i.low' | 'i.replies'): (trx: Trx, p: Page) => Promise<FullComment[]> {
  const some = rows(
    (q, p: Page) =>
      top(q, p.place, p.limit)
        .where(column, '>', sql.lit(0))
        .where(e => e(e.refTuple(column, 'i.seq'), '<', e.tuple(p.key, p.seq)))
        .orderBy(column, 'desc')
        .orderBy('i.seq', 'desc') as Compilable<FullComment>,
  )
  const none = rows(
    (q, p: Page) =>
      top(q, p.place, p.limit)
        .where(column, '=', sql.lit(0))
        .where('i.seq', '<', p.seq)
        .orderBy('i.seq', 'desc') as Compilable<FullComment>,
  )
  return async (trx, p) => {
    if (p.key <= 0) return none(trx, p)
    const found = await some(trx, p)
    if (found.length === p.limit) return found
    return [...found, ...(await none(trx, { ...p, limit: p.limit - found.length, seq: LAST }))]
  }
}
const orders: Record<Sort, (trx: Trx, p: Page) => Promise<FullComment[]>> = {
  supported: byKey('i.low'),
  discussed: byKey('i.replies'),
  newest: rows(
    (q, p: Page) => top(q, p.place, p.limit).where('i.seq', '<', p.seq).orderBy('i.seq', 'desc') as Compilable<FullComment>,
  ),
  oldest: rows((q, p: Page) => top(q, p.place, p.limit).where('i.seq', '>', p.seq).orderBy('i.seq') as Compilable<FullComment>),
}
/** One page of a thread's top-level comments. */
export const listThread = (
  trx: Trx,
  p: { place: string; sort: Sort; after: Cursor | null; limit: number },
): Promise<FullComment[]> =>
  orders[p.sort](trx, {
    place: p.place,
    limit: p.limit,
    key: p.after?.key ?? LAST,
    seq: p.after?.seq ?? (p.sort === 'oldest' ? 0 : LAST),
  })
export const cursorOf = (sort: Sort, c: FullComment): Cursor => ({ key: sort === 'discussed' ? c.replies : c.low, seq: c.seq })

export const addComment = write(
  (
    q,
    p: Omit<
      CommentRow,
      'editedAt' | 'hiddenAt' | 'hiddenReason' | 'hiddenNote' | 'withdrawnAt' | 'answerId' | 'reports' | 'seenAt' | 'movedFrom'
    >,
  ) =>
    q.insertInto('comments').values({
      id: p.id,
      consultationId: p.consultationId,
      placeId: p.placeId,
      replyTo: p.replyTo,
      quotes: p.quotes,
      personId: p.personId,
      authorName: p.authorName,
      authorKind: p.authorKind,
      kind: p.kind,
      lang: p.lang,
      text: p.text,
      revision: p.revision,
      postedAt: p.postedAt,
      editedAt: null,
      hiddenAt: null,
      hiddenReason: null,
      hiddenNote: null,
      withdrawnAt: null,
      answerId: null,
      reports: 0,
      seenAt: null,
      movedFrom: null,
    }),
)
/** A comment as it is read back right after being written: nobody has voted, replied or answered. */
export const justPosted = (c: Parameters<typeof addComment>[1], seq: number): FullComment => ({
  ...c,
  seq,
  editedAt: null,
  hiddenAt: null,
  hiddenReason: null,
  hiddenNote: null,
  withdrawnAt: null,
  answerId: null,
  reports: 0,
  seenAt: null,
  movedFrom: null,
  replies: 0,
  agree: 0,
  disagree: 0,
  unsure: 0,
  guests: 0,
  low: 0,
  shutAt: null,
  answerOutcome: null,
  answerText: null,
  answeredAt: null,
})
export const setText = write((q, p: { id: string; text: string; at: string }) =>
  q.updateTable('comments').set({ text: p.text, editedAt: p.at }).where('id', '=', p.id),
)
export const addEdit = write((q, p: { id: string; seq: number; text: string; at: string }) =>
  q.insertInto('commentEdits').values({ commentId: p.id, seq: p.seq, text: p.text, at: p.at }),
)
export const setWithdrawn = write((q, p: { id: string; at: string }) =>
  q.updateTable('comments').set({ withdrawnAt: p.at }).where('id', '=', p.id),
)
export const setHidden = write((q, p: { id: string; at: string | null; reason: string | null; note: string | null }) =>
  q.updateTable('comments').set({ hiddenAt: p.at, hiddenReason: p.reason, hiddenNote: p.note }).where('id', '=', p.id),
)
export const setSeen = write((q, p: { id: string; at: string | null }) =>
  q.updateTable('comments').set({ seenAt: p.at }).where('id', '=', p.id),
)
export const setAnswer = write((q, p: { id: string; answer: string | null }) =>
  q.updateTable('comments').set({ answerId: p.answer }).where('id', '=', p.id),
)
export const addAnswer = write(
  (q, p: { id: string; consultation: string; outcome: string; text: string; person: string; at: string; seq: number }) =>
    q.insertInto('answers').values({
      id: p.id,
      consultationId: p.consultation,
      outcome: p.outcome,
      text: p.text,
      personId: p.person,
      at: p.at,
      seq: p.seq,
    }),
)
export const getAnswer = row((q, p: { id: string; consultation: string }) =>
  q.selectFrom('answers').selectAll().where('id', '=', p.id).where('consultationId', '=', p.consultation),
)

export const getReport = row((q, p: { comment: string; person: string }) =>
  q.selectFrom('reports').selectAll().where('commentId', '=', p.comment).where('personId', '=', p.person),
)
export const addReport = write(
  (q, p: { comment: string; person: string; consultation: string; reason: string; note: string | null; at: string }) =>
    q.insertInto('reports').values({
      commentId: p.comment,
      personId: p.person,
      consultationId: p.consultation,
      reason: p.reason,
      note: p.note,
      at: p.at,
    }),
)
/** A report brings a comment back to those who have looked at it before. */
export const setReports = write((q, p: { id: string; reports: number }) =>
  q.updateTable('comments').set({ reports: p.reports, seenAt: null }).where('id', '=', p.id),
)

export const getPlace = row((q, p: { id: string; consultation: string }) =>
  q.selectFrom('places').selectAll().where('id', '=', p.id).where('consultationId', '=', p.consultation),
)
/** Whether anything anywhere bears this id as a place. */
export const isPlace = row((q, p: { id: string }) => q.selectFrom('places').select('id').where('id', '=', p.id))
export const setPlace = write((q, p: { id: string; threads: number; comments: number }) =>
  q.updateTable('places').set({ threads: p.threads, comments: p.comments }).where('id', '=', p.id),
)
export const addPlace = write((q, p: { id: string; consultation: string }) =>
  q.insertInto('places').values({ id: p.id, consultationId: p.consultation, threads: 0, comments: 0 }),
)
