// What stories in the drafting room do: find a paragraph, type before it, wait until it is saved, read a downloaded file.

import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Download, Page } from 'playwright-core'
import type { Running } from './server.ts'

export const block = (page: Page, words: string) => page.locator('.ProseMirror > *', { hasText: words }).first()

export async function typeBefore(page: Page, words: string, at: string): Promise<void> {
  await block(page, at).click()
  await page.keyboard.press('Home')
  await page.keyboard.type(words)
}

/** What a downloaded file says. */
export async function readText(file: Download): Promise<string> {
  let text = ''
  for await (const part of await file.createReadStream()) text += String(part)
  return text
}

export const saved = (page: Page) => page.locator('[data-state="saved"]').waitFor()

/** A draft of its own, where a story would be in the way of others: where it stands. */
export async function imported(house: Running, text: string, title: string, lang: string): Promise<string> {
  const file = join(tmpdir(), `parley-${crypto.randomUUID()}.md`)
  writeFileSync(file, text)
  const said = await house.cli('import', file, '--title', title, '--lang', lang, '--publish', '--json')
  rmSync(file)
  return (JSON.parse(said) as { slug: string }).slug
}
