// The app: what every request passes through, the routes, and the one error table. It opens no port.

import type { HttpBindings } from '@hono/node-server'
import { bodyLimit } from 'hono/body-limit'
import { Hono } from 'hono'
import { randomBytes } from 'node:crypto'
import { no, Refusal, refusals, type Reason } from '../shared/refusal.ts'
import { wordsOf } from '../shared/words.ts'
import type { House } from './house.ts'
import {
  headerOf,
  keepLang,
  langOf,
  networkOfRequest,
  sentence,
  sessionToken,
  refuseForeign,
  type Ctx,
  type Env,
} from './http.ts'
import { securityHeaders } from './headers.ts'
import { compress } from './compress.ts'
import { apiRoutes } from './routes/api.ts'
import { aroundRoutes } from './routes/around.ts'
import { assetRoutes } from './routes/assets.ts'
import { pageRoutes } from './routes/routes.ts'
import { refusedPage } from './pages/message.ts'
import { contextOf } from './routes/context.ts'

const KIB = 1024
const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Unique in this process and hard to mistake for another's; counted, because randomness costs a vote five per cent. */
const start = randomBytes(4).toString('hex')
let count = 0
const nextRequestId = (): string => `${start}-${(++count).toString(36)}`

export function createApp(house: House): Hono<Env> {
  const app = new Hono<Env>()
  app.use(securityHeaders(house.config))
  app.use(async (c, next) => {
    c.set('requestId', nextRequestId())
    outgoingOf(c)?.setHeader('X-Request-Id', c.get('requestId'))
    c.set('lang', langOf(c))
    c.set('t', wordsOf(c.get('lang')))
    c.set('network', networkOfRequest(c, house.config))
    if (!safe.has(c.req.method)) refuseForeign(c, house.config)
    c.set('session', await house.people.session(sessionToken(c, house.config)))
    await next()
    keepLang(c, house.config)
    if (!outgoingOf(c)) c.res.headers.set('X-Request-Id', c.get('requestId'))
  })
  const tooLarge = () => {
    throw new Refusal(no('tooLarge'))
  }
  const sizes = [512 * KIB, 21 * KIB * KIB].map(maxSize => ({ maxSize, counted: bodyLimit({ maxSize, onError: tooLarge }) }))
  app.use(async (c, next) => {
    if (safe.has(c.req.method)) return next()
    const size = sizes[/\/(import|files|instance)$/.test(c.req.path) ? 1 : 0]
    if (!size) throw new Error('no size')
    const announced = headerOf(c, 'content-length')
    if (announced === undefined) return size.counted(c, next)
    return Number(announced) > size.maxSize ? tooLarge() : next()
  })
  app.use(compress())
  app.get('/healthz', c => c.text('ok'))
  app.get('/readyz', async c => {
    const wrong = await house.db.check()
    return wrong.length ? c.text(wrong.join('\n'), 503) : c.text('ready')
  })
  app.route('/', assetRoutes())
  app.route('/', aroundRoutes(house))
  app.route('/api', apiRoutes(house))
  app.route('/', pageRoutes(house))
  app.notFound(c => answer(house, c, new Refusal(no('notFound'))))
  app.onError((error, c) => answer(house, c, error))
  return app
}

const outgoingOf = (c: Ctx) => ((c.env ?? {}) as Partial<HttpBindings>).outgoing

/** The one error table: expected refusals by their status, a full disk as `full`, all else is a fault with an id. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const code = (error as { code?: unknown }).code
  if (code === 'SQLITE_FULL' || code === '53100' || code === 'ENOSPC') return new Refusal(no('full'))
  // Postgres keeps no NUL: typed in an address, a name or a question, it is the asker's mistake.
  if (code === '22021') return new Refusal(no('invalid'))
  return new Refusal(no('fault'))
}

async function answer(house: House, c: Ctx, error: unknown): Promise<Response> {
  const refusal = refusalOf(error)
  const requestId = c.get('requestId') ?? '-'
  if (refusal.reason === 'fault' || refusal.reason === 'full')
    house.log.error({ error, requestId, path: c.req.path }, refusal.reason)
  const status = refusals[refusal.reason]
  if (refusal.reason === 'tooMany') c.header('Retry-After', String(refusal.detail['seconds'] ?? 10))
  c.header('Cache-Control', 'no-store')
  const t = c.get('t') ?? wordsOf('en')
  const message = sentence(t, refusal, requestId)
  if (c.req.path.startsWith('/api/')) {
    const body: { refused: Reason; message: string; detail: object; requestId: string } = {
      refused: refusal.reason,
      message,
      detail: refusal.detail,
      requestId,
    }
    return c.json(body, status)
  }
  return c.html(refusedPage(contextOf(house, c), { reason: refusal.reason, message, requestId }), status)
}
