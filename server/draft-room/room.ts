// One open draft: what its writers send is merged, made durable, and only then shown to the others and acknowledged.

import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import * as Y from 'yjs'
import { frames, roomLimits, type RoomLimits, type Told } from '../../shared/room.ts'
import { BadUpdate, judgeUpdate, merge, type Owners } from './judge-update.ts'
import { createPresence, type Presence, type Shown } from './presence.ts'
import type { Loaded, Store } from './store.ts'
import { touchedIn, type Touched } from './touched.ts'

/** Milliseconds in which updates gather before they are stored and passed on together. */
const GATHER = 25
const CURSORS = 100
const RETRY = 1_000
/** The code that tells a browser to come back after a while. */
export const TRY_LATER = 1013

/** A connection as its room sees it. */
export interface Seat {
  person: Shown
  /** Writing frames taken, and of these the durable ones. */
  taken: number
  saved: number
  /** Devices it brought along. */
  devices: number
  send: (frame: Uint8Array) => void
  tell: (told: Told) => void
  /** Lets it go; the reason is for the browser. */
  bye: (why: 'notAllowed' | 'tooLarge' | 'notFound', reason: string) => void
  /** Lets it go for a moment: it comes back by itself. */
  end: (code: number) => void
}
interface Waiting {
  bytes: Uint8Array
  by: string
}
/** Merged from another process or from the tables: durable already. */
const STORED = Symbol('stored')

export interface RoomParts {
  store: Store
  failed: (error: unknown) => void
  limits?: RoomLimits
  /** Told after something was made durable here. */
  wrote: (room: Room) => void
}

export class Room {
  readonly id: string
  readonly doc: Y.Doc
  readonly seats = new Set<Seat>()
  readonly presence: Presence = createPresence()
  /** Units by person, changed since the last version. */
  readonly touched: Touched
  frozenAt: string | null
  /** The number of the last update that is durable and merged here. */
  upto: number
  gone = false
  readonly #parts: RoomParts
  readonly #limits: RoomLimits
  readonly #owners: Owners = new Map()
  #waiting: Waiting[] = []
  /** Bytes that wait to be stored, and those that are being stored. */
  #unstored = 0
  #size: number
  /** The whole draft as one update, while nobody has written since it was encoded or read. */
  #whole: Uint8Array | null
  #rows: number
  #timer: NodeJS.Timeout | null = null
  #cursors: NodeJS.Timeout | null = null
  #flushing: Promise<void> | null = null
  #owed = new Set<Seat>()

  constructor(id: string, loaded: Loaded, parts: RoomParts) {
    this.id = id
    this.doc = loaded.doc
    this.upto = loaded.upto
    this.frozenAt = loaded.frozenAt
    this.#rows = loaded.rows
    this.#parts = parts
    this.#limits = parts.limits ?? roomLimits
    this.#size = loaded.size
    this.#whole = loaded.whole
    this.touched = new Map(loaded.people.map(person => [person, new Set()]))
    this.doc.on('update', (bytes: Uint8Array, origin: unknown) => {
      this.#size += bytes.length
      this.#whole = null
      if (origin === STORED) this.#send(syncFrame(2, bytes))
      else this.#gather({ bytes, by: typeof origin === 'string' ? origin : '' })
    })
    this.doc.on('afterTransaction', (transaction: Y.Transaction) => touchedIn(transaction, this.touched))
  }

  enter(seat: Seat): void {
    this.seats.add(seat)
    const all = this.presence.all()
    if (all) seat.send(frame(frames.awareness, all))
  }

  /** What somebody who has this much lacks; who has nothing gets the whole, as it is stored. */
  since(vector: Uint8Array): Uint8Array {
    return vector.length === 1 && vector[0] === 0 ? this.encode() : Y.encodeStateAsUpdate(this.doc, vector)
  }
  /** The whole draft as one update; kept until it changes. */
  encode(): Uint8Array {
    this.#whole ??= Y.encodeStateAsUpdate(this.doc)
    return this.#whole
  }

  leave(seat: Seat): void {
    this.seats.delete(seat)
    this.#owed.delete(seat)
    if (this.presence.leave(seat)) this.#showCursors()
  }

