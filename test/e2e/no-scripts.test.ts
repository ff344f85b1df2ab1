// With scripts off: read, comment, reply, vote and search, by plain forms and links.

import { expect, test } from 'vitest'
import { reader, stage } from '../helpers/reader.ts'

const on = stage()

test('reading, commenting, replying, voting and searching work without scripts', async () => {
  const { page } = await reader(on, undefined, { javaScriptEnabled: false })
  expect(await page.locator('.unit').count()).toBe(4)
  expect(await page.locator('live-control').isVisible()).toBe(false)
  const unit = page.locator('.unit[data-number="2"]')
  await unit.locator('.comment-link').click()
  await unit.locator('.thread-form > comment-form textarea').fill('By hand and post.')
  await unit.locator('.thread-form > comment-form [name=name]').fill('Old Joe')
  await unit.locator('.thread-form > comment-form [name=guest]').check()
  await unit.locator('.thread-form > comment-form .button-primary').click()
  await page.waitForURL(/\/comment\//)
  expect(await unit.locator('.comment-text').textContent()).toBe('By hand and post.')
  await unit.locator('details.reply > summary').click()
  await unit.locator('details.reply textarea').fill('And a second thought.')
  await unit.locator('details.reply .button-primary').click()
  await unit.locator('.replies comment-card').waitFor()
  await unit.locator('.pulse button[data-value="agree"]').click()
  expect(await unit.locator('.pulse button[data-value="agree"]').getAttribute('aria-pressed')).toBe('true')
  await unit.locator('.pulse button[data-value="agree"]').click()
  expect(await unit.locator('.pulse button[data-value="agree"]').getAttribute('aria-pressed')).toBe('false')
  await page.locator('input[type=search]').fill('bicycles')
  await page.keyboard.press('Enter')
  await page.waitForURL(/search/)
  expect(await page.locator('main').textContent()).toContain('Each school gets a safe place for bicycles.')
})
