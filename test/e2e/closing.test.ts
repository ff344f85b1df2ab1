// Closing reaches every open page: nothing more is taken there, and typed words stay.

import { expect, test } from 'vitest'
import { live, reader, stage } from '../helpers/reader.ts'

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