  /** Merges what a writer sent; throws BadUpdate when it may not be. While too much waits for the disk, the writer is sent away to come back. */
  take(seat: Seat, update: Uint8Array): void {
    if (this.#unstored > this.#limits.waiting) return seat.end(TRY_LATER)
    if (this.#size + update.length > this.#limits.draft) this.#size = this.encode().length
    if (this.#size + update.length > this.#limits.draft) throw new BadUpdate('draft')
    const { writing, fresh } = judgeUpdate(this.doc, update, this.#owners, seat.person.id, this.#limits)
    if (seat.devices + fresh > this.#limits.clientsPerSeat) throw new BadUpdate('devices')
    try {
      merge(this.doc, update, seat.person.id)
    } catch (error) {
      // Judged well and still not merged: nobody knows what stands here now, so it is read again from the tables.
      if (!(error instanceof BadUpdate)) this.abandon('again')
      throw error
    }
    seat.devices += fresh
    for (const client of writing) this.#owners.set(client, seat.person.id)
    seat.taken++
    this.#owed.add(seat)
    if (!this.#waiting.length) this.#schedule(0)
  }

  /** Changes the draft by the house's own hand, in somebody's name. */
  change(person: string, act: (doc: Y.Doc) => void): void {
    this.doc.transact(() => act(this.doc), person)
  }

  cursor(seat: Seat, update: Uint8Array): void {
    if (this.presence.take(seat, seat.person, update)) this.#showCursors()
  }

  #showCursors(): void {
    this.#cursors ??= setTimeout(() => {
      this.#cursors = null
      const changes = this.presence.changes()
      if (changes) this.#send(frame(frames.awareness, changes))
    }, CURSORS)
  }

  #gather(update: Waiting): void {
    this.#waiting.push(update)
    this.#unstored += update.bytes.length
    this.#schedule(GATHER)
  }

  #schedule(after: number): void {
    if (this.#timer || this.#flushing || this.gone) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#flushing = this.#flush().finally(() => {
        this.#flushing = null
        if (this.#waiting.length) this.#schedule(GATHER)
      })
    }, after)
  }

  /**
   * One row, one commit, one frame for all that gathered; a disk that is full keeps them waiting, unacknowledged. What is durable is told
   * before anything else is tried: others' writing and the compaction may fail, and are tried again with the next.
   */
  async #flush(): Promise<void> {
    const batch = this.#waiting
    const owed = [...this.#owed].map(seat => [seat, seat.taken] as const)
    this.#waiting = []
    this.#owed.clear()
    let behind = false
    if (batch.length) {
      const bytes = batch.length === 1 && batch[0] ? batch[0].bytes : Y.mergeUpdates(batch.map(u => u.bytes))
      const people = [...new Set(batch.map(u => u.by).filter(Boolean))]
      let n: number | 'frozen' | 'replaced'
      try {
        n = await this.#parts.store.append(this.id, this.upto, people, bytes)
      } catch (error) {
        this.#parts.failed(error)
        this.#waiting.unshift(...batch)
        for (const [seat] of owed) this.#owed.add(seat)
        await new Promise(done => setTimeout(done, RETRY))
        return
      }
      if (typeof n !== 'number') return this.abandon(n)
      behind = n !== this.upto + 1
      if (!behind) this.upto = n
      this.#unstored -= batch.reduce((sum, u) => sum + u.bytes.length, 0)
      this.#rows++
      this.#send(syncFrame(2, bytes))
    }
    for (const [seat, taken] of owed) {
      seat.saved = taken
      seat.tell({ saved: taken })
    }
    if (batch.length) this.#parts.wrote(this)
    if (behind) await this.pull().catch(this.#parts.failed)
    if (this.#rows >= this.#limits.rows) await this.compact().catch(this.#parts.failed)
  }

  /** Merges what other processes made durable since. */
  async pull(): Promise<void> {
    for (const { n, bytes } of await this.#parts.store.after(this.id, this.upto)) {
      if (n <= this.upto) continue
      Y.applyUpdate(this.doc, bytes, STORED)
      this.upto = n
      this.#rows++
    }
  }

  /** The freeze, and other processes' writing, as the tables tell it now. */
  async refresh(): Promise<void> {
    // What is stored while this is read makes the room no other one.
    const { upto } = this
    const state = await this.#parts.store.state(this.id)
    if (!state || state.lastN < upto) return this.abandon('replaced')
    if (state.frozenAt !== this.frozenAt) this.frozenAt = state.frozenAt
    // The preview changed the draft.
    if (state.stale) await this.#parts.store.takeOver(this.id)
    // What is being stored may have taken its number before the other's.
    await this.#flushing
    if (state.stale || state.lastN > this.upto) await this.pull()
  }

  /** What waits here can no longer be stored: everybody is let go, and the room is opened anew from the tables. */
  abandon(why: 'frozen' | 'replaced' | 'again'): void {
    if (this.gone) return
    this.gone = true
    this.#waiting = []
    this.#unstored = 0
    for (const seat of this.seats) {
      if (why === 'again') seat.end(1012)
      else seat.bye(why === 'frozen' ? 'notAllowed' : 'notFound', why)
    }
    this.#parts.wrote(this)
  }

  async compact(): Promise<void> {
    if (this.gone) return
    const { upto } = this
    const rows = this.#rows
    const state = this.encode()
    this.#size = state.length
    await this.#parts.store.compact(this.id, upto, state)
    this.#rows = Math.max(0, this.#rows - rows)
  }

  /** Resolves when nothing waits to be stored any more. */
  async settle(): Promise<void> {
    while (!this.gone && (this.#waiting.length || this.#owed.size || this.#flushing || this.#timer)) {
      if (this.#timer) {
        clearTimeout(this.#timer)
        this.#timer = null
      }
      this.#flushing ??= this.#flush().finally(() => {
        this.#flushing = null
      })
      await this.#flushing
    }
  }
  get unsaved(): boolean {
    return this.#waiting.length > 0 || this.#flushing !== null
  }

  close(): void {
    this.gone = true
    if (this.#timer) clearTimeout(this.#timer)
    if (this.#cursors) clearTimeout(this.#cursors)
    this.doc.destroy()
  }

  #send(bytes: Uint8Array): void {
    for (const seat of this.seats) seat.send(bytes)
  }
}

export function frame(kind: number, bytes: Uint8Array): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, kind)
  writeVarUint8Array(encoder, bytes)
  return toUint8Array(encoder)
}
export function syncFrame(step: 0 | 1 | 2, bytes: Uint8Array): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, frames.sync)
  writeVarUint(encoder, step)
  writeVarUint8Array(encoder, bytes)
  return toUint8Array(encoder)
}
export function toldFrame(told: Told): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, frames.told)
  writeVarString(encoder, JSON.stringify(told))
  return toUint8Array(encoder)
}
