// A proxy that stands before the house and does not reach it: what it says is passed on where no copy is kept, and a copy opens where there is one.

import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reader, stage } from '../helpers/reader.ts'

const on = stage()
const proxy = { reaches: true, base: '' }
let server: Server

beforeAll(async () => {
  server = createServer((asked, answer) => {
    if (!proxy.reaches) {
      answer.writeHead(502, { 'content-type': 'text/html' })
      return void answer.end('<h1>The proxy does not reach the house</h1>')
    }
    const { method, headers } = asked
    const onward = request(new URL(asked.url ?? '/', on.house.base), { method, headers }, from => {
      answer.writeHead(from.statusCode ?? 500, from.headers)
      from.pipe(answer)
    })
    asked.pipe(onward)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  proxy.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise<unknown>(done => server.close(done))
})

const copies = (page: Page): Promise<number> =>
  page.evaluate(async () => (await (await caches.open('parley-pages')).keys()).length)

test('an answer of the proxy is shown as it is without a copy, and gives way to a copy', async () => {
  const { page } = await reader({ browser: on.browser, house: { ...on.house, base: proxy.base } })
  await expect.poll(() => copies(page), { timeout: 15_000 }).toBe(1)
  proxy.reaches = false
  await page.reload()
  expect(await page.locator('html').getAttribute('data-kept')).toBeTruthy()
  expect(await page.locator('.unit').count()).toBe(4)
  await page.evaluate(() => caches.delete('parley-pages'))
  const answer = await page.goto(`${proxy.base}/c/${on.house.slug}`)
  expect(answer?.status()).toBe(502)
  expect(await page.locator('h1').textContent()).toBe('The proxy does not reach the house')
})
