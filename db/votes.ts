// Votes and the items they are cast on: one row per person and item, the item's tally moved with it.

import { row, rows, write } from './query.ts'
import type { ItemRow } from './schema.ts'

/** Whether anything, anywhere, bears this id: ids of comments are made by clients. */
export const isItem = row((q, p: { id: string }) => q.selectFrom('items').select('id').where('id', '=', p.id))
/** Two queries for an item and a vote on it: SQLite would plan a join of them anew at every call, at five times their cost. */
export const getItem = row((q, p: { id: string; consultation: string }) =>
  q.selectFrom('items').selectAll().where('id', '=', p.id).where('consultationId', '=', p.consultation),
)
export const getVote = row((q, p: { consultation: string; person: string; item: string }) =>
  q
    .selectFrom('votes')
    .select(['value', 'guest'])
    .where('consultationId', '=', p.consultation)
    .where('personId', '=', p.person)
    .where('itemId', '=', p.item),
)
/** Replaces what the person had said; the primary key allows one row (G1). */
export const setVote = write(
  (q, p: { consultation: string; person: string; item: string; value: string; guest: number; at: string }) =>
    q
      .insertInto('votes')
      .values({ consultationId: p.consultation, personId: p.person, itemId: p.item, value: p.value, guest: p.guest, at: p.at })
      .onConflict(c =>
        c.columns(['consultationId', 'personId', 'itemId']).doUpdateSet(e => ({
          value: e.ref('excluded.value'),
          guest: e.ref('excluded.guest'),
          at: e.ref('excluded.at'),
        })),
      ),
)
export const removeVote = write((q, p: { consultation: string; person: string; item: string }) =>
  q
    .deleteFrom('votes')
    .where('consultationId', '=', p.consultation)
    .where('personId', '=', p.person)
    .where('itemId', '=', p.item),
)
export const setTally = write(
  (q, p: { id: string; agree: number; disagree: number; unsure: number; guests: number; low: number }) =>
    q
      .updateTable('items')
      .set({ agree: p.agree, disagree: p.disagree, unsure: p.unsure, guests: p.guests, low: p.low })
      .where('id', '=', p.id),
)
export const setShut = write((q, p: { id: string; at: string | null }) =>
  q.updateTable('items').set({ shutAt: p.at }).where('id', '=', p.id),
)
export const setReplies = write((q, p: { id: string; replies: number }) =>
  q.updateTable('items').set({ replies: p.replies }).where('id', '=', p.id),
)

export const listOwnVotes = rows((q, p: { consultation: string; person: string }) =>
  q.selectFrom('votes').select(['itemId', 'value']).where('consultationId', '=', p.consultation).where('personId', '=', p.person),
)
/** A person's votes with all that moving them to another person needs. */
export const listVotesOf = rows((q, p: { consultation: string; person: string }) =>
  q.selectFrom('votes').selectAll().where('consultationId', '=', p.consultation).where('personId', '=', p.person),
)
export const countVoters = row((q, p: { consultation: string }) =>
  q
    .selectFrom(q.selectFrom('votes').select('personId').distinct().where('consultationId', '=', p.consultation).as('v'))
    .select(e => e.fn.countAll<number>().as('n')),
)

export const addItem = write((q, p: Pick<ItemRow, 'id' | 'consultationId' | 'kind' | 'placeId' | 'replyTo' | 'seq'>) =>
  q.insertInto('items').values({
    id: p.id,
    consultationId: p.consultationId,
    kind: p.kind,
    placeId: p.placeId,
    replyTo: p.replyTo,
    seq: p.seq,
    replies: 0,
    agree: 0,
    disagree: 0,
    unsure: 0,
    guests: 0,
    low: 0,
    shutAt: null,
  }),
)
