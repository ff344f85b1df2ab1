// The camera: a browser that lives on the day of the pictures, opens a page as somebody, and keeps what it shows.

import { writeFile } from 'node:fs/promises'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { TODAY, type Scene } from './scene.ts'
import type { Shot } from './shots.ts'

const HEIGHT = 900
/** Long pages are cut here: what repeats below was seen above. */
const LONGEST = 2_200

export async function contextFor(
  browser: Browser,
  scene: Scene,
  { who, lang, scripts }: Pick<Shot, 'who' | 'lang' | 'scripts'>,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: scene.url,
    locale: lang ?? 'en',
    timezoneId: 'Europe/Lisbon',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    javaScriptEnabled: scripts ?? true,
    viewport: { width: 1280, height: HEIGHT },
    ...options,
  })
  if (who) await context.addCookies([{ name: 'parley', value: scene.tokens[who], url: scene.url }])
  await context.addInitScript(`{
    const away = ${TODAY} - Date.now()
    const Real = Date
    globalThis.Date = class extends Real {
      constructor(...given) {
        if (given.length) super(...given)
        else super(Real.now() + away)
      }
      static now() {
        return Real.now() + away
      }
    }
  }`)
  return context
}

/** Opens the page and does what is done there first. */
export async function arrive(page: Page, shot: Shot): Promise<void> {
  await page.goto(shot.path, { waitUntil: 'load' })
  if (shot.scripts !== false && (await page.locator('live-control').count()))
    await page.locator('live-control[data-state="live"]').waitFor({ state: 'attached' })
  await shot.act?.(page)
}

export async function takePage(page: Page, file: string): Promise<void> {
  const width = page.viewportSize()?.width ?? 1280
  const tall = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.min(Math.max(tall, HEIGHT), LONGEST) })
  await page.evaluate(() => scrollTo(0, 0))
  await page.screenshot({ path: file })
  await page.setViewportSize({ width, height: HEIGHT })
}

/** WebP, which the browser writes itself; as tall as the window. */
export async function takeWebp(page: Page, file: string, quality = 80): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality })
  await session.detach()
  await writeFile(file, Buffer.from(data, 'base64'))
}
