// A drafting room without sockets: the real room on a real store, and seats whose browsers are documents beside it.

import * as Y from 'yjs'
import { addRoom } from '../../db/draft-rooms.ts'
import { Room, type Seat } from '../../server/draft-room/room.ts'
import { createStore, type Store } from '../../server/draft-room/store.ts'
import { roomLimits, type RoomLimits } from '../../shared/room.ts'
import type { TestHouse } from './house.ts'

export interface BareRoom {
  room: Room
  store: Store
  seat: (person: string, hear?: (frame: Uint8Array) => void) => BareSeat
  /** What the tables alone would give to the next who opens it. */
  reload: () => Promise<Y.Doc>
}
/** `ended` = codes with which its room let it go. */
export interface BareSeat extends Seat {
  ended: number[]
}
/** What happens beside the room: the store with something before or after its acts, who hears of failures, other limits. */
export interface Beside {
  around?: (store: Store) => Partial<Store>
  failed?: (error: unknown) => void
  limits?: Partial<RoomLimits>
}

/** Opens a room with this text, instead of that of the consultation. */
export async function bareRoom(house: TestHouse, id: string, begin: Y.Doc, beside: Beside = {}): Promise<BareRoom> {
  await house.db.write(trx => addRoom(trx, { id, state: Y.encodeStateAsUpdate(begin) }))
  return reopened(house, id, beside)
}

/** A room that is kept already, as another process opens it. */
export async function reopened(house: TestHouse, id: string, beside: Beside = {}): Promise<BareRoom> {
  const store = createStore(house.db, house.now)
  const load = async (): Promise<NonNullable<Awaited<ReturnType<Store['load']>>>> => {
    const loaded = await store.load(id)
    if (!loaded) throw new Error('no room')
    return loaded
  }
  const thrown = (error: unknown): void => {
    throw error instanceof Error ? error : new Error(String(error))
  }
  const room = new Room(id, await load(), {
    store: { ...store, ...beside.around?.(store) },
    failed: beside.failed ?? thrown,
    limits: { ...roomLimits, ...beside.limits },
    wrote: () => undefined,
  })
  return {
    room,
    store,
    seat(person, hear = () => undefined) {
      const ended: number[] = []
      return {
        person: { id: person, name: person, colour: 0 },
        taken: 0,
        saved: 0,
        devices: 0,
        send: hear,
        tell: () => undefined,
        bye: () => undefined,
        end: code => void ended.push(code),
        ended,
      }
    },
    reload: async () => (await load()).doc,
  }
}
