// The drafting room and its history in every look: axe finds nothing, nothing scrolls sideways, what is pressed is large enough for a thumb.

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { everyLook } from '../helpers/looks.ts'
import { reader, stage } from '../helpers/reader.ts'

const on = stage(`# Water

The town loses one litre in five[^1].

Until then the company will:

- listen at night;
- lower the pressure.

| What | Cost |
|---|---|
| Pipes | 6 |

[^1]: Since 1906.
`)

/** Buttons, links of their own line and summaries that are smaller than 44 px. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.locator('.room :is(button, summary, .room-ways a)').evaluateAll(all =>
    all.flatMap(el => {
      const { width, height } = el.getBoundingClientRect()
      return width > 0 && Math.min(width, height) < 44 ? [`${el.textContent ?? ''} ${width} × ${height}`] : []
    }),
  )

test('the room, its table tools, a dialog, the history and an earlier state', { timeout: 240_000 }, async () => {
  const { page, context, wrong } = await reader(on, undefined, { bypassCSP: true })
  const said = await on.house.cli('staff', 'add', 'sam@example.org', '--role', 'secretariat', '--link', '--json')
  const { url } = JSON.parse(said) as { url: string }
  await page.goto(new URL(url).pathname + new URL(url).search)
  await page.locator('main form button').first().click()
  await page.waitForURL(address => !address.pathname.startsWith('/sign-in'))
  await page.goto(`/c/${on.house.slug}/draft`)
  await page.locator('.ProseMirror > *', { hasText: 'The town loses' }).click()
  await page.keyboard.type('Sam was here. ')
  await page.locator('[data-state="saved"]').waitFor()
  await everyLook(page, 'room')
  await page.locator('.ProseMirror td', { hasText: 'Pipes' }).click()
  await page.locator('.room-tools:not([hidden])').nth(5).waitFor()
  for (const details of await page.locator('.room details:not([open]) > summary').all()) await details.click()
  await everyLook(page, 'table tools and shortcuts')
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await tooSmall(page), `${width}`).toEqual([])
  }
  await page.locator('.room-toolbar button', { hasText: 'ootnote' }).click()
  await page.locator('dialog[open]').waitFor()
  await everyLook(page, 'dialog')
  await page.keyboard.press('Escape')
  await page.goto('/')
  // The room keeps a state when everybody has left.
  await expect
    .poll(
      async () => {
        await page.goto(`/c/${on.house.slug}/draft/history`)
        return page.locator('.room-states li').count()
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBeGreaterThan(0)
  await everyLook(page, 'history')
  await page.locator('.room-states a').first().click()
  await everyLook(page, 'an earlier state')
  await page.goto(`${page.url()}?with=now`)
  await everyLook(page, 'compared with now')
  expect(wrong).toEqual([])
  await context.close()
})
