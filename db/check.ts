// The recount: what the counters say beside what the rows say, one declared query for each law of the record.

import { sql, type RawBuilder } from 'kysely'
import { row, rows } from './query.ts'

const from = <T>(q: Parameters<Parameters<typeof rows>[0]>[0], body: RawBuilder<T>) => q.selectFrom(body.as('found')).selectAll()

export interface Checked {
  id: string
  slug: string
  closedAt: string | null
  closedSeq: number | null
  lastSeq: number
  votes: number
  comments: number
  answered: number
  revision: number
}
/** Every consultation, archived ones and rehearsals too. */
export const listAll = rows((q, _: object) =>
  q
    .selectFrom('consultations as c')
    .innerJoin('logs as l', 'l.consultationId', 'c.id')
    .select(['c.id', 'c.slug', 'c.closedAt', 'c.closedSeq', 'c.revision', 'l.lastSeq', 'l.votes', 'l.comments', 'l.answered'])
    .orderBy('c.id'),
)

interface Count {
  n: number
}
const counting = (table: 'items' | 'votes' | 'comments' | 'events' | 'places') =>
  row((q, p: { id: string }) =>
    q
      .selectFrom(table)
      .select(e => e.fn.countAll<number>().as('n'))
      .where('consultationId', '=', p.id),
  )
export const countItems = counting('items')
export const countVotes = counting('votes')
export const countComments = counting('comments')
export const countPlaces = counting('places')
export const countAnswered = row((q, p: { id: string }) =>
  q
    .selectFrom('comments')
    .select(e => e.fn.countAll<number>().as('n'))
    .where('consultationId', '=', p.id)
    .where('answerId', 'is not', null),
)
export const eventRange = row((q, p: { id: string }) =>
  q
    .selectFrom('events')
    .select(e => [e.fn.countAll<number>().as('n'), e.fn.min('seq').as('first'), e.fn.max('seq').as('last')])
    .where('consultationId', '=', p.id),
)
/** Comments and votes recorded after the closing's own number: there may be none (G14). */
export const countAfterClosing = row((q, p: { id: string; seq: number }) =>
  q
    .selectFrom('events')
    .select(e => e.fn.countAll<number>().as('n'))
    .where('consultationId', '=', p.id)
    .where('seq', '>', p.seq)
    .where('type', 'in', [sql.lit('vote.cast'), sql.lit('comment.posted'), sql.lit('comment.edited')]),
)
export const getEventType = row((q, p: { id: string; seq: number }) =>
  q.selectFrom('events').select('type').where('consultationId', '=', p.id).where('seq', '=', p.seq),
)

