// What the dashboard counts beside the view: acts by quarter of an hour, who took part, who wrote most. Walks the votes and comments of one consultation.

import { sql } from 'kysely'
import { among } from './among.ts'
import { getConsultation } from './consultations.ts'
import { rows, type Trx } from './query.ts'

/** Quarters of an hour: all offsets of time zones are made of them, so that days of any zone can be summed from these. */
const quarterOf = (column: string) => sql<string>`substr(${sql.ref(column)}, 1, 13)`
const partOf = (column: string) => sql<number>`cast(substr(${sql.ref(column)}, 15, 2) as integer) / 15`

const countVotes = rows((q, p: { consultation: string }) =>
  q
    .selectFrom('votes as v')
    .select([quarterOf('v.at').as('hour'), partOf('v.at').as('quarter'), 'v.guest'])
    .select(e => e.fn.countAll<number>().as('n'))
    .where('v.consultationId', '=', p.consultation)
    .groupBy([quarterOf('v.at'), partOf('v.at'), 'v.guest']),
)
const countVotersByKind = rows((q, p: { consultation: string }) =>
  q
    .selectFrom('votes as v')
    .select('v.guest')
    .select(e => e.fn.count<number>('v.personId').distinct().as('n'))
    .where('v.consultationId', '=', p.consultation)
    .groupBy('v.guest'),
)
/** All comments, hidden and withdrawn ones too: each keeps its place and counts. */
const countComments = rows((q, p: { consultation: string }) =>
  q
    .selectFrom('items as i')
    .innerJoin('comments as c', 'c.id', 'i.id')
    .select([quarterOf('c.postedAt').as('hour'), partOf('c.postedAt').as('quarter'), 'c.authorKind as kind'])
    .select(e => e.fn.countAll<number>().as('n'))
    .where('i.consultationId', '=', p.consultation)
    .where('i.seq', '>', 0)
    .groupBy([quarterOf('c.postedAt'), partOf('c.postedAt'), 'c.authorKind']),
)
const countAuthors = rows((q, p: { consultation: string }) =>
  q
    .selectFrom('items as i')
    .innerJoin('comments as c', 'c.id', 'i.id')
    .select('c.authorKind as kind')
    .select(e => e.fn.count<number>('c.personId').distinct().as('n'))
    .where('i.consultationId', '=', p.consultation)
    .where('i.seq', '>', 0)
    .groupBy('c.authorKind'),
)
/**
 * Who wrote most of what can be read: by person and by the name they wrote under, so that two names of one person are never brought
 * together. Staff write as part of their work and are not among them.
 */
const listActive = rows((q, p: { consultation: string; limit: number }) =>
  q
    .selectFrom('items as i')
    .innerJoin('comments as c', 'c.id', 'i.id')
    .innerJoin('people as p', 'p.id', 'c.personId')
    .select(['c.personId', 'c.authorName as name', 'c.authorKind as kind'])
    .select(e => [
      e.fn.countAll<number>().as('comments'),
      e.fn.count<number>('i.replyTo').as('replies'),
      sql<number>`cast(sum("i"."agree") as integer)`.as('supported'),
    ])
    .where('i.consultationId', '=', p.consultation)
    .where('i.seq', '>', 0)
    .where('c.hiddenAt', 'is', null)
    .where('c.withdrawnAt', 'is', null)
    .where('c.authorName', 'is not', null)
    .where('c.authorKind', '<>', 'staff')
    .where('p.optedOutAt', 'is', null)
    .where('p.erasedAt', 'is', null)
    .groupBy(['c.personId', 'c.authorName', 'c.authorKind'])
    .orderBy('comments', 'desc')
    .orderBy(sql`min("i"."seq")`)
    .limit(p.limit),
)
/** Read in one snapshot, with the number of the log it is of. */
export async function countTaking(trx: Trx, p: { consultation: string; limit: number }) {
  return {
    seq: (await getConsultation(trx, { id: p.consultation }))?.lastSeq ?? 0,
    votes: await countVotes(trx, { consultation: p.consultation }),
    voters: await countVotersByKind(trx, { consultation: p.consultation }),
    comments: await countComments(trx, { consultation: p.consultation }),
    authors: await countAuthors(trx, { consultation: p.consultation }),
    active: await listActive(trx, p),
  }
}
export type Counted = Awaited<ReturnType<typeof countTaking>>

const nameable = rows((q, p: { ids: string }) =>
  q
    .selectFrom('people')
    .select('id')
    .where(among(q.engine, 'id', p.ids))
    .where('optedOutAt', 'is', null)
    .where('erasedAt', 'is', null),
)
/** Of several people those who may be named now. */
export const listNameable = async (trx: Trx, ids: string[]): Promise<Set<string>> =>
  new Set((await nameable(trx, { ids: JSON.stringify(ids) })).map(p => p.id))
