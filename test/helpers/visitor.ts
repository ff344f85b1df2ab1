// A browser without scripts, for tests of pages: keeps its cookies, follows a redirect when told, sends plain forms.

import { createApp } from '../../server/app.ts'
import { cookieName } from '../../server/http.ts'
import type { Actor } from '../../shared/role.ts'
import type { TestHouse } from './house.ts'

const BASE = 'http://127.0.0.1:3000'

export interface Page {
  status: number
  /** Where a redirect leads. */
  to: string | null
  headers: Headers
  /** Without the spaces between tags. */
  text: string
}
export interface Visitor {
  get: (path: string) => Promise<Page>
  /** Sends a form with the token of the session. */
  post: (path: string, fields: Record<string, string | File>) => Promise<Page>
  token: string | null
}

/** `who` has a session; null is a stranger. `app` is the whole house, unless it is given. */
export async function visitor(house: TestHouse, who: Actor | null, lang = 'en', app = createApp(house)): Promise<Visitor> {
  const cookies: string[] = []
  let token: string | null = null
  if (who) {
    const started = await house.db.write(trx => house.people.start(trx, who.id, true, house.now()))
    cookies.push(`${cookieName(house.config)}=${started}`)
    token = (await house.people.session(started))?.formToken ?? null
  }
  const socket = { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' }
  async function ask(path: string, init: RequestInit): Promise<Page> {
    const headers = {
      host: '127.0.0.1:3000',
      origin: BASE,
      'accept-language': lang,
      ...(cookies.length && { cookie: cookies.join('; ') }),
    }
    const response = await app.request(`${BASE}${path}`, { ...init, headers }, { incoming: { socket } })
    return {
      status: response.status,
      to: response.headers.get('location'),
      headers: response.headers,
      text: tight(await response.text()),
    }
  }
  return {
    token,
    get: path => ask(path, {}),
    post(path, fields) {
      const body = new FormData()
      for (const [name, value] of Object.entries({ ...(token && { token }), ...fields })) body.set(name, value)
      return ask(path, { method: 'POST', body })
    },
  }
}

/** However the templates are set, the same page reads the same. */
const tight = (page: string): string =>
  page
    .replace(/\s+/g, ' ')
    .replace(/ ?\/?>/g, '>')
    .replace(/ ?(<[^>]*>) ?/g, '$1')
