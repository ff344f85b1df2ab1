// The deadline, a wording and the state change under open pages: each shows what it has a place for, and fetches nothing else.

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { uuid7 } from '../../server/clock.ts'
import { colleague, deskStage } from '../helpers/desk.ts'
import { operator } from '../helpers/house.ts'
import { live } from '../helpers/reader.ts'

const on = deskStage()

/** Opened at a path, with a clock that can be put forward; the paths it asks for from then on. */
async function opened(path: string): Promise<{ page: Page; asked: string[]; wrong: string[] }> {
  const { page, wrong } = await colleague(on, 'secretariat')
  await page.clock.install({ time: on.house.clock.now })
  await page.goto(path)
  await live(page)
  const asked: string[] = []
  page.on('request', request => void asked.push(new URL(request.url()).pathname))
  return { page, asked, wrong }
}
const said = (page: Page, words: string) => page.locator('[data-said]', { hasText: words }).waitFor({ state: 'attached' })

test('what changes is shown where it has its place, and fetched there alone', async () => {
  const { slug, units } = await on.house.consultation('changing')
  const ana = await on.house.person('Ana')
  const input = { consultation: slug, id: uuid7(), paragraphId: units[0], text: 'Whenever it was.', lang: 'en' }
  await on.house.must(ana, 'comment.post', input)
  const reading = await opened(`/c/${slug}/paragraph/${units[0]}`)
  const overview = await opened(`/c/${slug}/dashboard`)
  const time = reading.page.locator('comment-card .when time')
  expect(await time.textContent()).toBe('5 Oct 2026, 12:00')
  const above = await overview.page.locator('.kicker').textContent()

  await on.house.must(operator, 'consultation.extend', {
    consultation: slug,
    until: '2026-12-31T12:00',
    zone: 'Asia/Tokyo',
    reason: 'More time.',
  })
  for (const { page } of [reading, overview]) {
    await said(page, 'The deadline has changed')
    await page.clock.runFor(3_000)
  }
  await reading.page.locator('.deadline-line', { hasText: 'Tokyo' }).waitFor()
  expect(await time.textContent()).toBe('5 Oct 2026, 19:00')
  expect(await reading.page.locator('.thread-times').textContent()).toBe('Time zone: Tokyo')

  const correction = { consultation: slug, id: units[0], html: '<p>One litre in six.</p>', reason: 'A slip.' }
  await on.house.must(operator, 'paragraph.correct', correction)
  for (const { page } of [reading, overview]) {
    await said(page, 'The wording of a paragraph was corrected')
    await page.clock.runFor(3_000)
  }
  expect(await reading.page.locator('.kicker').textContent()).toContain('Draft for public comment · revision 2')
  expect(await overview.page.locator('.kicker').textContent()).toBe(above)
  const cards = (asked: string[]): number => asked.filter(path => path.endsWith('/fragment/deadline')).length
  expect(cards(overview.asked)).toBe(0)
  expect(cards(reading.asked)).toBe(2)

  await on.house.must(operator, 'consultation.close', { consultation: slug, reason: 'Enough.' })
  await expect.poll(() => reading.page.locator('.kicker').textContent()).toContain('comments are closed · revision 2')
  expect(await overview.page.locator('.kicker').textContent()).toBe(above)
  expect([...reading.wrong, ...overview.wrong]).toEqual([])
})
