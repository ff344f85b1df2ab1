// Who took part and when, counted from the votes and comments themselves: at once where that is quick, on a thread of its own where it is not.

import { Worker } from 'node:worker_threads'
import type { Consultation } from '../db/consultations.ts'
import { countTaking, type Counted } from '../db/dashboard.ts'
import { getPerson } from '../db/people.ts'
import type { Trx } from '../db/query.ts'
import type { House } from './house.ts'

export type TakingPart = Counted & { seq: number }

/** As many rows as are walked in the time of a page. */
const QUICK = 20_000
/** Larger ones are counted anew at most this often, and shown with the number they were counted at. */
const KEPT = 20_000
const MOST = 200
/** More than are shown: some may be left out. */
const ACTIVE = 30

export interface TakingParts {
  /** What is counted ahead of a snapshot; null: it is quick enough to be counted inside. */
  ahead: (c: Consultation) => Promise<TakingPart | null>
  inside: (trx: Trx, c: Consultation) => Promise<TakingPart>
  /** What was counted last, whatever has happened since. */
  known: (consultation: string) => TakingPart | null
}

export function createTakingParts(house: Pick<House, 'where' | 'log'>): TakingParts {
  const kept = new Map<string, { at: number; counted: TakingPart }>()
  const counting = new Map<string, Promise<TakingPart>>()

  function keep(id: string, counted: TakingPart): TakingPart {
    if (kept.size >= MOST) kept.clear()
    kept.set(id, { at: Date.now(), counted })
    return counted
  }
  async function count(id: string, file: string): Promise<TakingPart> {
    try {
      return keep(id, await onThread(file, id))
    } finally {
      counting.delete(id)
    }
  }
  return {
    known: id => kept.get(id)?.counted ?? null,
    async ahead(c) {
      const known = kept.get(c.id)
      if (known?.counted.seq === c.lastSeq) return known.counted
      if (!('file' in house.where) || c.votes + c.comments <= QUICK) return null
      if (known && Date.now() - known.at < KEPT) return known.counted
      const pending = counting.get(c.id) ?? count(c.id, house.where.file)
      counting.set(c.id, pending)
      if (!known) return pending
      pending.catch((error: unknown) => house.log.error({ error }, 'dashboard'))
      return known.counted
    },
    async inside(trx, c) {
      const known = kept.get(c.id)
      if (known?.counted.seq === c.lastSeq) return known.counted
      return keep(c.id, { ...(await countTaking(trx, { consultation: c.id, limit: ACTIVE })), seq: c.lastSeq })
    },
  }
}

export interface ForThread {
  file: string
  id: string
  limit: number
}
function onThread(file: string, id: string): Promise<TakingPart> {
  const workerData = { file, id, limit: ACTIVE } satisfies ForThread
  const worker = new Worker(new URL('./taking-part-worker.ts', import.meta.url), { workerData })
  return new Promise((counted, failed) => {
    worker.once('message', counted)
    worker.once('error', failed)
    worker.once('exit', () => failed(new Error('the counting ended without a result')))
  })
}

/** The most active who may be named at this moment: opting out works at once, whenever the list was counted. */
export async function namedOf(trx: Trx, { active }: TakingPart, most: number): Promise<Counted['active']> {
  const named: Counted['active'] = []
  for (const one of active) {
    const person = await getPerson(trx, { id: one.personId })
    if (person && !person.optedOutAt && !person.erasedAt) named.push(one)
    if (named.length === most) break
  }
  return named
}

/** Places in that list of those who may not be named now: a page that was kept with other ones is no longer true. */
export async function leftOut(trx: Trx, counted: TakingPart | null): Promise<string> {
  if (!counted) return ''
  const named = await namedOf(trx, counted, ACTIVE)
  return counted.active.flatMap((one, i) => (named.includes(one) ? [] : [i])).join(' ')
}
