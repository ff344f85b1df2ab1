// What waits on the desk: comments filtered, paged and counted in SQL, with what is said of them.

import { sql, type Compilable } from 'kysely'
import { among } from './among.ts'
import { joined, type FullComment } from './comments.ts'
import { row, rows, type Trx } from './query.ts'
import { folded } from '../shared/search.ts'
import { matchOf, textMatches } from './search.ts'

export const filters = ['waiting', 'reported', 'hidden', 'unanswered', 'answered', 'all'] as const
export type Filter = (typeof filters)[number]

/** What is asked of the list; '' asks nothing. `from` and `to` are positions of units, `to` 0 asks nothing. */
interface Place {
  consultation: string
  before: number
  limit: number
  place: string
  from: number
  to: number
  kind: string
}
export interface Asked extends Place {
  /** A part of a name, in any case and without its marks. */
  author: string
  terms: string[]
  /** True for who may see hidden texts: a search tells nobody more than the list shows. */
  seesHidden: boolean
}
interface Held extends Place {
  match: string
  /** 1 when names are asked for; then the names, JSON. */
  named: number
  names: string
  seesHidden: number
}

const standing = `"c"."hiddenAt" is null and "c"."withdrawnAt" is null`
const conditions: Record<Filter, string> = {
  waiting: `"c"."seenAt" is null and "c"."answerId" is null and ${standing}`,
  reported: `"c"."reports" > 0 and "c"."seenAt" is null and ${standing}`,
  hidden: `"c"."hiddenAt" is not null`,
  unanswered: `"c"."answerId" is null and ${standing}`,
  answered: `"c"."answerId" is not null`,
  all: `1 = 1`,
}
/** Text and name can be read: hidden ones by some, withdrawn ones by nobody. */
const readable = (p: Held) => sql<boolean>`"c"."withdrawnAt" is null and (${p.seesHidden} = 1 or "c"."hiddenAt" is null)`
const position = (value: number) => sql<number>`cast(${value} as double precision)`
const listing = (filter: Filter, worded: boolean) =>
  rows(
    (q, p: Held) =>
      joined(q)
        .where('i.consultationId', '=', p.consultation)
        .where('i.seq', '>', 0)
        .where('i.seq', '<', p.before)
        .where(sql<boolean>`(${p.place} = '' or "c"."placeId" = ${p.place})`)
        .where(
          sql<boolean>`(${position(p.to)} = 0 or "c"."placeId" in (select "id" from "paragraphs" where "consultationId" = ${p.consultation} and "position" >= ${position(p.from)} and "position" < ${position(p.to)} and "archivedAt" is null))`,
        )
        .where(sql<boolean>`(${p.named} = 0 or (${readable(p)} and ${among(q.engine, 'c.authorName', p.names)}))`)
        .where(sql<boolean>`(${p.kind} = '' or "c"."kind" = ${p.kind})`)
        .where(sql.raw<boolean>(conditions[filter]))
        .where(worded ? sql<boolean>`${readable(p)} and ${textMatches(q.engine, p.consultation, p.match)}` : sql<boolean>`1 = 1`)
        .orderBy('i.seq', 'desc')
        .limit(p.limit) as Compilable<FullComment>,
  )
type Listings = Record<Filter, ReturnType<typeof listing>>
const listings = (worded: boolean) => Object.fromEntries(filters.map(f => [f, listing(f, worded)])) as Listings
const all = listings(false)
const byWords = listings(true)

const listNames = rows((q, p: { consultation: string }) =>
  q.selectFrom('comments').select('authorName as name').distinct().where('consultationId', '=', p.consultation),
)
/** Newest first; `before` is the number to go on from. Comments must hold all `terms`, where there are any. */
export async function listDesk(trx: Trx, filter: Filter, asked: Asked): Promise<FullComment[]> {
  const { terms, author, seesHidden, ...place } = asked
  const part = folded(author)
  // Names are folded here, as words are: the engines know capitals of a few letters only, each of others.
  const names = part ? (await listNames(trx, place)).filter(({ name }) => name && folded(name).includes(part)) : []
  return (terms.length ? byWords : all)[filter](trx, {
    ...place,
    match: matchOf(trx.engine, terms),
    named: part ? 1 : 0,
    names: JSON.stringify(names.map(({ name }) => name)),
    seesHidden: seesHidden ? 1 : 0,
  })
}

