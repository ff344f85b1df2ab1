// The dashboard: its numbers are the view's, its order and parts follow the address, and it tells only what the public may know.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findConsultation } from '../../db/consultations.ts'
import { createApp } from '../../server/app.ts'
import { parseCsv } from '../../server/report/csv.ts'
import { uuid7 } from '../../server/clock.ts'
import { createTakingParts } from '../../server/taking-part.ts'
import type { Actor } from '../../shared/role.ts'
import type { View } from '../../shared/view.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { Browser, browserOf, type App } from '../helpers/web.ts'

const page = '/c/water/dashboard'

/** A table as rows of named cells. */
async function table(browser: Browser, name: string, query = ''): Promise<Record<string, string>[]> {
  const { text, status } = await browser.get(`${page}/${name}.csv${query}`)
  expect(status).toBe(200)
  const [head = [], ...rows] = parseCsv(text)
  return rows.map(row => Object.fromEntries(row.map((cell, i) => [head[i] ?? '', cell])))
}
const numbersOf = (text: string): string[] => [...text.matchAll(/<a class="unit-link"[^>]*>P(\d+)/g)].map(m => m[1] ?? '')
const sum = (rows: Record<string, string>[], column: string): number => rows.reduce((n, row) => n + Number(row[column]), 0)

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let app: App
  let nobody: Browser
  let units: string[]
  let headings: string[]
  let gone: string[]
  let ana: Actor
  let gus: Actor
  let mod: Actor
  const post = (who: Actor, paragraphId: string | undefined, text: string, more: object = {}): Promise<{ id: string }> =>
    house.must(who, 'comment.post', { consultation: 'water', id: uuid7(), paragraphId, text, lang: 'en', ...more })
  const vote = (who: Actor, item: string | undefined, value: string | null) =>
    house.must(who, 'vote.cast', { consultation: 'water', item, value })

  beforeAll(async () => {
    house = await openTestHouse(engine)
    app = createApp(house)
    nobody = new Browser(app)
    ;({ units, headings } = await house.consultation('water', { minVotes: 2 }))
    ana = await house.person('Ana')
    gus = await house.person('Gus', 'guest')
    mod = await house.person('Mo', 'participant', 'moderator')
    const voters = await Promise.all(['Ben', 'Cleo', 'Dan'].map(name => house.person(name)))
    for (const who of [ana, gus, ...voters]) await vote(who, units[1], 'agree')
    for (const who of [ana, ...voters]) await vote(who, units[2], who === ana ? 'agree' : 'disagree')
    for (const who of [ana, gus]) await vote(who, units[3], who === ana ? 'agree' : 'disagree')
    await vote(gus, units[0], 'unsure')
    const first = await post(ana, units[1], 'The pipes are old.')
    await post(gus, units[1], 'Older than I am.', { replyTo: first.id })
    await vote(gus, first.id, 'agree')
    await post(ana, headings[1], 'A warm title.')
    await post(ana, 'whole', 'A good draft.')
    const hidden = await post(gus, units[2], 'Hideous words.')
    await house.must(mod, 'comment.hide', { consultation: 'water', id: hidden.id, reason: 'offensive' })
    const taken = await post(gus, units[2], 'Taken back words.')
    await house.must(gus, 'comment.withdraw', { consultation: 'water', id: taken.id })
    gone = [hidden.id, taken.id]
    await house.must(mod, 'comment.answer', { consultation: 'water', ids: [first.id], outcome: 'partly', text: 'We know.' })
  })
  afterAll(async () => {
    await house.recount()
    await house.close()
  })

  test('[G2] every number equals the view at the same number of the log', async () => {
    const { body: view } = await nobody.get<View>('/api/consultations/water')
    const { text } = await nobody.get(`${page}?show=all`)
    expect(text).toContain(`data-seq="${view.seq}"`)
    const voted = view.paragraphs.filter(p => p.number !== null)
    const rows = await table(nobody, 'agreement')
    expect(rows).toHaveLength(voted.length)
    for (const [i, { id, number, wordingId, agreement: a, comments }] of voted.entries()) {
      const told = (x: number | null): string => (x === null ? '' : String(x))
      expect(rows[i]).toMatchObject({
        paragraph_id: id,
        paragraph_number: String(number),
        agree: told(a.agree),
        disagree: told(a.disagree),
        unsure: told(a.unsure),
        guests: told(a.guests),
        n: told(a.n),
        share: told(a.share),
        low: told(a.low),
        high: told(a.high),
        division: told(a.division),
        enough: a.enough ? 'yes' : 'no',
        comments: told(comments.all),
      })
      expect(text).toContain(`data-item="${wordingId}"`)
      const row = text.slice(text.indexOf(`data-unit="${wordingId}"`)).split('</tr>')[0] ?? ''
      expect(row).toContain(`data-votes="${a.agree} ${a.disagree} ${a.unsure} ${a.guests}"`)
      for (const of of ['agree', 'disagree', 'unsure', 'guests'] as const) expect(row).toContain(`data-of="${of}">${a[of]}<`)
      expect(row).toContain(`data-comments="${id}">${comments.all}<`)
    }
    const votes = 13
    const all = view.paragraphs.reduce((n, p) => n + p.comments.all, view.whole.comments)
    const days = await table(nobody, 'activity')
    expect([sum(days, 'comments'), sum(days, 'votes')]).toEqual([all, votes])
    const shares = await table(nobody, 'shares')
    const of = (what: string) => shares.find(s => s['what'] === what) ?? {}
    const guests = voted.reduce((n, p) => n + p.agreement.guests, 0) + 1
    expect(of('votes')).toEqual({ what: 'votes', confirmed: String(votes - guests), guests: String(guests), staff: '0' })
    expect(of('voters')).toEqual({ what: 'voters', confirmed: '4', guests: '1', staff: '0' })
    expect(of('comments')).toEqual({ what: 'comments', confirmed: '3', guests: '3', staff: '0' })
    expect(of('authors')).toEqual({ what: 'authors', confirmed: '1', guests: '1', staff: '0' })
    const discussed = await table(nobody, 'discussed')
    expect(Object.fromEntries(discussed.map(d => [d['place_id'], Number(d['comments'])]))).toEqual({
      ...Object.fromEntries(view.paragraphs.filter(p => p.comments.all).map(p => [p.id, p.comments.all])),
      whole: view.whole.comments,
    })
  })

  test('the parts stand in their order, and each chart has its table and its downloads', async () => {
    const { text } = await nobody.get(page)
    const parts = [...text.matchAll(/<section class="dash-part[^"]*" id="([a-z]+)"/g)].map(m => m[1])
    expect(parts).toEqual(['activity', 'agreement', 'discussed', 'latest', 'active', 'shares'])
    expect(text.match(/<figure/g)).toHaveLength(4)
    expect(text.match(/<figcaption/g)).toHaveLength(4)
    expect(text.match(/<caption/g)?.length).toBeGreaterThanOrEqual(5)
    for (const chart of ['activity', 'agreement', 'discussed', 'shares'])
      for (const format of ['svg', 'png', 'csv']) expect(text).toContain(`${page}/${chart}.${format}?`)
    expect(text).not.toMatch(/\sstyle="|<script(?![^>]*\ssrc=)(?! type="application\/json")[^>]*>/)
  })

  test('units are sorted and filtered by the address, and what cannot be judged yet stands last', async () => {
    const at = async (query: string) => numbersOf((await nobody.get(`${page}${query}`)).text)
    expect(await at('')).toEqual(['1', '2', '3', '4'])
    expect(await at('?sort=agreement')).toEqual(['2', '4', '3', '1'])
    expect(await at('?sort=disagreement')).toEqual(['3', '4', '2', '1'])
    expect(await at('?sort=division')).toEqual(['4', '3', '2', '1'])
    expect(await at('?sort=votes')).toEqual(['2', '3', '4', '1'])
    expect(await at('?sort=comments')).toEqual(['2', '3', '1', '4'])
    expect(await at('?sort=luck')).toEqual(['1', '2', '3', '4'])
    expect(await at('?section=1')).toEqual(['3', '4'])
    expect(await at('?section=1&sort=agreement')).toEqual(['4', '3'])
    expect(await at('?section=77')).toEqual(['1', '2', '3', '4'])
    expect(await at('?section=')).toEqual(['1', '2', '3', '4'])
    const rows = await table(nobody, 'agreement', '?section=1&sort=agreement')
    expect(rows.map(r => r['paragraph_number'])).toEqual(['4', '3'])
    const { text } = await nobody.get(`${page}?section=1&sort=agreement`)
    expect(text).toContain('<option value="1" selected>Heat</option>')
    expect(text).toMatch(/sort=agreement&amp;section=1#agreement" aria-current="true"\s*>Most agreed/)
  })

  test('the feed tells the latest acts: comments, replies, answers, votes in sum, and what was done to the consultation', async () => {
    const { text } = await nobody.get(page)
    const feed = (/data-live="feed"[\s\S]*?<\/ol>/.exec(text)?.[0] ?? '').replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
    expect(feed).toContain('Ana commented on P2')
    expect(feed).toContain('Gus replied on P2')
    expect(feed).toContain('The comment by Ana on P2 was answered: Partly accepted')
    expect(feed).toContain('Votes on P2: 5 agree · 0 disagree · 0 unsure')
    expect(feed).toContain('Votes on the comment by Ana on P2')
    expect(feed).toContain('the draft as a whole')
  })

  test('hidden and withdrawn comments appear nowhere, not for staff either; the same is told to everybody', async () => {
    const told = new Map<string, string[]>()
    // The fragment is drawn for nobody in particular, the page for each: between the masthead and the foot they hold the same.
    const figuresIn = (text: string): string => /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? text
    for (const who of [null, ana, gus, mod]) {
      const browser = await browserOf(app, house, who)
      for (const path of [page, `/c/water/fragment/dashboard`, `${page}/discussed.csv`, `${page}/agreement.svg`]) {
        const { text, status } = await browser.get(path)
        expect(status).toBe(200)
        expect(text).not.toMatch(/Hideous|Taken back/)
        for (const id of gone) expect(text).not.toContain(id)
      }
      for (const path of [page, '/c/water/fragment/dashboard'])
        told.set(path, [...(told.get(path) ?? []), figuresIn((await browser.get(path)).text)])
    }
    for (const [path, [first = '', ...others]] of told) {
      expect([path, first.includes('Ana'), others.length]).toEqual([path, true, 3])
      for (const other of others) expect(other).toBe(first)
    }
  })

  test('[G5] nothing tells who voted what, or how often', async () => {
    const { text } = await nobody.get(`${page}?show=all`)
    for (const name of ['Ben', 'Cleo', 'Dan']) expect(text).not.toContain(name)
    for (const who of [ana, gus]) expect(text).not.toContain(who.id)
  })

  test('whoever opts out is gone from the most active at once, also from pages that are kept', async () => {
    const active = async () => /id="active"[\s\S]*?<\/section>/.exec((await nobody.get(page)).text)?.[0] ?? ''
    expect(await active()).toMatch(/<bdi>Ana<\/bdi>[\s\S]*<bdi>Gus<\/bdi>/)
    await house.must(ana, 'person.optOut', { optOut: true })
    expect(await active()).not.toContain('Ana')
    expect(await active()).toContain('Gus')
    expect((await nobody.get('/c/water/fragment/dashboard')).text.split('id="active"')[1]).not.toContain('<bdi>Ana')
    await house.must(ana, 'person.optOut', { optOut: false })
    expect(await active()).toContain('Ana')
  })

  test('what is kept follows the name of the site, and is the same page whatever else stands in its address', async () => {
    const first = await nobody.get(`${page}?utm=zzz&section=77&sort=luck`)
    expect(first.text).not.toContain('zzz')
    expect((await nobody.get(page)).text).toBe(first.text)
    const boss = await house.person('Bo', 'participant', 'administrator')
    await house.commands.run('instance.describe', boss, { name: 'The Town of Orle' })
    expect((await nobody.get(page)).text).toContain('Orle')
    await house.commands.run('instance.describe', boss, { name: 'Parley' })
  })

  test('a large consultation is counted ahead of its page, and for 20 seconds not anew, on either engine', async () => {
    const taking = createTakingParts(house)
    const stored = await findConsultation(house.db.read, { slug: 'water' })
    if (!stored) throw new Error('no consultation')
    expect(await taking.ahead(stored)).toBeNull()
    const large = { ...stored, votes: 30_000 }
    const counted = await taking.ahead(large)
    expect([counted?.seq, counted?.active.length]).toEqual([stored.lastSeq, 2])
    expect(await taking.ahead({ ...large, lastSeq: stored.lastSeq + 1 })).toBe(counted)
  })

  test('staff are not among the most active, and one person under two names is not brought together', async () => {
    await post(mod, units[0], 'We shall look into it.')
    await house.must(gus, 'person.rename', { name: 'Gustav' })
    await post({ ...gus, name: 'Gustav' }, units[0], 'Under another name.')
    const { text: all } = await (await browserOf(app, house, ana)).get(page)
    const text = all.split('id="active"')[1]?.split('id="shares"')[0] ?? ''
    expect(text).not.toContain('<bdi>Mo</bdi>')
    expect(text).toMatch(/<bdi>Gus<\/bdi>/)
    expect(text).toMatch(/<bdi>Gustav<\/bdi>/)
  })

  test('[G24] cells cannot execute, texts in pictures are escaped', async () => {
    await house.must(await house.person('Sol', 'participant', 'secretariat'), 'paragraph.correct', {
      consultation: 'water',
      id: units[0],
      html: '<p>=HYPERLINK("x") &lt;script&gt;</p>',
      reason: 'a word',
    })
    const { text } = await nobody.get(`${page}/agreement.csv`)
    expect(text).toContain(`"'=HYPERLINK(""x"") <script>"`)
    expect((await nobody.get(`${page}/agreement.svg`)).text).toContain('=HYPERLINK(&quot;x&quot;) &lt;script&gt;')
  })

  test('each chart comes as SVG, PNG and CSV; others are not there', async () => {
    for (const chart of ['activity', 'agreement', 'discussed', 'shares']) {
      const svg = await nobody.get(`${page}/${chart}.svg`, { 'accept-language': 'fr' })
      expect(svg.headers.get('content-type')).toBe('image/svg+xml')
      expect(svg.headers.get('content-disposition')).toMatch(new RegExp(`^attachment; filename="water-${chart}-\\d+\\.svg"$`))
      expect(svg.text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" xml:lang="fr"/)
      expect(svg.text).not.toMatch(/<script|href=|NaN|undefined/)
      expect(svg.text).toContain('Water and heat')
      const png = await app.request(`${page}/${chart}.png`, {}, { incoming: { socket: { remoteAddress: '127.0.0.1' } } })
      const bytes = Buffer.from(await png.arrayBuffer())
      expect(png.headers.get('content-type')).toBe('image/png')
      expect(bytes.subarray(1, 4).toString()).toBe('PNG')
      expect(bytes.readUInt32BE(16)).toBe(1_920)
    }
    for (const path of ['active.svg', 'agreement.pdf', 'agreement', '../x.svg'])
      expect((await nobody.get(`${page}/${path}`)).status).toBe(404)
  })

  test('an unpublished consultation is not there but for its staff; an announced one is empty; a closed one says so', async () => {
    const boss = await house.person('Ada', 'participant', 'administrator')
    await house.commands.run('consultation.create', operator, { slug: 'quiet', title: 'Quiet', lang: 'en' }, uuid7())
    for (const path of ['dashboard', 'dashboard/agreement.csv', 'fragment/dashboard']) {
      expect((await nobody.get(`/c/quiet/${path}`)).status).toBe(404)
      expect((await (await browserOf(app, house, gus)).get(`/c/quiet/${path}`)).status).toBe(404)
      expect((await (await browserOf(app, house, boss)).get(`/c/quiet/${path}`)).status).toBe(200)
    }
    await house.consultation('later', { opensAt: '2026-10-20T10:00' })
    const early = (await nobody.get('/c/later/dashboard')).text
    expect(early).toContain('published by the operator of this site')
    expect(early).toContain('Nobody has commented yet.')
    await house.must(operator, 'consultation.close', { consultation: 'later', reason: 'Enough' })
    const closed = (await (await browserOf(app, house, ana)).get('/c/later/dashboard')).text
    expect(closed).toContain('final at number')
    expect(closed).toContain('closed by the operator of this site')
  })
})
