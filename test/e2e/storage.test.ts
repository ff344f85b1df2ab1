// A browser that forbids pages to store, or whose device is full: one still comments and votes, and nothing that was typed is lost.

import { expect, test } from 'vitest'
import { live, reader, stage, type Reader } from '../helpers/reader.ts'

const on = stage()

/** As where site data is blocked: asking for the storage is refused already. */
function forbid(): void {
  Object.defineProperty(globalThis, 'localStorage', {
    get() {
      throw new DOMException('Access is denied for this document.', 'SecurityError')
    },
  })
}
/** Not a letter more fits. */
function fill(): void {
  let room = 0
  for (let size = 4_194_304; size >= 1; size /= 2)
    for (;;)
      try {
        localStorage.setItem(`filler ${size} ${room}`, 'x'.repeat(size))
        room++
      } catch {
        break
      }
}

/** Votes and writes as anybody does; others see both after a reload. */
async function takePart({ page }: Reader, number: number, text: string): Promise<void> {
  const unit = page.locator(`.unit[data-number="${number}"]`)
  await unit.locator('.pulse button[data-value="agree"]').click()
  await unit.locator('.pulse vote-buttons:not([data-pending])').waitFor()
  await unit.locator('.comment-link').click()
  const form = unit.locator('comment-form[data-reply-to=""]')
  await form.locator('textarea').fill(text)
  await form.locator('.button-primary').click()
  await unit.locator('.comment-text', { hasText: text }).waitFor()
  expect(await form.locator('textarea').inputValue()).toBe('')
  const other = await reader(on)
  const seen = other.page.locator(`.unit[data-number="${number}"]`)
  await seen.locator('.comment-link').click()
  await expect.poll(() => seen.locator('.comment-text').allTextContents()).toEqual([text])
  expect(await seen.locator('.agreement-words').textContent()).toContain('1 agree')
  await other.context.close()
}

test('where storage is forbidden one comments and votes all the same', async () => {
  const ana = await reader(on, 'Ana')
  await ana.context.addInitScript(forbid)
  await ana.page.reload()
  await live(ana.page)
  await takePart(ana, 1, 'Written without storage.')
  expect(ana.wrong).toEqual([])
})

test('on a full device one comments and votes, and what was typed before there was a session stays', async () => {
  const ana = await reader(on)
  await live(ana.page)
  const unit = ana.page.locator('.unit[data-number="2"]')
  await unit.locator('.comment-link').click()
  await unit.locator('textarea').first().fill('Half a thought.')
  const kept = () =>
    ana.page.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([name]) => name.startsWith('parley'))))
  await expect.poll(kept).toContain('Half a thought.')
  await ana.page.evaluate(fill)
  await ana.context.request.post('/api/guest', { data: { name: 'Ana' }, headers: { Origin: on.house.base } })
  await ana.page.goto(`/c/${on.house.slug}`)
  await live(ana.page)
  await takePart(ana, 3, 'Written on a full device.')
  expect(await kept()).toContain('Half a thought.')
  expect(ana.wrong).toEqual([])
})
