// What colleagues do while somebody works at the desk: changes are drawn where they stand, once for many, and ticks stay with the comments they were given to.

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { colleague, deskStage } from '../helpers/desk.ts'
import { manyComments } from '../helpers/many.ts'

const on = deskStage()
const item = (page: Page, id: string | undefined) => page.locator(`#q-${id}`)
const ticked = (page: Page): Promise<string[]> =>
  page.locator('.queue-item > .check input:checked').evaluateAll(boxes => boxes.map(box => (box as HTMLInputElement).value))

/** A desk open in a browser, with its socket. */
async function atDesk(slug: string, place: string, n: number) {
  const { house } = on
  const { id, units } = await house.consultation(slug)
  const { ids } = await manyComments(house.db, id, units, n)
  const who = await colleague(on, 'secretariat')
  const asked: string[] = []
  who.page.on('request', request => void (request.url().includes('ids=') && asked.push(request.url())))
  const before = house.live.sockets()
  await who.page.goto(`/c/${slug}/desk/${place.replace('IDS', `${ids[5]}.${ids[4]}`)}`)
  await expect.poll(() => house.live.sockets()).toBeGreaterThan(before)
  const max = await house.person('Max', 'participant', 'moderator')
  const does = (name: 'comment.hide' | 'comment.answer', input: object) =>
    house.must(max, name, {
      consultation: slug,
      ...(name === 'comment.hide' ? { reason: 'spam' } : { outcome: 'noted', text: 'So it is.' }),
      ...input,
    })
  return { ...who, ids, asked, does }
}

test('an answer goes to what was ticked, whatever changes meanwhile: a tick belongs to its comment', async () => {
  const { page, ids, does, wrong } = await atDesk('ticks', 'answers?filter=all', 12)
  await item(page, ids[8]).locator('> .check input').check()
  await does('comment.answer', { ids: [ids[8], ids[9]] })
  await does('comment.hide', { id: ids[11] })
  await item(page, ids[11]).locator('.queue-hidden').waitFor()
  await item(page, ids[9]).getByText('So it is.').waitFor()
  expect(await ticked(page)).toEqual([ids[8]])
  await page.goto(`/c/ticks/desk/answers?ids=${ids[5]}.${ids[4]}`)
  expect(await ticked(page)).toEqual([ids[5], ids[4]])
  await item(page, ids[4]).locator('> .check input').uncheck()
  await does('comment.answer', { ids: [ids[4], ids[5]] })
  await item(page, ids[4]).getByText('So it is.').waitFor()
  expect(await ticked(page)).toEqual([ids[5]])
  expect(wrong).toEqual([])
})

test('what a colleague does after oneself is seen, and words begun in a note stay', async () => {
  const { page, ids, does, wrong } = await atDesk('after', 'comments?filter=all', 12)
  const mine = item(page, ids[8])
  await mine.getByRole('button', { name: 'Seen, leave it' }).click()
  await page.getByText('1 comment seen and left.').first().waitFor()
  await does('comment.answer', { ids: [ids[8]] })
  await mine.getByText('So it is.').waitFor()
  const begun = item(page, ids[7])
  await begun.getByText('Hide …').click()
  await begun.locator('input[name=note]').pressSequentially('Twice the')
  await does('comment.answer', { ids: [ids[7]] })
  await begun.getByText('So it is.').waitFor()
  await page.keyboard.type(' same')
  expect(await begun.locator('input[name=note]').inputValue()).toBe('Twice the same')
  expect(wrong).toEqual([])
})

test('many changes at once are one drawing', async () => {
  const { page, ids, does, asked } = await atDesk('many', 'comments?filter=all&show=200', 230)
  await does('comment.answer', { ids: ids.slice(-200).filter((_, n) => n % 2 && (30 + n) % 101 !== 2) })
  await does('comment.hide', { id: ids[ids.length - 2] })
  await item(page, ids[229]).getByText('So it is.').waitFor()
  await page.locator(`#q-${ids[228]} .queue-hidden`).waitFor()
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.length).toBeLessThanOrEqual(2)
})
