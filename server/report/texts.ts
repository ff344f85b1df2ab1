// The texts of units through the revisions: a comment is told with the words it was written under.

import type { Trx } from '../../db/query.ts'
import { listEditions } from '../../db/report.ts'

export type Wording = { number: number | null; text: string }

/** The number and text of a unit as it stood at a revision. */
export async function textsOf(trx: Trx, consultationId: string) {
  const editions = new Map<string, { revision: number; number: number | null; text: string }[]>()
  for (const e of await listEditions(trx, { consultationId })) {
    const known = editions.get(e.paragraphId)
    if (known) known.push(e)
    else editions.set(e.paragraphId, [e])
  }
  return (paragraph: Wording & { id: string }, revision: number): Wording =>
    editions.get(paragraph.id)?.findLast(e => e.revision <= revision) ?? paragraph
}
