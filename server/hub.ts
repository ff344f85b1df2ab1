// What this process knows of each log's last number, and who wants to hear when it moves: its own commits and other processes' alike.

import { listLogs } from '../db/consultations.ts'
import type { Db } from '../db/open.ts'

export interface Hub {
  /** The last number this process knows to be committed; undefined for an unknown consultation. */
  seqOf: (id: string) => number | undefined
  committed: (id: string, seq: number) => void
  onNews: (heard: (id: string, seq: number) => void) => void
  /** Other processes' acts on consultations, roles or settings: what is kept in memory is stale. */
  onForeign: (heard: () => void) => void
  start: () => Promise<void>
  stop: () => void
}

export function createHub(db: Db, failed: (error: unknown) => void): Hub {
  const last = new Map<string, number>()
  const listeners: ((id: string, seq: number) => void)[] = []
  const foreign: (() => void)[] = []
  let stopWatching = (): void => {}

  function committed(id: string, seq: number): void {
    if ((last.get(id) ?? -1) >= seq) return
    last.set(id, seq)
    for (const heard of listeners) heard(id, seq)
  }
  async function compare(): Promise<void> {
    for (const { consultationId, lastSeq } of await listLogs(db.read, {})) committed(consultationId, lastSeq)
  }
  return {
    seqOf: id => last.get(id),
    committed,
    onNews: heard => void listeners.push(heard),
    onForeign: heard => void foreign.push(heard),
    async start() {
      await compare()
      stopWatching = await db.watch(() => {
        for (const heard of foreign) heard()
        compare().catch(failed)
      })
    },
    stop: () => stopWatching(),
  }
}
