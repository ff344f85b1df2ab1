// A cheap phone on a slow line: bytes and requests of the first view, seconds to the first text and to the first letter, an hour of reading live; what an audit of pages asks.

import type { CDPSession, Page } from 'playwright-core'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { lookAfter } from '../../client/consultation/looks.ts'
import { actBy, live, reader, stage, type Reader } from '../helpers/reader.ts'
import { seeded } from '../helpers/size.ts'

const UNITS = 200
const KIB = 1_024
const PART = 5
const random = seeded(8)
const nouns = 'school street bus garden pipe tree square library pump court nurse market bridge roof tram'.split(' ')
const verbs = 'repairs plants opens counts lends plans warms shades joins measures keeps moves lights clears'.split(' ')
const word = (from: string[]): string => from[Math.floor(random() * from.length)] ?? ''
const sentence = (): string =>
  `The ${word(nouns)} ${word(verbs)} the ${word(nouns)} near every ${word(nouns)}, and the town ${word(verbs)} what the ${word(nouns)} needs.`
const paragraph = (): string => Array.from({ length: 3 }, sentence).join(' ')
const on = stage(
  `# Streets\n\n${Array.from({ length: UNITS }, (_, i) => `${i % 20 === 0 ? `## Part ${i / 20 + 1}\n\n` : ''}${paragraph()}`).join('\n\n')}`,
)

/** 400 kbit/s, 400 ms, a processor six times slower: Chromium's own throttling. */
async function slow(page: Page): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page)
  const line = (400 * 1_000) / 8
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: line,
    uploadThroughput: line,
  })
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  return cdp
}

/** What travels to this page: requests with their bytes, frames of its socket. */
function traffic(cdp: CDPSession): { requests: string[]; bytes: number; frames: number; framed: number } {
  const seen = { requests: [] as string[], bytes: 0, frames: 0, framed: 0 }
  cdp.on(
    'Network.requestWillBeSent',
    e => void (e.request.url.startsWith('data:') || seen.requests.push(new URL(e.request.url).pathname)),
  )
  cdp.on('Network.loadingFinished', e => void (seen.bytes += e.encodedDataLength))
  cdp.on('Network.webSocketFrameReceived', e => {
    seen.frames++
    // Two bytes of head for the smallest frames, four for the others.
    const length = Buffer.byteLength(e.response.payloadData)
    seen.framed += length + (length < 126 ? 2 : 4)
  })
  return seen
}

/** Somebody who has never been here: nothing is kept by the browser yet. */
async function stranger(): Promise<Page> {
  const context = await on.browser.newContext({ baseURL: on.house.base, locale: 'en', viewport: { width: 390, height: 800 } })
  return context.newPage()
}

test('the first view of a draft of 200 units: at most 80 KB in at most 6 requests', async () => {
  const fresh = await stranger()
  const cdp = await fresh.context().newCDPSession(fresh)
  await cdp.send('Network.enable')
  const seen = traffic(cdp)
  await fresh.goto(`/c/${on.house.slug}`)
  await live(fresh)
  expect(await fresh.locator('.unit').count()).toBe(UNITS)
  console.info(`first view: ${(seen.bytes / KIB).toFixed(1)} KB, ${seen.requests.join(' ')}`)
  // The page, its script and its style were counted.
  expect(seen.bytes).toBeGreaterThanOrEqual(40 * KIB)
  expect(seen.bytes).toBeLessThanOrEqual(80 * KIB)
  expect(new Set(seen.requests).size).toBeLessThanOrEqual(6)
})

