// A browser for tests: cookies, Origin and fetch metadata as a real one sends them, against the app without a port.

import type { Hono } from 'hono'
import { uuid7 } from '../../server/clock.ts'
import type { Env } from '../../server/http.ts'
import type { House } from '../../server/house.ts'
import { secret } from '../../server/clock.ts'
import { hashOf } from '../../server/people.ts'
import { addSession } from '../../db/people.ts'
import type { Actor } from '../../shared/role.ts'

export const HERE = 'http://127.0.0.1:3000'

export type App = Hono<Env>
export interface Answer<T> {
  status: number
  headers: Headers
  text: string
  body: T
}

/** What the adapter tells the app of the connection; headers set on Node's own answer are kept in `set`. */
const connection = (address: string, set: Headers) =>
  ({
    incoming: { socket: { remoteAddress: address, remotePort: 40_000, remoteFamily: 'IPv4' } },
    outgoing: { setHeader: (name: string, value: string) => set.set(name, value) },
  }) as unknown as Env['Bindings']

export class Browser {
  readonly jar = new Map<string, string>()
  readonly app: App
  readonly address: string
  constructor(app: App, address = '127.0.0.1') {
    this.app = app
    this.address = address
  }

  /** Sends exactly these headers, beside Host. */
  async raw<T = Record<string, unknown>>(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: string,
  ): Promise<Answer<T>> {
    const request = new Request(HERE + path, {
      method,
      headers: { host: '127.0.0.1:3000', ...headers },
      ...(body !== undefined && { body }),
    })
    const headersSet = new Headers()
    const res = await this.app.request(request, undefined, connection(this.address, headersSet))
    const told = new Headers(headersSet)
    for (const name of res.headers.keys()) told.delete(name)
    for (const [name, value] of res.headers) told.append(name, value)
    for (const cookie of res.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const at = pair.indexOf('=')
      if (/max-age=0/i.test(cookie)) this.jar.delete(pair.slice(0, at))
      else this.jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const text = await res.text()
    const json = res.headers.get('content-type')?.includes('application/json')
    return { status: res.status, headers: told, text, body: (json ? JSON.parse(text) : null) as T }
  }

  cookies(): Record<string, string> {
    return this.jar.size ? { cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ') } : {}
  }
  get<T = Record<string, unknown>>(path: string, headers: Record<string, string> = {}) {
    return this.raw<T>('GET', path, { ...this.cookies(), 'sec-fetch-site': 'same-origin', ...headers })
  }
  post<T = Record<string, unknown>>(path: string, body: unknown, headers: Record<string, string> = {}) {
    const own = { origin: HERE, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
    return this.raw<T>(
      'POST',
      path,
      { ...this.cookies(), ...own, ...headers },
      typeof body === 'string' ? body : JSON.stringify(body),
    )
  }
  form(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    return this.post(path, String(new URLSearchParams(fields)), {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    })
  }
  command<T = Record<string, unknown>>(name: string, input: object, key = uuid7()) {
    return this.post<T>(`/api/commands/${name}`, input, { 'idempotency-key': key })
  }
  /** The form token that stands in a page. */
  token(page: { text: string }): string {
    return /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  }
}

/** A browser that holds a session of somebody. */
export async function browserOf(app: App, house: House, actor: Actor | null): Promise<Browser> {
  const browser = new Browser(app)
  if (actor) browser.jar.set('parley', await sessionOf(house, actor))
  return browser
}
export async function sessionOf(house: House, actor: Actor): Promise<string> {
  const token = secret()
  await house.db.write(trx =>
    addSession(trx, { hash: hashOf(token), person: actor.id, at: house.now(), until: '2099-01-01T00:00:00.000Z' }),
  )
  return token
}
