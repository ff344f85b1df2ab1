// A person with a browser of their own: joins as a guest, reads, votes, comments.

import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launch } from '../browser.ts'
import { startServer, type Running } from './server.ts'

export interface Reader {
  context: BrowserContext
  page: Page
  /** Errors of the page's own scripts and of its content policy. */
  wrong: string[]
}

/** With a name the person has a guest's session before the page is read; without, nobody is there yet. */
export async function reader(
  { browser, house }: { browser: Browser; house: Running },
  name?: string | null,
  options: BrowserContextOptions = {},
): Promise<Reader> {
  const context = await browser.newContext({ baseURL: house.base, timezoneId: 'Europe/Paris', locale: 'en', ...options })
  const page = await context.newPage()
  const wrong: string[] = []
  page.on('pageerror', error => wrong.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text())) wrong.push(message.text())
  })
  if (name !== undefined) {
    const answer = await context.request.post('/api/guest', {
      data: name === null ? {} : { name },
      headers: { Origin: house.base },
    })
    if (!answer.ok()) throw new Error(`no guest: ${answer.status()} ${await answer.text()}`)
  }
  await page.goto(`/c/${house.slug}`)
  return { context, page, wrong }
}

/** A command in somebody's session, as their page would send it: its result, with the number it was recorded at. */
export async function actBy(
  { house }: { house: Running },
  who: Reader,
  name: string,
  input: object = {},
): Promise<Record<string, unknown> & { seq: number }> {
  const answer = await who.context.request.post(`/api/commands/${name}`, {
    data: { consultation: house.slug, ...input },
    headers: { Origin: house.base, 'Idempotency-Key': randomUUID() },
  })
  const body = (await answer.json()) as { seq: number; message?: string; result: Record<string, unknown> }
  if (!answer.ok()) throw new Error(`${name}: ${body.message}`)
  return { ...body.result, seq: body.seq }
}

/** The page stands still at the server's number. */
export async function live(page: Page): Promise<void> {
  await page.locator('live-control[data-state="live"]').waitFor()
}

/** A server and a browser for the stories of one file. */
export function stage(text?: string): { house: Running; browser: Browser } {
  const on = {} as { house: Running; browser: Browser }
  beforeAll(async () => {
    ;[on.house, on.browser] = await Promise.all([startServer(text), launch()])
  })
  afterAll(async () => {
    await on.browser?.close()
    await on.house?.end()
  })
  return on
}
