// Sharing, on both engines: the page, the code that leads to it, the card other sites may frame and nothing else, the picture for networks.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inflateSync } from 'node:zlib'
import { getConsultation, setDescription } from '../../db/consultations.ts'
import { brokenInto, cardSvg, cutTo, widthOf } from '../../server/card.ts'
import { pngOf } from '../../server/picture-png.ts'
import { qrSvg } from '../../server/qr.ts'
import { createApp } from '../../server/app.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { visitor, type Visitor } from '../helpers/visitor.ts'
import { browserOf, type Browser } from '../helpers/web.ts'

const ancestors = (policy: string | null): string | undefined => /frame-ancestors ([^;]+)/.exec(policy ?? '')?.[1]

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let nobody: Visitor
  let browser: Browser
  let id: string
  beforeAll(async () => {
    house = await openTestHouse(engine)
    nobody = await visitor(house, null)
    browser = await browserOf(createApp(house), house, null)
    const { units, ...water } = await house.consultation('water', { asker: 'Town of <Orle>' })
    for (const [n, value] of ['agree', 'agree', 'disagree'].entries())
      await house.must(await house.person(`P${n}`, 'guest'), 'vote.cast', { consultation: 'water', item: units[0], value })
    id = water.id
    const ana = await house.person('Ana', 'guest')
    const comment = { consultation: 'water', id: 'remark-one', paragraphId: units[0], text: 'More pipes.' }
    await house.must(ana, 'comment.post', comment)
    await house.must(await house.person('Ben', 'guest'), 'vote.cast', { consultation: 'water', item: comment.id, value: 'agree' })
    await house.commands.run('consultation.create', operator, { slug: 'secret', title: 'Secret', lang: 'en' })
  })
  afterAll(() => house.close())

  test('everybody finds link, ready text, code, card and picture; without scripts the fields can be selected', async () => {
    const { status, text } = await nobody.get('/c/water/share')
    expect(status).toBe(200)
    expect(text).toContain('value="http://127.0.0.1:3000/c/water"')
    expect(text).toContain('Town of &lt;Orle&gt; asks: “Water and heat”.')
    expect(text).toContain('Open until Monday, 30 November 2026 at 23:59 (Paris, UTC+1)')
    expect(text).toContain('&lt;iframe src=&quot;http://127.0.0.1:3000/c/water/embed&quot;')
    for (const path of ['qr.svg', 'qr.png', 'card.png'])
      expect(text).toContain(`src="/c/water/${path}"`.replace('src="/c/water/qr.png"', '/c/water/qr.png'))
    expect(text).toMatch(/<button[^>]*data-copy="link"[^>]*hidden/)
    expect(text).not.toContain('class="steps"')
  })

  test('staff see it as the last step; an unpublished consultation is shared with nobody', async () => {
    const sol = await visitor(house, await house.person('Sol', 'participant', 'secretariat'))
    const page = await sol.get('/c/water/desk/share?did=publish')
    expect(page.text).toContain('It is published. Now tell people about it.')
    expect(page.text).toMatch(/aria-current="step"><span class="step-mark">6</)
    expect((await sol.get('/c/secret/desk/share')).to).toBe('/c/secret/desk/draft')
    for (const path of ['share', 'embed', 'card.png', 'qr.svg', 'qr.png', 'desk/share'])
      expect((await nobody.get(`/c/secret/${path}`)).status, path).toBe(404)
    expect((await sol.get('/c/secret/embed')).status, 'not even in the frame of staff').toBe(404)
  })

  test('the card shows title, who asks, state, deadline and counts; no script, no session, no token', async () => {
    const sol = await house.person('Sol', 'participant', 'administrator')
    for (const who of [null, sol]) {
      const card = await (await browserOf(createApp(house), house, who)).get('/c/water/embed')
      for (const words of [
        'Water and heat',
        'Town of &lt;Orle&gt;',
        'Open',
        '30 November 2026',
        'On its paragraphs: 2 agree, 1 disagrees, 0 unsure',
        '1 comment · 4 votes',
      ])
        expect(card.text).toContain(words)
      expect(card.text).not.toMatch(/<script|<form|name="token"|Sol/)
      expect(card.text).toMatch(/href="http:\/\/127.0.0.1:3000\/c\/water" target="_blank" rel="noopener"/)
    }
    const french = await visitor(house, null, 'fr')
    expect((await french.get('/c/water/embed')).text).toContain('Lire et participer')
    expect((await nobody.get('/')).text, 'the same counts as everywhere').toContain('1 comment · 4 votes')
  })

  test('the card is drawn once whatever stands behind its address, and anew for another language', async () => {
    const before = await browser.get('/c/water/embed')
    // Not by a command: the log's number stays, so that only a card drawn anew can show it.
    const found = await getConsultation(house.db.read, { id })
    if (!found) throw new Error('no consultation')
    await house.db.write(trx => setDescription(trx, { ...found, asker: 'Another town' }))
    for (const query of ['?from=newsletter', '?x=1&y=2', '?lang=none'])
      expect((await browser.get(`/c/water/embed${query}`)).text).toBe(before.text)
    expect((await nobody.get('/c/water/embed?lang=pt')).text).toContain('Another town')
    await house.db.write(trx => setDescription(trx, found))
  })

  test('only the card may be framed by other sites, and nothing may run in it; everything else by nobody', async () => {
    const card = await browser.get('/c/water/embed')
    const policy = card.headers.get('content-security-policy')
    expect(ancestors(policy)).toBe('*')
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('script-src')
    expect(card.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    for (const path of [
      '/',
      '/c/water',
      '/c/water/share',
      '/c/water/reports',
      '/sign-in',
      '/imprint',
      '/c/water/embed/x',
      '/c/secret/embed',
    ]) {
      const framed = ancestors((await browser.get(path)).headers.get('content-security-policy'))
      expect(framed, path).toBe("'none'")
    }
  })

  test('the picture is named by what it shows: unchanged it is not sent again, changed it is another; its page names it', async () => {
    const first = await browser.get('/c/water/card.png')
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'image/png'])
    const tag = first.headers.get('etag') ?? ''
    expect((await browser.get('/c/water/card.png', { 'if-none-match': tag })).status).toBe(304)
    const named = /property="og:image" content="http:\/\/127.0.0.1:3000(\/c\/water\/card.png\?v=[^"]+)"/.exec(
      (await browser.get('/c/water')).text,
    )?.[1]
    expect((await browser.get(named ?? '/')).headers.get('etag')).toBe(tag)
    const closing = { consultation: 'water', until: '2027-01-31T12:00', zone: 'Europe/Paris', reason: 'More time.' }
    await house.must(operator, 'consultation.extend', closing)
    const second = await browser.get('/c/water/card.png', { 'if-none-match': tag })
    expect(second.status).toBe(200)
    expect(second.headers.get('etag')).not.toBe(tag)
  })
})

