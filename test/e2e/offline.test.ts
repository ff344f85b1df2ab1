// Without a connection: the draft read last opens, what is written and voted waits and says so, goes out in order; nobody meets another person's words.

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { live, reader, stage } from '../helpers/reader.ts'

const on = stage()
const bar = (page: Page) => page.locator('.waiting-bar')

/** The copy for later is made some seconds after the page. */
async function copied(page: Page): Promise<void> {
  const made = () =>
    page.evaluate(async () => (await (await caches.open('parley-pages')).keys()).map(r => new URL(r.url).pathname))
  await expect.poll(made, { timeout: 15_000 }).toEqual([`/c/${on.house.slug}`])
}
const copies = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const cache = await caches.open('parley-pages')
    return Promise.all((await cache.keys()).map(async key => (await cache.match(key))?.text() ?? ''))
  })
const kept = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify({ ...localStorage }))

async function write(page: Page, number: number, text: string): Promise<void> {
  const unit = page.locator(`.unit[data-number="${number}"]`)
  await unit.locator('.comment-link').click()
  await unit.locator('comment-form[data-reply-to=""] textarea').fill(text)
  await unit.locator('comment-form[data-reply-to=""] .button-primary').click()
}

test('the draft opens offline; two comments and a vote wait, survive a reload and arrive once, in order', async () => {
  const ana = await reader(on, 'Ana')
  const ben = await reader(on, 'Ben')
  await live(ana.page)
  await copied(ana.page)
  expect((await copies(ana.page)).join()).not.toMatch(/Ana|name="token"/)
  await on.house.stop()
  await ana.page.reload()
  await bar(ana.page).getByText('There is no connection').waitFor()
  expect(await ana.page.locator('.unit').count()).toBe(4)
  await write(ana.page, 1, 'First, written on the bus.')
  await ana.page.locator('.unit[data-number="2"] .pulse button[data-value="agree"]').click()
  // Counted on the copy as the server will count it: among the guests.
  expect(await ana.page.locator('.unit[data-number="2"] .agreement-words').textContent()).toContain('1 of them a guest')
  await write(ana.page, 3, 'Second, further on.')
  await bar(ana.page).getByText('2 comments and 1 vote wait on this device; not yet sent.').waitFor()
  await ana.page.reload()
  await bar(ana.page).getByText('2 comments and 1 vote wait on this device; not yet sent.').waitFor()
  expect(await ana.page.locator('.unit[data-number="2"] .pulse button[data-value="agree"]').getAttribute('aria-pressed')).toBe(
    'true',
  )
  await on.house.restart()
  await bar(ana.page).getByText('The connection is back').waitFor({ timeout: 30_000 })
  await expect.poll(() => bar(ana.page).textContent(), { timeout: 30_000 }).not.toContain('not yet sent')
  await ben.page.reload()
  await live(ben.page)
  const events = await ben.context.request.get(`/api/consultations/${on.house.slug}/events?after=0`)
  const { events: all } = (await events.json()) as {
    events: { seq: number; type: string; data: { comment?: { text: string } } }[]
  }
  expect(all.flatMap(e => (e.type === 'comment.posted' ? [e.data.comment?.text] : []))).toEqual([
    'First, written on the bus.',
    'Second, further on.',
  ])
  expect(await ben.page.locator('.unit[data-number="2"] .agreement-words').textContent()).toContain('1 agree')
  const [first, vote, second] = ['comment.posted', 'agreement', 'comment.posted'].map(
    (type, i) => all.filter(e => e.type === type).at(i === 2 ? 1 : 0)?.seq ?? 0,
  )
  expect([first, vote, second]).toEqual([first, vote, second].sort((a = 0, b = 0) => a - b))
  expect(ana.wrong).toEqual([])
})

