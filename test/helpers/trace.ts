// Recorded keystrokes of real people, replayed into the drafting room: one after the other, or by several at once.

import * as Y from 'yjs'
import { plant, textOf } from '../../shared/draft-doc.ts'

/** A patch is a place, how much goes, and what comes. */
type Patch = [at: number, out: number, words: string]
export interface Trace {
  startContent?: string
  endContent: string
  numAgents?: number
  txns: { parents?: number[]; agent?: number; patches: Patch[] }[]
}

/** A draft of one paragraph with these words. */
export function paragraphOf(words: string): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.transact(() =>
    plant(doc, [{ type: 'paragraph', attrs: { unit: 'traced' }, content: [{ type: 'text', text: words || ' ' }] }]),
  )
  if (!words) doc.transact(() => wordsIn(doc).delete(0, 1))
  return doc
}
export const wordsIn = (doc: Y.Doc): Y.XmlText => (textOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText

/** Types a trace; each writer has their own copy and knows exactly what they knew then. Every update is handed over with its writer. */
export function typeTrace(trace: Trace, begin: Uint8Array, send: (update: Uint8Array, writer: number) => void): Y.Doc[] {
  const copies = Array.from({ length: trace.numAgents ?? 1 }, (_, agent) => {
    const doc = new Y.Doc()
    doc.clientID = 10 + agent
    Y.applyUpdate(doc, begin)
    return doc
  })
  const made: { agent: number; update: Uint8Array }[] = []
  const ofAgent = copies.map((): number[] => [])
  /** How many acts of each other writer a copy holds. */
  const seen = copies.map(() => copies.map(() => 0))
  const learn = (agent: number, upto: number): void => {
    const from = made[upto]?.agent ?? agent
    const doc = copies[agent]
    if (from === agent || !doc) return
    const theirs = ofAgent[from] ?? []
    const known = seen[agent] ?? []
    for (let n = known[from] ?? 0; n < theirs.length && (theirs[n] ?? 0) <= upto; n++) {
      for (const parent of trace.txns[theirs[n] ?? 0]?.parents ?? []) learn(agent, parent)
      Y.applyUpdate(doc, made[theirs[n] ?? 0]?.update ?? new Uint8Array())
      known[from] = n + 1
    }
  }
  for (const [at, { agent = 0, parents = [], patches }] of trace.txns.entries()) {
    for (const parent of parents) learn(agent, parent)
    const doc = copies[agent]
    if (!doc) continue
    const updates: Uint8Array[] = []
    const note = (update: Uint8Array): void => void updates.push(update)
    doc.on('update', note)
    doc.transact(() => {
      for (const [place, out, words] of patches) {
        if (out) wordsIn(doc).delete(place, out)
        if (words) wordsIn(doc).insert(place, words)
      }
    })
    doc.off('update', note)
    const [update] = updates
    made[at] = { agent, update: update ?? Y.encodeStateAsUpdate(new Y.Doc()) }
    ofAgent[agent]?.push(at)
    if (update) send(update, agent)
  }
  return copies
}
