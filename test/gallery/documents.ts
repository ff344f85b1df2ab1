// The pictures of README and docs/, of fixed sizes: single pages, and four steps of taking part side by side.

import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { arrive, contextFor, takeWebp } from './camera.ts'
import type { Scene } from './scene.ts'
import { shots, type Shot } from './shots.ts'

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))
const WIDE = { width: 1280, height: 960 }
const PHONE = { width: 320, height: 640 }

/** States of the gallery that the documents show as they are, and how far the page is scrolled first. */
const shown: [name: string, to?: string][] = [
  ['reading'],
  ['open-unit', '.unit[data-number="2"]'],
  ['closed'],
  ['dashboard'],
  ['comparison'],
  ['desk-overview'],
  ['desk-comments'],
  ['desk-answers'],
  ['desk-report'],
  ['desk-revision'],
  ['preview'],
  ['step-publish'],
  ['drafting-room'],
]

async function withPage(browser: Browser, scene: Scene, shot: Shot, size: typeof WIDE, act: (page: Page) => Promise<void>) {
  const context = await contextFor(browser, scene, shot, { viewport: size })
  const page = await context.newPage()
  await arrive(page, shot)
  const tips = page.locator('first-tips button').first()
  if (await tips.isVisible()) await tips.click()
  await act(page)
  await page.close()
  await context.close()
}

/** Brings a place to the upper part of the window. */
const upTo = (page: Page, selector: string): Promise<void> =>
  page
    .locator(selector)
    .first()
    .evaluate(element => scrollBy(0, element.getBoundingClientRect().top - 60))

/** Reading, agreeing, writing, said: one person on a phone. */
async function takeSteps(browser: Browser, scene: Scene): Promise<void> {
  const stills: string[] = []
  const shot: Shot = { name: 'steps', path: '/c/demo', who: 'reader' }
  await withPage(browser, scene, shot, PHONE, async page => {
    const unit = page.locator('.unit[data-number="5"]')
    const still = async (): Promise<void> => void stills.push((await page.screenshot()).toString('base64'))
    await still()
    await unit.locator('.pulse button[data-value="agree"]').click()
    await unit.locator('.pulse button[aria-pressed="true"]').waitFor()
    await upTo(page, '.unit[data-number="5"]')
    await still()
    await unit.locator('.comment-link').click()
    const area = unit.locator('.thread-form textarea')
    await area.fill('Please plant in Mill Lane too. Children walk to school there, and it has not one tree.')
    await upTo(page, '.unit[data-number="5"] .thread-form')
    await still()
    await unit.locator('.thread-form .button-primary').click()
    await unit.locator('.comments', { hasText: 'not one tree' }).waitFor()
    await upTo(page, '.unit[data-number="5"] .comment:has-text("not one tree")')
    await still()
  })
  const page = await browser.newPage({ viewport: { width: PHONE.width * 4 + 100, height: PHONE.height + 40 } })
  const pictures = stills.map(data => `<img alt="" src="data:image/png;base64,${data}">`)
  await page.setContent(
    `<style>body{margin:20px;display:flex;gap:20px;background:#e8e6e1}img{outline:1px solid #999}</style>${pictures.join('')}`,
  )
  await takeWebp(page, `${folder}steps.webp`, 70)
  await page.close()
}

export async function takeDocuments(browser: Browser, now: Scene, later: Scene): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, to] of shown) {
    const shot = shots.find(s => s.name === name)
    if (!shot) throw new Error(`there is no picture ${name}`)
    await withPage(browser, shot.closed ? later : now, shot, WIDE, async page => {
      if (to) await upTo(page, to)
      await takeWebp(page, `${folder}${name}.webp`)
    })
  }
  await takeSteps(browser, now)
}
