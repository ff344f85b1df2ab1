// Import, preview, publish in a real browser: with the cursor as the place to split, and once more with scripts off.

import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { broken, sideways } from '../helpers/access.ts'
import { colleague, deskStage } from '../helpers/desk.ts'

const text = `# The river

The water rises each spring. The towns meet. Nobody is left out.

Three things are needed:

- everybody knows the plan;
- everybody can answer.
`

const on = deskStage()
const secretary = (options: BrowserContextOptions = {}) => colleague(on, 'secretariat', options)

async function importDraft(page: Page, slug: string): Promise<void> {
  await page.goto('/desk/new')
  await page.getByLabel('Title').fill('The river')
  await page.getByLabel('Address of the page').fill(slug)
  await page.getByLabel('File').setInputFiles({ name: 'river.md', mimeType: 'text/markdown', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: 'Import and look at it' }).click()
  await page.waitForURL(/desk\/draft\?did=import/)
}
const words = (page: Page): Promise<string[]> => page.locator('.block-text').allInnerTexts()

test('split at the cursor, joined again, undone; then published and read by a stranger', async () => {
  const { page, wrong } = await secretary()
  await importDraft(page, 'cursor')
  const prose = page.locator('.block[data-number="1"]')
  await prose.getByRole('link', { name: 'Split' }).click()
  await prose.locator('.block-text').click({ position: { x: 1, y: 8 } })
  await page.keyboard.press('Home')
  for (let i = 0; i < 'The water rises each spring.'.length; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.type('never written')
  await page.getByRole('button', { name: 'Split at the cursor' }).click()
  await page.waitForURL(/did=split/)
  expect((await words(page)).slice(1, 3)).toEqual(['The water rises each spring.', 'The towns meet. Nobody is left out.'])
  await page.locator('.block[data-number="2"]').getByRole('button', { name: 'Join to the one above' }).click()
  await page.waitForURL(/did=merge/)
  expect(await page.locator('.block-no').allInnerTexts()).toEqual(['P1', 'P2'])
  await page.getByRole('button', { name: 'Undo: Join to the one above' }).click()
  await page.waitForURL(/did=undo/)
  await page.reload()
  expect(await page.locator('.block-no').allInnerTexts()).toEqual(['P1', 'P2', 'P3'])
  await page.goto('/c/cursor/desk/draft/publish')
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.waitForURL(/\/c\/cursor\/desk\/share/)
  const stranger = await (await on.browser.newContext({ baseURL: on.served.url })).newPage()
  await stranger.goto('/c/cursor')
  expect(await stranger.locator('.unit-text').first().innerText()).toBe('The water rises each spring.')
  expect(wrong).toEqual([])
})

test('the same way with scripts off', async () => {
  const { page } = await secretary({ javaScriptEnabled: false })
  await importDraft(page, 'plain')
  await page.locator('.block[data-number="1"]').getByRole('link', { name: 'Split' }).click()
  expect(await page.locator('.split-cursor').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Split before “The towns meet. Nobody is left out.”' }).click()
  await page.locator('.block[data-number="2"]').getByRole('button', { name: 'Move up' }).click()
  expect((await words(page)).slice(1, 3)).toEqual(['The towns meet. Nobody is left out.', 'The water rises each spring.'])
  await page.goto('/c/plain/desk/draft/publish')
  await page.getByRole('button', { name: 'Make a rehearsal' }).click()
  const rehearsal = await page.locator('#rehearsal a').getAttribute('href')
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.waitForURL(/\/c\/plain\/desk\/share/)
  expect((await page.goto(rehearsal ?? ''))?.status()).toBe(404)
})

test('no barrier that a machine can find, and no sideways scrolling at 320 pixels', async () => {
  const { page } = await secretary({ bypassCSP: true })
  await importDraft(page, 'barriers')
  const preview = '/c/barriers/desk/draft'
  const id = await page.locator('.block[data-number="1"]').getAttribute('id')
  for (const path of ['/desk/new', preview, `${preview}?split=${id?.slice(2)}`]) {
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto(path)
      expect(await broken(page), `${path} at ${width}`).toEqual([])
      expect(await sideways(page), path).toBeLessThanOrEqual(0)
    }
  }
})