export interface Recounted {
  id: string
  agree: number
  disagree: number
  unsure: number
  guests: number
  low: number
  agreed: number
  disagreed: number
  undecided: number
  guested: number
}
/** Each item with its own counters and with the votes counted anew. */
export const recountItems = rows((q, p: { id: string }) =>
  from(
    q,
    sql<Recounted>`(select i."id", i."agree", i."disagree", i."unsure", i."guests", i."low",
      coalesce(v."agreed", 0) as "agreed", coalesce(v."disagreed", 0) as "disagreed",
      coalesce(v."undecided", 0) as "undecided", coalesce(v."guested", 0) as "guested"
      from "items" i left join (select "itemId",
        sum(case when "value" = 'agree' then 1 else 0 end) as "agreed",
        sum(case when "value" = 'disagree' then 1 else 0 end) as "disagreed",
        sum(case when "value" = 'unsure' then 1 else 0 end) as "undecided",
        sum("guest") as "guested" from "votes" where "consultationId" = ${p.id} group by "itemId") v on v."itemId" = i."id"
      where i."consultationId" = ${p.id})`,
  ),
)
/** The last vote event of each item: the tally that was told. */
export const lastTold = rows((q, p: { id: string }) =>
  from(
    q,
    sql<{
      subject: string
      data: string
    }>`(select e."subject", e."data" from "events" e join (select "subject", max("seq") as "seq" from "events"
      where "consultationId" = ${p.id} and "type" = 'vote.cast' group by "subject") l on l."seq" = e."seq" and l."subject" = e."subject"
      where e."consultationId" = ${p.id})`,
  ),
)
/** Votes on something that is not an item here. */
export const strayVotes = row((q, p: { id: string }) =>
  from(
    q,
    sql<Count>`(select count(*) as "n" from "votes" v left join "items" i on i."id" = v."itemId" and i."consultationId" = v."consultationId"
      where v."consultationId" = ${p.id} and i."id" is null)`,
  ),
)
interface Counter {
  id: string
  told: number
  counted: number
}
/** Places whose counters differ from the comments that stand there. */
export const wrongPlaces = rows((q, p: { id: string }) =>
  from(
    q,
    sql<
      Counter & { toldThreads: number; threads: number }
    >`(select * from (select l."id", l."comments" as "told", l."threads" as "toldThreads",
      (select count(*) from "comments" c where c."placeId" = l."id") as "counted",
      (select count(*) from "comments" c where c."placeId" = l."id" and c."replyTo" is null) as "threads"
      from "places" l where l."consultationId" = ${p.id}) x where x."told" <> x."counted" or x."toldThreads" <> x."threads")`,
  ),
)
/** Items whose number of replies differs from the replies there are. */
export const wrongReplies = rows((q, p: { id: string }) =>
  from(
    q,
    sql<Counter>`(select * from (select i."id", i."replies" as "told", coalesce(r."n", 0) as "counted" from "items" i
      left join (select "replyTo", count(*) as "n" from "comments" where "consultationId" = ${p.id} group by "replyTo") r on r."replyTo" = i."id"
      where i."consultationId" = ${p.id}) x where x."told" <> x."counted")`,
  ),
)
export const wrongReports = rows((q, p: { id: string }) =>
  from(
    q,
    sql<Counter>`(select * from (select c."id", c."reports" as "told", coalesce(r."n", 0) as "counted" from "comments" c
      left join (select "commentId", count(*) as "n" from "reports" where "consultationId" = ${p.id} group by "commentId") r on r."commentId" = c."id"
      where c."consultationId" = ${p.id}) x where x."told" <> x."counted")`,
  ),
)
/** What waits at the desk, counted anew beside its counters; a row only where they differ. */
export const wrongDesk = rows((q, p: { id: string }) =>
  from(
    q,
    sql<{ id: string }>`(select c."id" from "consultations" c left join "deskCounts" d on d."consultationId" = c."id" left join
      (select "consultationId", count(*) as "all",
        sum(case when "hiddenAt" is not null then 1 else 0 end) as "hidden",
        sum(case when "answerId" is not null then 1 else 0 end) as "answered",
        sum("open") as "standing",
        sum(case when "answerId" is null then "open" else 0 end) as "unanswered",
        sum(case when "answerId" is not null then "open" else 0 end) as "covered",
        sum(case when "answerId" is null and "seenAt" is null then "open" else 0 end) as "waiting",
        sum(case when "reports" > 0 and "seenAt" is null then "open" else 0 end) as "reported"
        from (select *, case when "hiddenAt" is null and "withdrawnAt" is null then 1 else 0 end as "open" from "comments") s
        where "consultationId" = ${p.id} group by "consultationId") n on n."consultationId" = c."id"
      where c."id" = ${p.id} and (coalesce(d."all", 0) <> coalesce(n."all", 0)
        or d."hidden" <> coalesce(n."hidden", 0) or d."answered" <> coalesce(n."answered", 0) or d."standing" <> coalesce(n."standing", 0)
        or d."unanswered" <> coalesce(n."unanswered", 0) or d."covered" <> coalesce(n."covered", 0)
        or d."waiting" <> coalesce(n."waiting", 0) or d."reported" <> coalesce(n."reported", 0)))`,
  ),
)
/** Comments that are no items, items of comments that are none, an item open or shut against its comment, or not where its event is. */
export const wrongComments = rows((q, p: { id: string }) =>
  from(
    q,
    sql<{ id: string }>`(select c."id" from "comments" c left join "items" i on i."id" = c."id"
      left join "events" e on e."consultationId" = c."consultationId" and e."seq" = i."seq"
      where c."consultationId" = ${p.id} and (i."id" is null or i."placeId" <> c."placeId"
        or (i."shutAt" is null) <> (c."hiddenAt" is null and c."withdrawnAt" is null)
        or e."type" is null or e."type" <> 'comment.posted' or e."subject" <> c."id")
      union select i."id" from "items" i left join "comments" c on c."id" = i."id"
      where i."consultationId" = ${p.id} and i."seq" > 0 and c."id" is null)`,
  ),
)
/** Every unit that stands or stood, its wordings, and whether its votes are open. */
export const listUnits = rows((q, p: { id: string }) =>
  q
    .selectFrom('paragraphs')
    .select(['id', 'wordingId', 'number', 'kind', 'html', 'text', 'archivedAt', 'earlier', 'revision'])
    .where('consultationId', '=', p.id)
    .orderBy('position')
    .orderBy('id'),
)
export const listWordings = rows((q, p: { id: string }) =>
  q
    .selectFrom('items')
    .select(['id', 'placeId', 'shutAt'])
    .where('consultationId', '=', p.id)
    .where('seq', '=', sql.lit(0))
    .where('kind', '=', sql.lit('wording')),
)
export const listOrders = rows((q, p: { id: string }) =>
  q.selectFrom('revisions').select(['revision', 'units']).where('consultationId', '=', p.id).orderBy('revision'),
)
/** The newest text of each unit. */
export const lastEditions = rows((q, p: { id: string }) =>
  q
    .selectFrom('editions as e')
    .select(['e.paragraphId', 'e.revision', 'e.wordingId', 'e.html', 'e.text'])
    .where('e.consultationId', '=', p.id)
    .where(x =>
      x(
        'e.revision',
        '=',
        x
          .selectFrom('editions as l')
          .select(l => l.fn.max('l.revision').as('n'))
          .whereRef('l.paragraphId', '=', 'e.paragraphId'),
      ),
    ),
)
/** Comments that moved with a merged unit, without a merge that took them there. */
export const strayMoves = rows((q, p: { id: string }) =>
  from(
    q,
    sql<{ id: string }>`(select c."id" from "comments" c where c."consultationId" = ${p.id} and c."movedFrom" is not null
      and not exists (select 1 from "changes" g where g."paragraphId" = c."movedFrom" and g."into" is not null))`,
  ),
)
