// The page law: the page after the events is the page loaded afresh, for a guest, for nobody, for staff.

import { expect, test } from 'vitest'
import { normal } from '../helpers/normal.ts'
import { actBy, live, reader, stage, type Reader } from '../helpers/reader.ts'

const on = stage()

const act = async (who: Reader, name: string, input: object): Promise<number> => (await actBy(on, who, name, input)).seq

/** Waits until the page stands at the number, asks for what waits, and compares it with a page loaded now. */
async function lawful(who: Reader, seq: number): Promise<void> {
  await who.page.locator(`parley-consultation[data-seq="${seq}"]`).waitFor()
  for (const button of await who.page.locator('news-button button:visible').all()) await button.click()
  const fresh = await who.context.newPage()
  // Without a session the page loaded may be up to a second old; it says of which number it is.
  await expect
    .poll(
      async () => {
        await fresh.goto(who.page.url())
        await live(fresh)
        return fresh.locator('parley-consultation').getAttribute('data-seq').then(Number)
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThanOrEqual(seq)
  const wanted = await normal(fresh)
  await expect.poll(() => normal(who.page), { timeout: 5_000 }).toBe(wanted)
  await fresh.close()
  expect(who.wrong).toEqual([])
}

test('after each act every open page is the page loaded afresh', { timeout: 180_000 }, async () => {
  const ana = await reader(on, 'Ana')
  const ben = await reader(on, 'Ben')
  const nobody = await reader(on)
  const staff = await reader(on)
  const { url } = JSON.parse(
    await on.house.cli('staff', 'add', 'clerk@example.org', '--role', 'secretariat', '--link', '--json'),
  ) as { url: string }
  await staff.page.goto(new URL(url).pathname + new URL(url).search)
  await staff.page.locator('main form button').first().click()
  await staff.page.waitForURL(address => !address.pathname.startsWith('/sign-in'))
  const units = await ana.page
    .locator('.unit')
    .evaluateAll(all => all.map(u => ({ id: u.getAttribute('data-place') ?? '', item: u.getAttribute('data-item') ?? '' })))
  const [first, second, third] = units
  if (!first || !second || !third) throw new Error('the draft has four units')
  const everybody = [ana, ben, nobody, staff]
  for (const { page } of everybody) {
    await page.goto(`/c/${on.house.slug}/paragraph/${second.id}`)
    await live(page)
  }
  const after = async (seq: number): Promise<void> => {
    await Promise.all(everybody.map(who => lawful(who, seq)))
  }
  const comment = async (who: Reader, id: string, text: string, replyTo: string | null = null): Promise<number> =>
    act(who, 'comment.post', { id, paragraphId: second.id, text, replyTo, lang: 'en' })

  await act(ana, 'vote.cast', { item: first.item, value: 'agree' })
  await act(ben, 'vote.cast', { item: first.item, value: 'unsure' })
  await act(ana, 'vote.cast', { item: second.item, value: 'disagree' })
  await after(await act(ben, 'vote.cast', { item: second.item, value: 'agree' }))
  await after(await act(staff, 'vote.cast', { item: second.item, value: 'agree' }))
  await after(await act(ben, 'vote.cast', { item: second.item, value: null }))

  await after(await comment(ana, 'comment-one', 'Thirty is right.'))
  await after(await comment(ben, 'comment-two', 'Twenty would be better: https://example.org/why'))
  await after(await comment(ben, 'comment-three', 'Why thirty?', 'comment-one'))
  await after(await comment(ana, 'comment-four', 'Because of the distance.', 'comment-three'))
  await after(await act(ana, 'vote.cast', { item: 'comment-two', value: 'agree' }))
  await after(await comment(ana, 'comment-five', 'I forgot something.'))
  await after(await act(ana, 'comment.edit', { id: 'comment-five', text: 'I forgot the bicycles.' }))
  const heading = (await ana.page.locator('.unit-heading').first().getAttribute('data-place')) ?? ''
  await act(ana, 'comment.post', { id: 'on-heading', paragraphId: heading, text: 'A good title.', lang: 'en' })
  await after(await act(ben, 'comment.post', { id: 'on-the-whole', paragraphId: 'whole', text: 'A good draft.', lang: 'en' }))
  await after(await act(staff, 'comment.answer', { ids: ['comment-two'], outcome: 'partly', text: 'Twenty at the gates.' }))
  await after(await act(staff, 'comment.hide', { id: 'comment-three', reason: 'offTopic', note: 'elsewhere' }))
  await after(await act(staff, 'comment.restore', { id: 'comment-three', note: 'it belongs here' }))
  await after(await act(ana, 'comment.withdraw', { id: 'comment-five' }))

  await after(
    await act(staff, 'paragraph.correct', {
      id: third.id,
      html: '<p>Every school gets a safe place for bicycles.</p>',
      reason: 'a word',
    }),
  )
  await after(await act(staff, 'consultation.describe', { title: 'Calm streets', minVotes: 2 }))
  await after(await act(staff, 'consultation.extend', { until: '2099-01-01T12:00', zone: 'Asia/Tokyo', reason: 'more time' }))
})
