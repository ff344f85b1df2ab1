// All open drafts of this process: connections are let in, asked for their rights with every frame, and refused in words browsers understand.

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { roomLimits, type RoomLimits } from '../../shared/room.ts'
import type { Hub } from '../hub.ts'
import { Connection, type Door } from './connection.ts'
import { Room } from './room.ts'
import type { Store } from './store.ts'

const PING = 30_000

interface Parts extends Pick<Door, 'db' | 'sessionOf' | 'failed'> {
  hub: Hub
  store: Store
  limits?: RoomLimits
  /** Milliseconds a room stays open after the last one left. */
  grace: number
  /** Something was written, or the last one leaves: time to look at versions and the preview. */
  wrote: (room: Room) => void
  leaving: (room: Room) => Promise<void>
}

export interface Rooms {
  /** Lets a browser's socket in; the address is /draft/ and the slug or id of a consultation. */
  upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** The room of a draft, opened when it is not; null when there is no such draft. It stays for the time of the act. */
  within: <T>(id: string, act: (room: Room) => Promise<T> | T) => Promise<T | null>
  /** Lets the connections of a room go, and forgets it without saving: its draft was replaced. */
  forget: (id: string) => void
  /** Rights or sessions are other ones now: everybody inside is judged again. */
  recheck: () => void
  open: () => { id: string; seats: number }[]
  close: () => Promise<void>
}

export function createRooms(parts: Parts): Rooms {
  const { hub, store, failed } = parts
  const limits = parts.limits ?? roomLimits
  const rooms = new Map<string, Room>()
  const loading = new Map<string, Promise<Room | null>>()
  const held = new Map<string, number>()
  const graces = new Map<string, NodeJS.Timeout>()
  const looks = new Map<string, NodeJS.Timeout>()
  const connections = new Set<Connection>()
  const wss = new WebSocketServer({ noServer: true, maxPayload: 2 * limits.update, perMessageDeflate: false })

  function need(id: string): Promise<Room | null> {
    const open = rooms.get(id)
    if (open && !open.gone) return Promise.resolve(open)
    const coming = loading.get(id) ?? load(id).finally(() => loading.delete(id))
    loading.set(id, coming)
    return coming
  }
  async function load(id: string): Promise<Room | null> {
    const loaded = await store.load(id)
    if (!loaded) return null
    const room = new Room(id, loaded, {
      store,
      failed,
      limits,
      wrote(of) {
        if (of.gone) forgetRoom(of)
        else parts.wrote(of)
      },
    })
    rooms.set(id, room)
    await room.refresh()
    return room
  }
  /** The room with all that the tables hold at this moment, also what is not told yet. */
  async function upToDate(id: string): Promise<Room | null> {
    const room = await need(id)
    await room?.refresh()
    return room?.gone ? need(id) : room
  }
  function forgetRoom(room: Room): void {
    if (rooms.get(room.id) === room) rooms.delete(room.id)
    room.close()
  }

  const idle = (room: Room): boolean => !room.seats.size && !held.get(room.id) && rooms.get(room.id) === room

  /** The last one left: after a while everything is stored, and only then the room goes. Who enters meanwhile finds it as it is. */
  function perhapsClose(room: Room, after = parts.grace): void {
    clearTimeout(graces.get(room.id))
    if (!idle(room)) return
    graces.set(
      room.id,
      setTimeout(() => {
        graces.delete(room.id)
        put(room).catch(failed)
      }, after),
    )
  }
  async function put(room: Room): Promise<void> {
    if (!idle(room)) return
    await room.settle()
    await parts.leaving(room)
    await room.settle()
    await room.compact()
    if (idle(room) && !room.unsaved) forgetRoom(room)
  }

  /** A commit of a consultation may have frozen its room: looked up soon, not once for every vote. */
  function lookSoon(id: string): void {
    if (!rooms.has(id) || looks.has(id)) return
    looks.set(
      id,
      setTimeout(() => {
        looks.delete(id)
        const room = rooms.get(id)
        room?.refresh().then(() => tellRights(room), failed)
      }, 100),
    )
  }
  function tellRights(room: Room): void {
    for (const connection of connections) if (connection.room === room) connection.tellRight().catch(failed)
  }
  hub.onNews(lookSoon)
  hub.onDraft(lookSoon)
  // Anything may have been written while nothing was heard.
  hub.onForeign(() => {
    for (const id of rooms.keys()) lookSoon(id)
  })
  hub.onGone(forget)
  function forget(id: string): void {
    for (const connection of connections) if (connection.room?.id === id) connection.bye('notFound', 'replaced')
    const room = rooms.get(id)
    if (room) forgetRoom(room)
  }

  const beat = setInterval(() => {
    for (const connection of connections) connection.beat()
  }, PING)
  beat.unref()

  return {
    upgrade(req, socket, head) {
      socket.on('error', () => socket.destroy())
      wss.handleUpgrade(req, socket, head, ws => {
        const connection = new Connection(ws, req, { ...parts, limits, need, perhapsClose, connections })
        connections.add(connection)
        connection.enter()
      })
    },
    async within(id, act) {
      held.set(id, (held.get(id) ?? 0) + 1)
      try {
        const room = await upToDate(id)
        return room && (await act(room))
      } finally {
        const left = (held.get(id) ?? 1) - 1
        if (left) held.set(id, left)
        else held.delete(id)
        const room = rooms.get(id)
        if (room) perhapsClose(room)
      }
    },
    forget,
    recheck() {
      for (const connection of connections) connection.tellRight().catch(failed)
    },
    open: () => [...rooms.values()].map(room => ({ id: room.id, seats: room.seats.size })),
    async close() {
      clearInterval(beat)
      for (const timer of [...graces.values(), ...looks.values()]) clearTimeout(timer)
      for (const connection of connections) connection.end(1001)
      await Promise.all([...rooms.values()].map(room => put(room)))
      for (const room of rooms.values()) room.close()
      rooms.clear()
      wss.close()
    },
  }
}
