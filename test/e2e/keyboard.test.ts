// By keyboard alone: skip to the text, vote, open a thread, comment, reply; the focus is never lost.

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { live, reader, stage } from '../helpers/reader.ts'

const on = stage()

/** Presses Tab until the element that matches has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(s => document.activeElement?.matches(s), selector)) return
  }
  throw new Error(`Tab never reaches ${selector}`)
}
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.tagName.toLowerCase() ?? '')

test('the whole way by keyboard', async () => {
  const { page, wrong } = await reader(on, 'Ana')
  await live(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await tabTo(page, '.unit[data-number="2"] button[data-value="agree"]')
  await page.keyboard.press('Space')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-pressed'))).toBe('true')
  await page.locator('.unit[data-number="2"] vote-buttons:not([data-pending])').waitFor()
  expect(await page.locator('[data-said]').textContent()).toBe('Your vote is counted.')
  await tabTo(page, '.unit[data-number="2"] .comment-link')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('thread-title')
  await tabTo(page, '.unit[data-number="2"] textarea')
  await page.keyboard.type('Typed with ten fingers.')
  await tabTo(page, '.unit[data-number="2"] .button-primary')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('comment-card')
  await tabTo(page, '.unit[data-number="2"] details.reply > summary')
  await page.keyboard.press('Enter')
  await tabTo(page, '.unit[data-number="2"] details.reply textarea')
  await page.keyboard.type('And a reply.')
  await tabTo(page, '.unit[data-number="2"] details.reply .button-primary')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.unit[data-number="2"] .replies comment-card').count()).toBe(1)
  await expect.poll(() => focused(page)).toBe('comment-card')
  expect(wrong).toEqual([])
})
