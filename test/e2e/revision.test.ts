// A revision arrives on open pages: told, shown when asked for, without moving the reader or losing what is being typed; then the page is the page loaded afresh.

import { expect, test } from 'vitest'
import { normal } from '../helpers/normal.ts'
import { actBy, live, reader, stage, type Reader } from '../helpers/reader.ts'

const text = Array.from(
  { length: 24 },
  (_, i) => `Paragraph ${i + 1} says something of its own. ${'It goes on for a while. '.repeat(9)}`,
)
const on = stage(`# Streets\n\n${text.join('\n\n')}`)

const act = (who: Reader, name: string, input: object = {}) => actBy(on, who, name, input)

async function drafter(): Promise<Reader> {
  const who = await reader(on)
  const { url } = JSON.parse(
    await on.house.cli('staff', 'add', 'drafter@example.org', '--role', 'drafter', '--link', '--json'),
  ) as { url: string }
  await who.page.goto(new URL(url).pathname + new URL(url).search)
  await who.page.locator('main form button').first().click()
  await who.page.waitForURL(address => !address.pathname.startsWith('/sign-in'))
  return who
}

test('a revision arrives without moving the reader, and is shown when asked for', { timeout: 120_000 }, async () => {
  const staff = await drafter()
  const ana = await reader(on, 'Ana', { viewport: { width: 390, height: 800 }, reducedMotion: 'reduce' })
  const nobody = await reader(on)
  for (const { page } of [ana, nobody]) await live(page)
  const units = await ana.page
    .locator('.unit')
    .evaluateAll(all => all.map(u => ({ id: u.getAttribute('data-place') ?? '', item: u.getAttribute('data-item') ?? '' })))
  const unit = (n: number): { id: string; item: string } => units[n - 1] ?? { id: '', item: '' }
  const area = ana.page.locator('.unit[data-number="12"] .thread-form > comment-form textarea')
  await ana.page.locator('.unit[data-number="3"] .vote[data-value="agree"]').click()
  await ana.page.locator('.unit[data-number="3"] .vote[aria-pressed="true"]').waitFor()
  await ana.page.locator('.unit[data-number="12"] .pulse').scrollIntoViewIfNeeded()
  await ana.page.locator('.unit[data-number="12"] .comment-link').click()
  await area.fill('In the middle of a')
  const focused = (): Promise<boolean> => area.evaluate(element => element === document.activeElement)
  const top = (): Promise<number> => area.evaluate(element => Math.round(element.getBoundingClientRect().top))
  const before = await top()

  await act(staff, 'revision.begin')
  await act(staff, 'draft.write', { id: unit(3).id, html: '<p>Every street gets trees, and nobody parks under them.</p>' })
  await act(staff, 'draft.add', { after: unit(5).id, html: '<p>Cyclists have their own way.</p>' })
  await act(staff, 'draft.drop', { id: unit(2).id })
  await act(staff, 'draft.merge', { id: unit(9).id })
  await act(staff, 'draft.move', { id: unit(20).id, after: unit(1).id })
  const { seq } = await act(staff, 'revision.publish', { reason: 'After what was said about trees.' })

  for (const { page } of [ana, nobody]) await page.locator(`parley-consultation[data-seq="${seq}"]`).waitFor()
  await ana.page.locator('.reload', { hasText: 'Revision 2 was published' }).waitFor()
  expect(await top()).toBe(before)
  expect(await focused()).toBe(true)
  expect(await ana.page.locator(`#p-${unit(3).id} .unit-text`).textContent()).toContain('Paragraph 3')

  await ana.page.locator('.reload button').first().click({ noWaitAfter: true })
  await ana.page.locator(`#p-${unit(3).id} .unit-text`, { hasText: 'trees' }).waitFor()
  expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1)
  expect(await area.inputValue()).toBe('In the middle of a')
  expect(await ana.page.locator(`#p-${unit(3).id} .unit-look`).textContent()).toContain('You voted on an earlier wording (Agree)')
  expect(await ana.page.locator(`#p-${unit(3).id} .vote[aria-pressed="true"]`).count()).toBe(0)
  expect(await ana.page.locator(`#p-${unit(2).id}`).count()).toBe(0)
  await area.fill('')
  await ana.page.locator(`#p-${unit(12).id} .comment-link`).click()
  await nobody.page.locator('.reload button').first().click()

  for (const who of [ana, nobody]) {
    const fresh = await who.context.newPage()
    await fresh.goto(who.page.url())
    await live(fresh)
    const wanted = await normal(fresh)
    await expect.poll(() => normal(who.page), { timeout: 8_000 }).toBe(wanted)
    expect(who.wrong).toEqual([])
    await fresh.close()
  }
})

test('what was typed under a paragraph that is removed stays to be copied', { timeout: 60_000 }, async () => {
  const staff = await drafter()
  const ben = await reader(on, 'Ben')
  await live(ben.page)
  const unit = ben.page.locator('.unit[data-number="7"]')
  const id = (await unit.getAttribute('data-place')) ?? ''
  await unit.locator('.comment-link').click()
  const area = ben.page.locator(`#p-${id} .thread-form > comment-form textarea`)
  await area.fill('I had much to say here.')
  await act(staff, 'revision.begin')
  await act(staff, 'draft.drop', { id })
  await act(staff, 'revision.publish', { reason: 'Not needed.' })
  await ben.page.locator('.reload button').first().click()
  await ben.page.locator(`#p-${id} .unit-look`, { hasText: 'was removed in revision' }).waitFor()
  expect(await area.inputValue()).toBe('I had much to say here.')
  expect(await area.evaluate(element => (element as HTMLTextAreaElement).readOnly)).toBe(true)
  expect(ben.wrong).toEqual([])
})
