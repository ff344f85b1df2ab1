// How many comments were accepted, and what became of them: the sum every report is judged by (G23).

import type { Trx } from '../../db/query.ts'
import { countAccepted, countByState } from '../../db/report.ts'

export async function countsOf(trx: Trx, consultationId: string, staff: boolean) {
  const accepted = await countAccepted(trx, { consultationId })
  const withheld: Record<string, number> = {}
  let exported = 0
  for (const s of await countByState(trx, { consultationId })) {
    const why = s.withdrawn ? 'withdrawn' : s.hidden && !staff ? (s.hiddenReason ?? 'other') : null
    if (why) withheld[why] = (withheld[why] ?? 0) + s.n
    else exported += s.n
  }
  return { accepted: accepted?.n ?? 0, last: accepted?.last ?? 0, exported, withheld }
}
