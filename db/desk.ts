// What waits on the desk: new and reported comments, filtered in SQL.

import { sql, type Compilable } from 'kysely'
import type { FullComment } from './comments.ts'
import { rows, type Trx } from './query.ts'
import { matchOf, textMatches } from './search.ts'

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
interface Held extends Asked {
  match: string
}

const conditions: Record<Filter, string> = {
  waiting: `"c"."seenAt" is null and "c"."hiddenAt" is null and "c"."withdrawnAt" is null`,
  reported: `"c"."reports" > 0`,
  hidden: `"c"."hiddenAt" is not null`,
  unanswered: `"c"."answerId" is null and "c"."hiddenAt" is null and "c"."withdrawnAt" is null`,
  answered: `"c"."answerId" is not null`,
  all: `1 = 1`,
}
const listing = (filter: Filter, worded: boolean) =>
  rows(
    (q, p: Held) =>
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
        .where(worded ? textMatches(q.engine, p.consultation, p.match) : sql<boolean>`1 = 1`)
        .orderBy('i.seq', 'desc')
        .limit(p.limit) as Compilable<FullComment>,
  )
type Listings = Record<Filter, ReturnType<typeof listing>>
const listings = (worded: boolean) => Object.fromEntries(filters.map(f => [f, listing(f, worded)])) as Listings
const all = listings(false)
const byWords = listings(true)

/** Newest first; `before` is the number to go on from. Comments must hold all `terms`, where there are any. */
export const listDesk = (trx: Trx, filter: Filter, { terms, ...asked }: Asked & { terms: string[] }): Promise<FullComment[]> =>
  (terms.length ? byWords : all)[filter](trx, { ...asked, match: matchOf(trx.engine, terms) })
