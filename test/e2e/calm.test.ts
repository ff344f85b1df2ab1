// A busy hour: numbers change, and neither the text under the reader's eyes nor the focus moves; little is announced.

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { startVoting } from '../helpers/loop.ts'
import { actBy, live, reader, stage } from '../helpers/reader.ts'

const on = stage(
  `# Long\n\n${Array.from({ length: 30 }, (_, i) => `Paragraph ${i + 1} of a long draft. ${'It says something. '.repeat(12)}`).join('\n\n')}`,
)

test('a hundred events leave focus and scroll where they are, and are told at most three times a minute', async () => {
  const ben = await reader(on, 'Ben', { viewport: { width: 390, height: 800 } })
  const people = await Promise.all(['Ana', 'Cleo', 'Dan'].map(name => reader(on, name)))
  await live(ben.page)
  const unit = ben.page.locator('.unit[data-number="15"]')
  await unit.locator('.comment-link').click()
  await unit.locator('comment-thread').waitFor()
  const area = unit.locator('.thread-form > comment-form textarea')
  await area.fill('In the middle of')
  await ben.page.evaluate(() => {
    const told: string[] = []
    Object.assign(globalThis, { told })
    const said = document.querySelector('[data-said]')
    if (said)
      new MutationObserver(() => told.push(said.textContent ?? '')).observe(said, {
        childList: true,
        characterData: true,
        subtree: true,
      })
  })
  const place = (): Promise<number> => area.evaluate(element => Math.round(element.getBoundingClientRect().top))
  const before = await place()
  const units = await ben.page
    .locator('.unit')
    .evaluateAll(all => all.map(u => ({ id: u.getAttribute('data-place') ?? '', item: u.getAttribute('data-item') ?? '' })))
  let seq = 0
  for (const [i, u] of units.entries())
    for (const who of people) {
      const [name, input] =
        i % 5 === 4
          ? ['comment.post', { id: randomUUID(), paragraphId: u.id, text: `Number ${i}`, lang: 'en' }]
          : ['vote.cast', { item: u.item, value: i % 2 ? 'agree' : 'disagree' }]
      seq = (await actBy(on, who, name as string, input as object)).seq
    }
  await ben.page.locator(`parley-consultation[data-seq="${seq}"]`).waitFor()
  expect(await place()).toBe(before)
  expect(await area.evaluate(element => element === document.activeElement)).toBe(true)
  expect(await area.inputValue()).toBe('In the middle of')
  expect(await unit.locator('news-button button').textContent()).toBe('Show 3 new comments')
  expect(await ben.page.locator('.unit[data-number="1"] .agreement-words').textContent()).toContain('3 disagree')
  const told = await ben.page.evaluate(() => (globalThis as unknown as { told: string[] }).told)
  expect(told.length).toBeLessThanOrEqual(3)
  expect(ben.wrong).toEqual([])
})

/** Everything that is said from now on, by any region that speaks, with the moment by the page's clock. */
function listen(): void {
  const told: { at: number; words: string }[] = []
  Object.assign(globalThis, { told })
  const speaks = '[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])'
  new MutationObserver(changes => {
    const regions = changes.map(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest(speaks))
    for (const region of new Set(regions)) if (region) told.push({ at: Date.now(), words: region.textContent ?? '' })
  }).observe(document.body, { childList: true, characterData: true, subtree: true })
}
interface Told {
  at: number
  words: string
}

test('in a storm of votes one types on, and hears one sentence at most every 20 seconds', { timeout: 180_000 }, async () => {
  const { page, wrong } = await reader(on, 'Ben', { viewport: { width: 390, height: 800 } })
  await page.clock.install()
  await page.reload()
  await live(page)
  const unit = page.locator('.unit[data-number="15"]')
  await unit.locator('.comment-link').click()
  const area = unit.locator('.thread-form > comment-form textarea')
  await area.focus()
  await page.evaluate(listen)
  // Twenty-nine of the thirty, so that each voter comes back to each with another wish.
  const items = await page.locator('.unit').evaluateAll(all => all.slice(1).map(u => u.getAttribute('data-item') ?? ''))
  const cookies = await Promise.all(Array.from({ length: 50 }, guestCookie))
  const seqNow = async (): Promise<number> => Number(await page.locator('parley-consultation').getAttribute('data-seq'))
  const place = (): Promise<number> => area.evaluate(element => Math.round(element.getBoundingClientRect().top))
  const before = await place()
  let typed = ''
  for (let round = 0; round < 4; round++) {
    const [from, begun] = [await seqNow(), performance.now()]
    const voting = await startVoting({ url: on.house.base, slug: on.house.slug, items, cookies, connections: 50 })
    while ((await seqNow()) < from + 1_500) {
      await page.keyboard.type('a ')
      typed += 'a '
    }
    const { taken, others } = await voting.end()
    expect(others).toEqual({})
    console.info(`storm ${round + 1}: ${Math.round((taken * 1_000) / (performance.now() - begun))} votes a second`)
    await page.clock.fastForward(20_000)
  }
  expect(await area.inputValue()).toBe(typed)
  expect(await area.evaluate(element => element === document.activeElement)).toBe(true)
  expect(await place()).toBe(before)
  const told = await page.evaluate(() => (globalThis as unknown as { told: Told[] }).told)
  expect(told.length).toBeGreaterThanOrEqual(2)
  for (const [i, { words, at }] of told.entries()) {
    expect(words).toMatch(/^Votes changed at \d+ places\.$/)
    if (i) expect(at - (told[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(20_000)
  }
  expect(wrong).toEqual([])
})

async function guestCookie(): Promise<string> {
  const answer = await fetch(`${on.house.base}/api/guest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: on.house.base },
    body: JSON.stringify({ name: 'Voter' }),
  })
  return answer.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')
}

test('the order and the next page of a long thread come in place', async () => {
  const ana = await reader(on, 'Ana')
  await live(ana.page)
  const unit = ana.page.locator('.unit[data-number="1"]')
  const id = (await unit.getAttribute('data-place')) ?? ''
  for (let i = 1; i <= 35; i++)
    await actBy(on, ana, 'comment.post', { id: `comment-${i}`, paragraphId: id, text: `Comment ${i}`, lang: 'en' })
  await unit.locator('.comment-link').click()
  const cards = unit.locator('[data-comments] > li > comment-card')
  await expect.poll(() => cards.count()).toBe(30)
  await unit.locator('.order a', { hasText: 'Oldest' }).click()
  await expect.poll(() => cards.first().locator('.comment-text').textContent()).toBe('Comment 1')
  await unit.locator('a[data-more]').click()
  await expect.poll(() => cards.count()).toBe(35)
  expect(await cards.last().locator('.comment-text').textContent()).toBe('Comment 35')
  expect(await unit.locator('a[data-more]').count()).toBe(0)
})

test('a reader far away sees the deadline in their own time too; signing out elsewhere is told', async () => {
  await on.house.cli(
    'extend',
    on.house.slug,
    '--until',
    '2099-01-01T12:00',
    '--zone',
    'Asia/Tokyo',
    '--reason',
    'more time',
    '--json',
  )
  const ana = await reader(on, 'Ana', { timezoneId: 'America/New_York' })
  await live(ana.page)
  expect(await ana.page.locator('.deadline-line .your-time').textContent()).toContain('22:00 your time')
  const other = await ana.context.newPage()
  await other.goto(`/c/${on.house.slug}`)
  await other.locator('form[action="/sign-out"] button').click()
  await ana.page.locator('.reload').waitFor()
  expect(await ana.page.locator('.reload').textContent()).toContain('You are signed out')
})
