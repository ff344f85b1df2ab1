// The drafting rooms of a house: who writes, what it becomes, the states one can go back to.

import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'
import * as Y from 'yjs'
import { getConsultation } from '../../db/consultations.ts'
import { addVersion, getVersion, listVersions } from '../../db/draft-rooms.ts'
import type { Db } from '../../db/open.ts'
import { countWords, lay, lineageOf, mendUnits, nodesOf, places, type DocNode } from '../../shared/draft-doc.ts'
import type { DraftUnit } from '../../shared/draft.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import type { Lineage } from '../../shared/revision.ts'
import { rightIn, type RoomLimits } from '../../shared/room.ts'
import type { Actor } from '../../shared/role.ts'
import type { Now } from '../clock.ts'
import type { Commands } from '../command.ts'
import { takeRoom } from '../commands/draft-room.ts'
import { isForeign } from '../commands/draft-unit.ts'
import type { Hub } from '../hub.ts'
import { createRooms, type Rooms } from './rooms.ts'
import type { Room } from './room.ts'
import { createStore, hasWorkingDraft, readDoc, standing } from './store.ts'
import { toUnits } from './to-units.ts'

/** How long nobody writes before an unpublished draft takes over what was written; how often a version is kept while people write. */
const QUIET = 3_000
const VERSION = 600_000
const GRACE = 5_000
const squeeze = promisify(deflate)
const unsqueeze = promisify(inflate)

interface Parts {
  db: Db
  hub: Hub
  now: Now
  commands: Commands
  sessionOf: (cookie: string | undefined) => Promise<{ actor: Actor } | null>
  failed: (error: unknown) => void
  limits?: RoomLimits
  grace?: number
  quiet?: number
}

export interface Version {
  n: number
  at: string
  why: string
  /** Units each person changed since the version before. */
  touched: Record<string, string[]>
  words: number
}
export interface Projected {
  units: DraftUnit[]
  lineage: Lineage
}

export interface DraftRooms extends Pick<Rooms, 'upgrade' | 'forget' | 'recheck' | 'open'> {
  /** The room's text as units of the draft, ids mended; null when there is no such draft. */
  project: (id: string) => Promise<Projected | null>
  versions: (id: string) => Promise<Version[]>
  /** A version with its units; null when there is none of that number. */
  version: (id: string, n: number) => Promise<{ version: Version; units: DraftUnit[] } | null>
  /** The working draft becomes what stands in the room, in somebody's name. */
  prepare: (id: string, actor: Actor) => Promise<void>
  /** Brings an earlier state back as a new one; what stood there is kept as a version first. */
  restore: (id: string, n: number, actor: Actor) => Promise<void>
  close: () => Promise<void>
}

/** What the house's own timers do in the name of whoever wrote. */
const house: Actor = { id: 'system', name: null, kind: 'system', grants: [], lang: 'en' }

