// Events down: the socket is a hint, the log is the truth; a gap is fetched, a pause applies nothing, a reconnect catches up.

import { io, type Socket } from 'socket.io-client'
import type { News } from '../shared/events.ts'
import { eventsAfter } from './api.ts'
import { judge } from './judge.ts'
import { page } from './page.ts'
import { apply, here } from './store.ts'

export type Connection = 'live' | 'paused' | 'offline'

/** A page that nobody has looked at for so long sleeps: what it misses comes in one range when it is looked at again. */
const UNSEEN = 30_000
/** The longest wait before a gap is fetched, so that thousands of pages do not ask at once. */
const SPREAD = 2_000
const SLOW = 3_000
let socket: Socket | undefined
let paused = false
let behind = false
let catching: Promise<void> | undefined
/** Whom the connection tells. */
interface Ears {
  changed: (now: Connection) => void
  /** The range is too long: start from the view. */
  reset: () => Promise<void>
  /** The server ended it, and says why. */
  bye: (code: number) => void
}
let told: Ears = { changed: () => {}, reset: async () => {}, bye: () => {} }
let waiting: (() => void)[] = []

export const connection = (): Connection => (paused ? 'paused' : socket?.connected ? 'live' : 'offline')
/** True when there is news that a pause holds back. */
export const newsWaits = (): boolean => behind
const changed = (): void => told.changed(connection())

/** Resolves when the way to the server is worth another try. */
export function connected(): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(go, SLOW)
    function go(): void {
      clearTimeout(timer)
      waiting = waiting.filter(x => x !== go)
      resolve()
    }
    waiting.push(go)
  })
}
const wake = (): void => {
  for (const go of waiting) go()
}

export function start(tell: Ears): void {
  told = tell
  socket = io({
    path: '/live',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    query: { slug: page.slug, after: String(here().seq) },
  })
  const { io: manager } = socket
  manager.on('reconnect_attempt', () => {
    manager.opts.query = { slug: page.slug, after: String(here().seq) }
  })
  socket.on('connect', () => {
    changed()
    wake()
    if (manager.opts.query?.['after'] !== String(here().seq)) void catchUp(0)
  })
  socket.on('disconnect', reason => {
    changed()
    if (reason === 'io server disconnect' && !over) setTimeout(() => socket?.connect(), SPREAD)
  })
  let over = false
  socket.on('bye', ({ code }: { code: number }) => {
    over = true
    told.bye(code)
  })
  socket.on('news', (news: News) => void hear(news))
  /** Asks from the number the page stands at. */
  const knock = (): void => {
    manager.opts.query = { slug: page.slug, after: String(here().seq) }
    if (!over) socket?.connect()
  }
  addEventListener('online', () => {
    wake()
    knock()
  })
  let asleep: ReturnType<typeof setTimeout> | undefined
  document.addEventListener('visibilitychange', () => {
    clearTimeout(asleep)
    if (document.visibilityState === 'hidden') asleep = setTimeout(() => socket?.disconnect(), UNSEEN)
    else if (socket?.disconnected) knock()
  })
  addEventListener('offline', () => socket?.io.engine?.close())
}

async function hear(news: News): Promise<void> {
  if (paused) {
    behind ||= news.upto > here().seq
    return changed()
  }
  const verdict = judge(here().seq, news)
  if (verdict === 'apply') apply(news.events, news.upto)
  if (verdict === 'fetch' || (verdict === 'apply' && news.latest > here().seq)) await catchUp(Math.random() * SPREAD)
  if (verdict === 'reset') await told.reset()
}

/** Fetches what is missing until level; one at a time. */
export function catchUp(delay: number): Promise<void> {
  catching ??= fetchAll(delay).finally(() => {
    catching = undefined
  })
  return catching
}

async function fetchAll(delay: number): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, delay))
  while (!paused) {
    const before = here().seq
    const answer = await eventsAfter(before)
    if ('offline' in answer) {
      await connected()
      continue
    }
    if (paused || 'no' in answer) return
    const news = answer.ok
    if (news.reset) return told.reset()
    if (judge(here().seq, news) === 'apply') apply(news.events, news.upto)
    if (here().seq >= news.latest || here().seq === before) return
  }
}

export function pause(on: boolean): void {
  paused = on
  behind = false
  changed()
  if (!on) void catchUp(0)
}
