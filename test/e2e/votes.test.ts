// Votes in a real browser: at once for the voter, on every other open page, and never another person's choice.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch } from '../browser.ts'
import { live, reader } from '../helpers/reader.ts'
import { startServer, type Running } from '../helpers/server.ts'

let house: Running
let browser: Browser
beforeAll(async () => {
  house = await startServer()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await house?.end()
})

test('a vote is seen on another person’s open page, and the choice on the voter’s alone', async () => {
  const ana = await reader(browser, house, 'Ana')
  const ben = await reader(browser, house, 'Ben')
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
