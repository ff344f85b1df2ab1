// Answers of the app: the one error table in three languages, sizes, repeats, headers, limits (contract, G8, G26).

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { commandSchemas } from '../../shared/commands.schema.ts'
import { refusals } from '../../shared/refusal.ts'
import { langs } from '../../shared/words.ts'
import { uuid7 } from '../../server/clock.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { Browser, browserOf, type App } from '../helpers/web.ts'

interface Refused {
  refused: string
  message: string
  detail: Record<string, unknown>
  requestId: string
}
let house: TestHouse
let app: App
let slug: string
let unit: string
beforeAll(async () => {
  house = await openTestHouse('sqlite')
  app = createApp(house)
  const made = await house.consultation()
  slug = made.slug
  unit = made.units[0] ?? ''
})
afterAll(async () => {
  await house.recount()
  await house.close()
})
const guestOf = async (name?: string) => {
  const browser = new Browser(app)
  expect((await browser.post('/api/guest', name ? { name } : {})).status).toBe(200)
  return browser
}

describe('the one error table', () => {
  const cases: [string, () => Promise<{ status: number; body: Refused; headers: Headers }>, keyof typeof refusals][] = [
    ['nothing there', () => new Browser(app).get<Refused>('/api/nothing'), 'notFound'],
    ['an unknown consultation', () => new Browser(app).get<Refused>('/api/consultations/none'), 'notFound'],
    ['an unknown command', () => new Browser(app).command<Refused>('vote.steal', {}), 'notFound'],
    [
      'no session',
      () => new Browser(app).command<Refused>('vote.cast', { consultation: slug, item: unit, value: 'agree' }),
      'signedOut',
    ],
    [
      'not JSON',
      async () => (await guestOf()).post<Refused>('/api/commands/vote.cast', '{', { 'idempotency-key': uuid7() }),
      'invalid',
    ],
    ['no key', async () => (await guestOf()).post<Refused>('/api/commands/vote.cast', {}), 'invalid'],
    ['a key too short', async () => (await guestOf()).command<Refused>('vote.cast', {}, 'short'), 'invalid'],
    ['a key with a space', async () => (await guestOf()).command<Refused>('vote.cast', {}, 'has a space'), 'invalid'],
    [
      'an unknown field',
      async () => (await guestOf()).command<Refused>('vote.cast', { consultation: slug, item: unit, value: 'agree', voter: 'x' }),
      'invalid',
    ],
    [
      'an unknown field for guests',
      async () => new Browser(app).post<Refused>('/api/guest', { name: 'A', kind: 'participant' }),
      'invalid',
    ],
    [
      'not allowed',
      async () => (await guestOf()).command<Refused>('consultation.close', { consultation: slug, reason: 'x' }),
      'notAllowed',
    ],
    [
      'too large',
      async () =>
        (await guestOf()).post<Refused>('/api/commands/comment.post', 'x'.repeat(600_000), {
          'idempotency-key': uuid7(),
          'content-length': '600000',
        }),
      'tooLarge',
    ],
    ['a broken address', () => new Browser(app).get<Refused>('/api/consultations/%E0%A4%A'), 'notFound'],
    ['a limit out of range', () => new Browser(app).get<Refused>(`/api/consultations/${slug}/events?limit=5000`), 'invalid'],
    [
      'a cursor made up',
      () => new Browser(app).get<Refused>(`/api/consultations/${slug}/paragraphs/whole/comments?cursor=%00`),
      'invalid',
    ],
    [
      'an order made up',
      () => new Browser(app).get<Refused>(`/api/consultations/${slug}/paragraphs/whole/comments?sort=random`),
      'invalid',
    ],
  ]
  test.each(cases)('%s', async (_, ask, reason) => {
    const { status, body, headers } = await ask()
    expect([status, body.refused]).toEqual([refusals[reason], reason])
    expect(Object.keys(body).sort()).toEqual(['detail', 'message', 'refused', 'requestId'])
    expect(body.message.length).toBeGreaterThan(5)
    expect(body.requestId).toBe(headers.get('x-request-id'))
    expect(headers.get('cache-control')).toBe('no-store')
  })
  test('in the asker’s language', async () => {
    const said = new Set<string>()
    for (const lang of langs)
      said.add(
        (await new Browser(app).get<Refused>('/api/consultations/none', { 'accept-language': `${lang}-XX,de;q=0.5` })).body
          .message,
      )
    expect(said.size).toBe(langs.length)
  })
  test('a fault says no more than its id, and is logged once without texts', async () => {
    const before = house.logged.length
    const broken = createApp({ ...house, db: { ...house.db, snapshot: () => Promise.reject(new Error('the inside')) } })
    const { status, body, text } = await new Browser(broken).get<Refused>(`/api/consultations/${slug}`)
    expect([status, body.refused]).toEqual([500, 'fault'])
    expect(text).not.toContain('the inside')
    expect(body.message).toContain(body.requestId)
    expect(house.logged.slice(before).filter(l => l.includes(body.requestId))).toHaveLength(1)
  })
  test('[G28] a full disk is refused as full', async () => {
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    const broken = createApp({ ...house, commands: { ...house.commands, run: () => Promise.reject(full) } })
    const browser = await guestOf('Ana')
    const other = new Browser(broken)
    for (const [name, value] of browser.jar) other.jar.set(name, value)
    const { status, body } = await other.command<Refused>('vote.cast', { consultation: slug, item: unit, value: 'agree' })
    expect([status, body.refused]).toEqual([507, 'full'])
  })
})

