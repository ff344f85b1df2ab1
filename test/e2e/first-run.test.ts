// A new secretariat goes from the one-time link to a published and shared consultation, with scripts and without; nothing is in anybody's way.

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { setMeta } from '../../db/people.ts'
import { hashOf } from '../../server/people.ts'
import { launch } from '../browser.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { everyLook } from '../helpers/looks.ts'
import { serve, type Served } from '../helpers/served.ts'

const text = '# The river\n\nThe water rises each spring.\n\nThe towns meet and share the work.\n'
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

let browser: Browser
let house: TestHouse
let served: Served
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())
/** Each story begins on an empty instance. */
beforeEach(async () => {
  house = await openTestHouse('sqlite')
  served = await serve(house)
  await house.db.write(trx => setMeta(trx, { name: 'setup', value: hashOf('once') }))
  return async () => {
    await served.stop()
    await house.close()
  }
})

async function opened(options: BrowserContextOptions = {}): Promise<{ page: Page; wrong: string[] }> {
  const context = await browser.newContext({ baseURL: served.url, locale: 'en', timezoneId: 'Europe/Paris', ...options })
  const page = await context.newPage()
  const wrong: string[] = []
  page.on('pageerror', error => wrong.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  return { page, wrong }
}

/** The one primary button of a step leads on. */
async function next(page: Page, name: string, to: RegExp): Promise<void> {
  expect(await page.locator('main .button-primary').count()).toBe(1)
  await page.locator('main .button-primary', { hasText: name }).click()
  await page.waitForURL(to)
}

async function completeSite(page: Page): Promise<void> {
  await page.goto('/setup?token=once')
  await page.getByLabel('Your name').fill('Bo')
  await page.getByLabel('E-mail address').fill('bo@orle.example')
  await next(page, 'Begin', /\/desk\/instance$/)
  await page.getByLabel('Name of this site').fill('Town of Orle')
  await page
    .getByLabel('Logo', { exact: true })
    .setInputFiles({ name: 'l.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') })
  await next(page, 'Save and go on', /\/desk\/instance\/imprint/)
  for (const [now, to] of [
    ['imprint', 'contact'],
    ['contact', 'privacy'],
    ['privacy', 'accessibility'],
    ['accessibility', '/desk/new'],
  ] as const) {
    const given = page.getByLabel(/^Text of/)
    await given.fill((await given.inputValue()).replace(/\[[^\]]*\]/g, 'Orle'))
    await next(page, 'Save and go on', new RegExp(to))
    await expect.poll(() => page.locator('.wordmark').innerText()).toBe('Town of Orle')
    expect(house.instance.now.pages[now].en, now).not.toContain('[')
  }
}

async function toPreview(page: Page): Promise<void> {
  await page.getByLabel('Title').fill('The river')
  await page.getByLabel('File').setInputFiles({ name: 'the-river.md', mimeType: 'text/markdown', buffer: Buffer.from(text) })
  await next(page, 'Import and look at it', /\/desk\/draft\?did=import/)
  expect(await page.locator('.block-no').allInnerTexts()).toEqual(['P1', 'P2'])
  await page.locator('main .button-primary').first().click()
  await page.waitForURL(/\/draft\/about/)
}
async function describeIt(page: Page): Promise<void> {
  await page.getByLabel('Who asks').fill('Town of Orle')
  await page.getByLabel('What it is about').fill('Please read.')
}
async function publish(page: Page): Promise<void> {
  await next(page, 'Save and go on', /\/draft\/deadline/)
  await page.getByLabel('Deadline', { exact: true }).fill('2027-03-28T02:30')
  await page.getByLabel('Time zone of both').selectOption('Europe/Paris')
  await page.locator('main .button-primary').click()
  await page.locator('.error[role="alert"]', { hasText: 'does not exist' }).waitFor()
  expect(await page.getByLabel('Deadline', { exact: true }).inputValue()).toBe('2027-03-28T02:30')
  await page.getByLabel('Deadline', { exact: true }).fill('2027-02-15T23:59')
  await next(page, 'Save and go on', /\/draft\/publish/)
  expect(await page.locator('.look-once').innerText()).toContain('Monday, 15 February 2027 at 23:59')
  await next(page, 'Publish now', /\/desk\/share\?did=publish/)
}
async function strangerReads(url: string): Promise<void> {
  const { page } = await opened()
  await page.goto(url)
  expect(await page.locator('h1').innerText()).toBe('The river')
  expect(await page.locator('.unit-text').allInnerTexts()).toContain('The water rises each spring.')
  expect(await page.locator('footer a', { hasText: 'Imprint' }).count()).toBe(1)
}

