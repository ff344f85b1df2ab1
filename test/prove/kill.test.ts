// An acknowledged comment is never lost: a real server killed under load, again and again, and every acknowledgement found again (G7).

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { listPosted } from '../../db/comments.ts'
import { findConsultation } from '../../db/consultations.ts'
import { open } from '../../db/open.ts'
import { checkHouse } from '../../server/check.ts'
import { uuid7 } from '../../server/clock.ts'
import { pick, seeded, size, tell } from '../helpers/size.ts'
import { Client, startServer } from './child.ts'
import { prepared } from './prepared.ts'

interface Sent {
  id: string
  key: string
  text: string
  cookie: string
}

test(
  '[G7] killed under load: nothing acknowledged is lost, nothing unsent appears, nothing stands twice',
  { timeout: size(120_000, 3_600_000) },
  async context => {
    const { place, slug, units, cookies } = await prepared('sqlite', 10)
    const random = seeded(7)
    const cycles = size(3, 200)
    const acked = new Map<string, string>()
    const sent = new Map<string, string>()
    let unknown: Sent[] = []
    const ready: number[] = []
    for (let cycle = 0; cycle < cycles; cycle++) {
      const server = await startServer(place.dir)
      ready.push(server.readyAfter)
      const client = new Client()
      const again = unknown
      unknown = []
      const enough = acked.size + size(150, 520) + Math.floor(random() * 60)
      let killed: Promise<void> | null = null
      const worker = async (): Promise<void> => {
        while (!killed) {
          const comment = again.pop() ?? { id: uuid7(), key: uuid7(), text: `Said ${uuid7()}`, cookie: pick(random, cookies) }
          sent.set(comment.id, comment.text)
          const body = { consultation: slug, id: comment.id, paragraphId: pick(random, units.slice(0, 1)), text: comment.text }
          try {
            const { status, text } = await client.post(
              server.url,
              '/api/commands/comment.post',
              comment.cookie,
              comment.key,
              body,
            )
            if (status !== 200) throw new Error(`${status} ${text}`, { cause: 'answered' })
            acked.set(comment.id, comment.text)
          } catch (error) {
            if ((error as Error).cause === 'answered') throw error
            unknown.push(comment)
          }
          if (acked.size >= enough) killed ??= server.kill()
        }
      }
      await Promise.all(Array.from({ length: 30 }, worker))
      await killed
      unknown.push(...again)
      client.close()
    }
    const server = await startServer(place.dir)
    const client = new Client()
    for (const c of unknown) {
      const { status } = await client.post(server.url, '/api/commands/comment.post', c.cookie, c.key, {
        consultation: slug,
        id: c.id,
        paragraphId: units[0] ?? '',
        text: c.text,
      })
      expect(status).toBe(200)
      acked.set(c.id, c.text)
    }
    client.close()
    expect(await server.stop()).toBe(0)

    const db = await open(place.where)
    const stored = new Map<string, string>()

    const c = await findConsultation(db.read, { slug })
    for (let after = 0; c && after < c.lastSeq; after += 5_000)
      for (const x of await listPosted(db.read, { consultation: c.id, after, upto: after + 5_000 })) {
        expect(stored.has(x.id)).toBe(false)
        stored.set(x.id, x.text)
      }
    const lost = [...acked].filter(([id, text]) => stored.get(id) !== text)
    const phantom = [...stored].filter(([id, text]) => sent.get(id) !== text)
    expect([lost.length, phantom.length, stored.size - acked.size]).toEqual([0, 0, 0])
    expect((await checkHouse({ db })).differences).toEqual([])
    await db.close()
    await place.remove()
    ready.sort((a, b) => a - b)
    const at = (share: number): number => ready[Math.min(ready.length - 1, Math.floor(ready.length * share))] ?? 0
    const times = `${Math.round(at(0.5))} ms, the longest ${Math.round(at(1))} ms`
    tell(context, `${cycles} kills, ${acked.size} acknowledged, 0 lost, 0 phantom, 0 double; ready again after ${times}`)
    expect(at(1)).toBeLessThan(size(15_000, 2_000))
  },
)

/** fsync and fdatasync calls of a program; null where strace is not there or may not trace. */
function syncs(args: string[]): number | null {
  const dir = mkdtempSync(join(tmpdir(), 'parley-sync-'))
  const out = join(dir, 'trace')
  const ran = spawnSync('strace', ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-o', out, process.execPath, ...args, dir], {
    encoding: 'utf8',
  })
  const count = ran.error || ran.status !== 0 ? null : (readFileSync(out, 'utf8').match(/\bf(data)?sync\(/g)?.length ?? 0)
  rmSync(dir, { recursive: true, force: true })
  return count
}

test('[G7] each acknowledged batch was synced to the disk; its twin at NORMAL was not', { timeout: 120_000 }, context => {
  const batches = size(40, 1_000)
  const writer = fileURLToPath(new URL('./writer.ts', import.meta.url))
  const sound = syncs([writer, 'FULL', String(batches)])
  if (sound === null) return tell(context, 'syncs not counted: install strace, and allow it to trace')
  expect(sound).toBeGreaterThanOrEqual(batches)
  const broken = syncs([writer, 'NORMAL', String(batches)]) ?? Infinity
  expect(broken).toBeLessThan(batches / 2)
  tell(context, `${sound} syncs for ${batches} batches; at NORMAL ${broken}`)
})
