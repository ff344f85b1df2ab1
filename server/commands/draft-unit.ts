// A stored unit of the working draft as the rules know it.

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
