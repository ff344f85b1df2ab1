// A desk in a real browser: a house with a consultation, and colleagues with a role and a browser of their own.

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { Role } from '../../shared/role.ts'
import { launch } from '../browser.ts'
import { openTestHouse, type TestHouse } from './house.ts'
import { serve, type Served } from './served.ts'
import { sessionOf } from './web.ts'

export interface DeskStage {
  house: TestHouse
  served: Served
  browser: Browser
}
export function deskStage(): DeskStage {
  const on = {} as DeskStage
  beforeAll(async () => {
    on.house = await openTestHouse('sqlite')
    ;[on.served, on.browser] = await Promise.all([serve(on.house), launch()])
  })
  afterAll(async () => {
    await on.browser?.close()
    await on.served?.stop()
    await on.house?.close()
  })
  return on
}

export async function colleague(
  { house, served, browser }: DeskStage,
  role: Role,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; wrong: string[] }> {
  const context = await browser.newContext({ baseURL: served.url, locale: 'en', timezoneId: 'Europe/Paris', ...options })
  const token = await sessionOf(house, await house.person('Mia', 'participant', role))
  await context.addCookies([{ name: 'parley', value: token, url: served.url }])
  const page = await context.newPage()
  const wrong: string[] = []
  page.on('pageerror', error => wrong.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text())) wrong.push(message.text())
  })
  return { page, wrong }
}
