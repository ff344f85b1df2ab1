// What waits on the desk: new and reported comments, filtered in SQL.

import { sql, type Compilable } from 'kysely'
import type { FullComment } from './comments.ts'
import { rows, type Trx } from './query.ts'

export const filters = ['waiting', 'reported', 'hidden', 'unanswered', 'answered', 'all'] as const
export type Filter = (typeof filters)[number]

interface Asked {
  consultation: string
  before: number
  limit: number
  place: string
  author: string
  kind: string
}

const conditions: Record<Filter, string> = {
  waiting: `"c"."seenAt" is null and "c"."hiddenAt" is null and "c"."withdrawnAt" is null`,
  reported: `"c"."reports" > 0`,
  hidden: `"c"."hiddenAt" is not null`,
  unanswered: `"c"."answerId" is null and "c"."hiddenAt" is null and "c"."withdrawnAt" is null`,
  answered: `"c"."answerId" is not null`,
  all: `1 = 1`,
}
const listing = (filter: Filter) =>
  rows(
    (q, p: Asked) =>
      q
        .selectFrom('items as i')
        .innerJoin('comments as c', 'c.id', 'i.id')
        .leftJoin('answers as a', 'a.id', 'c.answerId')
        .selectAll('c')
        .select(['i.seq', 'i.replies', 'i.agree', 'i.disagree', 'i.unsure', 'i.guests', 'i.low', 'i.shutAt'])
        .select(['a.outcome as answerOutcome', 'a.text as answerText', 'a.at as answeredAt'])
        .where('i.consultationId', '=', p.consultation)
        .where('i.seq', '>', 0)
        .where('i.seq', '<', p.before)
        .where(sql<boolean>`(${p.place} = '' or "c"."placeId" = ${p.place})`)
        .where(sql<boolean>`(${p.author} = '' or lower("c"."authorName") like ${p.author})`)
        .where(sql<boolean>`(${p.kind} = '' or "c"."kind" = ${p.kind})`)
        .where(sql.raw<boolean>(conditions[filter]))
        .orderBy('i.seq', 'desc')
        .limit(p.limit) as Compilable<FullComment>,
  )
const listings = Object.fromEntries(filters.map(f => [f, listing(f)])) as Record<Filter, ReturnType<typeof listing>>

/** Newest first; `before` is the number to go on from. */
export const listDesk = (trx: Trx, filter: Filter, asked: Asked): Promise<FullComment[]> => listings[filter](trx, asked)