/** In the page itself, so that only the phone is measured: presses the first comment link that shows, and notes when its form can be typed in. */
function impatient(): void {
  const began = Number((sessionStorage['began'] ??= performance.timeOrigin))
  let pressed = false
  const look = (): void => {
    const unit = document.querySelector('.unit[data-number="1"]')
    const link = unit?.querySelector<HTMLElement>('.comment-link')
    const area = unit?.querySelector('textarea')
    if (area) {
      area.focus()
      sessionStorage['typing'] = Date.now() - began
      return
    }
    if (link && !pressed) {
      pressed = true
      link.click()
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** The first text, and the first letter, in milliseconds, for somebody who comes for the first time. */
async function firstVisit(): Promise<{ paint: number; typing: number }> {
  const page = await stranger()
  await slow(page)
  await page.goto(`/c/${on.house.slug}`)
  await live(page)
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity)
  expect(await page.locator('.unit').count()).toBe(UNITS)
  await page.context().close()
  const other = await stranger()
  await slow(other)
  await other.addInitScript(impatient)
  await other.goto(`/c/${on.house.slug}`, { waitUntil: 'commit' })
  const noted = () => other.evaluate(() => Number(sessionStorage['typing'] ?? 0)).catch(() => 0)
  await expect.poll(noted, { timeout: 15_000 }).toBeGreaterThan(0)
  const typing = await noted()
  const area = other.locator('.unit[data-number="1"] textarea').first()
  await area.press('I')
  expect(await area.inputValue()).toBe('I')
  await other.context().close()
  return { paint, typing }
}

test('on a slow line and a slow phone the text is there in 2.5 s, and one can type in 5 s', async () => {
  const visits = [await firstVisit(), await firstVisit(), await firstVisit()]
  // Whatever else this machine does makes a visit slower, never quicker.
  const paint = Math.min(...visits.map(v => v.paint))
  const typing = Math.min(...visits.map(v => v.typing))
  console.info(`slow line: text after ${Math.round(paint)} ms, typing after ${Math.round(typing)} ms`)
  expect(paint).toBeLessThanOrEqual(2_500)
  expect(typing).toBeLessThanOrEqual(5_000)
})

const act = async (who: Reader, name: string, input: object): Promise<number> => (await actBy(on, who, name, input)).seq

test('one hour of reading live: at most 200 KB', async () => {
  const nobody = await reader(on)
  await live(nobody.page)
  const people = await Promise.all(['Ana', 'Ben', 'Cleo'].map(name => reader(on, name)))
  const cdp = await nobody.context.newCDPSession(nobody.page)
  await cdp.send('Network.enable')
  const seen = traffic(cdp)
  const units = await nobody.page
    .locator('.unit')
    .evaluateAll(all => all.map(u => ({ id: u.getAttribute('data-place') ?? '', item: u.getAttribute('data-item') ?? '' })))
  // A lively hour: 300 votes and 30 comments, each far enough from the next for a frame of its own; a fifth of it is played.
  for (let i = 0; i < 330 / PART; i++) {
    const who = people[i % 3] as Reader
    const unit = units[Math.floor(random() * UNITS)]
    const seq =
      i % 11 === 10
        ? await act(who, 'comment.post', { id: randomUUID(), paragraphId: unit?.id, text: paragraph(), lang: 'en' })
        : await act(who, 'vote.cast', { item: unit?.item, value: ['agree', 'disagree', 'unsure'][Math.floor(i / 3) % 3] })
    await nobody.page.locator(`parley-consultation[data-seq="${seq}"]`).waitFor({ state: 'attached' })
  }
  const before = seen.bytes
  await nobody.page.evaluate(slug => fetch(`/c/${slug}/fragment/deadline`).then(answer => answer.text()), on.house.slug)
  await expect.poll(() => seen.bytes).toBeGreaterThan(before)
  const look = seen.bytes - before
  let looks = 0
  for (let at = lookAfter(0); at < 3_600_000; at += lookAfter(++looks)) continue
  const pings = (3_600 / 25) * 3
  const hour = PART * seen.framed + looks * look + pings
  console.info(
    `an hour: ${PART * seen.frames} frames ${((PART * seen.framed) / KIB).toFixed(1)} KB, ${looks} looks at ${look} B, pings ${pings} B: ${(hour / KIB).toFixed(1)} KB`,
  )
  expect(seen.frames).toBeGreaterThanOrEqual(300 / PART)
  expect(hour).toBeLessThanOrEqual(200 * KIB)
})

test('a page that nobody looks at sleeps after half a minute, and catches up when it is looked at again', async () => {
  const { page } = await reader(on)
  await page.clock.install()
  await page.reload()
  await live(page)
  const look = (state: 'hidden' | 'visible') =>
    page.evaluate(to => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => to })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  await look('hidden')
  await page.clock.runFor(29_000)
  expect(await page.locator('live-control').getAttribute('data-state')).toBe('live')
  await page.clock.runFor(2_000)
  await page.locator('live-control[data-state="offline"]').waitFor({ state: 'attached' })
  const ana = await reader(on, 'Ana')
  const item = (await page.locator('.unit[data-number="2"]').getAttribute('data-item')) ?? ''
  const seq = await act(ana, 'vote.cast', { item, value: 'agree' })
  expect(await page.locator('parley-consultation').getAttribute('data-seq')).not.toBe(String(seq))
  await look('visible')
  await page.locator(`parley-consultation[data-seq="${seq}"]`).waitFor({ state: 'attached' })
})

test('what an audit of the page asks: head, blocking files, caching, compression, stillness, installing', async () => {
  const page = await stranger()
  const heads = new Map<string, Record<string, string>>()
  page.on('response', async answer => void heads.set(new URL(answer.url()).pathname, await answer.allHeaders()))
  const errors: string[] = []
  page.on('console', message => void (message.type() === 'error' && errors.push(message.text())))
  await page.addInitScript(() => {
    Object.assign(globalThis, { shift: 0 })
    new PerformanceObserver(list => {
      for (const entry of list.getEntries())
        (globalThis as unknown as { shift: number }).shift += (entry as PerformanceEntry & { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(`/c/${on.house.slug}`)
  await live(page)
  const found = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title,
    description: document.querySelector<HTMLMetaElement>('meta[name=description]')?.content ?? '',
    viewport: document.querySelector<HTMLMetaElement>('meta[name=viewport]')?.content ?? '',
    canonical: document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? '',
    blocking: [
      ...document.querySelectorAll('head link[rel=stylesheet], head script[src]:not([type=module]):not([defer]):not([async])'),
    ].length,
    pictures: [...document.images].filter(i => !i.hasAttribute('alt')).length,
    links: [...document.querySelectorAll('a')].filter(a => !a.getAttribute('href')).length,
    shift: (globalThis as unknown as { shift: number }).shift,
  }))
  expect(found).toMatchObject({
    lang: 'en',
    canonical: `${on.house.base}/c/${on.house.slug}`,
    blocking: 1,
    pictures: 0,
    links: 0,
  })
  expect(found.title).toContain('Streets for everybody')
  expect(found.description.length).toBeGreaterThan(20)
  expect(found.viewport).toMatch(/width=device-width/)
  expect(found.viewport).not.toMatch(/user-scalable|maximum-scale/)
  expect(found.shift).toBeLessThanOrEqual(0.02)
  expect(errors).toEqual([])
  const assets = [...heads].filter(([path]) => path.startsWith('/assets/'))
  expect(assets.length).toBeGreaterThanOrEqual(2)
  for (const [path, head] of assets) {
    expect(head['cache-control'], path).toBe('public, max-age=31536000, immutable')
    expect(head['content-encoding'], path).toMatch(/^(br|gzip)$/)
  }
  expect(heads.get(`/c/${on.house.slug}`)?.['content-encoding']).toMatch(/^(br|gzip)$/)
  expect((await page.request.get('/robots.txt')).status()).toBe(200)
  const cdp = await page.context().newCDPSession(page)
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors')
  expect(installabilityErrors.filter(e => e.errorId !== 'in-incognito')).toEqual([])
})

test('signed in, too, the page of a long draft travels compressed', async () => {
  const { page, context } = await reader(on, 'Ana')
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  const seen = traffic(cdp)
  await page.reload()
  await live(page)
  expect(seen.bytes).toBeGreaterThanOrEqual(10 * KIB)
  expect(seen.bytes).toBeLessThanOrEqual(80 * KIB)
})
