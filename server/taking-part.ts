// Who took part and when, counted from the votes and comments themselves: at once where that is quick, beside the page where it is not.

import { Worker } from 'node:worker_threads'
import type { Consultation } from '../db/consultations.ts'
import { countTaking, listNameable, type Counted } from '../db/dashboard.ts'
import type { Trx } from '../db/query.ts'
import type { House } from './house.ts'

/** As many rows as are walked in the time of a page. */
const QUICK = 20_000
/** Larger ones are counted anew at most this often, and shown with the number they were counted at. */
const KEPT = 20_000
const MOST = 200
/** More than are shown: some may be left out. */
const ACTIVE = 30

export interface TakingParts {
  /** What is counted ahead of a snapshot; null: it is quick enough to be counted inside. */
  ahead: (c: Consultation) => Promise<Counted | null>
  inside: (trx: Trx, c: Consultation) => Promise<Counted>
  /** What was counted last, whatever has happened since. */
  known: (consultation: string) => Counted | null
}

export function createTakingParts(house: Pick<House, 'db' | 'where' | 'log'>): TakingParts {
  const kept = new Map<string, { at: number; counted: Counted }>()
  const counting = new Map<string, Promise<Counted>>()

  function keep(id: string, counted: Counted): Counted {
    if (kept.size >= MOST) kept.clear()
    kept.set(id, { at: Date.now(), counted })
    return counted
  }
  const inside = (trx: Trx, id: string): Promise<Counted> => countTaking(trx, { consultation: id, limit: ACTIVE })
  /** PostgreSQL counts in processes of its own; SQLite in this one, so that a thread is needed. */
  async function count(id: string): Promise<Counted> {
    try {
      const { where } = house
      return keep(id, await ('file' in where ? onThread(where.file, id) : house.db.snapshot(trx => inside(trx, id))))
    } finally {
      counting.delete(id)
    }
  }
  return {
    known: id => kept.get(id)?.counted ?? null,
    async ahead(c) {
      const known = kept.get(c.id)
      if (known?.counted.seq === c.lastSeq) return known.counted
      if (c.votes + c.comments <= QUICK) return null
      if (known && Date.now() - known.at < KEPT) return known.counted
      const pending = counting.get(c.id) ?? count(c.id)
      counting.set(c.id, pending)
      if (!known) return pending
      pending.catch((error: unknown) => house.log.error({ error }, 'dashboard'))
      return known.counted
    },
    async inside(trx, c) {
      const known = kept.get(c.id)
      if (known?.counted.seq === c.lastSeq) return known.counted
      return keep(c.id, await inside(trx, c.id))
    },
  }
}

export interface ForThread {
  file: string
  id: string
  limit: number
}
function onThread(file: string, id: string): Promise<Counted> {
  const workerData = { file, id, limit: ACTIVE } satisfies ForThread
  const worker = new Worker(new URL('./taking-part-worker.ts', import.meta.url), { workerData })
  return new Promise((counted, failed) => {
    worker.once('message', counted)
    worker.once('error', failed)
    worker.once('exit', () => failed(new Error('the counting ended without a result')))
  })
}

/** The most active who may be named at this moment: opting out works at once, whenever the list was counted. */
export async function namedOf(trx: Trx, { active }: Counted): Promise<Counted['active']> {
  const may = await listNameable(
    trx,
    active.map(one => one.personId),
  )
  return active.filter(one => may.has(one.personId))
}

/** Places in that list of those who may not be named now: a page that was kept with other ones is no longer true. */
export async function leftOut(trx: Trx, counted: Counted | null): Promise<string> {
  if (!counted) return ''
  const named = await namedOf(trx, counted)
  return counted.active.flatMap((one, i) => (named.includes(one) ? [] : [i])).join(' ')
}
