// Keeps the search index level with the log, a moment after the commits it follows, so that posting never waits for it.

import { getComment } from '../db/comments.ts'
import { getConsultation, listLogs, setSearched } from '../db/consultations.ts'
import { listTextEvents } from '../db/events.ts'
import { getParagraph, listTexts } from '../db/paragraphs.ts'
import type { Trx } from '../db/query.ts'
import { addSearchDoc, removeSearchDoc } from '../db/search.ts'
import { folded } from '../shared/search.ts'
import type { House } from './house.ts'

const STEP = 100

/** Indexes up to 100 events; true when more wait. Withdrawn texts leave the index; hidden ones stand in it as such, found by staff alone. */
async function step(trx: Trx, id: string): Promise<boolean> {
  const c = await getConsultation(trx, { id })
  if (!c || c.searchedSeq >= c.lastSeq) return false
  const rows = await listTextEvents(trx, { consultation: id, after: c.searchedSeq, limit: STEP })
  for (const { type, subject } of rows) {
    if (type === 'consultation.published') {
      for (const p of await listTexts(trx, { consultation: id })) await put(trx, p.id, id, 'paragraph', p.id, p.text, false)
    } else if (type === 'paragraph.corrected') {
      const p = await getParagraph(trx, { id: subject, consultation: id })
      if (p) await put(trx, p.id, id, 'paragraph', p.id, p.text, true)
    } else if (type.startsWith('comment.') && type !== 'comment.reported' && type !== 'comment.answered') {
      const found = await getComment(trx, { id: subject, consultation: id })
      const kind = found?.hiddenAt ? 'hidden' : 'comment'
      if (found && !found.withdrawnAt) await put(trx, found.id, id, kind, found.placeId, found.text, type !== 'comment.posted')
      else await removeSearchDoc(trx, { ref: subject })
    }
  }
  await setSearched(trx, { id, seq: rows.length === STEP ? (rows.at(-1)?.seq ?? c.lastSeq) : c.lastSeq })
  return rows.length === STEP
}

async function put(
  trx: Trx,
  ref: string,
  consultation: string,
  kind: string,
  place: string,
  text: string,
  again: boolean,
): Promise<void> {
  if (again) await removeSearchDoc(trx, { ref })
  await addSearchDoc(trx, { ref, consultation, kind, place, words: folded(text) })
}

/** Brings one consultation's index level. */
export async function indexNow(house: Pick<House, 'db'>, id: string): Promise<void> {
  while (await house.db.write(trx => step(trx, id)));
}

/** Follows the hub, at most twice a second per consultation; at the start it catches up on all. */
export function startSearchIndex(house: House): () => void {
  const waiting = new Set<string>()
  let running = false
  house.hub.onNews(id => void waiting.add(id))
  let begun = false
  const timer = setInterval(async () => {
    if (running) return
    running = true
    try {
      if (!begun) for (const log of await listLogs(house.db.read, {})) waiting.add(log.consultationId)
      begun = true
      for (const id of waiting) {
        waiting.delete(id)
        await indexNow(house, id)
      }
    } catch (error) {
      house.log.error({ error }, 'search index')
    } finally {
      running = false
    }
  }, 500)
  return () => clearInterval(timer)
}
