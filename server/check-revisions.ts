// Recounts revisions: every wording of every unit, what readers see against the last revision, and the orders of all of them.

import { lastEditions, listOrders, listUnits, listWordings, strayMoves } from '../db/check.ts'
import type { Trx } from '../db/query.ts'

/** Says every difference in a sentence. A consultation that is not published has none of this. */
export async function checkRevisions(trx: Trx, id: string, revision: number, say: (what: string) => void): Promise<void> {
  const units = await listUnits(trx, { id })
  const wordings = new Map((await listWordings(trx, { id })).map(w => [w.id, w]))
  const editions = new Map((await lastEditions(trx, { id })).map(e => [e.paragraphId, e]))
  const owned = new Set<string>()
  const wording = (unit: string, of: string, open: boolean): void => {
    owned.add(of)
    const item = wordings.get(of)
    if (!item) say(`unit ${unit} has no votes for its wording ${of}`)
    else if (item.placeId !== unit) say(`wording ${of} of unit ${unit} is counted at ${item.placeId}`)
    else if ((item.shutAt === null) !== open) say(`wording ${of} of unit ${unit} is ${open ? 'shut' : 'open'}`)
  }
  for (const u of units) {
    if (u.kind !== 'heading') wording(u.id, u.wordingId, u.archivedAt === null)
    for (const of of JSON.parse(u.earlier) as string[]) wording(u.id, of, false)
    const last = editions.get(u.id)
    if (last?.html !== u.html || last.text !== u.text || last.wordingId !== u.wordingId || last.revision !== u.revision)
      say(`unit ${u.id} is not what its last edition says`)
  }
  for (const { id: of } of wordings.values()) if (!owned.has(of)) say(`wording ${of} belongs to no unit`)
  const orders = await listOrders(trx, { id })
  if (orders.some((o, n) => o.revision !== n + 1) || orders.length !== revision)
    say(`revisions are not numbered 1 to ${revision}: there are ${orders.length}`)
  const shown = JSON.stringify(units.filter(u => u.archivedAt === null).map(u => [u.id, u.number]))
  if (JSON.stringify(JSON.parse(orders.at(-1)?.units ?? '[]')) !== shown) say('the last revision is not the text that stands')
  for (const c of await strayMoves(trx, { id })) say(`comment ${c.id} moved without a merge`)
}
