// The desk while its connection fails: what was done can be taken back, what was not done is never shown as done.

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { getComment } from '../../db/comments.ts'
import { colleague, deskStage } from '../helpers/desk.ts'
import { manyComments } from '../helpers/many.ts'

const on = deskStage()
const toast = (page: Page) => page.locator('.toast')

async function atDesk(slug: string) {
  const { house } = on
  const { id, units } = await house.consultation(slug)
  const { ids } = await manyComments(house.db, id, units, 12)
  const who = await colleague(on, 'moderator', { serviceWorkers: 'block' })
  await who.page.goto(`/c/${slug}/desk/comments?filter=all`)
  const item = (n: number) => who.page.locator(`#q-${ids[n]}`)
  const hide = async (n: number): Promise<void> => {
    await item(n).focus()
    await who.page.keyboard.press('h')
    await who.page.keyboard.press('4')
  }
  const hidden = async (n: number): Promise<boolean> =>
    !!(await getComment(house.db.read, { id: ids[n] ?? '', consultation: id }))?.hiddenAt
  return { ...who, ids, item, hide, hidden }
}

test('a drawing that never comes holds up nothing: the act can be taken back at once, and the next are drawn', async () => {
  const { page, item, hide, hidden, wrong } = await atDesk('hanging')
  await hide(8)
  await toast(page).getByText('1 comment hidden.').waitFor()
  let held = 0
  await page.route(/\?ids=/, async route => {
    if (held++) await route.continue()
  })
  await hide(7)
  await expect.poll(() => held).toBe(1)
  await expect.poll(() => hidden(7)).toBe(true)
  await page.keyboard.press('z')
  await expect.poll(() => hidden(7)).toBe(false)
  expect(await hidden(8)).toBe(true)
  await toast(page).getByText('Taken back.').waitFor()
  expect(await item(7).getAttribute('data-state')).toBe('published')
  expect(await item(7).getAttribute('aria-busy')).toBeNull()
  expect(wrong).toEqual([])
})

test('of two acts the later is taken back first, also when the earlier is answered after it', async () => {
  const { page, hide, hidden } = await atDesk('slow')
  let go = (): void => {}
  const gate = new Promise<void>(open => (go = open))
  let asked = 0
  await page.route('**/api/commands/comment.hide', async route => {
    if (!asked++) await gate
    await route.continue()
  })
  await hide(8)
  await expect.poll(() => asked).toBe(1)
  await hide(7)
  await toast(page).getByText('1 comment hidden.').waitFor()
  go()
  await expect.poll(() => hidden(8)).toBe(true)
  await page.keyboard.press('z')
  await expect.poll(() => hidden(7)).toBe(false)
  expect(await hidden(8)).toBe(true)
})

test('a drawing that goes wrong is said, and those after it are drawn', async () => {
  const { page, item, hide } = await atDesk('wrong')
  await page.evaluate(() => {
    document.importNode = () => {
      Reflect.deleteProperty(document, 'importNode')
      throw new Error('no memory')
    }
  })
  await hide(8)
  await toast(page).getByText('1 comment hidden.').waitFor()
  await hide(7)
  await item(7).locator('.queue-hidden').waitFor()
})

test('without a connection nothing stays shown as done, and what could not be taken back still can be', async () => {
  const { page, item, hide, hidden, wrong } = await atDesk('lost')
  const shown = async (n: number): Promise<unknown[]> => [
    await item(n).getAttribute('data-state'),
    await item(n).getAttribute('data-seen'),
    await item(n).getAttribute('aria-busy'),
  ]
  await hide(8)
  await toast(page).getByText('1 comment hidden.').waitFor()
  await page.context().setOffline(true)
  await hide(7)
  await expect.poll(() => shown(7)).toEqual(['published', null, null])
  await item(6).focus()
  await page.keyboard.press('e')
  await expect.poll(() => shown(6)).toEqual(['published', null, null])
  await item(8).focus()
  await page.keyboard.press('r')
  await expect.poll(() => shown(8)).toEqual(['hidden', null, null])
  expect(await hidden(8)).toBe(true)
  await page.keyboard.press('z')
  await toast(page).getByRole('button', { name: 'Undo' }).waitFor()
  await page.context().setOffline(false)
  await page.keyboard.press('z')
  await toast(page).getByText('Taken back.').waitFor()
  expect(await hidden(8)).toBe(false)
  expect(await item(8).getAttribute('data-state')).toBe('published')
  expect(wrong).toEqual([])
})
