// What is stored is what was typed: naughty strings through post, edit, reply, name and answer, out of thread, view and news (G9).

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { uuid7 } from '../../server/clock.ts'
import { newsFor } from '../../server/news.ts'
import { askedOf, threadOf } from '../../server/threads.ts'
import { needConsultation } from '../../server/view.ts'
import type { Comment } from '../../shared/comment.ts'
import type { Actor } from '../../shared/role.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { Browser } from '../helpers/web.ts'

/** Our own list: what has broken programs before. */
const naughty = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; drop table comments; --",
  '${process.env.SECRET} {{7*7}} #{1+1} %s %n %00',
  '=cmd|"/c calc"!A1',
  '+1+1',
  '-1',
  '@SUM(A1)',
  '＝1+1',
  '\u202Eright to left override\u202C',
  '\u2067שלום\u2069 and مرحبا',
  'a\u200Bzero\u200Cwidth\u200Djoiner\uFEFFmark',
  '👩‍👩‍👧‍👦 🏳️‍🌈 🇫🇷',
  'Z̸̢̛͖a̷l̴g̵o̶',
  '𝒜𝓃 astral 🜁 text 𠜎𠜱',
  'tab\there and\nlines\n\n\nkept',
  '\u0007bell \u001B[31mred\u001B[0m \u0001 controls',
  'null undefined NaN true [object Object]',
  '\\u0000 \\ud800 typed as letters, \\\\u0000 too',
  'ﬁ ligature, ½, ①, Å (angstrom), ǆ',
  'İstanbul ıI ß ſ',
  'an\u00A0inner\u00A0spaces\u2003stay\u00A0.',
  'CON PRN AUX NUL ../../etc/passwd C:\\windows',
  '{"json": [1, 2, {"a": "b"}]}',
  '&lt;already&gt; &amp;amp; &#x27;',
  'https://example.org/?a=1&b=<2> javascript:alert(1) data:text/html,x',
  '\u{10FFFD} private use \uE000',
  '\uFFFE and \uFFFF noncharacters',
  'x'.repeat(3_999),
  'ÄÖÜ€'.repeat(1_000),
]

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let ana: Actor
  let slug: string
  let unit: string
  beforeAll(async () => {
    house = await openTestHouse(engine)
    const made = await house.consultation()
    slug = made.slug
    unit = made.units[0] ?? ''
    ana = await house.person('Ana')
  })
  afterAll(() => house.close())

  test('[G9] each text comes back as it was typed, from every reading', async () => {
    const ids: string[] = []
    for (const text of naughty) {
      const id = uuid7()
      ids.push(id)
      const posted = await house.commands.run('comment.post', ana, { consultation: slug, id, paragraphId: unit, text }, uuid7())
      expect((posted.result as Comment).text).toBe(text)
    }
    await house.db.snapshot(async trx => {
      const c = await needConsultation(trx, slug, null)
      const { items } = await threadOf(trx, c, unit, askedOf({ limit: '1000', sort: 'oldest' }), null)
      expect(items.map(x => x.text)).toEqual(naughty)
      const { events } = await newsFor(trx, c, null, 0, 1_000, house.now())
      const told = events.flatMap(e => (e.type === 'comment.posted' ? [e.data.comment.text] : []))
      expect(told).toEqual(naughty)
    })
    expect((await house.view(slug, null)).latest.map(l => l.text)).toEqual(naughty.slice(-10).reverse())
  })

  test('[G9] composed once (NFC), line ends made one, ends trimmed: nothing else', async () => {
    const said = async (text: string) =>
      (
        (await house.commands.run('comment.post', ana, { consultation: slug, id: uuid7(), paragraphId: unit, text }, uuid7()))
          .result as Comment
      ).text
    expect(await said('Cafe\u0301\r\nde l\u2019e\u0301te\u0301\r')).toBe('Café\nde l’été')
    expect(await said(' \n  in  the  middle  \t')).toBe('in  the  middle')
  })

  test('[G9] what no database keeps as typed is refused, not changed in silence', async () => {
    for (const text of ['nul \0 inside', 'half \uD83D surrogate', '\uDE00'])
      await house.refused('invalid', ana, 'comment.post', { consultation: slug, id: uuid7(), paragraphId: unit, text })
    await house.refused('invalid', ana, 'person.rename', { name: 'A\0na' })
  })

  test('a NUL in an address, a name or a question is no fault of ours', async () => {
    const browser = new Browser(createApp(house))
    for (const path of [
      '/c/%00',
      `/c/${slug}/search?q=a%00b`,
      `/c/${slug}/paragraph/%00`,
      `/api/consultations/${slug}/paragraphs/%00/comments`,
    ])
      expect((await browser.get(path)).status, path).toBeLessThan(500)
    expect((await browser.post('/api/guest', { name: 'A\0na' })).status).toBeLessThan(500)
    expect((await browser.form('/sign-in', { email: 'a\0@leak.test' })).status).toBeLessThan(500)
  })

  test('[G9] names, too', async () => {
    for (const [i, name] of naughty.filter(n => [...n].length <= 80 && n.trim() === n && !n.includes('\n')).entries()) {
      const who = await house.person(name, 'guest')
      const posted = await house.commands.run(
        'comment.post',
        who,
        { consultation: slug, id: uuid7(), paragraphId: unit, text: `By ${i}.` },
        uuid7(),
      )
      expect((posted.result as Comment).author?.name).toBe(name)
    }
  })
})
