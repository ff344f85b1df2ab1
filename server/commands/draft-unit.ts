// A stored unit of the working draft as the rules know it.

import { getPlace, isPlace } from '../../db/comments.ts'
import { getDraftOwner } from '../../db/drafts.ts'
import type { Trx } from '../../db/query.ts'
import type { DraftUnitRow } from '../../db/schema.ts'
import type { DraftUnit } from '../../shared/draft.ts'

export const unitOf = (row: DraftUnitRow): DraftUnit => ({
  id: row.id,
  kind: row.kind as DraftUnit['kind'],
  level: row.level,
  html: row.html,
  text: row.text,
  items: row.items,
  rows: row.rows,
  footnotes: JSON.parse(row.footnotes) as DraftUnit['footnotes'],
})

/** An id that stands for a unit or a place of another consultation: pasted along, or made up. */
export async function isForeign(trx: Trx, id: string, consultation: string): Promise<boolean> {
  const owner = await getDraftOwner(trx, { id })
  if (owner && owner.consultationId !== consultation) return true
  return Boolean(await isPlace(trx, { id })) && !(await getPlace(trx, { id, consultation }))
}
