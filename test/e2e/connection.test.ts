// A server that goes away and comes back: each page ends at the server's number, and says what it is meanwhile.

import { expect, test } from 'vitest'
import { live, reader, stage } from '../helpers/reader.ts'

const on = stage()

test('after a restart of the server each page catches up by itself', async () => {
  const ana = await reader(on, 'Ana')
  const ben = await reader(on, 'Ben')
  for (const { page } of [ana, ben]) await live(page)
  await on.house.stop()
  for (const { page } of [ana, ben]) await page.locator('live-control[data-state="offline"]').waitFor()
  await ana.page.locator('.unit[data-number="2"] button[data-value="agree"]').click()
  await on.house.restart()
  for (const { page } of [ana, ben]) await live(page)
  await expect
    .poll(() => ben.page.locator('.unit[data-number="2"] .agreement-words').textContent(), { timeout: 30_000 })
    .toContain('1 agree')
  const [mine, theirs] = await Promise.all(
    [ana, ben].map(({ page }) => page.locator('parley-consultation').getAttribute('data-seq')),
  )
  expect(mine).toBe(theirs)
})

test('a page that was offline while much happened misses nothing', async () => {
  const ana = await reader(on, 'Ana')
  const ben = await reader(on, 'Ben')
  for (const { page } of [ana, ben]) await live(page)
  await ben.context.setOffline(true)
  await ben.page.locator('live-control[data-state="offline"]').waitFor()
  for (const value of ['agree', 'disagree', 'unsure', 'agree', 'disagree']) {
    const buttons = ana.page.locator('.unit[data-number="3"] vote-buttons')
    await buttons.locator(`button[data-value="${value}"]`).click()
    await ana.page.locator('.unit[data-number="3"] vote-buttons:not([data-pending])').waitFor()
  }
  await ben.context.setOffline(false)
  await expect
    .poll(() => ben.page.locator('.unit[data-number="3"] .agreement-words').textContent(), { timeout: 10_000 })
    .toContain('0 agree · 1 disagree')
})

test('a page whose number the server does not know starts from the view again', async () => {
  const ana = await reader(on, 'Ana')
  const ben = await reader(on, 'Ben')
  await live(ana.page)
  await ben.page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      const data = document.getElementById('parley-data')
      if (document.readyState !== 'interactive' || !data) return
      data.textContent = (data.textContent ?? '').replace(/"seq":\d+/, '"seq":987654')
      document.querySelector('parley-consultation')?.removeAttribute('data-seq')
      for (const bar of document.querySelectorAll('agreement-bar')) bar.setAttribute('data-votes', '7 7 7 7')
    })
  })
  await ben.page.reload()
  const seq = (await ana.page.locator('parley-consultation').getAttribute('data-seq')) ?? ''
  await ben.page.locator(`parley-consultation[data-seq="${seq}"]`).waitFor()
  expect(await ben.page.locator('.unit[data-number="1"] .agreement-words').textContent()).toBe('Be the first to vote')
  await ana.page.locator('.unit[data-number="1"] button[data-value="agree"]').click()
  await expect.poll(() => ben.page.locator('.unit[data-number="1"] .agreement-words').textContent()).toContain('1 agree')
})

test('where no WebSocket gets through, news comes by plain requests', async () => {
  const ana = await reader(on, 'Ana')
  const ben = await reader(on, 'Ben')
  await live(ana.page)
  await ben.page.addInitScript(() => {
    const Real = WebSocket
    Object.assign(globalThis, {
      WebSocket: class extends Real {
        constructor() {
          super('ws://127.0.0.1:9')
        }
      },
    })
  })
  await ben.page.reload()
  await live(ben.page)
  await ana.page.locator('.unit[data-number="4"] button[data-value="unsure"]').click()
  await expect.poll(() => ben.page.locator('.unit[data-number="4"] .agreement-words').textContent()).toContain('1 unsure')
})