const picked = rows(
  (q, p: { consultation: string; ids: string }) =>
    joined(q)
      .where('i.consultationId', '=', p.consultation)
      .where('i.seq', '>', 0)
      .where(among(q.engine, 'i.id', p.ids))
      .orderBy('i.seq', 'desc') as Compilable<FullComment>,
)
export const listPicked = (trx: Trx, consultation: string, ids: string[]): Promise<FullComment[]> =>
  picked(trx, { consultation, ids: JSON.stringify(ids) })

const reportsOf = rows((q, p: { ids: string }) =>
  q
    .selectFrom('reports')
    .select(['commentId', 'reason', 'note'])
    .where(among(q.engine, 'commentId', p.ids))
    .orderBy('at')
    .orderBy('personId'),
)
/** What readers said in their reports of several comments. */
export const listReportsOf = (trx: Trx, ids: string[]) => reportsOf(trx, { ids: JSON.stringify(ids) })

const counted = (condition: string) =>
  sql<number>`cast(coalesce(sum(case when ${sql.raw(condition)} then 1 else 0 end), 0) as integer)`
/** How many comments each filter finds, how many can be answered and are, and how many came since a moment. */
export const countDesk = row((q, p: { consultation: string; since: string }) =>
  q
    .selectFrom('items as i')
    .innerJoin('comments as c', 'c.id', 'i.id')
    .select(filters.map(f => counted(conditions[f]).as(f)))
    .select([counted(standing).as('standing'), counted(`"c"."answerId" is not null and ${standing}`).as('covered')])
    .select(counted(`not (${standing})`).as('apart'))
    .select(sql<number>`cast(coalesce(sum(case when "c"."postedAt" >= ${p.since} then 1 else 0 end), 0) as integer)`.as('recent'))
    .where('i.consultationId', '=', p.consultation)
    .where('i.seq', '>', 0),
)
/** The same in all consultations, for the list of them. */
export const countEverywhere = rows((q, _: object) =>
  q
    .selectFrom('comments as c')
    .select('c.consultationId')
    .select((['waiting', 'reported', 'unanswered'] as const).map(f => counted(conditions[f]).as(f)))
    .groupBy('c.consultationId'),
)

/** Units and headings in order, each with its first words; those that were taken out too. */
export const listContents = rows((q, p: { consultation: string }) =>
  q
    .selectFrom('paragraphs')
    .select(['id', 'number', 'kind', 'level', 'position', 'archivedAt', sql<string>`substr("text", 1, 90)`.as('text')])
    .where('consultationId', '=', p.consultation)
    .orderBy('position'),
)
export type Placed = Awaited<ReturnType<typeof listContents>>[number]

/** Answers given, the latest first, to be used again. */
export const listAnswers = rows((q, p: { consultation: string; limit: number }) =>
  q
    .selectFrom('answers')
    .select(['id', 'outcome', 'text', 'at'])
    .where('consultationId', '=', p.consultation)
    .orderBy('seq', 'desc')
    .limit(p.limit),
)

/** What somebody did in a consultation, for those who think of blocking them. */
export const countOf = row((q, p: { person: string; consultation: string }) =>
  q
    .selectFrom('comments as c')
    .select([
      counted('1 = 1').as('comments'),
      counted(`"c"."hiddenAt" is not null`).as('hidden'),
      counted(`"c"."reports" > 0`).as('reported'),
    ])
    .where('c.personId', '=', p.person)
    .where('c.consultationId', '=', p.consultation),
)
