// Keeps the search index level with the log, a moment after the commits it follows, so that posting never waits for it.

import { getComment } from '../db/comments.ts'
import { getConsultation, listLogs, setSearched } from '../db/consultations.ts'
import { getEvent, listTextEvents } from '../db/events.ts'
import { getParagraph, listTexts } from '../db/paragraphs.ts'
import type { Trx } from '../db/query.ts'
import { addSearchDoc, moveSearchDocs, removeSearchDoc, removeUnitDocs } from '../db/search.ts'
import { folded } from '../shared/search.ts'
import type { House } from './house.ts'

const STEP = 100

/** Indexes up to 100 events; true when more wait. Withdrawn texts leave the index; hidden ones stand in it as such, found by staff alone. */
async function step(trx: Trx, id: string): Promise<boolean> {
  const c = await getConsultation(trx, { id })
  if (!c || c.searchedSeq >= c.lastSeq) return false
  const rows = await listTextEvents(trx, { consultation: id, after: c.searchedSeq, limit: STEP })
  for (const { type, subject, seq } of rows) {
    if (type === 'consultation.published' || type === 'revision.published') {
      await removeUnitDocs(trx, { consultation: id })
      for (const p of await listTexts(trx, { consultation: id })) await put(trx, p.id, id, 'paragraph', p.id, p.text, false)
      if (type === 'revision.published') await moveComments(trx, id, seq)
    } else if (type === 'paragraph.corrected') {
      const p = await getParagraph(trx, { id: subject, consultation: id })
      if (p) await put(trx, p.id, id, 'paragraph', p.id, p.text, true)
    } else if (type.startsWith('comment.') && type !== 'comment.reported' && !type.endsWith('answered')) {
      const found = await getComment(trx, { id: subject, consultation: id })
      const kind = found?.hiddenAt ? 'hidden' : 'comment'
      if (found && !found.withdrawnAt) await put(trx, found.id, id, kind, found.placeId, found.text, type !== 'comment.posted')
      else await removeSearchDoc(trx, { ref: subject })
    }
  }
  await setSearched(trx, { id, seq: rows.length === STEP ? (rows.at(-1)?.seq ?? c.lastSeq) : c.lastSeq })
  return rows.length === STEP
}

/** Comments of merged units stand where their unit went. */
async function moveComments(trx: Trx, id: string, seq: number): Promise<void> {
  const event = await getEvent(trx, { consultation: id, seq })
  const { moved } = JSON.parse(event?.data ?? '{"moved":{}}') as { moved: Record<string, string> }
  for (const [from, to] of Object.entries(moved)) await moveSearchDocs(trx, { consultation: id, from, to })
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

/** Events in one tick that make a rush, and how long (ms) the index may wait for its end. */
const RUSH = 100
const PATIENCE = 30_000
const TICK = 500

interface Waiting {
  since: number
  /** The log's number at the last tick, and now. */
  before: number
  seq: number
}

/** Follows the hub twice a second; in a rush it waits, because people who post come first. At the start it catches up on all. */
export function startSearchIndex(house: House): () => void {
  const waiting = new Map<string, Waiting>()
  let running = false
  let begun = false
  const note = (id: string, seq: number): void => {
    const known = waiting.get(id)
    if (known) known.seq = seq
    else waiting.set(id, { since: Date.now(), before: seq, seq })
  }
  house.hub.onNews(note)
  async function look(): Promise<void> {
    if (!begun) for (const log of await listLogs(house.db.read, {})) note(log.consultationId, log.lastSeq)
    begun = true
    for (const [id, w] of waiting) {
      const rush = w.seq - w.before > RUSH && Date.now() - w.since < PATIENCE
      w.before = w.seq
      if (rush) continue
      waiting.delete(id)
      await indexNow(house, id)
    }
  }
  const timer = setInterval(async () => {
    if (running) return
    running = true
    try {
      await look()
    } catch (error) {
      house.log.error({ error }, 'search index')
    } finally {
      running = false
    }
  }, TICK)
  return () => clearInterval(timer)
}
