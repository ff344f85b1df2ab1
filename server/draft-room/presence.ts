// Who is in the room and where their cursors stand: positions come from the browsers, names and colours from here.

import { createDecoder, readVarString, readVarUint } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'

export interface Shown {
  id: string
  name: string
  colour: number
}
interface Present {
  clock: number
  state: string | null
  seat: object
}

export interface Presence {
  /** Takes what a browser says of its own cursor; entries of others are left out. True when there is something to tell. */
  take: (seat: object, person: Shown, update: Uint8Array) => boolean
  /** The cursors of a connection that ended. */
  leave: (seat: object) => boolean
  /** Everything that changed since it was last asked; null when nothing did. */
  changes: () => Uint8Array | null
  /** Everybody, for one who enters; null when nobody is there. */
  all: () => Uint8Array | null
  size: () => number
}

export function createPresence(): Presence {
  const present = new Map<number, Present>()
  const changed = new Set<number>()
  const ownOf = (seat: object): number | undefined => [...present].find(([, p]) => p.seat === seat)?.[0]

  function encode(clients: Iterable<number>): Uint8Array | null {
    const known = [...clients].flatMap(client => {
      const found = present.get(client)
      return found ? [{ client, ...found }] : []
    })
    if (!known.length) return null
    const encoder = createEncoder()
    writeVarUint(encoder, known.length)
    for (const { client, clock, state } of known) {
      writeVarUint(encoder, client)
      writeVarUint(encoder, clock)
      writeVarString(encoder, state ?? 'null')
    }
    return toUint8Array(encoder)
  }

  return {
    take(seat, person, update) {
      const decoder = createDecoder(update)
      const own = ownOf(seat)
      let told = false
      for (let left = readVarUint(decoder); left > 0; left--) {
        const client = readVarUint(decoder)
        const clock = readVarUint(decoder)
        const said: unknown = JSON.parse(readVarString(decoder))
        const known = present.get(client)
        if (own === undefined ? known !== undefined && known.state !== null : client !== own) continue
        if (known && known.clock >= clock && !(known.clock === clock && known.state === null)) continue
        present.set(client, {
          clock,
          state: said === null ? null : JSON.stringify({ user: person, cursor: cursorIn(said) }),
          seat,
        })
        changed.add(client)
        told = true
        if (own === undefined) break
      }
      return told
    },
    leave(seat) {
      const own = ownOf(seat)
      const known = own === undefined ? undefined : present.get(own)
      if (own === undefined || !known) return false
      present.set(own, { ...known, clock: known.clock + 1, state: null })
      changed.add(own)
      return true
    },
    changes() {
      const update = encode(changed)
      for (const client of changed) if (present.get(client)?.state === null) present.delete(client)
      changed.clear()
      return update
    },
    all: () => encode(present.keys()),
    size: () => present.size,
  }
}

function cursorIn(said: unknown): unknown {
  return typeof said === 'object' && said !== null && 'cursor' in said ? said.cursor : null
}
