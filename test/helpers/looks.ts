// A page in every look it has: axe on it, and whether it scrolls sideways.

import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { broken, sideways } from './access.ts'

/** axe finds nothing and nothing scrolls sideways, in light and dark, on a phone and a wide screen. */
export async function everyLook(page: Page, name: string, widths = [320, 1280]): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await broken(page), `${name}, ${colorScheme}, ${width}`).toEqual([])
      expect(await sideways(page), `${name} scrolls sideways at ${width}`).toBeLessThanOrEqual(0)
    }
}
