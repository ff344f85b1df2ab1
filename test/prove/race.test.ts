// Races against a real server process on both engines: fifty votes at once for each item, and a thousand comments around a real closing (G1, G13, G14).

import { describe, expect, test } from 'vitest'
import { listPosted } from '../../db/comments.ts'
import { findConsultation } from '../../db/consultations.ts'
import { open } from '../../db/open.ts'
import { checkHouse } from '../../server/check.ts'
import { uuid7 } from '../../server/clock.ts'
import type { View } from '../../shared/view.ts'
import { engines } from '../helpers/engines.ts'
import { pick, seeded, size, tell } from '../helpers/size.ts'
import { Client, startServer } from './child.ts'
import { prepared } from './prepared.ts'

describe.each(engines)('on %s', engine => {
  test(
    '[G1] fifty parallel requests of one person for each item: one vote, one event',
    { timeout: size(60_000, 600_000) },
    async context => {
      const { place, slug, units, cookies, env } = await prepared(engine, 1)
      const server = await startServer(place.dir, { env })
      const client = new Client()
      const [cookie = ''] = cookies
      const items = size(8, 1_000)
      const command = (name: string, body: object) =>
        client.post(server.url, `/api/commands/${name}`, cookie, uuid7(), { consultation: slug, ...body })
      const seqs: number[] = []
      for (let i = 0; i < items; i++) {
        const id = uuid7()
        const posted = await command('comment.post', { id, paragraphId: units[0], text: 'Vote.' })
        expect(posted.status).toBe(200)
        const votes = await Promise.all(Array.from({ length: 50 }, () => command('vote.cast', { item: id, value: 'agree' })))
        for (const { status, text } of votes) {
          expect(status).toBe(200)
          expect(JSON.parse(text)).toMatchObject({ result: { agreement: { agree: 1, n: 1 } } })
        }
        seqs.push(...votes.map(v => (JSON.parse(v.text) as { seq: number }).seq))
      }
      expect(new Set(seqs).size).toBe(items)
      client.close()
      await server.stop()
      const db = await open(place.where)
      const { ok, counted } = await checkHouse({ db })
      expect([ok, counted.votes]).toEqual([true, items])
      await db.close()
      await place.remove()
      tell(context, `${engine}: 50 × ${items} requests to a server process, ${items} votes`)
    },
  )

  test(
    '[G13][G14] a thousand requests within half a second of a real closing: none late, none refused early, stamped within a second',
    { timeout: 120_000 },
    async context => {
      const closes = Date.now() + 9_000
      const closesAt = new Date(closes).toISOString()
      const { place, slug, units, cookies, env } = await prepared(engine, 20, closesAt)
      const server = await startServer(place.dir, { env })
      const client = new Client()
      const random = seeded(14)
      const n = size(300, 1_000)
      const early: number[] = []
      const taken: string[] = []
      let refused = 0
      const send = async (): Promise<void> => {
        const id = uuid7()
        const body = { consultation: slug, id, paragraphId: pick(random, units), text: 'Around the closing.' }
        const { status, text } = await client.post(server.url, '/api/commands/comment.post', pick(random, cookies), uuid7(), body)
        if (status === 200) taken.push(id)
        else {
          expect([status, (JSON.parse(text) as { refused: string }).refused]).toEqual([423, 'closed'])
          refused++
          if (Date.now() < closes) early.push(closes - Date.now())
        }
      }
      await Promise.all(
        Array.from({ length: n }, (_, i) => {
          const wait = closes - 500 + (1_000 * i) / n - Date.now()
          return new Promise<void>((done, failed) => setTimeout(() => void send().then(done, failed), Math.max(0, wait)))
        }),
      )
      let view: View
      do {
        view = (await (await fetch(`${server.url}/api/consultations/${slug}`)).json()) as View
      } while (view.consultation.closedSeq === null && Date.now() < closes + 5_000)
      const stamped = Date.now() - closes
      client.close()
      await server.stop()
      expect(view.consultation.closedAt).toBe(closesAt)
      const db = await open(place.where)
      const c = await findConsultation(db.read, { slug })
      const stored = await listPosted(db.read, { consultation: c?.id ?? '', after: 0, upto: 1e6 })
      expect(stored.map(x => x.id).sort()).toEqual(taken.sort())
      expect(stored.filter(x => x.postedAt >= closesAt)).toEqual([])
      expect(early).toEqual([])
      expect(taken.length).toBeGreaterThan(0)
      expect(refused).toBeGreaterThan(0)
      expect((await checkHouse({ db })).differences).toEqual([])
      await db.close()
      await place.remove()
      expect(stamped).toBeLessThan(size(5_000, 1_600))
      tell(
        context,
        `${engine}: ${n} requests to a server process, ${taken.length} taken, ${refused} refused, none late or early; stamped by ${stamped} ms`,
      )
    },
  )
})
