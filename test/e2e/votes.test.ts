// Votes in a real browser: at once for the voter, on every other open page, and never another person's choice.

import { expect, test } from 'vitest'
import { live, reader, stage } from '../helpers/reader.ts'

const on = stage()

test('a vote is seen on another person’s open page, and the choice on the voter’s alone', async () => {
  const ana = await reader(on, 'Ana')
  const ben = await reader(on, 'Ben')
  await live(ana.page)
  await live(ben.page)
  const unit = '.unit[data-number="2"]'
  await ana.page.locator(`${unit} button[data-value="agree"]`).click()
  await expect.poll(() => ben.page.locator(`${unit} .agreement-words`).textContent()).toContain('1 agree')
  expect(await ana.page.locator(`${unit} button[data-value="agree"]`).getAttribute('aria-pressed')).toBe('true')
  expect(await ben.page.locator(`${unit} button[data-value="agree"]`).getAttribute('aria-pressed')).toBe('false')
  await ana.page.locator(`${unit} button[data-value="disagree"]`).click()
  await expect.poll(() => ben.page.locator(`${unit} .agreement-words`).textContent()).toContain('0 agree · 1 disagree')
  await ana.page.locator(`${unit} button[data-value="disagree"]`).click()
  await expect.poll(() => ben.page.locator(`${unit} .agreement-words`).textContent()).toBe('Be the first to vote')
  expect([...ana.wrong, ...ben.wrong]).toEqual([])
})

test('two people on pages that were kept find no token and no choice of the other', async () => {
  const nobody = await reader(on)
  const ana = await reader(on, 'Ana')
  const ben = await reader(on, 'Ben')
  const unit = '.unit[data-number="3"]'
  await live(ana.page)
  for (const value of ['agree', 'disagree', 'unsure']) {
    await ana.page.locator(`${unit} button[data-value="${value}"]`).click()
    await ana.page.locator(`${unit} vote-buttons:not([data-pending])`).waitFor()
    for (const { page } of [nobody, ben, ana]) await page.reload()
    const tokens = await Promise.all([nobody, ana, ben].map(({ page }) => page.locator('#parley-data').textContent()))
    const [none, hers, his] = tokens.map(text => (JSON.parse(text ?? '{}') as { token: string | null }).token)
    expect(none).toBeNull()
    expect(hers).toBeTruthy()
    expect(his).toBeTruthy()
    expect(hers).not.toBe(his)
    for (const { page } of [nobody, ben]) expect(await page.locator('button[aria-pressed="true"]').count()).toBe(0)
    expect(await nobody.page.content()).not.toContain(hers)
    expect(await ana.page.locator(`${unit} button[aria-pressed="true"]`).getAttribute('data-value')).toBe(value)
  }
})

test('a vote without a session goes by the honest word, and is counted', async () => {
  const { page } = await reader(on)
  await page.locator('.unit[data-number="1"] button[data-value="agree"]').click()
  await page.locator('form.stack button').click()
  await page.waitForURL(/paragraph/)
  expect(await page.locator('.unit[data-number="1"] button[data-value="agree"]').getAttribute('aria-pressed')).toBe('true')
})

test('votes wait for a lost connection, and the last wish alone is counted', async () => {
  const ana = await reader(on, 'Ana')
  await live(ana.page)
  await ana.context.setOffline(true)
  const unit = ana.page.locator('.unit[data-number="4"]')
  await unit.locator('button[data-value="agree"]').click()
  await expect.poll(() => unit.locator('.error').textContent()).toContain('Not sent yet')
  await unit.locator('button[data-value="disagree"]').click()
  expect(await unit.locator('button[data-value="disagree"]').getAttribute('aria-pressed')).toBe('true')
  await ana.context.setOffline(false)
  await unit.locator('vote-buttons:not([data-pending])').waitFor()
  await ana.page.reload()
  expect(await unit.locator('.agreement-words').textContent()).toContain('0 agree · 1 disagree')
})
