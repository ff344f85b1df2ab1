// Search behind one verb: FTS5 on SQLite, tsvector on Postgres; words are folded before they come here.

import { sql, type Compilable } from 'kysely'
import { rows, write, type Engine, type Trx } from './query.ts'

export interface Found {
  ref: string
  kind: string
  placeId: string
}
interface Asked {
  consultation: string
  match: string
  limit: number
}

const find = rows((q, p: Asked) => {
  const base = q
    .selectFrom('searchDocs')
    .select(['ref', 'kind', 'placeId'])
    .where('consultationId', '=', p.consultation)
    .where('kind', '!=', 'hidden')
    .limit(p.limit)
  return (
    q.engine === 'postgres'
      ? base
          .where(sql<boolean>`to_tsvector('simple', "words") @@ to_tsquery('simple', ${p.match})`)
          .orderBy('kind', 'desc')
          .orderBy('ref')
      : base
          .where(sql<boolean>`"searchDocs" match ${p.match}`)
          .orderBy('kind', 'desc')
          .orderBy('ref')
  ) as Compilable<Found>
})

/** The question as the engine reads it: every word, each also as a prefix. */
export const matchOf = (engine: Engine, terms: string[]): string =>
  engine === 'postgres' ? terms.map(w => `${w}:*`).join(' & ') : terms.map(w => `"${w}" *`).join(' AND ')

/** For a query of comments: those whose text holds the words, hidden texts too; who may see those is judged by the query. */
export const textMatches = (engine: Engine, consultation: string, match: string) =>
  engine === 'postgres'
    ? sql<boolean>`"c"."id" in (select "ref" from "searchDocs" where "consultationId" = ${consultation} and to_tsvector('simple', "words") @@ to_tsquery('simple', ${match}))`
    : sql<boolean>`"c"."id" in (select "ref" from "searchDocs" where "consultationId" = ${consultation} and "searchDocs" match ${match})`

/** Units ('paragraph') and comments ('comment') that hold every word; hidden texts ('hidden') are never found here. */
export function search(trx: Trx, p: { consultation: string; terms: string[]; limit: number }): Promise<Found[]> {
  return find(trx, { consultation: p.consultation, match: matchOf(trx.engine, p.terms), limit: p.limit })
}

export const removeSearchDoc = write((q, p: { ref: string }) => q.deleteFrom('searchDocs').where('ref', '=', p.ref))
export const addSearchDoc = write((q, p: { ref: string; consultation: string; kind: string; place: string; words: string }) =>
  q
    .insertInto('searchDocs')
    .values({ ref: p.ref, consultationId: p.consultation, kind: p.kind, placeId: p.place, words: p.words }),
)
/** Units alone: comments stay. */
export const removeUnitDocs = write((q, p: { consultation: string }) =>
  q.deleteFrom('searchDocs').where('consultationId', '=', p.consultation).where('kind', '=', 'paragraph'),
)
/** Comments whose place was taken in by another. */
export const moveSearchDocs = write((q, p: { consultation: string; from: string; to: string }) =>
  q
    .updateTable('searchDocs')
    .set({ placeId: p.to })
    .where('consultationId', '=', p.consultation)
    .where('placeId', '=', p.from)
    .where('kind', '<>', 'paragraph'),
)
