// The reading page: the thread beside the text or below it, the map and its table, tips, acts in place, and a page that stands still.

import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { actBy, live, reader, stage, type Reader } from '../helpers/reader.ts'

const on = stage(
  `# Streets\n\n${Array.from({ length: 12 }, (_, i) => `Paragraph ${i + 1} of a draft. ${'It says something. '.repeat(10)}`).join('\n\n')}`,
)
const unit = (page: Page, n: number) => page.locator(`.unit[data-number="${n}"]`)

const act = async (who: Reader, name: string, input: object): Promise<number> => (await actBy(on, who, name, input)).seq
const idOf = async (page: Page, n: number): Promise<string> => (await unit(page, n).getAttribute('data-place')) ?? ''
const itemOf = async (page: Page, n: number): Promise<string> => (await unit(page, n).getAttribute('data-item')) ?? ''
const comment = (id: string, text: string) => ({ id: randomUUID(), paragraphId: id, text, lang: 'en' })

test('the thread stands beside its text on a wide screen, below it on a phone; text and form stay in view', async () => {
  const ana = await reader(on, 'Ana', { viewport: { width: 1280, height: 900 } })
  const id = await idOf(ana.page, 3)
  for (let i = 0; i < 25; i++) await act(ana, 'comment.post', comment(id, `Remark ${i} about the third paragraph.`))
  await unit(ana.page, 3).locator('.comment-link').click()
  const stay = unit(ana.page, 3).locator('.unit-stay')
  const thread = unit(ana.page, 3).locator('comment-thread')
  await thread.locator('comment-card').first().waitFor()
  const box = async (what: typeof stay) => {
    const found = await what.boundingBox()
    if (!found) throw new Error('nothing is shown')
    return found
  }
  const [text, beside] = [await box(stay), await box(thread)]
  expect(beside.x).toBeGreaterThanOrEqual(text.x + text.width)
  expect(beside.y).toBeLessThan(text.y + 40)
  await thread
    .locator('comment-card')
    .nth(20)
    .evaluate(card => card.scrollIntoView({ behavior: 'instant' }))
  await expect.poll(async () => (await box(stay)).y).toBe(16)
  const form = await box(unit(ana.page, 3).locator('textarea').first())
  expect(form.y + form.height).toBeLessThanOrEqual(900)

  await ana.page.setViewportSize({ width: 390, height: 800 })
  const [above, below] = [await box(stay), await box(thread)]
  expect(below.y).toBeGreaterThanOrEqual(above.y + above.height)
})

test('nothing shifts while votes and comments arrive', { timeout: 120_000 }, async () => {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 800 },
  ]) {
    const ben = await reader(on, `Ben ${viewport.width}`, { viewport })
    const people = await Promise.all(['Ana', 'Cleo', 'Dan', 'Eve', 'Flo', 'Gus'].map(name => reader(on, name)))
    await live(ben.page)
    const id = await idOf(ben.page, 2)
    await act(ben, 'comment.post', comment(id, 'The first.'))
    await unit(ben.page, 2).locator('.comment-link').click()
    await unit(ben.page, 2).locator('comment-card').first().waitFor()
    await unit(ben.page, 2).locator('textarea').first().fill('Still being typed')
    await ben.page.evaluate(() => {
      const shifts = { sum: 0 }
      Object.assign(globalThis, { shifts })
      new PerformanceObserver(list => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
          if (!entry.hadRecentInput) shifts.sum += entry.value
      }).observe({ type: 'layout-shift' })
    })
    let seq = 0
    for (const [i, who] of people.entries())
      for (let n = 1; n <= 6; n++) {
        seq = await act(who, 'vote.cast', { item: await itemOf(ben.page, n), value: (i + n) % 3 ? 'agree' : 'disagree' })
        if (n < 4) seq = await act(who, 'comment.post', comment(await idOf(ben.page, n), `From number ${i}.`))
      }
    await ben.page.locator(`parley-consultation[data-seq="${seq}"]`).waitFor()
    await unit(ben.page, 2).locator('news-button button').waitFor()
    const sum = await ben.page.evaluate(() => (globalThis as unknown as { shifts: { sum: number } }).shifts.sum)
    expect(sum, `shifts at ${viewport.width}`).toBeLessThanOrEqual(0.02)
    expect(await unit(ben.page, 2).locator('textarea').first().inputValue()).toBe('Still being typed')
    expect(ben.wrong).toEqual([])
  }
})

