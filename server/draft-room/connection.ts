// One browser's socket to a drafting room: asked for its rights with every frame, paced, and refused in words browsers understand.

import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import type { IncomingMessage } from 'node:http'
import type { RawData, WebSocket } from 'ws'
import * as Y from 'yjs'
import { findConsultation } from '../../db/consultations.ts'
import type { Db } from '../../db/open.ts'
import { maySee } from '../../shared/consultation.ts'
import type { Actor } from '../../shared/role.ts'
import { closings, COLOURS, frames, rightIn, type Closing, type RoomLimits, type Told } from '../../shared/room.ts'
import { BadUpdate } from './judge-update.ts'
import { frame, syncFrame, toldFrame, TRY_LATER, type Room, type Seat } from './room.ts'

/** What a connection needs of the rooms around it. */
export interface Door {
  db: Db
  sessionOf: (cookie: string | undefined) => Promise<{ actor: Actor } | null>
  failed: (error: unknown) => void
  limits: RoomLimits
  need: (id: string) => Promise<Room | null>
  perhapsClose: (room: Room) => void
  connections: Set<Connection>
}

/** Bytes of frames that wait to be judged before a connection is not read for a while. */
const AHEAD = 2 * 1024 * 1024

/** One browser's socket. Its frames are judged one after the other, each by the rights its person has at that moment. */
export class Connection implements Seat {
  room: Room | null = null
  person = { id: '', name: '', colour: 0 }
  taken = 0
  saved = 0
  devices = 0
  readonly #ws: WebSocket
  readonly #door: Door
  readonly #cookie: string | undefined
  readonly #name: string
  /** Browsers of ours ask to be told what is saved; other clients hear nothing they do not know. */
  readonly #told: boolean
  #line: Promise<void> = Promise.resolve()
  #ahead = 0
  #alive = true
  #right: 'read' | 'write' | null = null
  /** Updates that stand on something not yet here; null once the answer to our question has come. */
  #early: Uint8Array[] | null = []
  #points: number
  #counted = Date.now()

