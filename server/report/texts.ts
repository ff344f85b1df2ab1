// The texts of units through the revisions: a comment is told with the words it was written under.

import type { Trx } from '../../db/query.ts'
import { listEditions, listOrders } from '../../db/report.ts'

export type Wording = { number: number | null; text: string }

/** The number and text of a unit as it stood at a revision. */
export async function textsOf(trx: Trx, consultationId: string) {
  const editions = new Map<string, { revision: number; number: number | null; text: string }[]>()
  for (const e of await listEditions(trx, { consultationId })) {
    const known = editions.get(e.paragraphId)
    if (known) known.push(e)
    else editions.set(e.paragraphId, [e])
  }
  const numbers = new Map(
    (await listOrders(trx, { consultationId })).map(r => [r.revision, new Map(JSON.parse(r.units) as [string, number | null][])]),
  )
  return (paragraph: Wording & { id: string }, revision: number): Wording => {
    const text = editions.get(paragraph.id)?.findLast(e => e.revision <= revision)
    if (!text) return paragraph
    return { number: numbers.get(revision)?.get(paragraph.id) ?? text.number, text: text.text }
  }
}