describe('the picture itself', () => {
  const card = {
    instance: 'Orle',
    logo: null,
    asks: 'Orle asks',
    title: 'Water',
    state: 'Open',
    deadline: 'Until Monday',
    open: true,
    dir: 'ltr' as const,
  }
  const titleLines = (svg: string): string[] => [...svg.matchAll(/font-size="(?:76|58|46)"[^>]*>([^<]*)</g)].map(m => m[1] ?? '')

  test('a long title is set smaller, then cut with an ellipsis; no line is wider than the picture', () => {
    const long = 'Strategy for the protection of water, soil and air '.repeat(12).trim()
    const lines = titleLines(cardSvg({ ...card, title: long }))
    expect(lines).toHaveLength(5)
    expect(lines.at(-1)).toMatch(/…$/)
    for (const line of lines) expect(widthOf(line, 46)).toBeLessThanOrEqual(1040)
    expect(titleLines(cardSvg(card))).toEqual(['Water'])
    expect(brokenInto('水'.repeat(60), 50, 1040).every(l => widthOf(l, 50) <= 1040)).toBe(true)
    expect(cutTo('👩‍👩‍👧‍👦'.repeat(40), 34, 300)).toMatch(/^(👩‍👩‍👧‍👦)*…$/u)
  })

  test('right to left: the title stands at the right edge in its own order', async () => {
    const svg = cardSvg({ ...card, title: 'خطة المياه 2027 (ABC)', dir: 'rtl' })
    expect(svg).toMatch(/x="1120"[^>]*text-anchor="end"[^>]*>\u2067خطة/)
    const [left, right] = await inkIn(svg, 190, 320)
    expect(right).toBeGreaterThan(2_000)
    expect(left).toBe(0)
  })

  test('what people typed is text in it, never markup', async () => {
    const svg = cardSvg({ ...card, title: '<image href="file:///etc/passwd"/> & "quotes"', asks: '</text><script>' })
    expect(svg).not.toMatch(/<image|<script/)
    expect((await pngOf(svg)).subarray(1, 4).toString()).toBe('PNG')
  })

  test('a code has its white edge and grows with what it holds', () => {
    const size = (text: string): number => Number(/viewBox="0 0 (\d+)/.exec(qrSvg(text))?.[1])
    expect(size('https://orle.example/c/water')).toBe(25 + 2 * 4 + 4)
    expect(size(`https://orle.example/c/${'w'.repeat(80)}`)).toBeGreaterThan(size('https://orle.example/c/water'))
    expect(qrSvg('x')).not.toMatch(/d="M[0-3] [0-3]h1v1/)
  })
})

/** Dark pixels at the left and in the right third of a band. */
async function inkIn(svg: string, from: number, to: number): Promise<[number, number]> {
  const png = await pngOf(svg)
  const at = png.indexOf('IDAT')
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))
  let [left, right] = [0, 0]
  for (let y = from; y < to; y++)
    for (let x = 0; x < 1200; x++) {
      if ((rows[y * 4801 + 1 + x * 4] ?? 255) >= 128) continue
      if (x < 300) left++
      if (x >= 800) right++
    }
  return [left, right]
}
