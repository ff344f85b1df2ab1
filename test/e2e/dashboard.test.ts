// The dashboard in a browser: numbers and bars change in place, nothing moves under the reader, it works without scripts, axe finds nothing.

import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { everyLook } from '../helpers/looks.ts'
import { actBy, live, reader, stage, type Reader } from '../helpers/reader.ts'

const on = stage()
/** The parts are fetched anew every 20 seconds at most. */
const CALM = { timeout: 30_000 }
const address = () => `/c/${on.house.slug}/dashboard`

const act = async (who: Reader, name: string, input: object): Promise<number> => (await actBy(on, who, name, input)).seq
const unitsOf = (page: Page) =>
  page
    .locator('.unit')
    .evaluateAll(all => all.map(u => ({ id: u.getAttribute('data-place') ?? '', item: u.getAttribute('data-item') ?? '' })))

const widths = [320, 768, 1280]
/** Links, buttons and fields that can be pressed and are smaller than a finger, but for those inside a line of text. */
const small = (page: Page): Promise<string[]> =>
  page
    .locator('main')
    .locator('button, select, summary, nav a, .chart-downloads a, .unit-link, .share, .dash-link')
    .evaluateAll(all =>
      all
        .filter(e => e.checkVisibility())
        .map(e => ({ name: e.textContent?.trim() ?? '', box: e.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
        .map(({ name, box }) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`),
    )

test('empty: it says what will come, and axe finds nothing', async () => {
  const nobody = await reader(on, undefined, { bypassCSP: true })
  await nobody.page.goto(address())
  expect(await nobody.page.locator('#discussed').textContent()).toContain('Nobody has commented yet.')
  await everyLook(nobody.page, 'empty', widths)
  expect(nobody.wrong).toEqual([])
})

test('live: bars and numbers change in place; new acts wait behind a button; the reader stays where they are', async () => {
  const ana = await reader(on, 'Ana')
  const ben = await reader(on, 'Ben')
  const [first, second] = await unitsOf(ana.page)
  if (!first || !second) throw new Error('no units')
  await act(ana, 'vote.cast', { item: first.item, value: 'agree' })
  await act(ana, 'comment.post', { id: randomUUID(), paragraphId: first.id, text: 'Here before.', lang: 'en' })
  await ben.page.setViewportSize({ width: 1280, height: 900 })
  await ben.page.goto(`${address()}?sort=votes`)
  await live(ben.page)
  const row = ben.page.locator(`tr[data-unit="${first.item}"]`)
  const feed = ben.page.locator('[data-live="feed"]')
  expect(await row.locator('[data-of="agree"]').textContent()).toBe('1')
  await row.scrollIntoViewIfNeeded()
  const place = () => row.evaluate(element => Math.round(element.getBoundingClientRect().top))
  const before = await place()
  await act(ana, 'vote.cast', { item: first.item, value: 'disagree' })
  await act(ana, 'vote.cast', { item: second.item, value: 'agree' })
  await act(ana, 'comment.post', { id: randomUUID(), paragraphId: first.id, text: 'A new thought.', lang: 'en' })
  const cells = () => row.locator('td span[data-of], td span[data-comments]').allTextContents()
  await expect.poll(cells).toEqual(['0', '1', '0', '1', '2'])
  expect(await row.locator('agreement-bar').getAttribute('data-votes')).toBe('0 1 0 1')
  const news = ben.page.locator('[data-news]')
  await news.locator('button').waitFor()
  expect(await feed.textContent()).not.toContain('A new thought.')
  await expect.poll(() => ben.page.locator('.totals').textContent(), CALM).toContain('2 comments')
  expect(await news.locator('a').isVisible()).toBe(true)
  expect(await place()).toBe(before)
  await news.locator('button').click()
  expect(await feed.textContent()).toContain('A new thought.')
  expect(await news.locator('button').isVisible()).toBe(false)
  const focused = () => ben.page.evaluate(() => document.activeElement?.getAttribute('data-live'))
  expect(['feed', 'discussed', 'latest']).toContain(await focused())
  await news.locator('a').click()
  await live(ben.page)
  expect(await ben.page.locator('.unit-link').allTextContents()).toHaveLength(4)
  expect(ben.wrong).toEqual([])

  // The page law: what has changed in place is what is drawn afresh.
  const told = async (page: Page) => ({
    rows: await page.locator('tr[data-unit]').evaluateAll(all => all.map(r => r.textContent?.replace(/\s+/g, ' ')).sort()),
    feed: await page.locator('[data-live="feed"] li').allTextContents(),
    totals: await page.locator('.totals').textContent(),
    days: await page.locator('[data-live="days"] svg').evaluateAll(all => all.map(s => s.outerHTML)),
    shares: await page.locator('[data-live="shares"] .agreement-words').allTextContents(),
  })
  await act(ana, 'vote.cast', { item: second.item, value: null })
  await expect.poll(() => ben.page.locator('.totals').textContent(), CALM).toMatch(/1 vote(?!s)/)
  await news.locator('button').click()
  const seen = await told(ben.page)
  await ben.page.reload()
  expect(await told(ben.page)).toEqual(seen)
})

test('without scripts: sorting, filtering, tables and downloads are links and forms', async () => {
  const { page } = await reader(on, undefined, { javaScriptEnabled: false })
  await page.locator('.tabs a', { hasText: 'Overview' }).click()
  await page.waitForURL(/\/dashboard$/)
  const numbers = () => page.locator('.unit-link').allTextContents()
  expect(await numbers()).toEqual(['P1', 'P2', 'P3', 'P4'])
  await page.locator('#agreement .order a', { hasText: 'Most comments' }).click()
  await page.waitForURL(/sort=comments/)
  expect((await numbers())[0]).toBe('P1')
  await page.locator('#section').selectOption('1')
  await page.locator('#agreement form button').click()
  await page.waitForURL(/section=1/)
  expect(page.url()).toContain('sort=comments')
  expect((await numbers()).toSorted()).toEqual(['P2', 'P3'])
  await page.locator('#activity .chart-table summary').click()
  expect(await page.locator('#activity .chart-table table').isVisible()).toBe(true)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#agreement .chart-downloads a', { hasText: 'CSV' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^streets-for-everybody-agreement-\d+\.csv$/)
  expect(await page.locator('[data-news]:visible, live-control:visible').count()).toBe(0)
})

test('full and closed: axe finds nothing in light and dark, on a phone and a wide screen; targets fit a finger', async () => {
  const nobody = await reader(on, undefined, { bypassCSP: true })
  await nobody.page.goto(address())
  await nobody.page.locator('.chart-table summary').first().click()
  await everyLook(nobody.page, 'full', widths)
  await nobody.page.setViewportSize({ width: 320, height: 900 })
  expect(await small(nobody.page)).toEqual([])
  await on.house.cli('close', on.house.slug, '--reason', 'It is enough.', '--json')
  // The command line closed it beside the server; a kept page may be a second old.
  const totals = async () => {
    await nobody.page.goto(address())
    return nobody.page.locator('[data-live="totals"]').textContent()
  }
  await expect.poll(totals, CALM).toContain('final')
  await everyLook(nobody.page, 'closed', widths)
  expect(nobody.wrong).toEqual([])
})
