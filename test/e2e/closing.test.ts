// Closing reaches every open page: nothing more is taken there, and typed words stay.

import type { Page } from 'playwright-core'
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

/** What a page says beside the draft of comments, of votes and of what may be done. */
const said = async (page: Page): Promise<Record<string, string[]>> => {
  const parts = ['comment-count', '.agreement-words', '.whole', '#thread-ID [data-empty]', '#thread-ID .tip', 'first-tips h2']
  const unit = page.locator('.unit[data-number="1"]')
  const id = (await unit.getAttribute('data-place')) ?? ''
  const texts = async (part: string): Promise<string[]> =>
    (await page.locator(part.replace('ID', id)).allTextContents()).map(text => text.replace(/\s+/g, ' ').trim())
  return Object.fromEntries(await Promise.all(parts.map(async part => [part, await texts(part)] as const)))
}

test('a page that was open when it closed says what one says that is loaded afterwards', async () => {
  await on.house.cli('reopen', on.house.slug, '--reason', 'For more.', '--json')
  const ana = await reader(on, 'Ana')
  await live(ana.page)
  const [first, second] = [1, 2].map(n => ana.page.locator(`.unit[data-number="${n}"]`))
  if (!first || !second) throw new Error('no units')
  const paragraphId = (await second.getAttribute('data-place')) ?? ''
  await actBy(on, ana, 'comment.post', { id: 'closing-first', paragraphId, text: 'Please begin at the school.', lang: 'en' })
  await second.locator('.comment-link').click()
  await second.locator('.act-edit').waitFor({ state: 'attached' })
  await first.locator('.comment-link').click()
  await first.locator('[data-empty]').waitFor()
  const before = await said(ana.page)
  expect(before['comment-count']?.join()).toContain('Be the first to comment')
  expect(before['comment-count']?.join()).toContain('Comment on this section')
  await on.house.cli('close', on.house.slug, '--reason', 'It is enough.', '--json')
  await ana.page.locator('parley-consultation[data-state="closed"]').waitFor()
  const lived = await said(ana.page)
  const offered = await second.locator('.act-edit, comment-thread > .tip').count()
  await ana.page.reload()
  await live(ana.page)
  expect(lived).toEqual(await said(ana.page))
  expect(lived).not.toEqual(before)
  expect(offered).toBe(0)
  expect(lived['comment-count']?.join()).toContain('1 comment')
  expect(ana.wrong).toEqual([])
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
