// Readers' pages beside the text: paper with its limit, times in the zone of the deadline, what a closed draft says of itself, the calendar.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { uuid7 } from '../../server/clock.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { manyComments } from '../helpers/many.ts'
import { visitor } from '../helpers/visitor.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('sqlite')
})
afterAll(() => house.close())

const drawn = async (): Promise<number> =>
  Number(/how="drawn"} (\d+)/.exec((await (await visitor(house, null)).get('/metrics')).text)?.[1] ?? 0)

test('paper takes 2,000 comments, and says what is left out and where it stands', { timeout: 60_000 }, async () => {
  const { slug, id, units } = await house.consultation('paper')
  await manyComments(house.db, id, units.slice(0, 2), 2_050)
  const { text } = await (await visitor(house, null)).get(`/c/${slug}/print`)
  expect(text.match(/<li id="note-/g)).toHaveLength(2_000)
  expect(text).toContain('Comments printed here: the first 2,000. Left out: 50')
  expect(text).toMatch(new RegExp(`The report has all of them\\.<a href="/c/${slug}/reports"`))
})

test('replies count against the limit like comments, and none beyond it is read', { timeout: 60_000 }, async () => {
  const { slug, id, units } = await house.consultation('replies')
  await manyComments(house.db, id, units.slice(0, 1), 1_998)
  const ana = await house.person('Ana')
  const first = uuid7()
  const post = (more: object) =>
    house.must(ana, 'comment.post', { consultation: slug, paragraphId: units[1], lang: 'en', text: 'Under it.', ...more })
  await post({ id: first })
  for (let n = 0; n < 3; n++) await post({ id: uuid7(), replyTo: first })
  const { text } = await (await visitor(house, null)).get(`/c/${slug}/print`)
  expect(text.match(/<li id="note-/g)).toHaveLength(2_000)
  expect(text.match(/Under it\./g)).toHaveLength(2)
  expect(text).toContain('Left out: 2,')
})

test.each(['print', 'table'])('/%s is drawn once for everybody without a session, whatever the query says', async page => {
  const { slug } = await house.consultation(`kept-${page}`)
  const app = createApp(house)
  const before = await drawn()
  for (const query of ['', '?a=1', '?a=2']) {
    const { status, text } = await (await visitor(house, null, 'en', app)).get(`/c/${slug}/${page}${query}`)
    expect(status).toBe(200)
    expect(text).not.toContain('a=1')
  }
  expect((await drawn()) - before).toBe(1)
  const ana = await visitor(house, await house.person('Ana Canary'), 'en', app)
  expect((await ana.get(`/c/${slug}/${page}`)).text).toContain('Ana Canary')
  expect((await (await visitor(house, null, 'en', app)).get(`/c/${slug}/${page}`)).text).not.toContain('Ana Canary')
})

test('comments and answers are dated in the zone of the deadline, which is said, on the page and in its pieces', async () => {
  const { slug, units } = await house.consultation('times', { zone: 'Asia/Tokyo' })
  const [ana, office] = [await house.person('Ana'), await house.person('Olu', 'participant', 'secretariat')]
  const id = uuid7()
  house.clock.now = Date.parse('2026-10-06T16:30:00.000Z')
  await house.must(ana, 'comment.post', { consultation: slug, id, paragraphId: units[0], text: 'Late at night.', lang: 'en' })
  await house.must(office, 'comment.answer', { consultation: slug, ids: [id], outcome: 'noted', text: 'Thank you.' })
  const nobody = await visitor(house, null)
  for (const path of [`paragraph/${units[0]}`, `fragment/comment/${id}`, `fragment/thread/${units[0]}`]) {
    const { text } = await nobody.get(`/c/${slug}/${path}`)
    expect(text.match(/<time datetime="2026-10-06T16:30:00.000Z">7 Oct 2026, 01:30<\/time>/g), path).toHaveLength(2)
    if (!path.includes('/comment/')) expect(text).toContain('Time zone: Tokyo')
  }
})

test('after the closing nothing on the page asks for comments or votes any longer; the calendar is stamped with the last change', async () => {
  const { slug } = await house.consultation('kicker')
  const nobody = await visitor(house, null)
  expect((await nobody.get(`/c/${slug}`)).text).toContain('class="kicker">Draft for public comment')
  expect((await nobody.get(`/c/${slug}`)).text).toMatch(/>Be the first to vote</)
  house.clock.now += 86_400_000
  const until = { consultation: slug, until: '2026-12-10T12:00', zone: 'Europe/Paris', reason: 'More time.' }
  await house.must(operator, 'consultation.extend', until)
  const stamp = new Date(house.clock.now).toISOString().slice(0, 19).replace(/[-:]/g, '')
  expect((await nobody.get(`/c/${slug}/deadline.ics`)).text).toContain(`DTSTAMP:${stamp}Z`)
  await house.must(operator, 'consultation.close', { consultation: slug, reason: 'Enough.' })
  const { text } = await (await visitor(house, null)).get(`/c/${slug}`)
  expect(text).toContain('class="kicker">Draft · comments are closed')
  // The words that scripts have stand in the page too, behind it.
  const [shown = ''] = text.split('<script type="application/json"')
  expect(shown).toContain('</footer>')
  const invites = /Be the first|Comment on (the draft|this section)/
  expect(shown).not.toMatch(invites)
  expect((await nobody.get(`/c/${slug}/print`)).text).not.toMatch(invites)
})