describe('answers', () => {
  test('[G8] a repeat has the same body and says so', async () => {
    const browser = await guestOf('Ana')
    const key = uuid7()
    const input = { consultation: slug, id: uuid7(), paragraphId: unit, text: 'Once.', lang: 'en' }
    const first = await browser.command('comment.post', input, key)
    const again = await browser.command('comment.post', input, key)
    expect(again.text).toBe(first.text)
    expect([first, again].map(a => a.headers.get('idempotency-replayed'))).toEqual([null, 'true'])
    const changed = await browser.command<Refused>('comment.post', { ...input, text: 'Twice.' }, key)
    expect([changed.status, changed.body.refused]).toEqual([422, 'keyReused'])
    const stranger = await guestOf('Ben')
    expect((await stranger.command('vote.cast', { consultation: slug, item: unit, value: 'agree' }, key)).status).toBe(200)
  })
  test('[G6] a vote answers with the agreement after it', async () => {
    const browser = await guestOf()
    const { status, body } = await browser.command<{
      seq: number
      result: { item: string; value: string; agreement: { agree: number } }
    }>('vote.cast', {
      consultation: slug,
      item: unit,
      value: 'agree',
    })
    expect(status).toBe(200)
    expect(body.result).toMatchObject({ item: unit, value: 'agree' })
    expect(body.result.agreement.agree).toBeGreaterThan(0)
    expect((await browser.get<{ seq: number }>(`/api/consultations/${slug}`)).body.seq).toBe(body.seq)
  })
  test('headers on every answer: nothing inline, nothing foreign, no sniffing, no framing', async () => {
    const browser = new Browser(app)
    for (const path of ['/', `/c/${slug}`, '/api/consultations', '/api/none', '/healthz', '/sign-in']) {
      const { headers } = await browser.get(path)
      const policy = headers.get('content-security-policy') ?? ''
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ])
        expect(policy, path).toContain(part)
      expect(policy).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/)
    }
  })
  test('pages hold no inline script, no style attribute, no foreign address', async () => {
    const browser = await guestOf('Ana')
    for (const who of [browser, new Browser(app)])
      for (const path of ['/', `/c/${slug}`, `/c/${slug}/paragraph/${unit}`, `/c/${slug}/search?q=water`, '/sign-in']) {
        const { text, status } = await who.get(path)
        expect(status, `${path} ${house.logged.at(-1)}`).toBe(200)
        expect(text).not.toMatch(/<script(?![^>]*\ssrc=)(?! type="application\/(ld\+)?json")[^>]*>/i)
        expect(text).not.toMatch(/\sstyle="/i)
        expect(text).not.toMatch(/\son[a-z]+="/i)
        expect(text).not.toMatch(/(src|href|action)="(https?:)?\/\/(?!127\.0\.0\.1)/i)
      }
  })
  test('the OpenAPI document lists every command with its schema', async () => {
    const { body } = await new Browser(app).get<{
      openapi: string
      paths: Record<string, { post?: { operationId: string; requestBody: object } }>
    }>('/api/openapi.json')
    expect(body.openapi).toMatch(/^3\.1/)
    for (const name of Object.keys(commandSchemas)) expect(body.paths[`/api/commands/${name}`]?.post?.operationId).toBe(name)
  })
  test('healthy and ready', async () => {
    for (const path of ['/healthz', '/readyz']) expect((await new Browser(app).get(path)).status).toBe(200)
  })
})

describe('limits', () => {
  test('[G26] by person first, with the seconds to wait; another person of the same network goes on', async () => {
    const limited = await openTestHouse('sqlite', undefined, { LIMITS: 'on' })
    const small = createApp(limited)
    const made = await limited.consultation()
    const browsers = [
      await browserOf(small, limited, await limited.person('Ana')),
      await browserOf(small, limited, await limited.person('Ben')),
    ] as const
    const post = (b: Browser) =>
      b.command<Refused>('comment.post', { consultation: made.slug, id: uuid7(), paragraphId: 'whole', text: 'Again.' })
    const statuses: number[] = []
    for (let i = 0; i < 22; i++) statuses.push((await post(browsers[0])).status)
    expect(statuses.filter(s => s === 200)).toHaveLength(20)
    const refused = await post(browsers[0])
    expect([refused.status, refused.body.refused]).toEqual([429, 'tooMany'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await post(browsers[1])).status).toBe(200)
    await limited.close()
  })
})
