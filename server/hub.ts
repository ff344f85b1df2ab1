// What this process knows of each log's last number, and who wants to hear when it moves: its own commits and other processes' alike.

import { listLogs } from '../db/consultations.ts'
import { roomNews } from '../db/draft-rooms.ts'
import type { Db } from '../db/open.ts'

export interface Hub {
  /** The last number this process knows to be committed; undefined for an unknown consultation. */
  seqOf: (id: string) => number | undefined
  committed: (id: string, seq: number) => void
  /** A consultation was removed with all its rows. */
  gone: (id: string) => void
  onNews: (heard: (id: string, seq: number) => void) => void
  onGone: (heard: (id: string) => void) => void
  /** Other processes' acts on people, roles or settings, or acts nobody knows the kind of: what is kept in memory is stale. */
  onForeign: (heard: () => void) => void
  /** Another process made something durable in a drafting room. */
  onDraft: (heard: (id: string) => void) => void
  start: () => Promise<void>
  stop: () => void
}

export function createHub(db: Db, failed: (error: unknown) => void): Hub {
  const last = new Map<string, number>()
  const listeners: ((id: string, seq: number) => void)[] = []
  const foreign: (() => void)[] = []
  const mourners: ((id: string) => void)[] = []
  const writers: ((id: string) => void)[] = []
  let stopWatching = (): void => {}

  function committed(id: string, seq: number): void {
    if ((last.get(id) ?? -1) >= seq) return
    last.set(id, seq)
    for (const heard of listeners) heard(id, seq)
  }
  function gone(id: string): void {
    last.delete(id)
    for (const heard of mourners) heard(id)
  }
  async function compare(): Promise<void> {
    const before = [...last.keys()]
    const logs = await listLogs(db.read, {})
    const there = new Set(logs.map(l => l.consultationId))
    for (const id of before) if (!there.has(id)) gone(id)
    for (const { consultationId, lastSeq } of logs) committed(consultationId, lastSeq)
  }
  let comparing = false
  let heardMeanwhile = false
  /** One comparison at a time: what is heard meanwhile shares the next. */
  async function catchUp(): Promise<void> {
    heardMeanwhile = true
    if (comparing) return
    comparing = true
    try {
      while (heardMeanwhile) {
        heardMeanwhile = false
        await compare()
      }
    } finally {
      comparing = false
    }
  }
  return {
    seqOf: id => last.get(id),
    committed,
    gone,
    onGone: heard => void mourners.push(heard),
    onNews: heard => void listeners.push(heard),
    onDraft: heard => void writers.push(heard),
    onForeign: heard => void foreign.push(heard),
    async start() {
      await compare()
      stopWatching = await db.watch(id => {
        if (id?.startsWith(roomNews)) {
          for (const heard of writers) heard(id.slice(roomNews.length))
          return
        }
        // A vote elsewhere is named by its consultation, and nobody's rights hang on it.
        if (!id) for (const heard of foreign) heard()
        catchUp().catch(failed)
      })
    },
    stop: () => stopWatching(),
  }
}
