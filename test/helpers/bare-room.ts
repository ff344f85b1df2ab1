// A drafting room without sockets: the real room on a real store, and seats whose browsers are documents beside it.

import * as Y from 'yjs'
import { addRoom } from '../../db/draft-rooms.ts'
import { Room, type Seat } from '../../server/draft-room/room.ts'
import { createStore, type Store } from '../../server/draft-room/store.ts'
import type { TestHouse } from './house.ts'

export interface BareRoom {
  room: Room
  store: Store
  seat: (person: string, hear?: (frame: Uint8Array) => void) => Seat
  /** What the tables alone would give to the next who opens it. */
  reload: () => Promise<Y.Doc>
}

/** Opens a room with this text, instead of that of the consultation. */
export async function bareRoom(house: TestHouse, id: string, begin: Y.Doc): Promise<BareRoom> {
  await house.db.write(trx => addRoom(trx, { id, state: Y.encodeStateAsUpdate(begin) }))
  const store = createStore(house.db, house.now)
  const loaded = await store.load(id)
  if (!loaded) throw new Error('no room')
  const failed = (error: unknown): void => {
    throw error instanceof Error ? error : new Error(String(error))
  }
  const room = new Room(id, loaded, { store, failed, wrote: () => undefined })
  return {
    room,
    store,
    seat: (person, hear = () => undefined) => ({
      person: { id: person, name: person, colour: 0 },
      taken: 0,
      saved: 0,
      devices: 0,
      send: hear,
      tell: () => undefined,
      bye: () => undefined,
      end: () => undefined,
    }),
    async reload() {
      const again = await store.load(id)
      if (!again) throw new Error('no room')
      return again.doc
    },
  }
}
