// A full disk: refused cleanly, reading goes on, and it works again without a restart once there is room (G28).

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { row, type Build, type Trx } from '../../db/query.ts'
import { createApp } from '../../server/app.ts'
import { uuid7 } from '../../server/clock.ts'
import type { Actor } from '../../shared/role.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { tell } from '../helpers/size.ts'
import { browserOf } from '../helpers/web.ts'

type Compiled = ReturnType<Build<object>>
/** A pragma as a declared query: it runs on the writer's own connection. */
const pragma = (sql: string) => row(() => ({ compile: () => ({ sql, parameters: [] }) }) as unknown as Compiled)
const pages = pragma('pragma page_count')
const numberOf = (found: unknown): number => Number(Object.values(found as object)[0])

let house: TestHouse
let ana: Actor
beforeEach(async () => {
  house = await openTestHouse('sqlite')
  ana = await house.person('Ana')
})
afterEach(() => house.close())

test('[G28] no page left: 507 for all of a batch, reads go on, room again without a restart', async context => {
  const { slug, units } = await house.consultation()
  const browser = await browserOf(createApp(house), house, ana)
  const post = () =>
    browser.command<{ refused?: string }>('comment.post', {
      consultation: slug,
      id: uuid7(),
      paragraphId: units[0] ?? '',
      text: 'x'.repeat(3_900),
    })
  const limit = async (n: number) => {
    await house.db.write(async (trx: Trx) => void (await pragma(`pragma max_page_count = ${n}`)(trx, {})))
  }
  expect((await post()).status).toBe(200)
  await limit(numberOf(await house.db.write(trx => pages(trx, {}))) + 12)
  const answers = []
  for (let i = 0; i < 6; i++) answers.push(...(await Promise.all(Array.from({ length: 5 }, post))))
  const full = answers.filter(a => a.status !== 200)
  expect(full.length).toBeGreaterThan(5)
  expect(new Set(full.map(a => `${a.status} ${a.body.refused}`))).toEqual(new Set(['507 full']))
  const taken = answers.length - full.length + 1
  expect((await house.view(slug, null)).paragraphs.find(p => p.id === units[0])?.comments.all).toBe(taken)
  expect((await browser.get(`/c/${slug}`)).status).toBe(200)
  await house.recount()
  await limit(1_000_000)
  expect((await post()).status).toBe(200)
  await house.recount()
  tell(context, `${full.length} of ${answers.length} refused as full, ${taken} taken and kept, one more taken after`)
})

test('[G28] a real disk that is full, where one may be mounted', { timeout: 120_000 }, async context => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', dir], { stdio: 'ignore' })
  } catch (error) {
    rmSync(dir, { recursive: true, force: true })
    if (!(error instanceof Error)) throw error
    return tell(context, 'no real disk filled: run as root where tmpfs may be mounted')
  }
  const place = { where: { file: join(dir, 'parley.db') }, dir, url: null, remove: async () => {} }
  const small = await openTestHouse('sqlite', place)
  try {
    const { slug, units } = await small.consultation()
    const who = await small.person('Ben')
    const browser = await browserOf(createApp(small), small, who)
    const post = () =>
      browser.command<{ refused?: string }>('comment.post', {
        consultation: slug,
        id: uuid7(),
        paragraphId: units[0] ?? '',
        text: 'y'.repeat(3_900),
      })
    expect((await post()).status).toBe(200)
    const { bavail, bsize } = statfsSync(dir)
    writeFileSync(join(dir, 'filler'), Buffer.alloc(Math.max(0, (bavail - 20) * bsize)))
    const statuses: string[] = []
    for (let i = 0; i < 60 && statuses.filter(s => s !== '200 ').length < 3; i++) {
      const { status, body } = await post()
      statuses.push(`${status} ${status === 200 ? '' : body.refused}`)
    }
    expect(statuses.filter(s => s === '507 full').length).toBe(3)
    expect((await browser.get(`/c/${slug}`)).status).toBe(200)
    rmSync(join(dir, 'filler'))
    expect((await post()).status).toBe(200)
    await small.recount()
    tell(context, `a disk of 24 MB filled: ${statuses.length - 3} taken, then refused as full, then taken again`)
  } finally {
    await small.close()
    execFileSync('umount', [dir])
    rmSync(dir, { recursive: true, force: true })
  }
})
