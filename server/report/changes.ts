// What changed and why: one row a unit and revision, with both texts, the wordings and the votes that stayed with the old one.

import type { Trx } from '../../db/query.ts'
import { listChanges, listEditionTexts, listOrders, listWordingVotes } from '../../db/report.ts'
import { agreementOf, noVotes, type Agreement } from '../../shared/agreement.ts'
import type { Cell } from './columns.ts'

export const changeColumns = [
  'consultation',
  'revision',
  'revised_utc',
  'revision_reason',
  'paragraph_id',
  'paragraph_number',
  'class',
  'moved',
  'wording_id',
  'earlier_wording_id',
  'reason',
  'because',
  'into',
  'text_before',
  'text_after',
  'earlier_agree',
  'earlier_disagree',
  'earlier_unsure',
  'earlier_guests',
] as const
export type ChangeColumn = (typeof changeColumns)[number]
export type ChangeRow = Record<ChangeColumn, Cell>

export interface ReportChange {
  row: ChangeRow
  /** Votes that stayed with the earlier wording, when there is a new one. */
  earlier: Agreement | null
}

/** In the order of revisions, and of the text in each; what was removed after what stands. */
export async function changesOf(trx: Trx, c: { id: string; slug: string; minVotes: number }): Promise<ReportChange[]> {
  const of = { consultationId: c.id }
  const changes = await listChanges(trx, of)
  if (!changes.length) return []
  const editions = new Map<string, { revision: number; wordingId: string; text: string }[]>()
  for (const e of await listEditionTexts(trx, of)) {
    const known = editions.get(e.paragraphId)
    if (known) known.push(e)
    else editions.set(e.paragraphId, [e])
  }
  const votes = new Map((await listWordingVotes(trx, of)).map(v => [v.id, v]))
  const orders = new Map((await listOrders(trx, of)).map(({ units, ...r }) => [r.revision, { ...r, places: placesIn(units) }]))
  const placed = changes.map(change => {
    const order = orders.get(change.revision)
    return { change, order, place: order?.places.get(change.paragraphId) }
  })
  placed.sort(
    (x, y) =>
      x.change.revision - y.change.revision ||
      (x.place?.at ?? Infinity) - (y.place?.at ?? Infinity) ||
      (x.change.paragraphId < y.change.paragraphId ? -1 : 1),
  )
  return placed.map(({ change, order, place }) => {
    const texts = editions.get(change.paragraphId) ?? []
    const was = texts.findLast(e => e.revision < change.revision)
    const is = change.class === 'removed' ? undefined : texts.findLast(e => e.revision <= change.revision)
    const renewed = was && is && was.wordingId !== is.wordingId ? was.wordingId : null
    const stored = renewed === null ? undefined : votes.get(renewed)
    const earlier = stored ? agreementOf({ ...noVotes, ...stored }, c.minVotes) : null
    return {
      earlier,
      row: {
        consultation: c.slug,
        revision: change.revision,
        revised_utc: order?.at ?? null,
        revision_reason: order?.reason ?? null,
        paragraph_id: change.paragraphId,
        paragraph_number: place?.n ?? null,
        class: change.class,
        moved: change.moved === 1,
        wording_id: is?.wordingId ?? was?.wordingId ?? null,
        earlier_wording_id: renewed,
        reason: change.reason,
        because: (JSON.parse(change.because) as string[]).join(' ') || null,
        into: change.into,
        text_before: was?.text ?? null,
        text_after: is?.text ?? null,
        earlier_agree: earlier?.agree ?? null,
        earlier_disagree: earlier?.disagree ?? null,
        earlier_unsure: earlier?.unsure ?? null,
        earlier_guests: earlier?.guests ?? null,
      },
    }
  })
}

/** Number and place of each unit in the order a revision was published with. */
const placesIn = (units: string): Map<string, { n: number | null; at: number }> =>
  new Map((JSON.parse(units) as [string, number | null][]).map(([id, n], at) => [id, { n, at }]))
