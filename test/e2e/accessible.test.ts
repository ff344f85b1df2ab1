// axe finds nothing on any public page, in light and dark, on a phone and a wide screen; nothing scrolls sideways.

import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { live, reader, stage } from '../helpers/reader.ts'

const on = stage()

/** Rules broken on the page as it stands, each with its first place. */
async function broken(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.map(v => `${v.id}: ${v.nodes.map(n => `${n.target.join(' ')} ${n.failureSummary ?? ''}`)[0]}`)
  })
}
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const looks = (['light', 'dark'] as const).flatMap(colorScheme => [320, 1280].map(width => ({ colorScheme, width })))

async function everyLook(page: Page, name: string): Promise<void> {
  for (const { colorScheme, width } of looks) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await broken(page), `${name}, ${colorScheme}, ${width}`).toEqual([])
    expect(await sideways(page), `${name} scrolls sideways at ${width}`).toBeLessThanOrEqual(0)
  }
}

test('0 violations on the front door, sign-in, reading page, open thread, guest page, closed page', async () => {
  const ana = await reader(on, 'Ana', { bypassCSP: true })
  const nobody = await reader(on, undefined, { bypassCSP: true })
  await live(ana.page)
  await everyLook(ana.page, 'reading')
  const unit = ana.page.locator('.unit[data-number="2"]')
  await unit.locator('button[data-value="agree"]').first().click()
  await unit.locator('.comment-link').click()
  await unit.locator('.thread-form > comment-form textarea').fill('A comment to look at.')
  await unit.locator('.thread-form > comment-form .button-primary').click()
  await unit.locator('details.reply > summary').click()
  await unit.locator('details.more-acts > summary').click()
  await everyLook(ana.page, 'open thread')
  await unit.locator('.thread-form > comment-form textarea').fill('x'.repeat(4_001))
  await unit.locator('.thread-form > comment-form .button-primary').click()
  await unit.locator('.error[role="alert"]').waitFor()
  await everyLook(ana.page, 'refused')
  await nobody.page.goto('/')
  await everyLook(nobody.page, 'front door')
  await nobody.page.goto('/sign-in')
  await everyLook(nobody.page, 'sign-in')
  await nobody.page.goto(`/c/${on.house.slug}/search?q=schools`)
  await everyLook(nobody.page, 'search')
  await nobody.page.goto(`/c/${on.house.slug}`)
  await nobody.page.locator('.unit[data-number="1"] button[data-value="agree"]').click()
  await nobody.page.locator('form.stack').waitFor()
  await everyLook(nobody.page, 'guest')
  await on.house.cli('close', on.house.slug, '--reason', 'It is enough.', '--json')
  await ana.page.locator('deadline-card[data-state="closed"]').waitFor()
  await everyLook(ana.page, 'closed while open')
  await nobody.page.goto(`/c/${on.house.slug}/paragraph/whole`)
  await everyLook(nobody.page, 'closed')
})
