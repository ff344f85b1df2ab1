// Plain forms, without scripts: done and back at the item, or refused with the sentence and everything that was typed (G26); search without hidden texts.

import { hash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { uuid7 } from '../../server/clock.ts'
import { indexNow } from '../../server/search-index.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { Browser, browserOf, type App } from '../helpers/web.ts'

const TYPED = 'What I typed & want to "keep" <b>as it is</b>'
const shown = TYPED.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
let house: TestHouse
let app: App
beforeAll(async () => {
  house = await openTestHouse('sqlite')
  app = createApp(house)
})
afterAll(async () => {
  await house.recount()
  await house.close()
})

async function staged(slug: string) {
  const { units, id } = await house.consultation(slug)
  const unit = units[0] ?? ''
  const browser = await browserOf(app, house, await house.person('Ana', 'guest'))
  const token = browser.token(await browser.get(`/c/${slug}`))
  const post = (text: string, more: Record<string, string> = {}) =>
    browser.form(`/c/${slug}/comments`, { token, paragraph: unit, text, key: 'made-by-the-page', kind: 'question', ...more })
  return { slug, id, unit, browser, token, post }
}

test('posted: 303 to the comment, which stands there; the same form sent twice posts once', async () => {
  const { slug, post, browser } = await staged('posted')
  const first = await post(TYPED)
  expect(first.status).toBe(303)
  expect((await post(TYPED)).headers.get('location')).toBe(first.headers.get('location'))
  const page = await browser.get((first.headers.get('location') ?? '').split('#')[0] ?? '')
  expect(page.text).toContain(shown)
  expect((await house.view(slug, null)).latest).toHaveLength(1)
  expect((await post('Another text with the same key.')).headers.get('location')).not.toBe(first.headers.get('location'))
})

test('[G8] a form sent three times at once, as by a double click: one comment, the same answer to each', async () => {
  const { slug, post } = await staged('doubled')
  const sent = await Promise.all([post(TYPED), post(TYPED), post(TYPED)])
  expect(sent.map(s => s.status)).toEqual([303, 303, 303])
  expect(new Set(sent.map(s => s.headers.get('location'))).size).toBe(1)
  expect((await house.view(slug, null)).latest).toHaveLength(1)
})

test('[G26] refused: too long, closed: the status, the sentence, and the text in its place', async () => {
  const { slug, post } = await staged('kept')
  const long = await post(`${TYPED} ${'x'.repeat(4_000)}`)
  expect(long.status).toBe(400)
  expect(long.text).toContain(shown)
  expect((await post('   ')).status).toBe(400)
  await house.commands.run('consultation.close', operator, { consultation: slug, reason: 'Enough' }, uuid7())
  const closed = await post(TYPED)
  expect(closed.status).toBe(423)
  expect(closed.text).toContain(shown)
})

test('[G26] without a session: an honest word first, with everything typed kept in the form', async () => {
  const { slug, unit } = await staged('guest')
  const stranger = new Browser(app)
  const asked = await stranger.form(`/c/${slug}/comments`, { paragraph: unit, text: TYPED, key: 'k' })
  expect(asked.status).toBe(401)
  expect(asked.headers.getSetCookie()).toEqual([])
  expect(asked.text).toContain(shown)
  const agreed = await stranger.form(`/c/${slug}/comments`, { paragraph: unit, text: TYPED, key: 'k', guest: 'yes', name: 'Gus' })
  expect(agreed.status).toBe(303)
  expect(stranger.jar.has('parley')).toBe(true)
  expect((await house.view(slug, null)).latest[0]).toMatchObject({ text: TYPED, author: { name: 'Gus', kind: 'guest' } })
})

test('[G26] a form drawn for another session gives the text back, with a token that is good', async () => {
  const { slug, post, browser } = await staged('stale')
  const stale = await post(TYPED, { token: 'of another session' })
  expect(stale.status).toBe(403)
  expect(stale.text).toContain(shown)
  expect((await house.view(slug, null)).latest).toHaveLength(0)
  expect((await post(TYPED, { token: browser.token(stale) })).status).toBe(303)
})

test('a revision that is not there yet is not found; the present one is', async () => {
  const { slug } = await staged('revisions')
  expect((await new Browser(app).get(`/c/${slug}/r/1/p/1`)).status).toBe(200)
  expect((await new Browser(app).get(`/c/${slug}/r/2/p/1`)).status).toBe(404)
})

test('[G22] the SHA-256 of a report stands on the page of downloads, in the file beside it and in the header', async () => {
  const { slug, post, browser } = await staged('hashes')
  await post(TYPED)
  await house.commands.run('consultation.close', operator, { consultation: slug, reason: 'Enough' }, uuid7())
  const report = await browser.get(`/c/${slug}/report.csv?edition=public`)
  const sha = hash('sha256', Buffer.from(`\uFEFF${report.text}`), 'hex')
  expect(report.headers.get('repr-digest')).toBe(`sha-256=:${Buffer.from(sha, 'hex').toString('base64')}:`)
  expect((await browser.get(`/c/${slug}/report.csv.sha256?edition=public`)).text).toMatch(new RegExp(`^${sha}  .+\\.csv\\n$`))
  expect((await browser.get(`/c/${slug}/reports`)).text).toContain(sha)
})

test('a vote by form: there and back, and null takes it back', async () => {
  const { slug, unit, browser, token } = await staged('voted')
  const vote = async (value: string) => {
    const { status, headers } = await browser.form(`/c/${slug}/votes`, { token, item: unit, value })
    expect([status, headers.get('location')]).toEqual([303, `/c/${slug}/paragraph/${unit}#p-${unit}`])
    return (await house.view(slug, null)).paragraphs.find(p => p.id === unit)?.agreement
  }
  expect(await vote('agree')).toMatchObject({ agree: 1, guests: 1 })
  expect(await vote('')).toMatchObject({ agree: 0, n: 0 })
})

test('search finds words and prefixes, and no text that was hidden or withdrawn', async () => {
  const { slug, id, post } = await staged('search')
  const words = ['Élévation', 'aqueduct', 'hydrant']
  const ids = []
  for (const word of words)
    ids.push(/comment\/([\w-]+)/.exec((await post(`About the ${word}.`)).headers.get('location') ?? '')?.[1] ?? '')
  await indexNow(house, id)
  const found = async (q: string) => (await new Browser(app).get(`/c/${slug}/search?q=${encodeURIComponent(q)}`)).text
  expect(await found('elev')).toContain('<mark>Élév</mark>ation')
  expect(await found('aqued')).toContain(`/comment/${ids[1]}`)
  await house.commands.run('comment.hide', operator, { consultation: slug, id: ids[1], reason: 'spam' }, uuid7())
  expect(await found('aqued')).not.toContain(`/comment/${ids[1]}`)
  await indexNow(house, id)
  expect(await found('aqued')).not.toContain(`/comment/${ids[1]}`)
  expect(await found('" OR 1=1 -- * ( ) ^ NEAR')).not.toContain('Something broke')
})
