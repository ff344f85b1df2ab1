// Six journeys by keyboard alone: read, vote, comment and reply, sign in, moderate, close and export. What a screen reader is told stands in snapshots/; the focus is never lost and never out of sight.

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { countDesk } from '../../db/desk.ts'
import { colleague, deskStage } from '../helpers/desk.ts'
import { sessionOf } from '../helpers/web.ts'

const on = deskStage()

/** Presses Tab until the element that matches has the focus, and looks whether it can be seen there. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(s => document.activeElement?.matches(s), selector)) {
      await inSight(page)
      return
    }
  }
  throw new Error(`Tab never reaches ${selector}`)
}
async function press(page: Page, selector: string, key = 'Enter'): Promise<void> {
  await tabTo(page, selector)
  await page.keyboard.press(key)
}

/** The focus stands on something, and nothing covers it. */
async function inSight(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => {
        const element = document.activeElement
        if (!element || element === document.body) return 'nowhere'
        const box = element.getBoundingClientRect()
        const top = Math.max(box.top, 0)
        const hit = document.elementFromPoint(box.left + box.width / 2, (top + Math.min(box.bottom, innerHeight)) / 2)
        return hit && (element.contains(hit) || hit.contains(element)) ? 'in sight' : `under ${hit?.outerHTML.slice(0, 80)}`
      }),
    )
    .toBe('in sight')
}

