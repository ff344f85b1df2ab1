// The door: whose requests are taken, and the cookies it gives (contract, G5).

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { uuid7 } from '../../server/clock.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { Browser, HERE, type App } from '../helpers/web.ts'

interface Refused {
  refused: string
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
const json = { 'content-type': 'application/json' }
const guestOf = async (name?: string) => {
  const browser = new Browser(app)
  expect((await browser.post('/api/guest', name ? { name } : {})).status).toBe(200)
  return browser
}

describe('whose requests are taken', () => {
  const foreign = 'https://evil.example'
  /** Origin, Sec-Fetch-Site, with a cookie: taken or refused. */
  const matrix: [string | null, string | null, boolean, boolean][] = [
    [HERE, 'same-origin', true, true],
    [HERE, 'same-origin', false, true],
    [HERE, null, true, true],
    [null, 'same-origin', true, true],
    [foreign, 'cross-site', true, false],
    [foreign, 'cross-site', false, false],
    [foreign, null, true, false],
    [foreign, 'same-origin', true, false],
    [HERE, 'cross-site', true, false],
    [HERE, 'same-site', true, false],
    [null, 'cross-site', true, false],
    [null, 'cross-site', false, false],
    ['null', 'cross-site', true, false],
    ['null', 'same-site', true, false],
    ['null', 'same-origin', true, true],
    ['null', null, true, false],
    ['http://127.0.0.1:3001', 'same-site', true, false],
    ['http://127.0.0.1:3000.evil.example', null, true, false],
    [null, null, true, false],
    [null, null, false, true],
  ]
  test.each(matrix)('Origin %s, Sec-Fetch-Site %s, cookie %s: taken %s', async (origin, site, cookie, taken) => {
    const browser = await guestOf('Ana')
    const headers = {
      ...json,
      ...(origin && { origin }),
      ...(site && { 'sec-fetch-site': site }),
      ...(cookie && browser.cookies()),
    }
    const answer = await browser.raw<Refused>(
      'POST',
      '/api/commands/vote.cast',
      { ...headers, 'idempotency-key': uuid7() },
      JSON.stringify({ consultation: slug, item: unit, value: 'agree' }),
    )
    if (taken) expect(answer.status).toBe(cookie ? 200 : 401)
    else expect([answer.status, answer.body.refused]).toEqual([403, 'origin'])
  })
  test('the same for every unsafe method, and for plain forms', async () => {
    const browser = await guestOf('Ana')
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect((await browser.raw(method, `/c/${slug}/votes`, { ...browser.cookies(), origin: foreign })).status).toBe(403)
  })
  test('a plain form of a session needs that session’s token', async () => {
    const browser = await guestOf('Ana')
    const other = await guestOf('Ben')
    const token = browser.token(await browser.get(`/c/${slug}`))
    expect(token).not.toBe('')
    const fields = { item: unit, value: 'agree' }
    expect((await browser.form(`/c/${slug}/votes`, { ...fields, token })).status).toBe(303)
    expect((await browser.form(`/c/${slug}/votes`, fields)).status).toBe(403)
    expect((await other.form(`/c/${slug}/votes`, { ...fields, token })).status).toBe(403)
  })
})

describe('cookies', () => {
  test('none before it is needed', async () => {
    const browser = new Browser(app)
    for (const path of [
      '/',
      `/c/${slug}`,
      '/api/consultations',
      `/api/consultations/${slug}`,
      '/sign-in',
      '/api/me',
      '/nothing-here',
    ])
      expect((await browser.get(path)).headers.getSetCookie(), path).toEqual([])
    expect(
      (await browser.command('vote.cast', { consultation: slug, item: unit, value: 'agree' })).headers.getSetCookie(),
    ).toEqual([])
  })
  test('the session: HttpOnly, SameSite=Lax, Path=/; with https also Secure and __Host-', async () => {
    const [cookie = ''] = (await new Browser(app).post('/api/guest', {})).headers.getSetCookie()
    expect(cookie).toMatch(/^parley=[\w-]{20,};/)
    for (const flag of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(flag)
    const secure = await openTestHouse('sqlite', undefined, { PUBLIC_URL: 'https://talk.example.org' })
    const answer = await new Browser(createApp(secure)).raw(
      'POST',
      '/api/guest',
      { ...json, host: 'talk.example.org', origin: 'https://talk.example.org' },
      '{}',
    )
    const [strict = ''] = answer.headers.getSetCookie()
    expect(strict).toMatch(/^__Host-parley=/)
    for (const flag of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(strict).toContain(flag)
    expect(strict).not.toMatch(/domain=/i)
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=')
    const spoofed = { ...json, host: '127.0.0.1:3000.evil.example', origin: 'http://127.0.0.1:3000.evil.example' }
    expect((await new Browser(createApp(secure)).raw('POST', '/api/guest', spoofed, '{}')).status).toBe(403)
    await secure.close()
  })
})
