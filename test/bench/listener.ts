// A socket that only listens: engine.io by hand, so that hundreds of them cost the measuring process little.

import { WebSocket } from 'ws'

export interface Listener {
  /** Called with the range of each frame. */
  heard: (after: number, upto: number) => void
  close: () => void
}
const range = /^42\["news",\{"after":(\d+),"upto":(\d+)/

export function listen(port: number, slug: string, after: number): Promise<Listener> {
  return new Promise((opened, failed) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/live/?EIO=4&transport=websocket&slug=${slug}&after=${after}`, {
      perMessageDeflate: false,
    })
    const listener: Listener = { heard: () => {}, close: () => socket.terminate() }
    socket.on('error', failed)
    socket.on('message', data => {
      const frame = data as Buffer
      if (frame[0] === 0x30) socket.send('40')
      else if (frame[0] === 0x32) socket.send('3')
      else if (frame[0] === 0x34 && frame[1] === 0x30) opened(listener)
      else {
        const found = range.exec(frame.toString('latin1', 0, 80))
        if (found) listener.heard(Number(found[1]), Number(found[2]))
      }
    })
  })
}

export async function listenAll(port: number, slug: string, after: number, n: number): Promise<Listener[]> {
  const all: Listener[] = []
  for (let i = 0; i < n; i += 100)
    all.push(...(await Promise.all(Array.from({ length: Math.min(100, n - i) }, () => listen(port, slug, after)))))
  return all
}
