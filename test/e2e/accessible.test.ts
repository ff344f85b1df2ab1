// Every page and state, for everybody: axe finds nothing in light, dark and right to left; nothing vanishes in forced colours; all fits 320 pixels, which is 400 % of 1280, also with wide spacing; targets are large enough; what has the focus is in sight.

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dirOf, langs } from '../../shared/words.ts'
import { launch } from '../browser.ts'
import { arrive, contextFor } from '../gallery/camera.ts'
import { openScene, type Scene } from '../gallery/scene.ts'
import { shots, type Shot } from '../gallery/shots.ts'
import { addStates } from '../gallery/states.ts'
import { full } from '../helpers/size.ts'
import { broken, cutText, hiddenFocus, sideways, smallTargets, stillMoving, vanished, widenText } from '../helpers/access.ts'

/** What depends on colours alone; the other rules are asked once. */
const colours = ['color-contrast', 'link-in-text-block']
const rightToLeft = langs.find(lang => dirOf(lang) === 'rtl')
const phone = { width: 320, height: 900 }
const wide = { width: 1280, height: 900 }

const on = {} as { browser: Browser; now: Scene; later: Scene }
beforeAll(async () => {
  ;[on.browser, on.now, on.later] = await Promise.all([launch(), openScene(), openScene(40)])
  await addStates(on.now)
}, 180_000)
afterAll(async () => {
  await on.browser?.close()
  await Promise.all([on.now?.close(), on.later?.close()])
})

async function at(shot: Shot, options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await contextFor(on.browser, shot.closed ? on.later : on.now, shot, { bypassCSP: true, ...options })
  const page = await context.newPage()
  await arrive(page, shot)
  await look(page)
  await context.close()
}

/** Every page in light on a phone; the other looks of every third page here, of every page in `npm run prove:access`. */
const examined = shots
  .filter(s => s.media !== 'print')
  .map((shot, n) => ({ name: shot.name, shot, thorough: full || n % 3 === 0 }))

test.each(examined)('$name', { timeout: 120_000 }, async ({ shot, thorough }) => {
  // axe needs timers, which a page with scripts off has not; the same page is asked with scripts.
  const asked = shot.scripts !== false
  await at(shot, { viewport: phone }, async page => {
    if (asked) expect(await broken(page), 'light, 320').toEqual([])
    expect(await smallTargets(page), 'targets, 320').toEqual([])
    expect(await sideways(page), 'scrolls sideways').toBeLessThanOrEqual(0)
    expect(await cutText(page), 'cut').toEqual([])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ forcedColors: 'active', colorScheme })
      expect(await vanished(page), `forced colours, ${colorScheme}`).toEqual([])
    }
    await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' })
    if (!thorough) return
    expect(await hiddenFocus(page), 'focus, 320').toEqual([])
    expect(await stillMoving(page), 'moves though less motion is asked for').toEqual([])
    await page.setViewportSize(wide)
    await page.emulateMedia({ colorScheme: 'dark' })
    if (asked) expect(await broken(page, colours), 'dark, 1280').toEqual([])
    expect(await smallTargets(page), 'targets, 1280').toEqual([])
    expect(await hiddenFocus(page), 'focus, 1280').toEqual([])
    await page.setViewportSize(phone)
    await widenText(page)
    expect(await sideways(page), 'scrolls sideways with wide spacing').toBeLessThanOrEqual(0)
    expect(await cutText(page), 'cut with wide spacing').toEqual([])
  })
  if (!thorough || !asked || shot.lang) return
  await at({ ...shot, ...(rightToLeft && { lang: rightToLeft }) }, { viewport: phone }, async page => {
    expect(await page.evaluate(() => document.dir)).toBe('rtl')
    expect(await broken(page), 'right to left, 320').toEqual([])
    expect(await sideways(page), 'scrolls sideways, right to left').toBeLessThanOrEqual(0)
  })
})