test('from the link to a shared consultation; a reload loses nothing that was typed, the link is copied', async () => {
  const { page, wrong } = await opened({ permissions: ['clipboard-read', 'clipboard-write'] })
  await completeSite(page)
  await page
    .getByLabel('File')
    .setInputFiles({ name: 'high_water-plan.md', mimeType: 'text/markdown', buffer: Buffer.from(text) })
  expect(await page.getByLabel('Title').inputValue()).toBe('high water plan')
  await toPreview(page)
  await describeIt(page)
  await page.reload()
  expect(await page.getByLabel('Who asks').inputValue()).toBe('Town of Orle')
  expect(await page.getByLabel('What it is about').inputValue()).toBe('Please read.')
  await page.locator('form .notice', { hasText: 'It is not saved yet' }).waitFor()
  await publish(page)
  await page.goto('/c/the-river/desk/share')
  await page.getByRole('button', { name: /^Copy\W+Link$/ }).click()
  await expect.poll(() => page.locator('[data-said]').innerText()).toBe('Copied.')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(`${served.url}/c/the-river`)
  const shown = await page.frameLocator('iframe').locator('h1').innerText()
  expect(shown).toBe('The river')
  await page.locator('img.card-look').scrollIntoViewIfNeeded()
  await expect
    .poll(() => page.locator('img.card-look').evaluate((i: HTMLImageElement) => i.complete && i.naturalWidth), {
      timeout: 20_000,
    })
    .toBe(1200)
  await strangerReads(copied)
  expect(wrong.filter(words => !/400 \(Bad Request\)/.test(words))).toEqual([])
}, 180_000)

test('a file dropped on the form is taken', async () => {
  const { page } = await opened()
  await completeSite(page)
  await page.locator('form[data-upload]').evaluate((form, content) => {
    const carried = new DataTransfer()
    carried.items.add(new File([content], 'dropped.md', { type: 'text/markdown' }))
    for (const type of ['dragover', 'drop'])
      form.dispatchEvent(new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }))
  }, text)
  expect(await page.getByLabel('File').evaluate((i: HTMLInputElement) => i.files?.[0]?.name)).toBe('dropped.md')
  await next(page, 'Import and look at it', /\/c\/dropped\/desk\/draft\?did=import/)
})

test('the same way with scripts off', async () => {
  const { page } = await opened({ javaScriptEnabled: false })
  await completeSite(page)
  await toPreview(page)
  await describeIt(page)
  await publish(page)
  expect(await page.getByRole('button', { name: /Copy/ }).count()).toBe(0)
  await strangerReads(await page.getByLabel('Link').inputValue())
})

test('no barrier that a machine can find on any of these pages, in light and dark, on a phone and a wide screen', async () => {
  const { page } = await opened({ bypassCSP: true })
  const look = async (path: string): Promise<void> => {
    await page.goto(path)
    await everyLook(page, path)
  }
  await look('/setup?token=once')
  await look('/imprint')
  await completeSite(page)
  await look('/desk/instance')
  await look('/desk/instance/privacy')
  await look('/privacy')
  await page.goto('/desk/new')
  await everyLook(page, '/desk/new')
  await toPreview(page)
  await everyLook(page, 'about')
  await describeIt(page)
  await next(page, 'Save and go on', /\/draft\/deadline/)
  await page.getByLabel('Deadline', { exact: true }).fill('2027-10-31T02:30')
  await page.locator('main .button-primary').click()
  await page.getByText('Which of the two is meant?').waitFor()
  await everyLook(page, 'deadline that comes twice')
  await page.getByLabel('The later one').check()
  await next(page, 'Save and go on', /\/draft\/publish/)
  await everyLook(page, 'publish')
  await next(page, 'Publish now', /\/desk\/share/)
  await everyLook(page, 'share')
  await look('/c/the-river/share')
  await look('/c/the-river/embed')
}, 300_000)