  constructor(ws: WebSocket, req: IncomingMessage, door: Door) {
    const url = new URL(req.url ?? '/', 'http://x')
    this.#ws = ws
    this.#door = door
    this.#cookie = req.headers.cookie
    this.#name = decodeURIComponent(url.pathname.split('/')[2] ?? '')
    this.#told = url.searchParams.get('told') === '1'
    this.#points = door.limits.burst
    ws.on('message', (data, binary) => this.#hear(data, binary))
    ws.on('pong', () => void (this.#alive = true))
    ws.on('error', () => ws.terminate())
    ws.on('close', () => this.#left())
  }

  enter(): void {
    this.#next(() => this.#enter())
  }
  async #enter(): Promise<void> {
    const session = await this.#door.sessionOf(this.#cookie)
    if (!session) return this.bye('signedOut', 'signedOut')
    const found = await findConsultation(this.#door.db.read, { slug: this.#name })
    if (!found || maySee(session.actor, found)) return this.bye('notFound', 'notFound')
    if (rightIn(session.actor, found.id, false) === 'none') return this.bye('notAllowed', 'notAllowed')
    const room = await this.#door.need(found.id)
    if (!room) return this.bye('notFound', 'notFound')
    if (room.frozenAt) await room.refresh()
    if (this.#ws.readyState !== this.#ws.OPEN) return this.#door.perhapsClose(room)
    this.room = room
    const { id, name } = session.actor
    this.person = { id, name: name ?? '', colour: colourOf(id) }
    const right = rightIn(session.actor, room.id, room.frozenAt !== null)
    this.#right = right === 'none' ? null : right
    room.enter(this)
    if (this.#right) this.tell({ right: this.#right, frozen: room.frozenAt !== null })
    // Whoever only reads is not asked what he has.
    if (right === 'write') this.send(syncFrame(0, Y.encodeStateVector(room.doc)))
  }

  #next(act: () => Promise<void>): void {
    this.#line = this.#line.then(act).catch((error: unknown) => {
      this.#door.failed(error)
      this.end(1011)
    })
  }

  #hear(data: RawData, binary: boolean): void {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)])
    if (!binary) return this.bye('unreadable', 'text')
    this.#ahead += bytes.length + 64
    if (this.#ahead > AHEAD) this.#ws.pause()
    this.#next(async () => {
      this.#ahead -= bytes.length + 64
      if (this.#ahead <= AHEAD && this.#ws.isPaused) this.#ws.resume()
      if (this.#ws.readyState === this.#ws.OPEN) await this.#judge(bytes)
    })
  }

  /** Session and role are asked again with each frame; the cache behind them is emptied whenever rights change. */
  async #judge(bytes: Uint8Array): Promise<void> {
    const { room } = this
    if (!room || room.gone) return
    const session = await this.#door.sessionOf(this.#cookie)
    if (!session) return this.bye('signedOut', 'signedOut')
    // It may have been thawed a moment ago.
    if (room.frozenAt) await room.refresh()
    const right = rightIn(session.actor, room.id, room.frozenAt !== null)
    if (right === 'none') return this.bye('notAllowed', 'notAllowed')
    if (right === 'read' && bytes.length > this.#door.limits.smallFrame) return this.bye('tooLarge', 'frame')
    try {
      const decoder = createDecoder(bytes)
      const kind = readVarUint(decoder)
      if (kind === frames.sync) return await this.#sync(room, right, readVarUint(decoder), readVarUint8Array(decoder))
      if (kind === frames.queryAwareness) {
        const all = room.presence.all()
        if (all) this.send(frame(frames.awareness, all))
        return
      }
      if (kind !== frames.awareness) return this.bye('unreadable', 'kind')
      if (bytes.length > this.#door.limits.smallFrame) return this.bye('tooLarge', 'cursor')
      room.cursor(this, readVarUint8Array(decoder))
    } catch (error) {
      if (error instanceof BadUpdate) this.bye('tooLarge', error.message)
      else this.bye('unreadable', 'frame')
    }
  }

  async #sync(room: Room, right: 'read' | 'write', step: number, bytes: Uint8Array): Promise<void> {
    if (step === 0) return this.send(syncFrame(1, room.since(bytes)))
    if (step > 2) return this.bye('unreadable', 'step')
    if (right === 'read') return this.bye('notAllowed', room.frozenAt ? 'frozen' : 'readOnly')
    if (bytes.length > this.#door.limits.update) return this.bye('tooLarge', 'update')
    await this.#pace()
    if (step === 2 && this.#early) return this.#takeEarly(room, bytes)
    const early = this.#early ?? []
    this.#early = null
    room.take(this, bytes)
    for (const update of early) room.take(this, update)
  }

  /** Typed before our question was answered: what it stands on may come with the answer. */
  #takeEarly(room: Room, bytes: Uint8Array): void {
    try {
      room.take(this, bytes)
    } catch (error) {
      if (!(error instanceof BadUpdate) || error.message !== 'missing' || !this.#early) throw error
      this.#early.push(bytes)
      if (this.#early.reduce((sum, u) => sum + u.length, 0) > this.#door.limits.update) throw error
    }
  }

  /** Who writes faster than hands can is read more slowly; nothing is lost by it. */
  async #pace(): Promise<void> {
    const { burst, perSecond } = this.#door.limits
    const now = Date.now()
    this.#points = Math.min(burst, this.#points + ((now - this.#counted) / 1_000) * perSecond) - 1
    this.#counted = now
    if (this.#points < 0) await new Promise(done => setTimeout(done, Math.ceil((-this.#points / perSecond) * 1_000)))
  }

  async tellRight(): Promise<void> {
    const { room } = this
    if (!room) return
    const session = await this.#door.sessionOf(this.#cookie)
    const right = session ? rightIn(session.actor, room.id, room.frozenAt !== null) : 'none'
    if (right === 'none') return this.bye(session ? 'notAllowed' : 'signedOut', 'rights')
    if (right === this.#right) return
    this.#right = right
    this.tell({ right, frozen: room.frozenAt !== null })
    if (right === 'write') this.send(syncFrame(0, Y.encodeStateVector(room.doc)))
  }

  send(bytes: Uint8Array): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return
    if (this.#ws.bufferedAmount + bytes.length > this.#door.limits.waiting) return this.end(TRY_LATER)
    this.#ws.send(bytes)
  }
  tell(told: Told): void {
    if (this.#told) this.send(toldFrame(told))
  }
  bye(why: Closing, reason: string): void {
    this.#ws.close(closings[why], reason)
    this.#left()
  }
  end(code: number): void {
    this.#ws.close(code)
    this.#left()
  }
  beat(): void {
    if (!this.#alive) return this.#ws.terminate()
    this.#alive = false
    this.#ws.ping()
  }
  #left(): void {
    if (!this.#door.connections.delete(this)) return
    const { room } = this
    if (!room) return
    room.leave(this)
    this.#door.perhapsClose(room)
  }
}

function colourOf(id: string): number {
  let sum = 0
  for (const sign of id) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973
  return sum % COLOURS
}