test('online nothing comes from the copy', async () => {
  const nobody = await reader(on)
  await copied(nobody.page)
  const ana = await reader(on, 'Ana')
  await live(ana.page)
  await ana.page.locator('.unit[data-number="4"] .pulse button[data-value="unsure"]').click()
  await expect.poll(() => nobody.page.locator('.unit[data-number="4"] .agreement-words').textContent()).toContain('1 unsure')
  await nobody.page.reload()
  expect(await nobody.page.locator('html').getAttribute('data-kept')).toBeNull()
  expect(await nobody.page.locator('.unit[data-number="4"] .agreement-words').textContent()).toContain('1 unsure')
})

test('closed meanwhile: the comment is refused with the reason, and its words stay', async () => {
  const ana = await reader(on, 'Ana')
  await live(ana.page)
  await copied(ana.page)
  await on.house.stop()
  await ana.page.reload()
  await write(ana.page, 2, 'Too late, as it turns out.')
  await bar(ana.page).getByText('1 comment waits on this device; not yet sent.').waitFor()
  await ana.page.reload()
  await bar(ana.page).getByText('1 comment waits').waitFor()
  await on.house.cli('close', on.house.slug, '--reason', 'It is enough.', '--json')
  await on.house.restart()
  await bar(ana.page).getByText('A comment from this device was not taken').waitFor({ timeout: 30_000 })
  expect(await bar(ana.page).locator('blockquote').textContent()).toBe('Too late, as it turns out.')
  await ana.page.reload()
  expect(await bar(ana.page).locator('blockquote').textContent()).toBe('Too late, as it turns out.')
  await bar(ana.page).getByText('Remove from this device').click()
  await expect.poll(() => bar(ana.page).isVisible()).toBe(false)
  await on.house.cli('reopen', on.house.slug, '--reason', 'For the next test.', '--json')
})

test.each([
  ['where scripts forget, too', () => `/c/${on.house.slug}`],
  ['where the answer alone tells the browser to forget', () => '/'],
])('two people on one device: after signing out %s, nothing of the first is left for the second', async (_, place) => {
  const ana = await reader(on, 'Ana Canary')
  const { page, context } = ana
  await live(page)
  await copied(page)
  const unit = page.locator('.unit[data-number="1"]')
  await unit.locator('.comment-link').click()
  await unit.locator('comment-form[data-reply-to=""] textarea').fill('Half a thought of Ana.')
  await expect.poll(() => kept(page)).toContain('Half a thought')
  await page.goto(place())
  await page.locator('form[action="/sign-out"] button').click()
  await page.locator('.masthead a[href^="/sign-in"]').waitFor()
  expect(await kept(page)).not.toMatch(/Half a thought|Canary/)
  await page.goBack()
  await page.locator('.masthead').waitFor()
  expect(await page.content()).not.toMatch(/Canary|Half a thought/)
  await context.request.post('/api/guest', { data: { name: 'Ben' }, headers: { Origin: on.house.base } })
  await page.goto(`/c/${on.house.slug}`)
  await copied(page)
  expect((await copies(page)).join()).not.toMatch(/Canary|Half a thought/)
  await unit.locator('.comment-link').click()
  expect(await unit.locator('comment-form[data-reply-to=""] textarea').inputValue()).toBe('')
})

test('a page of the first person, still open when the second signs in, does not act in the second one’s name', async () => {
  const { page, context } = await reader(on, 'Ana')
  await live(page)
  const unit = page.locator('.unit[data-number="3"]')
  await unit.locator('.comment-link').click()
  await unit.locator('comment-form[data-reply-to=""] textarea').fill('Meant by Ana.')
  await context.clearCookies()
  await context.request.post('/api/guest', { data: { name: 'Ben' }, headers: { Origin: on.house.base } })
  await unit.locator('comment-form[data-reply-to=""] .button-primary').click()
  await unit.locator('.error', { hasText: 'Somebody else is signed in here now' }).waitFor()
  expect(await unit.locator('comment-form[data-reply-to=""] textarea').inputValue()).toBe('Meant by Ana.')
  const second = await context.newPage()
  await second.goto(`/c/${on.house.slug}`)
  await second.locator('.unit[data-number="3"] .comment-link').click()
  expect(await second.locator('.unit[data-number="3"] comment-form[data-reply-to=""] textarea').inputValue()).toBe('')
})
