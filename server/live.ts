// Live news over socket.io: the log is the truth, a frame is a range of it; at once when quiet, else four a second (two above 1,000 sockets).

import type { IncomingHttpHeaders, Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { Db } from '../db/open.ts'
import { Refusal } from '../shared/refusal.ts'
import type { Actor } from '../shared/role.ts'
import type { Now } from './clock.ts'
import type { Hub } from './hub.ts'
import { framesFor, freshNews } from './news.ts'
import { needConsultation } from './view.ts'

interface Seat {
  consultation: string
  actor: Actor | null
}
/** One consultation with readers: the number they all have, and when the last frame left. */
interface Room {
  upto: number
  sentAt: number
  timer: NodeJS.Timeout | null
  sending: boolean
  sockets: Set<Socket>
  /** Sockets with a session, by person: they may know more than the public. */
  people: Map<string, Set<Socket>>
}

const FRAME = 250
const MANY = 1_000
const LONGEST = 500

interface Parts {
  db: Db
  hub: Hub
  now: Now
  /** True when a request's Origin and fetch metadata may open a socket. */
  mayConnect: (headers: IncomingHttpHeaders) => boolean
  sessionOf: (cookie: string | undefined) => Promise<{ actor: Actor } | null>
  /** False when this process holds as many sockets as it may. */
  room: () => boolean
  failed: (error: unknown) => void
}

export interface Live {
  attach: (server: HttpServer) => void
  /** Closes a person's sockets: signed out, blocked, or with other rights now. */
  drop: (person: string, code: number) => void
  /** Asks anew who those are that know more than the public, because of a role, and closes whoever has other rights now. */
  recheck: () => Promise<void>
  sockets: () => number
  close: () => Promise<void>
}

export function createLive(parts: Parts): Live {
  const { db, hub, now, failed } = parts
  const rooms = new Map<string, Room>()
  const seats = new WeakMap<Socket, Seat>()
  let io: Server | null = null

  async function join(socket: Socket): Promise<void> {
    const { slug, after } = socket.handshake.query
    const session = await parts.sessionOf(socket.handshake.headers.cookie)
    const actor = session?.actor ?? null
    const number = Number(after)
    if (typeof slug !== 'string' || !Number.isInteger(number)) return bye(socket, 4426)
    const c = await needConsultation(db.read, slug, actor).catch(error => {
      if (error instanceof Refusal) return null
      throw error
    })
    if (!c) return bye(socket, 4410)
    if (!socket.connected) return
    const room = rooms.get(c.id) ?? {
      upto: c.lastSeq,
      sentAt: 0,
      timer: null,
      sending: false,
      sockets: new Set(),
      people: new Map(),
    }
    rooms.set(c.id, room)
    seats.set(socket, { consultation: c.id, actor })
    room.sockets.add(socket)
    void socket.join(c.id)
    if (actor) {
      room.people.set(actor.id, (room.people.get(actor.id) ?? new Set()).add(socket))
      void socket.join(personRoom(c.id, actor.id))
    }
    const latest = hub.seqOf(c.id)
    if (latest !== undefined) heard(c.id, latest)
    if (number !== room.upto) await catchUp(socket, c.id, actor, number)
  }

  /** What the socket missed; a longer gap is fetched by the client itself. */
  async function catchUp(socket: Socket, id: string, actor: Actor | null, after: number): Promise<void> {
    const news = await db.snapshot(trx => freshNews(trx, id, actor, after, LONGEST, now()))
    if (news) socket.emit('news', news)
  }

  function leave(socket: Socket): void {
    const seat = seats.get(socket)
    const room = seat && rooms.get(seat.consultation)
    if (!seat || !room) return
    room.sockets.delete(socket)
    if (seat.actor) {
      const own = room.people.get(seat.actor.id)
      own?.delete(socket)
      if (own?.size === 0) room.people.delete(seat.actor.id)
    }
    if (room.sockets.size) return
    if (room.timer) clearTimeout(room.timer)
    rooms.delete(seat.consultation)
  }

  function heard(id: string, seq: number): void {
    const room = rooms.get(id)
    if (!room || seq <= room.upto || room.timer || room.sending) return
    const frame = room.sockets.size > MANY ? 2 * FRAME : FRAME
    const wait = Math.max(0, room.sentAt + frame - Date.now())
    if (wait === 0) send(id, room).catch(failed)
    else
      room.timer = setTimeout(() => {
        room.timer = null
        send(id, room).catch(failed)
      }, wait)
  }

  /** One frame: encoded once for the public; those with own or staff news get their own range instead. */
  async function send(id: string, room: Room): Promise<void> {
    room.sending = true
    const after = room.upto
    try {
      const at = now()
      const frames = await db.snapshot(trx => framesFor(trx, id, actorsOf(room), after, LONGEST, at))
      if (!frames || frames.shared.upto <= after) return
      room.upto = frames.shared.upto
      room.sentAt = Date.now()
      const own = [...frames.own.keys()].map(person => personRoom(id, person))
      io?.to(id).except(own).emit('news', frames.shared)
      for (const [person, news] of frames.own) io?.to(personRoom(id, person)).emit('news', news)
    } finally {
      room.sending = false
      const latest = hub.seqOf(id)
      if (latest !== undefined && latest > room.upto && room.upto > after) heard(id, latest)
    }
  }

  function actorsOf(room: Room): Actor[] {
    const actors: Actor[] = []
    for (const [first] of room.people.values()) {
      const actor = first && seats.get(first)?.actor
      if (actor) actors.push(actor)
    }
    return actors
  }

  function drop(person: string, code: number): void {
    for (const room of rooms.values()) for (const socket of room.people.get(person) ?? []) bye(socket, code)
  }

  async function recheck(): Promise<void> {
    const seated = [...rooms.values()].flatMap(room => [...room.people.values()].flatMap(own => [...own]))
    for (const socket of seated) {
      const actor = seats.get(socket)?.actor
      if (!actor?.grants.length || !socket.connected) continue
      const session = await parts.sessionOf(socket.handshake.headers.cookie)
      if (!session) bye(socket, 4401)
      else if (rightsOf(session.actor) !== rightsOf(actor)) bye(socket, 4426)
    }
  }

  hub.onNews(heard)
  hub.onGone(id => {
    for (const socket of rooms.get(id)?.sockets ?? []) bye(socket, 4410)
  })
  return {
    attach(server) {
      io = new Server(server, {
        path: '/live',
        serveClient: false,
        destroyUpgrade: false,
        maxHttpBufferSize: 16_384,
        transports: ['websocket', 'polling'],
        allowRequest: (req, answer) => answer(null, parts.mayConnect(req.headers) && parts.room()),
      })
      io.on('connection', socket => {
        // What was needed of the first request stands in the handshake; letting the rest go halves the memory of a socket.
        Object.assign(socket.conn, { request: null })
        socket.on('disconnect', () => leave(socket))
        socket.onAny(() => socket.disconnect(true))
        join(socket).catch(error => {
          failed(error)
          socket.disconnect(true)
        })
      })
    },
    drop,
    recheck,
    sockets: () => io?.engine.clientsCount ?? 0,
    async close() {
      for (const room of rooms.values()) if (room.timer) clearTimeout(room.timer)
      await io?.close()
    },
  }
}

const personRoom = (consultation: string, person: string): string => `${consultation} ${person}`

const rightsOf = (actor: Actor): string =>
  actor.grants
    .map(g => `${g.role} ${g.consultationId ?? ''}`)
    .sort()
    .join()

/** Tells why, then closes: 4401 signed out, 4403 not allowed, 4410 gone, 4426 page too old. */
function bye(socket: Socket, code: number): void {
  socket.emit('bye', { code })
  socket.disconnect(true)
}
