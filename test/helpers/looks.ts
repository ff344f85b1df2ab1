// A page in every look it has: axe on it, and whether it scrolls sideways.

import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

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

/** axe finds nothing and nothing scrolls sideways, in light and dark, on a phone and a wide screen. */
export async function everyLook(page: Page, name: string): Promise<void> {
  for (const { colorScheme, width } of looks) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await broken(page), `${name}, ${colorScheme}, ${width}`).toEqual([])
    expect(await sideways(page), `${name} scrolls sideways at ${width}`).toBeLessThanOrEqual(0)
  }
}