/** What assistive technology is given of a part of the page, without what differs from run to run. */
async function heard(page: Page, selector: string, name: string): Promise<void> {
  const told = await page.locator(selector).first().ariaSnapshot()
  const same = told
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replace(/(?<=#p-|#thread-|\/paragraph\/|\/comment\/|\/comments\/)[0-9a-z]{12}\b|\b(?=[a-z]*\d)[0-9a-z]{12}\b/g, 'ID')
  await expect(`${same}\n`).toMatchFileSnapshot(`./snapshots/${name}.yml`)
}

async function participant(name: string): Promise<Page> {
  const context = await on.browser.newContext({
    baseURL: on.served.url,
    locale: 'en',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
  })
  const token = await sessionOf(on.house, await on.house.person(name))
  await context.addCookies([{ name: 'parley', value: token, url: on.served.url }])
  return context.newPage()
}
const live = (page: Page): Promise<void> => page.locator('live-control[data-state="live"]').waitFor()
const second = '.unit[data-number="2"]'

test('read, vote, comment, edit, reply, report', { timeout: 180_000 }, async () => {
  const { id } = await on.house.consultation('keys')
  const ana = await participant('Ana')
  await ana.goto('/c/keys')
  await live(ana)
  await heard(ana, 'main', 'read')
  await ana.keyboard.press('Tab')
  await ana.keyboard.press('Enter')
  await press(ana, `${second} button[data-value="agree"]`, 'Space')
  await ana.locator(`${second} button[data-value="agree"][aria-pressed="true"]`).waitFor()
  await expect.poll(() => ana.locator('[data-said]').textContent()).toBe('Your vote is counted.')
  await inSight(ana)
  await heard(ana, second, 'vote')

  await press(ana, `${second} .comment-link`)
  await expect.poll(() => ana.evaluate(() => document.activeElement?.className)).toBe('thread-title')
  await inSight(ana)
  await tabTo(ana, `${second} textarea`)
  await ana.keyboard.type('Mend the longest pipes first.')
  await press(ana, `${second} .button-primary`)
  await expect.poll(() => ana.evaluate(() => document.activeElement?.tagName)).toBe('COMMENT-CARD')
  await inSight(ana)

  await press(ana, `${second} comment-card .more-acts > summary`)
  await press(ana, `${second} comment-card details:has(> form[action$="/edit"]) > summary`)
  await tabTo(ana, `${second} comment-card [id^="edit-"]`)
  await ana.keyboard.press('Control+A')
  await ana.keyboard.type('Mend the oldest pipes first.')
  await press(ana, `${second} comment-card form[action$="/edit"] button`)
  await expect.poll(() => ana.locator(`${second} .comment-text`).first().innerText()).toBe('Mend the oldest pipes first.')
  await inSight(ana)

  const ben = await participant('Ben')
  await ben.goto('/c/keys')
  await live(ben)
  await press(ben, `${second} .comment-link`)
  await expect.poll(() => ben.evaluate(() => document.activeElement?.className)).toBe('thread-title')
  await press(ben, `${second} details.reply > summary`)
  await tabTo(ben, `${second} details.reply textarea`)
  await ben.keyboard.type('And tell us which ones those are.')
  await press(ben, `${second} details.reply .button-primary`)
  await expect.poll(() => ben.locator(`${second} .replies comment-card`).count()).toBe(1)
  await inSight(ben)
  await heard(ben, `${second} comment-thread`, 'comment-and-reply')

  await press(ben, `${second} .more-acts > summary`)
  const reporting = `${second} form[action$="/report"]`
  await press(ben, `${second} details:has(> form[action$="/report"]) > summary`)
  await press(ben, `${reporting} button`)
  await expect.poll(async () => (await countDesk(on.house.db.read, { consultation: id })).reported).toBe(1)
  await inSight(ben)
})

test('sign in: who is not signed in is asked how, and comes back', { timeout: 120_000 }, async () => {
  await on.house.consultation('door')
  const context = await on.browser.newContext({ baseURL: on.served.url, locale: 'en', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto('/c/door')
  await live(page)
  await press(page, `${second} button[data-value="agree"]`, 'Space')
  await page.locator('form.stack').first().waitFor()
  await heard(page, 'main', 'sign-in')
  await tabTo(page, 'form.stack input:not([type="hidden"])')
  await page.keyboard.type('Cleo')
  await page.keyboard.press('Enter')
  await page.locator(`${second} button[data-value="agree"][aria-pressed="true"]`).waitFor()
})

test('moderate: the list, hiding with a reason, taking it back', { timeout: 120_000 }, async () => {
  const { slug, units } = await on.house.consultation('order')
  const dan = await on.house.person('Dan')
  await on.house.must(dan, 'comment.post', {
    consultation: slug,
    id: '0199c000-0000-7000-8000-000000000001',
    paragraphId: units[0] ?? '',
    text: 'Buy cheap pipes at my shop.',
    lang: 'en',
  })
  const { page } = await colleague(on, 'moderator', { reducedMotion: 'reduce' })
  await page.goto(`/c/${slug}/desk/comments`)
  await page.locator('.queue-item').first().waitFor()
  await heard(page, '.work-main', 'moderate')
  await page.keyboard.press('j')
  await inSight(page)
  await page.keyboard.press('h')
  await page.keyboard.press('4')
  await page.locator('.toast').getByText('1 comment hidden.').waitFor()
  await inSight(page)
  await page.keyboard.press('z')
  await page.locator('.toast').getByText('Taken back.').waitFor()
  await inSight(page)
})

test('close and export', { timeout: 120_000 }, async () => {
  const { slug } = await on.house.consultation('end')
  const { page } = await colleague(on, 'secretariat', { reducedMotion: 'reduce', acceptDownloads: true })
  await page.goto(`/c/${slug}/desk/settings`)
  await press(page, 'details:has(form[action$="/desk/close"]) > summary')
  await tabTo(page, 'form[action$="/desk/close"] [name="reason"]')
  await page.keyboard.type('Everybody was heard.')
  await press(page, 'form[action$="/desk/close"] button')
  await page.locator('form[action$="/desk/reopen"]').waitFor({ state: 'attached' })
  expect((await on.house.view(slug, null)).consultation.state).toBe('closed')
  await page.goto(`/c/${slug}/desk/report`)
  await heard(page, '.work-main', 'close-and-export')
  const loaded = page.waitForEvent('download')
  await press(page, '[data-make]')
  expect((await loaded).suggestedFilename()).toMatch(/^end/)
  await inSight(page)
})
