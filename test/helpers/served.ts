// A house at a real port, and readers of it: browsers that keep a view by the contract's rule of ranges (old: drop, adjoining: apply, beyond: fetch).

import { createAdaptorServer } from '@hono/node-server'
import type { Server } from 'node:http'
import { io, type Socket } from 'socket.io-client'
import { createApp } from '../../server/app.ts'
import type { House } from '../../server/house.ts'
import { attachSockets } from '../../server/upgrade.ts'
import type { News } from '../../shared/events.ts'
import type { Actor } from '../../shared/role.ts'
import { fold, type View } from '../../shared/view.ts'
import { sessionOf } from './web.ts'

export interface Served {
  url: string
  reader: (slug: string, actor?: Actor | null, options?: object) => Promise<Reader>
  stop: () => Promise<void>
}

export async function serve(house: House): Promise<Served> {
  const server = createAdaptorServer({ fetch: createApp(house).fetch }) as Server
  attachSockets(server, house)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const readers: Reader[] = []
  return {
    url,
    async reader(slug, actor = null, options = {}) {
      const cookie = actor ? `parley=${await sessionOf(house, actor)}` : ''
      const reader = new Reader(url, slug, cookie, options)
      readers.push(reader)
      await reader.open()
      return reader
    },
    async stop() {
      for (const reader of readers) reader.leave()
      // Begun together: both wait for connections, also for those a browser opened beforehand and has not used.
      const ended = [house.live.close(), house.draftRooms.close(), new Promise<unknown>(done => server.close(done))]
      server.closeAllConnections()
      await Promise.all(ended)
    },
  }
}

export class Reader {
  readonly url: string
  readonly slug: string
  readonly cookie: string
  readonly options: object
  readonly frames: News[] = []
  readonly times: number[] = []
  readonly byes: number[] = []
  view: View | null = null
  socket: Socket | null = null
  fetches = 0
  #waiting: (() => void)[] = []
  #fetching: Promise<void> | null = null
  constructor(url: string, slug: string, cookie: string, options: object) {
    this.url = url
    this.slug = slug
    this.cookie = cookie
    this.options = options
  }

  async json<T>(path: string): Promise<T> {
    const res = await fetch(this.url + path, { headers: { cookie: this.cookie } })
    return (await res.json()) as T
  }
  /** Fetches the view, then listens from its number on. */
  async open(): Promise<void> {
    this.view = await this.json<View>(`/api/consultations/${this.slug}`)
    await this.connect()
  }
  async connect(): Promise<void> {
    const extraHeaders: Record<string, string> = this.cookie ? { cookie: this.cookie } : {}
    const query = { slug: this.slug, after: String(this.view?.seq ?? 0) }
    const socket = io(this.url, {
      path: '/live',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      query,
      extraHeaders,
      ...this.options,
    })
    this.socket = socket
    socket.on('news', (news: News) => this.take(news))
    socket.on('bye', ({ code }: { code: number }) => {
      this.byes.push(code)
      this.#wake()
    })
    await new Promise<void>((done, failed) => {
      socket.once('connect', done)
      socket.once('connect_error', failed)
    })
  }
  leave(): void {
    this.socket?.disconnect()
    this.socket = null
  }
  take(news: News): void {
    this.frames.push(news)
    this.times.push(performance.now())
    this.apply(news)
    this.#wake()
  }
  apply(news: News): void {
    if (!this.view || news.upto <= this.view.seq) return
    if (!news.reset && news.after <= this.view.seq) {
      const seen = this.view.seq
      this.view = fold(
        this.view,
        news.events.filter(e => e.seq > seen),
        news.upto,
      )
    } else if (!this.#fetching) this.#fetching = this.fetchMissing().finally(() => (this.#fetching = null))
  }
  async fetchMissing(): Promise<void> {
    this.fetches++
    const news = await this.json<News>(`/api/consultations/${this.slug}/events?after=${this.view?.seq ?? 0}`)
    if (news.reset) this.view = await this.json<View>(`/api/consultations/${this.slug}`)
    else this.apply(news)
    this.#wake()
  }
  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }
  /** Resolves when it holds, looked at after each frame. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>(done => void this.#waiting.push(done))
  }
  reaches(seq: number): Promise<void> {
    return this.until(() => (this.view?.seq ?? 0) >= seq)
  }
  /** Everything this browser was ever sent over its socket. */
  sent(): string {
    return JSON.stringify(this.frames)
  }
}
