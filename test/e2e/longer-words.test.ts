// Sentences 40 % longer than English: at 320 px nothing scrolls sideways and no button, label or link loses a letter, on any page.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch } from '../browser.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { pseudo, speakPseudo } from '../helpers/pseudo.ts'
import { serve, type Served } from '../helpers/served.ts'
import { sessionOf } from '../helpers/web.ts'

let browser: Browser
let house: TestHouse
let served: Served
let guest: Page
let staff: Page
let unit = ''
beforeAll(async () => {
  speakPseudo()
  ;[browser, house] = await Promise.all([launch(), openTestHouse('sqlite')])
  served = await serve(house)
  const { slug, units } = await house.consultation('streets')
  unit = units[0] ?? ''
  const ana = await house.person('Ana', 'guest')
  const sol = await house.person('Sol', 'participant', 'administrator')
  await house.must(ana, 'vote.cast', { consultation: slug, item: unit, value: 'agree' })
  for (const [id, text] of Object.entries({ one: 'More trees.', two: 'And benches?' }))
    await house.must(ana, 'comment.post', {
      consultation: slug,
      id: `remark-${id}`,
      paragraphId: unit,
      text,
      kind: 'question',
      lang: 'en',
    })
  await house.must(sol, 'comment.hide', { consultation: slug, id: 'remark-two', reason: 'spam' })
  await house.must(sol, 'comment.answer', { consultation: slug, ids: ['remark-one'], outcome: 'partly', text: 'Some.' })
  const closed = await house.consultation('closed-one')
  await house.must(sol, 'consultation.close', { consultation: closed.slug, reason: 'It is enough.' })
  const asked = async (actor: typeof ana): Promise<Page> => {
    const context = await browser.newContext({ baseURL: served.url, locale: 'en', viewport: { width: 320, height: 800 } })
    await context.addCookies([{ name: 'parley', value: await sessionOf(house, actor), url: served.url }])
    return context.newPage()
  }
  ;[guest, staff] = [await asked(ana), await asked(sol)]
})
afterAll(async () => {
  await browser?.close()
  await served?.stop()
  await house?.close()
})

/** What leaves the window, and whose words are cut at its own edge. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wide = document.documentElement.clientWidth
    const scrolls = (e: Element): boolean => {
      for (let up = e.parentElement; up; up = up.parentElement)
        if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return true
      return false
    }
    const found = document.documentElement.scrollWidth > wide ? [`the page is ${document.documentElement.scrollWidth} wide`] : []
    for (const e of document.querySelectorAll<HTMLElement>('button, label, a, summary, legend, th, dt, h1, h2, h3')) {
      if (!e.checkVisibility() || e.matches('.visually-hidden, .skip-link') || e.closest('.visually-hidden')) continue
      const { left, right, width } = e.getBoundingClientRect()
      const said = `${e.tagName.toLowerCase()} "${e.textContent.trim().slice(0, 40)}"`
      if (width > 1 && !scrolls(e) && (left < -1 || right > wide + 1))
        found.push(`${said} leaves the window: ${Math.round(left)} to ${Math.round(right)}`)
      if (getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1) found.push(`${said} is cut`)
    }
    return found
  })

async function fits(page: Page, paths: string[]): Promise<void> {
  const wrong: string[] = []
  for (const path of paths) {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBeLessThan(400)
    expect(await page.locator('footer').textContent(), path).toContain(pseudo('For programs'))
    wrong.push(...(await cut(page)).map(what => `${path}: ${what}`))
  }
  expect(wrong).toEqual([])
}

test('accents and length, and arguments as they were', () => {
  expect(pseudo('{n, plural, one {# vote} other {# votes}} by {name}')).toBe(
    '{n, plural, one {# vöttéé} other {# vötééšš}} býý {name}',
  )
  const [plain, changed] = ['Please write something first.', pseudo('Please write something first.')]
  expect(changed.length / plain.length).toBeGreaterThan(1.3)
})

test('pages for readers', async () => {
  await fits(guest, [
    '/',
    '/me',
    '/imprint',
    '/c/streets',
    `/c/streets/paragraph/${unit}`,
    '/c/streets/paragraph/whole',
    '/c/streets/search?q=water',
    '/c/streets/dashboard',
    '/c/streets/reports',
    '/c/streets/share',
    '/c/streets/revisions',
    '/c/closed-one',
    '/c/closed-one/reports',
    '/api',
  ])
})

test('signing in', async () => {
  await guest.context().clearCookies()
  await fits(guest, ['/sign-in'])
})

test('the desk', async () => {
  const desk = ['', '/comments?filter=all', '/answers?filter=all', '/report', '/settings', '/people', '/share', '/revision']
  await fits(staff, [
    '/desk',
    '/desk/new',
    '/desk/instance',
    '/desk/instance/privacy',
    ...desk.map(path => `/c/streets/desk${path}`),
    `/c/streets/paragraph/${unit}`,
  ])
})

test('the menu of languages, open', async () => {
  await staff.goto('/c/streets')
  await staff.locator('details.langs > summary').click()
  expect(await cut(staff)).toEqual([])
  for (const link of await staff.locator('details.langs :is(a, summary)').all())
    expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await staff.keyboard.press('Escape')
  expect(await staff.locator('details.langs').getAttribute('open')).toBeNull()
})
