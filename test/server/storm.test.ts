// Fifty people sign in by mail while others vote in a storm, over a real port: nothing is busy, every vote is counted, the loop stays free (A.3).

import { afterEach, beforeEach, describe, expect, test, type TestContext } from 'vitest'
import { listVotesOf } from '../../db/votes.ts'
import { allRows } from '../helpers/tables.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { serve, type Served } from '../helpers/served.ts'
import { bareDelay, delayWhile, freeLoop, startVoting } from '../helpers/loop.ts'
import { tell } from '../helpers/size.ts'
import { sessionOf } from '../helpers/web.ts'
import type { Storm } from '../helpers/voters.ts'

const PEOPLE = 50
const WAVE = 10

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let served: Served
  beforeEach(async () => {
    house = await openTestHouse(engine)
    served = await serve(house)
  })
  afterEach(async () => {
    await served.stop()
    await house.close()
  })

  const send = (path: string, fields: Record<string, string>, cookie = '') =>
    fetch(served.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: served.url, ...(cookie && { cookie }) },
      body: new URLSearchParams(fields),
    })
  const cookieOf = (res: Response, name: string): string =>
    res.headers
      .getSetCookie()
      .find(c => c.startsWith(`${name}=`))
      ?.split(';')[0] ?? ''
  async function codes(): Promise<Map<string, string>> {
    const mails = ((await allRows(house.place))['outbox'] ?? []).map(r => JSON.parse(r) as { to: string; subject: string })
    return new Map(mails.map(m => [m.to, m.subject.slice(0, 6)]))
  }

  /** Fifty people ask for a code and sign in with it. */
  async function signIns(n: number): Promise<void> {
    const emails = Array.from({ length: PEOPLE }, (_, i) => `r${n}p${i}@leak.test`)
    const asked: Response[] = []
    for (let from = 0; from < PEOPLE; from += WAVE)
      asked.push(...(await Promise.all(emails.slice(from, from + WAVE).map(email => send('/sign-in', { email, next: '/' })))))
    expect(new Set(asked.map(a => a.status))).toEqual(new Set([200]))
    const sent = await codes()
    const signedIn = await Promise.all(
      emails.map(async (email, i) => {
        const asking = cookieOf(asked[i] ?? Response.error(), 'parley-asked')
        const res = await send('/sign-in/code', { code: sent.get(email) ?? '', next: '/' }, asking)
        return { status: res.status, session: cookieOf(res, 'parley') }
      }),
    )
    expect(new Set(signedIn.map(s => s.status))).toEqual(new Set([303]))
    expect(new Set(signedIn.map(s => s.session)).size).toBe(PEOPLE)
    const me = await fetch(`${served.url}/api/me`, { headers: { cookie: signedIn[0]?.session ?? '' } })
    expect(await me.json()).toMatchObject({ me: { kind: 'participant' } })
  }

  test('[G2] fifty sign-ins during a storm of votes', { timeout: 120_000 }, async (context: TestContext) => {
    const { slug, id, units } = await house.consultation()
    const voters = await Promise.all(Array.from({ length: 100 }, (_, i) => house.person(`V${i}`, 'guest')))
    const cookies = await Promise.all(voters.map(async v => `parley=${await sessionOf(house, v)}`))
    const storm: Storm = { url: served.url, slug, items: units, cookies, connections: 50 }
    const expected = new Map<string, string>()
    let [n, taken] = [0, 0]
    const round = async (): Promise<number> => {
      const voting = await startVoting(storm)
      const p99 = await delayWhile(() => signIns(n++))
      const stormed = await voting.end()
      expect(stormed.others).toEqual({})
      taken += stormed.taken
      for (const [key, value] of stormed.stand) expected.set(key, value)
      return p99
    }
    const shown =
      engine === 'sqlite' ? await freeLoop(() => bareDelay(house.place.dir, 50), round) : `${(await round()).toFixed(0)} ms`
    expect(taken).toBeGreaterThan(PEOPLE)
    for (const [i, voter] of voters.entries())
      for (const { itemId, value } of await listVotesOf(house.db.read, { consultation: id, person: voter.id })) {
        const key = `${cookies[i]} ${itemId}`
        expect(value).toBe(expected.get(key))
        expected.delete(key)
      }
    expect([...expected]).toEqual([])
    await house.recount()
    expect(house.logged.filter(line => /BUSY|"level":50/.test(line))).toEqual([])
    tell(context, `${engine}: ${PEOPLE} sign-ins beside ${taken} votes, loop delay p99 ${shown}`)
  })
})
