// Signing in as people and mail scanners do it: opening a link takes nothing, pressing its button elsewhere takes nothing, the code works at home (G19, G20).

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { allRows } from '../helpers/tables.ts'
import { Browser, type App } from '../helpers/web.ts'

let house: TestHouse
let app: App
beforeAll(async () => {
  house = await openTestHouse('sqlite')
  app = createApp(house)
})
afterAll(() => house.close())

async function mailed(email: string): Promise<{ code: string; link: string }> {
  const mails =
    (await allRows(house.place))['outbox']?.map(r => JSON.parse(r) as { to: string; subject: string; text: string }) ?? []
  const mail = mails.findLast(m => m.to === email)
  return { code: /\d{6}/.exec(mail?.subject ?? '')?.[0] ?? '', link: /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '' }
}
const ask = (browser: Browser, email: string) => browser.form('/sign-in', { email, next: '/me' })

test('[G19] a scanner opens the link and presses the button: nothing; the person’s own browser: signed in, once', async () => {
  const [person, scanner] = [new Browser(app), new Browser(app)]
  expect((await ask(person, 'ana@leak.test')).status).toBe(200)
  expect(person.jar.has('parley')).toBe(false)
  const { link } = await mailed('ana@leak.test')
  for (const method of ['GET', 'HEAD', 'GET'] as const)
    expect((await scanner.raw(method, `/sign-in/link?token=${link}`)).status).toBe(200)
  expect((await scanner.form('/sign-in/link', { link })).status).toBe(400)
  expect(scanner.jar.has('parley')).toBe(false)
  const opened = await person.get(`/sign-in/link?token=${link}`)
  expect(opened.headers.get('referrer-policy')).toMatch(/no-referrer|same-origin/)
  expect(opened.headers.get('cache-control')).toBe('no-store')
  const pressed = await person.form('/sign-in/link', { link }, { origin: 'null' })
  expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/me'])
  expect((await person.get<{ me: { kind: string } }>('/api/me')).body.me.kind).toBe('participant')
  expect((await new Browser(app).form('/sign-in/link', { link })).status).toBe(400)
})

test('[G19] the code works in the browser that asked, and leads nowhere but to a page of ours', async () => {
  const browser = new Browser(app)
  await browser.form('/sign-in', { email: 'ben@leak.test', next: 'https://evil.example/' })
  const { code } = await mailed('ben@leak.test')
  expect((await new Browser(app).form('/sign-in/code', { code })).status).toBe(400)
  const done = await browser.form('/sign-in/code', { code, next: '//evil.example' })
  expect([done.status, done.headers.get('location')]).toEqual([303, '/'])
})

test('[G20] known and unknown addresses get the same page, but for the address they typed', async () => {
  const pages = []
  for (const email of ['ana@leak.test', 'new@leak.test']) {
    const { status, text } = await ask(new Browser(app), email)
    pages.push([status, text.replaceAll(email, 'ADDRESS')])
  }
  expect(pages[0]).toEqual(pages[1])
})

test('signed out: the cookie and the session are gone, a kept token opens nothing', async () => {
  const browser = new Browser(app)
  await ask(browser, 'cy@leak.test')
  await browser.form('/sign-in/code', { code: (await mailed('cy@leak.test')).code })
  const kept = browser.jar.get('parley') ?? ''
  const token = browser.token(await browser.get('/me'))
  expect((await browser.form('/sign-out', { token, next: '/' })).status).toBe(303)
  expect(browser.jar.has('parley')).toBe(false)
  browser.jar.set('parley', kept)
  expect((await browser.get<{ me: unknown }>('/api/me')).body.me).toBeNull()
})
