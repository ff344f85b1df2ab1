// The single switch for sockets: /live is socket.io's, /draft/:id the drafting room's; foreign pages get 403, other paths do not exist.

import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { House } from './house.ts'

/** socket.io hears the same event itself and lets other paths pass; so what is refused is answered here first. */
export function attachSockets(server: Server, house: Pick<House, 'live' | 'draftRooms' | 'mayConnect'>): void {
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = pathOf(req.url)
    if (path === null) return refuse(socket, '400 Bad Request')
    const draft = /^\/draft\/[^/]{1,200}$/.test(path)
    if (!draft && !path.startsWith('/live')) return refuse(socket, '404 Not Found')
    if (!house.mayConnect(req.headers)) return refuse(socket, '403 Forbidden')
    if (draft) house.draftRooms.upgrade(req, socket, head)
  })
  house.live.attach(server)
}

/** Null for an address that is none, or cannot be decoded: nobody may end the process by writing one. */
function pathOf(url = '/'): string | null {
  try {
    const { pathname } = new URL(url, 'http://x')
    decodeURIComponent(pathname)
    return pathname
  } catch (error) {
    if (error instanceof URIError || error instanceof TypeError) return null
    throw error
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
