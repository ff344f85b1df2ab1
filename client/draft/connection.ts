// The way to the room: what is typed goes out, stays on the device meanwhile, and it is said honestly what the server has stored.

import { readVarString } from 'lib0/decoding'
import { IndexeddbPersistence } from 'y-indexeddb'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { closings, frames, type Told } from '../../shared/room.ts'
import { framesOf } from './pieces.ts'

export type State = 'loading' | 'saved' | 'saving' | 'offline' | 'reading' | 'frozen' | 'refused'
export interface Connection {
  doc: Y.Doc
  provider: WebsocketProvider
  state: () => State
  /** Why the room closed for good; null while it is open. */
  refusal: () => { code: number; reason: string } | null
  mayWrite: () => boolean
  /** True while the room refuses what lies on this device, which would be sent again each time. */
  stuck: () => boolean
  /** Takes this draft off the device. */
  discard: () => Promise<void>
  onChange: (heard: () => void) => void
  /** Resolves when the text is there, from the room or from this device. */
  ready: Promise<void>
}

/** Bytes of a piece: on a slow line, what is cut off in the middle is not much. */
const PIECE = 128 * 1024

/** What is kept on the device belongs to one draft and one person. */
const shelfOf = (room: string, person: string): string => `parley-draft ${room} ${person}`

export function connect(room: string, person: string, right: 'read' | 'write'): Connection {
  const doc = new Y.Doc()
  const listeners: (() => void)[] = []
  let sent = 0
  let saved = 0
  let may = right === 'write'
  let frozen = false
  let refused: { code: number; reason: string } | null = null
  let synced = false
  /** Nothing has come of the first attempt yet. */
  let reaching = true
  const changed = (): void => {
    for (const heard of listeners) heard()
  }
  /** Counts what goes out for writing, connection by connection; what is large goes in pieces, each acknowledged for itself. */
  class Counting extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      sent = 0
      saved = 0
    }
    override send(data: Uint8Array<ArrayBuffer>): void {
      if (data[0] !== frames.sync || data[1] === 0) return super.send(data)
      for (const piece of data.length <= PIECE ? [data] : framesOf(data, PIECE)) {
        sent++
        super.send(piece)
      }
      changed()
    }
  }
  const shelf = may ? new IndexeddbPersistence(shelfOf(room, person), doc) : null
  const provider = new WebsocketProvider(`${location.origin.replace(/^http/, 'ws')}/draft`, room, doc, {
    WebSocketPolyfill: Counting,
    params: { told: '1' },
    disableBc: true,
    connect: false,
  })
  // First what lies on this device: an open connection would send all of it once more, as if it had just been typed.
  if (shelf) {
    void shelf.whenSynced.then(() => provider.connect())
    shelf._db.catch(() => provider.connect())
  } else provider.connect()
  provider.messageHandlers[frames.told] = (_encoder, decoder) => {
    const told = JSON.parse(readVarString(decoder)) as Told
    if (told.saved !== undefined) saved = told.saved
    if (told.right) may = told.right === 'write'
    if (told.frozen !== undefined) frozen = told.frozen
    changed()
  }
  const reached = (): void => {
    reaching = false
    changed()
  }
  provider.on('sync', reached)
  provider.on('connection-close', reached)
  provider.on('status', changed)
  provider.on('closed', ({ code, reason }) => {
    refused = { code, reason }
    may = false
    // The same person comes back to what was typed; to whom the draft is closed, it is offered once and not kept.
    const closed = code === closings.notFound || (code === closings.notAllowed && reason !== 'frozen')
    if (closed) void shelf?.clearData()
    changed()
  })
  // The browser knows sooner than a socket that nothing gets through.
  addEventListener('offline', () => provider.disconnect())
  addEventListener('online', () => {
    if (refused === null) provider.connect()
  })
  const ready = new Promise<void>(done => {
    const loaded = (): void => {
      synced = true
      done()
      changed()
    }
    provider.once('sync', loaded)
    void shelf?.whenSynced.then(() => doc.store.clients.size && loaded())
  })
  return {
    doc,
    provider,
    ready,
    refusal: () => refused,
    mayWrite: () => may,
    stuck: () => shelf !== null && (refused?.code === closings.tooLarge || refused?.code === closings.unreadable),
    discard: async () => shelf?.clearData(),
    onChange: heard => void listeners.push(heard),
    state() {
      if (refused !== null) return 'refused'
      if (reaching || (!synced && (provider.wsconnected || provider.wsconnecting))) return 'loading'
      if (!provider.wsconnected || !provider.synced) return 'offline'
      if (frozen) return 'frozen'
      if (!may) return 'reading'
      return saved < sent ? 'saving' : 'saved'
    },
  }
}