test('the map follows votes and comments, marks the open unit and the place, and has its table', async () => {
  const ana = await reader(on, 'Ana', { viewport: { width: 1280, height: 900 } })
  const ben = await reader(on, 'Ben')
  await live(ana.page)
  const row = ana.page.locator('.map-row', { hasText: /^P8/ })
  expect(await row.locator('svg').getAttribute('aria-label')).toBe('No votes yet, no comments')
  await act(ben, 'vote.cast', { item: await itemOf(ana.page, 8), value: 'agree' })
  await act(ben, 'comment.post', comment(await idOf(ana.page, 8), 'Good.'))
  await expect.poll(() => row.locator('svg').getAttribute('aria-label')).toBe('Too few votes yet, 1 comment')
  await unit(ana.page, 8).locator('.comment-link').click()
  await expect.poll(() => row.getAttribute('class')).toContain('map-open')
  await unit(ana.page, 8).locator('.comment-link').click()
  await expect.poll(() => row.getAttribute('class')).not.toContain('map-open')
  await unit(ana.page, 11).evaluate(element => element.scrollIntoView({ behavior: 'instant' }))
  await expect.poll(() => ana.page.locator('.map [aria-current="location"] > span:first-child').textContent()).toBe('P11')
  await ana.page.locator('.map-title a').click()
  await ana.page.waitForURL(/\/table$/)
  const cells = await ana.page.locator('tr', { hasText: 'Paragraph 8 of' }).locator('td').allTextContents()
  expect(cells.map(x => x.trim())).toEqual(['Too few votes yet', '–', '1', '0', '0', '1'])
  expect(ana.wrong).toEqual([])
})

test('tips are told once, and put away on the device without a cookie', async () => {
  const ana = await reader(on, undefined)
  const tips = ana.page.locator('.tips')
  await tips.waitFor()
  expect(await tips.textContent()).toContain('vote on comments')
  await tips.locator('button').click()
  await expect.poll(() => tips.isVisible()).toBe(false)
  await ana.page.reload()
  await live(ana.page)
  expect(await tips.isVisible()).toBe(false)
  expect(await ana.context.cookies()).toEqual([])
})

test('changing, withdrawing and reporting happen in place', async () => {
  const ana = await reader(on, 'Ana')
  const ben = await reader(on, 'Ben')
  const id = await idOf(ana.page, 5)
  await act(ana, 'comment.post', comment(id, 'First wording.'))
  for (const { page } of [ana, ben]) {
    await page.goto(`/c/${on.house.slug}/paragraph/${id}`)
    await live(page)
    await page.evaluate(() => Object.assign(globalThis, { stays: true }))
  }
  const card = (who: Reader) => unit(who.page, 5).locator('comment-card')
  await card(ben).locator('.more-acts > summary').click()
  await card(ben).locator('.act-report > summary').click()
  await card(ben).locator('.act-report button').click()
  await expect.poll(() => card(ben).locator('.act-report').textContent()).toContain('The moderators will look at it')
  await card(ana).locator('.more-acts > summary').click()
  await card(ana).locator('.act-edit > summary').click()
  await card(ana).locator('.act-edit textarea').fill('Second wording.')
  await card(ana).locator('.act-edit button').click()
  for (const who of [ana, ben]) await expect.poll(() => card(who).locator('.comment-text').textContent()).toBe('Second wording.')
  await card(ana).locator('.more-acts > summary').click()
  await card(ana).locator('.act-withdraw > summary').click()
  await card(ana).locator('.act-withdraw button').click()
  for (const who of [ana, ben]) await card(who).locator('.placeholder').waitFor()
  expect(await ana.page.evaluate(() => document.activeElement?.localName)).toBe('comment-card')
  for (const { page, wrong } of [ana, ben]) {
    expect(await page.evaluate(() => 'stays' in globalThis)).toBe(true)
    expect(wrong).toEqual([])
  }
})

test('on paper the draft is whole, its comments are end notes with numbers, and no control is left', async () => {
  const ana = await reader(on, 'Ana')
  const id = await idOf(ana.page, 6)
  const first = comment(id, 'A note for paper.')
  await act(ana, 'comment.post', first)
  await act(ana, 'comment.post', { ...comment(id, 'And a reply.'), replyTo: first.id })
  await ana.page.goto(`/c/${on.house.slug}/print`)
  await ana.page.emulateMedia({ media: 'print' })
  const text = await ana.page.locator('.paper-unit', { hasText: 'Paragraph 6 of' }).locator('.note-ref').textContent()
  const [from = 0, to = 0] = text?.match(/\d+/g)?.map(Number) ?? []
  expect(to - from).toBe(1)
  expect(await ana.page.locator(`#note-${from}`).textContent()).toContain('A note for paper.')
  expect(await ana.page.locator(`#note-${to}`).textContent()).toContain('And a reply.')
  expect(await ana.page.locator('.paper-unit').count()).toBe(12)
  expect(await ana.page.locator('button:visible, input:visible, .masthead:visible, .paper-acts:visible').count()).toBe(0)
  await ana.page.goto(`/c/${on.house.slug}/paragraph/${id}`)
  expect(await ana.page.locator('button:visible, textarea:visible, .masthead:visible, .map:visible').count()).toBe(0)
  expect(await unit(ana.page, 6).locator('.comment-text').first().isVisible()).toBe(true)
})
