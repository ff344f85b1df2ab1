// Closing reaches every open page: nothing more is taken there, and typed words stay.

import { expect, test } from 'vitest'
import { actBy, live, reader, stage } from '../helpers/reader.ts'

const on = stage()

test('closing reaches all open pages at once, with and without a session', async () => {
  const people = [await reader(on, 'Ana'), await reader(on, 'Ben'), await reader(on)]
  for (const { page } of people) await live(page)
  const typing = people[0]?.page
  if (!typing) throw new Error('nobody is there')
  await typing.locator('.unit[data-number="1"] .comment-link').click()
  const area = typing.locator('.unit[data-number="1"] .thread-form > comment-form textarea')
  await area.fill('Still typing')
  await on.house.cli('close', on.house.slug, '--reason', 'It is enough.', '--json')
  for (const { page } of people) {
    await page.locator('parley-consultation[data-state="closed"]').waitFor()
    await page.locator('deadline-card[data-state="closed"]').waitFor()
    expect(await page.locator('.vote:enabled').count()).toBe(0)
    expect(await page.locator('[data-said]').textContent()).toContain('has closed')
  }
  expect(await area.inputValue()).toBe('Still typing')
  expect(await area.isEditable()).toBe(false)
  expect(await typing.locator('comment-form .error').textContent()).toContain('has closed')
  await typing.reload()
  expect(await typing.locator('.vote').count()).toBe(0)
})

test('in a closed thread the way to more comments and the zone of the times stand below the comments', async () => {
  await on.house.cli('reopen', on.house.slug, '--reason', 'For more.', '--json')
  const ana = await reader(on, 'Ana')
  const unit = ana.page.locator('.unit[data-number="2"]')
  const id = (await unit.getAttribute('data-place')) ?? ''
  for (let n = 1; n <= 31; n++)
    await actBy(on, ana, 'comment.post', { id: `closing-${n}`, paragraphId: id, text: `Comment ${n}`, lang: 'en' })
  await on.house.cli('close', on.house.slug, '--reason', 'It is enough.', '--json')
  await ana.page.reload()
  await unit.locator('.comment-link').click()
  const top = async (selector: string): Promise<number> => (await unit.locator(selector).boundingBox())?.y ?? NaN
  await unit.locator('.thread-times').waitFor()
  expect(await top('a[data-more]')).toBeGreaterThan(await top('[data-comments] > li:last-child'))
  expect(await top('.thread-times')).toBeGreaterThan(await top('a[data-more]'))
})
