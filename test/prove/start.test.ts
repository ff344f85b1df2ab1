// Starting and stopping a real server: refuses with a sentence, one server a data folder, stops gracefully, logs no link (G27, D1).

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startServer } from './child.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-start-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('[G27] a wrong setting ends the start with a sentence, no stack', { timeout: 60_000 }, async () => {
  const failed = startServer(dir, { env: { NODE_ENV: 'production' } })
  await expect(failed).rejects.toThrow(/ended with 1: [\s\S]*SECRET is missing: set it/)
  await expect(failed).rejects.not.toThrow(/at .*\.ts:\d+/)
})

test(
  '[G27] one server a data folder; stopped gracefully, the next may start; the set-up link is new each time',
  { timeout: 60_000 },
  async () => {
    const first = await startServer(dir)
    await expect(startServer(dir)).rejects.toThrow('Another Parley already serves this data folder')
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
    expect(await first.stop()).toBe(0)
    const second = await startServer(dir)
    const link = (said: string) => /setup\?token=([\w-]+)/.exec(said)?.[1]
    expect((await fetch(`${second.url}/healthz`)).status).toBe(200)
    expect(await second.stop()).toBe(0)
    expect(link(first.said())).toBeDefined()
    expect(link(second.said())).not.toBe(link(first.said()))
  },
)
