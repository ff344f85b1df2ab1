// How a drafting room is kept: planted once from the draft, appended to update by update, compacted, and read again.

import * as Y from 'yjs'
import {
  addRoom,
  addUpdate,
  appendUpdate,
  compactRoom,
  getRoom,
  getRoomState,
  listUpdates,
  setStale,
  takeRoom,
} from '../../db/draft-rooms.ts'
import { takeConsultation } from '../../db/consultations.ts'
import { listDraft } from '../../db/drafts.ts'
import type { Db } from '../../db/open.ts'
import { listTexts } from '../../db/paragraphs.ts'
import type { Trx } from '../../db/query.ts'
import { getWorking } from '../../db/revisions.ts'
import type { DraftUnit } from '../../shared/draft.ts'
import { lay, places, plant } from '../../shared/draft-doc.ts'
import type { Now } from '../clock.ts'
import { unitOf } from '../commands/draft-unit.ts'
import { asDraft } from '../commands/revision.ts'
import { readUnit } from './read-html.ts'
import { marksIn } from './to-units.ts'

/** The house's own hand: what it plants is the same update wherever it is made. */
const PLANTER = 1

export interface Loaded {
  doc: Y.Doc
  upto: number
  frozenAt: string | null
  /** Bytes of all that is stored. */
  size: number
  /** The whole as one update, where it is stored so. */
  whole: Uint8Array | null
  /** Updates since the state was compacted. */
  rows: number
  /** People of updates that no version covers yet. */
  people: string[]
}

export interface Store {
  load: (id: string) => Promise<Loaded | null>
  /** The number under which an update is durable, or why it is not. */
  append: (id: string, upto: number, people: readonly string[], bytes: Uint8Array) => Promise<number | 'frozen' | 'replaced'>
  /** What is durable above a number. Where updates of these numbers were compacted, the state that holds them stands for them. */
  after: (id: string, n: number) => Promise<{ n: number; bytes: Uint8Array }[]>
  state: (id: string) => Promise<{ lastN: number; frozenAt: string | null; stale: number } | undefined>
  /** Lays a draft that was changed outside the room over what stands there; somebody else may have done so before. */
  takeOver: (id: string) => Promise<void>
  compact: (id: string, upto: number, state: Uint8Array) => Promise<void>
}

export function createStore(db: Db, now: Now): Store {
  return {
    async load(id) {
      if (!(await getRoomState(db.read, { id })) && !(await db.write(trx => plantRoom(trx, id)))) return null
      return db.snapshot(async trx => {
        const room = await getRoom(trx, { id })
        if (!room) return null
        const updates = await listUpdates(trx, { id, after: room.uptoN })
        const doc = readDoc(room.state, updates)
        const people = [...new Set(updates.flatMap(u => u.people.split(' ').filter(Boolean)))]
        const size = updates.reduce((sum, { bytes }) => sum + bytes.length, room.state.length)
        const whole = updates.length ? null : room.state
        return { doc, upto: room.lastN, frozenAt: room.frozenAt, size, whole, rows: updates.length, people }
      })
    },
    append: (id, upto, people, bytes) =>
      db.write(trx => addUpdate(trx, { id, upto, at: now(), people: people.join(' '), bytes })),
    after: (id, n) =>
      db.snapshot(async trx => {
        const upto = (await getRoomState(trx, { id }))?.uptoN ?? 0
        const room = upto > n ? await getRoom(trx, { id }) : undefined
        const updates = await listUpdates(trx, { id, after: Math.max(n, upto) })
        return room ? [{ n: upto, bytes: room.state }, ...updates] : updates
      }),
    state: id => Promise.resolve(getRoomState(db.read, { id })),
    takeOver: id => db.write(trx => takeOver(trx, id, now())),
    compact: (id, upto, state) => db.write(trx => compactRoom(trx, { id, upto, state })),
  }
}

export function readDoc(state: Uint8Array, updates: readonly { bytes: Uint8Array }[] = []): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    Y.applyUpdate(doc, state)
    for (const { bytes } of updates) Y.applyUpdate(doc, bytes)
  })
  return doc
}

/**
 * Writes into a room by the house's own hand, in the transaction of what it follows; open rooms find it among their updates. Also where
 * the room is frozen: the freeze is for those who write there. Does nothing where nobody has opened the room yet.
 */
export async function writeInto(
  trx: Trx,
  { id, at, people }: { id: string; at: string; people: string },
  write: (doc: Y.Doc) => void,
): Promise<void> {
  const room = (await takeRoom(trx, { id })) && (await getRoom(trx, { id }))
  if (!room) return
  const doc = readDoc(room.state, await listUpdates(trx, { id, after: room.uptoN }))
  const written: Uint8Array[] = []
  doc.on('update', (bytes: Uint8Array) => void written.push(bytes))
  doc.transact(() => write(doc))
  doc.destroy()
  if (written.length) await appendUpdate(trx, { id, at, people, bytes: Y.mergeUpdates(written), n: room.lastN + 1 })
}

/** Under the lock of the consultation's log, as whoever changes its draft: what is laid over the room is what is marked as taken over. */
async function takeOver(trx: Trx, id: string, at: string): Promise<void> {
  await takeConsultation(trx, { id })
  if (!(await setStale(trx, { id, stale: 0, was: 1 }))) return
  const units = (await listDraft(trx, { consultation: id })).map(unitOf)
  await writeInto(trx, { id, at, people: '' }, doc => lay(doc, units.flatMap(readUnit)))
}

/** Under the lock of the consultation's log: two processes never plant one draft twice. */
async function plantRoom(trx: Trx, id: string): Promise<boolean> {
  const c = await takeConsultation(trx, { id })
  if (!c) return false
  if (await getRoomState(trx, { id })) return true
  const doc = planted(await standing(trx, c))
  await addRoom(trx, { id, state: Y.encodeStateAsUpdate(doc) })
  doc.destroy()
  return true
}

/** The units of the working draft: what the preview shows, or, where no revision is in the making, what readers see. */
export async function standing(trx: Trx, c: { id: string; publishedAt: string | null }): Promise<DraftUnit[]> {
  if (await hasWorkingDraft(trx, c)) return (await listDraft(trx, { consultation: c.id })).map(unitOf)
  return (await listTexts(trx, { consultation: c.id })).map(asDraft)
}
export const hasWorkingDraft = async (trx: Trx, c: { id: string; publishedAt: string | null }): Promise<boolean> =>
  !c.publishedAt || (await getWorking(trx, { consultation: c.id })) !== undefined

export function planted(units: readonly DraftUnit[]): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = PLANTER
  const nodes = units.flatMap(readUnit)
  doc.transact(() => {
    plant(doc, nodes)
    doc.getMap(places.facts).set('marks', marksIn(nodes).join(' '))
  })
  return doc
}
