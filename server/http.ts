// What every request carries through the app, and the few helpers that routes share.

import { getConnInfo } from '@hono/node-server/conninfo'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { IncomingMessage } from 'node:http'
import { setCookie } from 'hono/cookie'
import { no, Refusal } from '../shared/refusal.ts'
import { isLang, pickLang, type Lang, type Words } from '../shared/words.ts'
import type { Config } from './config.ts'
import { networkOf } from './limits.ts'
import type { DemoHere } from './pages/demo.ts'
import type { Session } from './people.ts'

export interface Env {
  Bindings: HttpBindings
  Variables: { requestId: string; session: Session | null; lang: Lang; t: Words; network: string; packed?: true; demo?: DemoHere }
}
export type Ctx = Context<Env>

/** Node's own request, when the app was reached through a port. */
function nodeRequest(c: Ctx): IncomingMessage | null {
  const incoming = (c.env as Partial<HttpBindings> | undefined)?.incoming
  return incoming && 'headers' in incoming ? (incoming as IncomingMessage) : null
}

/** A request header; read from Node's own request where there is one, which costs a vote nothing. */
export function headerOf(c: Ctx, name: string): string | undefined {
  const incoming = nodeRequest(c)
  if (!incoming) return c.req.header(name)
  const value = incoming.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** The body as text, read from Node's own request where there is one; what came without a length was counted and stands in Hono's. */
export function bodyText(c: Ctx): Promise<string> {
  const incoming = nodeRequest(c)
  if (!incoming || incoming.headers['content-length'] === undefined) return c.req.text()
  return new Promise((read, failed) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => read((chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)).toString('utf8')))
    incoming.on('error', failed)
  })
}

const secure = (config: Config): boolean => config.publicUrl?.startsWith('https:') ?? false
export const cookieName = (config: Config): string => (secure(config) ? '__Host-parley' : 'parley')

export function setSession(c: Ctx, config: Config, token: string): void {
  setCookie(c, cookieName(config), token, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: secure(config),
    maxAge: 30 * 86_400,
  })
}
export function dropSession(c: Ctx, config: Config): void {
  setCookie(c, cookieName(config), '', { httpOnly: true, sameSite: 'Lax', path: '/', secure: secure(config), maxAge: 0 })
}
export const sessionToken = (c: Ctx, config: Config): string | undefined => cookieIn(headerOf(c, 'cookie'), cookieName(config))

/** The value of one cookie in a raw header, for sockets. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

/** The language asked for: ?lang=, then the cookie set by the switch, then the browser's. */
export function langOf(c: Ctx): Lang {
  const asked = c.req.query('lang') ?? cookieIn(headerOf(c, 'cookie'), 'lang')
  return isLang(asked) ? asked : pickLang(headerOf(c, 'accept-language'))
}

/** A language chosen on a page stays chosen in this browser. */
export function keepLang(c: Ctx, config: Config): void {
  if (c.req.method !== 'GET') return
  const asked = c.req.query('lang')
  if (!isLang(asked) || cookieIn(headerOf(c, 'cookie'), 'lang') === asked) return
  if (!c.res.headers.get('content-type')?.startsWith('text/html')) return
  setCookie(c, 'lang', asked, { httpOnly: true, sameSite: 'Lax', path: '/', secure: secure(config), maxAge: 365 * 86_400 })
}

export const networkOfRequest = (c: Ctx, config: Config): string =>
  networkOf(getConnInfo(c).remote.address ?? '', headerOf(c, 'x-forwarded-for'), config.trustedProxies)

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

export const isLoopbackHost = (host: string | undefined): boolean => host !== undefined && loopback.test(host)

/** The origin this instance is reached at. */
export function baseOf(c: Ctx, config: Config): string {
  return config.publicUrl ?? new URL(c.req.url).origin
}

/** True when a request with this Origin comes from our own pages: PUBLIC_URL's origin, else the request's own Host on loopback. */
export function isOwnOrigin(origin: string, host: string | undefined, config: Config): boolean {
  if (origin === config.publicOrigin) return true
  return isLoopbackHost(host) && (origin === `http://${host}` || origin === `https://${host}`)
}

/**
 * Unsafe methods: Origin must be ours and Sec-Fetch-Site same-origin, where the browser sends them.
 * A page that sends no referrer (signing in) posts with Origin "null": then the browser's own same-origin decides.
 * Without either and without a cookie it is a program, judged as cookieless; with a cookie it is refused.
 */
export function refuseForeign(c: Ctx, config: Config): void {
  const origin = headerOf(c, 'origin')
  const site = headerOf(c, 'sec-fetch-site')
  const own =
    origin === 'null' ? site === 'same-origin' : origin === undefined || isOwnOrigin(origin, headerOf(c, 'host'), config)
  if (!own) throw new Refusal(no('origin'))
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refusal(no('origin'))
  if (origin === undefined && site === undefined && headerOf(c, 'cookie')) throw new Refusal(no('origin'))
}

export function sentence(t: Words, refusal: Refusal, requestId: string): string {
  const args = { id: requestId, ...refusal.detail }
  if (refusal.why) return t(`refused.${refusal.reason}.${refusal.why}`, args)
  return t(`refused.${refusal.reason}`, args)
}

/** Where to go after an act: only a path of ours. */
export const safeNext = (next: string | undefined | null): string => (next && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : '/')