export function createDraftRooms(parts: Parts): DraftRooms {
  const { db, now, failed } = parts
  const quiet = new Map<string, NodeJS.Timeout>()
  const versioned = new Map<string, number>()
  let closing = false
  const rooms = createRooms({
    ...parts,
    store: createStore(db, now),
    grace: parts.grace ?? GRACE,
    wrote(room) {
      clearTimeout(quiet.get(room.id))
      if (closing) return
      quiet.set(
        room.id,
        setTimeout(() => {
          quiet.delete(room.id)
          afterQuiet(room).catch(failed)
        }, parts.quiet ?? QUIET),
      )
      const since = versioned.get(room.id)
      if (since === undefined) versioned.set(room.id, Date.now())
      else if (Date.now() - since > VERSION) keepVersion(room, 'while').catch(failed)
    },
    async leaving(room) {
      clearTimeout(quiet.get(room.id))
      quiet.delete(room.id)
      await takeOver(room)
      if (room.touched.size) await keepVersion(room, 'left')
      versioned.delete(room.id)
    },
  })
  const afterQuiet = (room: Room): Promise<unknown> => rooms.within(room.id, takeOver)

  /** The working draft, where there is one, follows what stands in the room. */
  async function takeOver(room: Room): Promise<void> {
    const c = await getConsultation(db.read, { id: room.id })
    if (!c || !room.touched.size || !(await hasWorkingDraft(db.read, c))) return
    const { units, lineage } = await projectRoom(room, c)
    await parts.commands
      .act(room.id, house, ctx => takeRoom(ctx, units, lineage))
      .catch(error => {
        if (!(error instanceof Refusal)) throw error
      })
  }

  async function projectRoom(room: Room, c: { id: string; publishedAt: string | null }): Promise<Projected> {
    const known = await standing(db.read, c)
    const own = new Set(known.map(u => u.id))
    const foreign = new Set<string>()
    for (const node of nodesOf(room.doc)) {
      const unit = node.attrs?.['unit']
      if (typeof unit === 'string' && !own.has(unit) && (await isForeign(db.read, unit, c.id))) foreign.add(unit)
    }
    const mend = (of: Y.Doc): boolean => mendUnits(of, unit => foreign.has(unit))
    const doc = room.frozenAt ? readDoc(room.encode()) : room.doc
    if (room.frozenAt) doc.transact(() => mend(doc))
    else room.change('', mend)
    const { merged, split } = lineageOf(doc)
    const lineage = { from: Object.fromEntries(split), into: Object.fromEntries(merged) }
    return { units: toUnits(nodesOf(doc), { units: known, marks: marksOf(doc) }), lineage }
  }

  async function keepVersion(room: Room, why: string): Promise<void> {
    const touched = Object.fromEntries([...room.touched].map(([person, units]) => [person, [...units]]))
    room.touched.clear()
    versioned.delete(room.id)
    const state = room.encode()
    const words = countWords(nodesOf(room.doc))
    const bytes = await squeeze(state)
    await db.write(trx => addVersion(trx, { id: room.id, at: now(), why, touched: JSON.stringify(touched), words, bytes }))
  }

  async function nodesAt(id: string, n: number): Promise<{ version: Version; nodes: DocNode[]; marks: string[] } | null> {
    const found = await getVersion(db.read, { id, n })
    if (!found) return null
    const { bytes, ...version } = found
    const doc = readDoc(await unsqueeze(bytes))
    const kept = { version: asVersion(version), nodes: nodesOf(doc), marks: marksOf(doc) }
    doc.destroy()
    return kept
  }

  return {
    upgrade: rooms.upgrade,
    forget: rooms.forget,
    recheck: rooms.recheck,
    open: rooms.open,
    async project(id) {
      const c = await getConsultation(db.read, { id })
      return c ? rooms.within(id, room => projectRoom(room, c)) : null
    },
    async prepare(id, actor) {
      const c = await getConsultation(db.read, { id })
      const done =
        c &&
        (await rooms.within(id, async room => {
          await room.settle()
          const { units, lineage } = await projectRoom(room, c)
          await room.settle()
          return parts.commands.act(id, actor, ctx => takeRoom(ctx, units, lineage))
        }))
      if (!done) throw new Refusal(no('notFound'))
    },
    async versions(id) {
      return (await listVersions(db.read, { id })).map(asVersion)
    },
    async version(id, n) {
      const c = await getConsultation(db.read, { id })
      const kept = c && (await nodesAt(id, n))
      if (!kept) return null
      const { version, nodes, marks } = kept
      return { version, units: toUnits(nodes, { units: await standing(db.read, c), marks }) }
    },
    async restore(id, n, actor) {
      const kept = await nodesAt(id, n)
      if (!kept) throw new Refusal(no('notFound'))
      const done = await rooms.within(id, async room => {
        const right = rightIn(actor, id, room.frozenAt !== null)
        refuseIf(right === 'write' ? null : no(room.frozenAt ? 'closed' : 'notAllowed', room.frozenAt ? 'frozen' : undefined))
        await room.settle()
        await keepVersion(room, 'before')
        room.change(actor.id, doc => lay(doc, kept.nodes))
        await room.settle()
        await keepVersion(room, `restored ${n}`)
        return true
      })
      if (!done) throw new Refusal(no('notFound'))
    },
    async close() {
      closing = true
      for (const timer of quiet.values()) clearTimeout(timer)
      await rooms.close()
    },
  }
}

/** The order of footnotes when the text was planted. */
function marksOf(doc: Y.Doc): string[] {
  const marks: unknown = doc.getMap(places.facts).get('marks')
  return typeof marks === 'string' && marks ? marks.split(' ') : []
}

const asVersion = ({ n, at, why, words, touched }: Omit<Version, 'touched'> & { touched: string }): Version => ({
  n,
  at,
  why,
  words,
  touched: JSON.parse(touched) as Version['touched'],
})
