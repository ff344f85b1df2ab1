// A light load driver: keep-alive connections over plain sockets, one request at a time on each, latencies in milliseconds.

import { connect, type Socket } from 'node:net'

export interface Shot {
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
}
export interface Load {
  perSecond: number
  p50: number
  p99: number
  count: number
  /** Answers by status. */
  statuses: Record<string, number>
  lastBody: string
}

/** One connection; `send` resolves with status and body. */
export class Wire {
  #socket: Socket
  #buffer = Buffer.alloc(0)
  #waiting: ((answer: { status: number; body: Buffer }) => void) | null = null
  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', chunk => {
      this.#buffer = this.#buffer.length ? Buffer.concat([this.#buffer, chunk]) : chunk
      this.#parse()
    })
  }
  static open(port: number): Promise<Wire> {
    return new Promise((opened, failed) => {
      const socket = connect(port, '127.0.0.1', () => opened(new Wire(socket)))
      socket.setNoDelay(true)
      socket.on('error', failed)
    })
  }
  #parse(): void {
    const end = this.#buffer.indexOf('\r\n\r\n')
    if (end < 0 || !this.#waiting) return
    const head = this.#buffer.toString('latin1', 0, end)
    const length = /content-length: (\d+)/i.exec(head)
    const status = Number(head.slice(9, 12))
    if (!length) {
      const close = this.#buffer.indexOf('0\r\n\r\n', end)
      if (close < 0) return
      this.#answer(status, this.#buffer.subarray(end + 4, close), close + 5)
      return
    }
    const from = end + 4
    const until = from + Number(length[1])
    if (this.#buffer.length < until) return
    this.#answer(status, this.#buffer.subarray(from, until), until)
  }
  #answer(status: number, body: Buffer, rest: number): void {
    const answer = this.#waiting
    const copy = Buffer.from(body)
    this.#waiting = null
    this.#buffer = this.#buffer.subarray(rest)
    answer?.({ status, body: copy })
  }
  send(shot: Shot): Promise<{ status: number; body: Buffer }> {
    const body = shot.body ?? ''
    const headers = {
      host: '127.0.0.1',
      ...shot.headers,
      ...(shot.method === 'POST' && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
    }
    const lines = Object.entries(headers).map(([k, v]) => `${k}: ${v}`)
    return new Promise(answer => {
      this.#waiting = answer
      this.#socket.write(`${shot.method} ${shot.path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
    })
  }
  close(): void {
    this.#socket.destroy()
  }
}

/** Fires `next(i)` over `connections` for `seconds`, after a warm-up of a fifth of it. */
export async function load(port: number, connections: number, seconds: number, next: (i: number) => Shot): Promise<Load> {
  const wires = await Promise.all(Array.from({ length: connections }, () => Wire.open(port)))
  const times: number[] = []
  const statuses: Record<string, number> = {}
  let i = 0
  let lastBody = ''
  const start = performance.now()
  const warm = start + seconds * 200
  const end = warm + seconds * 1_000
  await Promise.all(
    wires.map(async wire => {
      for (let now = performance.now(); now < end;) {
        const { status, body } = await wire.send(next(i++))
        const after = performance.now()
        if (now >= warm) {
          times.push(after - now)
          statuses[status] = (statuses[status] ?? 0) + 1
        }
        if (status === 200) lastBody = body.toString('utf8', 0, 300)
        now = after
      }
      wire.close()
    }),
  )
  times.sort((a, b) => a - b)
  const at = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), count: times.length, statuses, lastBody }
}
