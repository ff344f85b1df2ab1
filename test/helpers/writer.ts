// A drafter's browser without a page: the real y-websocket client on a real socket, and sentences to type with.

import { WebsocketProvider } from 'y-websocket'
import WebSocket from 'ws'
import * as Y from 'yjs'
import type { House } from '../../server/house.ts'
import type { Actor } from '../../shared/role.ts'
import { textOf } from '../../shared/draft-doc.ts'
import { sessionOf } from './web.ts'

export interface Writer {
  doc: Y.Doc
  provider: WebsocketProvider
  /** The code the room closed with for good; 0 while it is open. */
  closed: () => number
  text: () => string
  /** Types at the beginning of the block at a place. */
  type: (words: string, at?: number) => void
  /** Resolves when the words stand in this browser. */
  sees: (words: string) => Promise<void>
  leave: () => void
}

export async function cookieOf(house: House, actor: Actor): Promise<string> {
  return `parley=${await sessionOf(house, actor)}`
}

/** A WebSocket that bears a cookie, as a browser's does. */
export const withHeaders = (headers: Record<string, string>) =>
  class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers })
    }
  } as unknown as typeof globalThis.WebSocket

export function openWriter(url: string, slug: string, cookie: string, doc = new Y.Doc()): Writer {
  let code = 0
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/draft`, slug, doc, {
    WebSocketPolyfill: withHeaders({ cookie }),
    disableBc: true,
  })
  const waiting = new Set<() => void>()
  const wake = (): void => {
    for (const look of waiting) look()
  }
  provider.on('closed', (event: { code: number }) => {
    code = event.code
    wake()
  })
  provider.on('sync', wake)
  doc.on('update', wake)
  const text = (): string => String(textOf(doc))
  const until = (holds: () => boolean): Promise<void> =>
    new Promise(done => {
      const look = (): void => {
        if (!holds()) return
        waiting.delete(look)
        done()
      }
      waiting.add(look)
      look()
    })
  return {
    doc,
    provider,
    closed: () => code,
    text,
    type(words, at = 1) {
      const block = textOf(doc).get(at) as Y.XmlElement
      const first = block.get(0)
      if (first instanceof Y.XmlText) first.insert(0, words)
      else block.insert(0, [new Y.XmlText(words)])
    },
    sees: words => until(() => text().includes(words) || code !== 0),
    leave() {
      provider.destroy()
      doc.destroy()
    },
  }
}

/** Resolves when the room has closed the connection for good. */
export const closing = (writer: Writer): Promise<number> =>
  writer.closed()
    ? Promise.resolve(writer.closed())
    : new Promise(done => writer.provider.on('closed', (event: { code: number }) => done(event.code)))
export const synced = (writer: Writer): Promise<void> =>
  writer.provider.synced ? Promise.resolve() : new Promise(done => void writer.provider.once('sync', () => done()))
