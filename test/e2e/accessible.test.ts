// axe finds nothing on any public page, in light and dark, on a phone and a wide screen; nothing scrolls sideways.

import { test } from 'vitest'
import { everyLook } from '../helpers/looks.ts'
import { live, reader, stage } from '../helpers/reader.ts'

const on = stage()

test('0 violations on the front door, sign-in, reading page, open thread, guest page, closed page', async () => {
  const ana = await reader(on, 'Ana', { bypassCSP: true })
  const nobody = await reader(on, undefined, { bypassCSP: true })
  await live(ana.page)
  await everyLook(ana.page, 'reading')
  const unit = ana.page.locator('.unit[data-number="2"]')
  await unit.locator('button[data-value="agree"]').first().click()
  await unit.locator('.comment-link').click()
  await unit.locator('.thread-form > comment-form textarea').fill('A comment to look at.')
  await unit.locator('.thread-form > comment-form .button-primary').click()
  await unit.locator('details.reply > summary').click()
  await unit.locator('details.more-acts > summary').click()
  await everyLook(ana.page, 'open thread')
  await unit.locator('.thread-form > comment-form textarea').fill('x'.repeat(4_001))
  await unit.locator('.thread-form > comment-form .button-primary').click()
  await unit.locator('.error[role="alert"]').waitFor()
  await everyLook(ana.page, 'refused')
  await nobody.page.goto('/')
  await everyLook(nobody.page, 'front door')
  await nobody.page.goto('/sign-in')
  await everyLook(nobody.page, 'sign-in')
  await nobody.page.goto(`/c/${on.house.slug}/search?q=schools`)
  await everyLook(nobody.page, 'search')
  await nobody.page.goto(`/c/${on.house.slug}`)
  await nobody.page.locator('.unit[data-number="1"] button[data-value="agree"]').click()
  await nobody.page.locator('form.stack').waitFor()
  await everyLook(nobody.page, 'guest')
  await on.house.cli('close', on.house.slug, '--reason', 'It is enough.', '--json')
  await ana.page.locator('deadline-card[data-state="closed"]').waitFor()
  await everyLook(ana.page, 'closed while open')
  await nobody.page.goto(`/c/${on.house.slug}/paragraph/whole`)
  await everyLook(nobody.page, 'closed')
})
