// Finds a Chromium for the stories in a real browser; run alone it says what to install when there is none.

import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const flags = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-extensions', '--no-first-run']

async function executable(): Promise<string> {
  const known = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    path => path && existsSync(path),
  )
  if (known) return known
  const packed = await import('@sparticuz/chromium')
  return packed.default.executablePath()
}

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: await executable(), args: flags, headless: true })
}

if (import.meta.main)
  try {
    await (await launch()).close()
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    process.stderr.write(
      `The tests in a browser need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path. ${why}\n`,
    )
    process.exit(1)
  }
