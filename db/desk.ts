// What waits on the desk: comments filtered, paged and counted in SQL, with what is said of them.

import { sql, type Compilable } from 'kysely'
import { among } from './among.ts'
import { joined, type FullComment } from './comments.ts'
import { row, rows, type Trx } from './query.ts'
import { folded } from '../shared/search.ts'
import type { DeskCountsRow } from './schema.ts'
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
/** `few` begins with the comments of the state or with the words, where they are few; else the newest are walked until a page is full. */
interface Way {
  worded: boolean
  few: boolean
}
const listing = (filter: Filter, { worded, few }: Way) =>
  rows(
    (q, p: Held) =>
      joined(q)
        .where(few ? 'c.consultationId' : 'i.consultationId', '=', p.consultation)
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
const listings = (way: Way) => Object.fromEntries(filters.map(f => [f, listing(f, way)])) as Listings
const byWords = listings({ worded: true, few: true })
const byState = listings({ worded: false, few: true })
const byTime = listings({ worded: false, few: false })
/** So many comments of a state are quicker gathered and sorted than looked for among all. */
const FEW = 10_000

const listNames = rows((q, p: { consultation: string }) =>
  q.selectFrom('comments').select('authorName as name').distinct().where('consultationId', '=', p.consultation),
)
/** Newest first; `before` is the number to go on from. Comments must hold all `terms`, where there are any. */
export async function listDesk(trx: Trx, filter: Filter, asked: Asked): Promise<FullComment[]> {
  const { terms, author, seesHidden, ...place } = asked
  const few = !terms.length && filter !== 'all' && (await countDesk(trx, place))[filter] < FEW
  const part = folded(author)
  // Names are folded here, as words are: the engines know capitals of a few letters only, each of others.
  const names = part ? (await listNames(trx, place)).filter(({ name }) => name && folded(name).includes(part)) : []
  return (terms.length ? byWords : few ? byState : byTime)[filter](trx, {
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

/** How many comments each filter finds, how many can be answered and how many of these are. */
const countsOf = row((q, p: { consultation: string }) =>
  q.selectFrom('deskCounts').selectAll().where('consultationId', '=', p.consultation),
)
export const countDesk = async (trx: Trx, p: { consultation: string }): Promise<DeskCountsRow> =>
  (await countsOf(trx, p)) ?? noComments(p.consultation)
const noComments = (consultationId: string): DeskCountsRow => ({
  consultationId,
  waiting: 0,
  reported: 0,
  hidden: 0,
  unanswered: 0,
  answered: 0,
  covered: 0,
  standing: 0,
  all: 0,
})
const listCounts = rows((q, p: { ids: string }) =>
  q
    .selectFrom('deskCounts')
    .selectAll()
    .where(among(q.engine, 'consultationId', p.ids)),
)
/** The same of several consultations; those without a comment are not in it. */
export const listDeskCounts = (trx: Trx, ids: string[]): Promise<DeskCountsRow[]> => listCounts(trx, { ids: JSON.stringify(ids) })

/** The last comment before a moment: walked back from the newest, as far as there are newer ones. */
const lastBefore = row((q, p: { consultation: string; since: string }) =>
  q
    .selectFrom('items as i')
    .innerJoin('comments as c', 'c.id', 'i.id')
    .select('i.seq')
    .where('i.consultationId', '=', p.consultation)
    .where('i.seq', '>', 0)
    .where('c.postedAt', '<', p.since)
    .orderBy('i.seq', 'desc')
    .limit(sql.lit(1)),
)
const countAfter = row((q, p: { consultation: string; seq: number }) =>
  q
    .selectFrom('items')
    .select(e => e.fn.countAll<number>().as('n'))
    .where('consultationId', '=', p.consultation)
    .where('seq', '>', p.seq),
)
/** How many comments came since a moment. */
export async function countSince(trx: Trx, p: { consultation: string; since: string }): Promise<number> {
  const seq = (await lastBefore(trx, p))?.seq ?? 0
  return (await countAfter(trx, { consultation: p.consultation, seq }))?.n ?? 0
}

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
    .select(['id', 'outcome', 'text'])
    .where('consultationId', '=', p.consultation)
    .orderBy('seq', 'desc')
    .limit(p.limit),
)

/** What somebody did in a consultation, for those who think of blocking them. */
export const countOf = row((q, p: { person: string; consultation: string }) =>
  q
    .selectFrom('comments as c')
    .select(e => [
      e.fn.countAll<number>().as('comments'),
      e.fn.count<number>('c.hiddenAt').as('hidden'),
      e.fn.count<number>(sql`case when "c"."reports" > 0 then 1 end`).as('reported'),
    ])
    .where('c.personId', '=', p.person)
    .where('c.consultationId', '=', p.consultation),
)
