// The secretariat at its desk: many answers at once, the report, settings seen as readers will see them; and no barrier on any page of the desk.

import { expect, test } from 'vitest'
import { broken, sideways } from '../helpers/access.ts'
import { colleague, deskStage } from '../helpers/desk.ts'
import { manyComments } from '../helpers/many.ts'

const on = deskStage()

test('one answer for many: seen first, published, used again, taken back', async () => {
  const { house } = on
  const { slug, id, units } = await house.consultation('answers')
  await manyComments(house.db, id, units, 60)
  const { page, wrong } = await colleague(on, 'secretariat')
  await page.goto(`/c/${slug}/desk/answers?unit=P2`)
  const before = await page.locator('[data-coverage] b').innerText()
  await page.getByLabel('Tick all shown').check()
  const ticked = await page.locator('.queue-item > .check input:checked').count()
  expect(ticked).toBeGreaterThan(5)
  await page.getByLabel('Answer, with the reason').fill('The works begin in spring.')
  await page.getByLabel('Outcome').selectOption('accepted')
  await expect.poll(() => page.locator('[data-preview] .answer').innerText()).toContain('The works begin in spring.')
  await page.getByRole('button', { name: 'Publish the answer' }).click()
  await page.getByText(`${ticked} comments answered.`).first().waitFor()
  expect(await page.locator('[data-coverage] b').innerText()).not.toBe(before)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => page.locator('[data-coverage] b').innerText()).toBe(before)
  await page.locator('#reuse').selectOption({ index: 1 })
  expect(await page.getByLabel('Answer, with the reason').inputValue()).toBe('The works begin in spring.')
  expect(wrong).toEqual([])
})

test('the report: a choice, its making, its hash; the table of paragraphs', async () => {
  const { house } = on
  const { slug, id, units } = await house.consultation('reporting')
  await manyComments(house.db, id, units, 40)
  const { page, wrong } = await colleague(on, 'secretariat')
  await page.goto(`/c/${slug}/desk/report`)
  await page.getByLabel('Table (CSV)').check()
  await page.getByRole('radio', { name: /^Paragraphs/ }).check()
  await expect.poll(() => page.locator('[data-make]').getAttribute('href')).toContain('table=paragraphs')
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-make]').click()])
  expect(download.suggestedFilename()).toMatch(/\.csv$/)
  expect(await page.locator('[data-sha] code').innerText()).toMatch(/^[0-9a-f]{64}$/)
  expect(wrong).toEqual([])
})

test('settings: what readers will see follows what is typed', async () => {
  const { slug } = await on.house.consultation('settings')
  const { page, wrong } = await colleague(on, 'secretariat')
  await page.goto(`/c/${slug}/desk/settings`)
  await page.locator('#f-title').fill('Rivers and rain')
  await page.locator('#f-description').fill('We ask **everybody**.')
  await expect.poll(() => page.locator('[data-preview] .settings-title').innerText()).toBe('Rivers and rain')
  expect(await page.locator('[data-preview] strong').innerText()).toBe('everybody')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved. Readers see it now.').first().waitFor()
  expect((await on.house.view(slug, null)).consultation.title).toBe('Rivers and rain')
  expect(wrong).toEqual([])
})

test(
  'no barrier that a machine finds, and nothing sideways: every page of the desk, light and dark, 320 and 1280',
  { timeout: 240_000 },
  async () => {
    const { house } = on
    const full = await house.consultation('full')
    const empty = await house.consultation('empty')
    const { ids } = await manyComments(house.db, full.id, full.units, 30)
    const { page } = await colleague(on, 'secretariat', { bypassCSP: true })
    const paths = [
      '/desk',
      '/c/empty/desk',
      '/c/empty/desk/comments',
      '/c/empty/desk/answers',
      `/c/full/desk/people?comment=${ids[5]}`,
    ]
    for (const place of ['', '/comments?filter=all', '/answers', '/report', '/settings', '/people'])
      paths.push(`/c/full/desk${place}`)
    expect(empty.slug).toBe('empty')
    for (const path of paths)
      for (const colorScheme of ['light', 'dark'] as const)
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 900 })
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await page.goto(path)
          for (const fold of await page.locator('main details:not([open]) > summary').all())
            if (await fold.isVisible()) await fold.click()
          expect(await broken(page), `${path} ${colorScheme} ${width}`).toEqual([])
          expect(await sideways(page), `${path} at ${width}`).toBeLessThanOrEqual(0)
          if (width > 320 || path === '/desk') continue
          const places = await page.locator('.work-nav').evaluate(nav => {
            const here = nav.querySelector('[aria-current]')?.getBoundingClientRect()
            return { rows: Math.round(nav.clientHeight / 44), seen: !!here && here.left >= 0 && here.right <= innerWidth }
          })
          expect({ path, ...places }).toEqual({ path, rows: 2, seen: true })
        }
  },
)
