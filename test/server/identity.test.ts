// People: signing in by mail once and only where it was asked, a guest who turns out to be known, and leaving without a trace (G3, G17, G19–G21).

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listBySession } from '../../db/people.ts'
import { uuid7 } from '../../server/clock.ts'
import { passDueDates } from '../../server/deadline.ts'
import { createPeople, hashOf, type Session } from '../../server/people.ts'
import { askSignIn, operatorLink, signInByCode, signInByLink } from '../../server/sign-in.ts'
import { printSetupLink, setUp } from '../../server/setup.ts'
import type { Comment } from '../../shared/comment.ts'
import type { Actor } from '../../shared/role.ts'
import { wordsOf } from '../../shared/words.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { allRows, tablesWith } from '../helpers/tables.ts'
import { size, tell } from '../helpers/size.ts'

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let n = 0
  beforeAll(async () => {
    house = await openTestHouse(engine)
  })
  afterAll(async () => {
    await house.recount()
    await house.close()
  })

  /** What the last mail to an address holds. */
  async function mailed(email: string): Promise<{ code: string; link: string }> {
    const row = (await allRows(house.place))['outbox']
      ?.map(r => JSON.parse(r) as { to: string; subject: string; text: string })
      .filter(r => r.to === email)
      .at(-1)
    return { code: /\d{6}/.exec(row?.subject ?? '')?.[0] ?? '', link: /token=([\w-]+)/.exec(row?.text ?? '')?.[1] ?? '' }
  }
  const ask = (email: string, browser: string) =>
    askSignIn(house, { email, browser, next: '/c/water', base: 'http://127.0.0.1:3000', t: wordsOf('en') })
  const guest = (name: string | null = null): Promise<Session> => house.people.startGuest(name, 'en')
  const actorOf = async (token: string): Promise<Actor> => {
    const session = await house.people.session(token)
    if (!session) throw new Error('no session')
    return session.actor
  }
  async function signIn(email: string, from: Session | null = null): Promise<Actor> {
    const browser = `browser-${++n}`
    await ask(email, browser)
    return actorOf((await signInByCode(house, (await mailed(email)).code, browser, from)).token)
  }

  test('who is asked for while their rights change is not remembered as they were', async () => {
    const { token } = await guest('Rita')
    const { lookup } = house.db
    let read = (): void => {}
    let goOn = (): void => {}
    const hasRead = new Promise<void>(done => (read = done))
    const released = new Promise<void>(done => (goOn = done))
    // A database that answers late: what it read is no longer so.
    const late = {
      ...lookup,
      async run(...asked: Parameters<typeof lookup.run>) {
        const found = await lookup.run(...asked)
        read()
        await released
        return found
      },
    }
    const people = createPeople({ ...house.db, lookup: late }, house.now)
    const before = people.session(token)
    await hasRead
    await house.must(await actorOf(token), 'person.rename', { name: 'Margarita' })
    people.forget()
    goOn()
    expect((await before)?.actor.name).toBe('Rita')
    expect((await people.session(token))?.actor.name).toBe('Margarita')
  })

  test('[G19] the link works once, within ten minutes, and only in the browser that asked', async () => {
    await ask('one@leak.test', 'here')
    const { link } = await mailed('one@leak.test')
    for (const browser of [undefined, 'elsewhere'])
      await expect(signInByLink(house, link, browser, null)).rejects.toMatchObject({ reason: 'invalid' })
    const tried = await Promise.allSettled(Array.from({ length: 20 }, () => signInByLink(house, link, 'here', null)))
    expect(tried.filter(t => t.status === 'fulfilled')).toHaveLength(1)
    await ask('one@leak.test', 'here')
    const late = await mailed('one@leak.test')
    house.clock.now += 10 * 60_000
    await expect(signInByLink(house, late.link, 'here', null)).rejects.toMatchObject({ reason: 'invalid' })
    await expect(signInByCode(house, late.code, 'here', null)).rejects.toMatchObject({ reason: 'invalid' })
  })

  test('[G19] the code: only in the browser that asked, five tries, once, and then the link is void too', async () => {
    await ask('two@leak.test', 'mine')
    const { code, link } = await mailed('two@leak.test')
    const wrong = code === '000000' ? '000001' : '000000'
    await expect(signInByCode(house, code, 'another', null)).rejects.toMatchObject({ reason: 'invalid' })
    await expect(signInByCode(house, code, undefined, null)).rejects.toMatchObject({ reason: 'invalid' })
    for (let i = 0; i < 4; i++)
      await expect(signInByCode(house, wrong, 'mine', null)).rejects.toMatchObject({ reason: 'invalid' })
    expect((await signInByCode(house, ` ${code.slice(0, 3)} ${code.slice(3)}`, 'mine', null)).next).toBe('/c/water')
    await expect(signInByCode(house, code, 'mine', null)).rejects.toMatchObject({ reason: 'invalid' })
    await expect(signInByLink(house, link, 'mine', null)).rejects.toMatchObject({ reason: 'invalid' })
    await ask('two@leak.test', 'guessing')
    const again = await mailed('two@leak.test')
    const bad = again.code === '000000' ? '000001' : '000000'
    const guesses = await Promise.allSettled(Array.from({ length: 30 }, () => signInByCode(house, bad, 'guessing', null)))
    expect(guesses.every(g => g.status === 'rejected')).toBe(true)
    const tries = (await allRows(house.place))['signIns']?.map(r => JSON.parse(r) as { tries: number }).map(r => r.tries) ?? []
    expect(Math.max(...tries)).toBe(5)
    await expect(signInByCode(house, again.code, 'guessing', null)).rejects.toMatchObject({ reason: 'invalid' })
  })

  test('[G19] an operator’s link works once, from any browser, for a day', async () => {
    await house.commands.run('staff.grant', operator, { email: 'op@leak.test', role: 'moderator' })
    const link = (await operatorLink(house, 'op@leak.test', 'http://x')).split('token=')[1] ?? ''
    const { token } = await signInByLink(house, link, undefined, null)
    expect((await actorOf(token)).grants).toEqual([{ role: 'moderator', consultationId: null }])
    await expect(signInByLink(house, link, undefined, null)).rejects.toMatchObject({ reason: 'invalid' })
  })

  test('[G20] known and unknown addresses: the same rows are written, in the same time', async context => {
    await signIn('known@leak.test')
    const times: Record<string, number[]> = { known: [], unknown: [] }
    for (let i = 0; i < size(40, 200); i++)
      for (const [kind, email] of [
        ['known', 'known@leak.test'],
        ['unknown', `stranger${i}@leak.test`],
      ] as const) {
        const from = performance.now()
        await ask(email, `b${i}`)
        times[kind]?.push(performance.now() - from)
      }
    const median = (all: number[] = []) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
    const apart = Math.abs(median(times['known']) - median(times['unknown']))
    expect(apart).toBeLessThan(5)
    tell(context, `${engine}: medians ${apart.toFixed(2)} ms apart`)
    const rows = await allRows(house.place)
    for (const email of ['known@leak.test', 'stranger1@leak.test'])
      expect(
        tablesWith(rows, email)
          .filter(t => t !== 'emails')
          .sort(),
      ).toEqual(['outbox', 'signIns'])
  })

  test('[G19] tokens, links and codes stand nowhere in the database but in unsent mail', async () => {
    await ask('three@leak.test', 'the-browser-token')
    const { link } = await mailed('three@leak.test')
    const rows = await allRows(house.place)
    expect(tablesWith(rows, link)).toEqual(['outbox'])
    expect(tablesWith(rows, 'the-browser-token')).toEqual([])
    const session = await guest()
    expect(tablesWith(await allRows(house.place), session.token)).toEqual([])
  })

  test('a new address: the guest becomes that participant and keeps comments, votes and name', async () => {
    const { slug, units } = await house.consultation(`keeps-${engine}`)
    const start = await guest('Gus')
    await house.must(start.actor, 'vote.cast', { consultation: slug, item: units[0] ?? '', value: 'agree' })
    const actor = await signIn('gus@leak.test', start)
    expect(actor).toMatchObject({ id: start.actor.id, name: 'Gus', kind: 'participant' })
    expect((await house.view(slug, actor)).me?.votes).toEqual({ [units[0] ?? '']: 'agree' })
    expect(await house.people.session(start.token)).toBeNull()
  })

  test('[G1] a guest who is a known person votes once: the person’s own vote stands, the guest’s other traces come along', async () => {
    const { slug, units, id } = await house.consultation(`merge-${engine}`)
    const [one = '', two = ''] = units
    const at = { consultation: slug }
    const known = await signIn('meg@leak.test')
    await house.must(known, 'vote.cast', { ...at, item: one, value: 'agree' })
    const start = await guest('Meg')
    await house.must(start.actor, 'vote.cast', { ...at, item: one, value: 'disagree' })
    await house.must(start.actor, 'vote.cast', { ...at, item: two, value: 'unsure' })
    await house.must<Comment>(start.actor, 'comment.post', { ...at, id: uuid7(), paragraphId: one, text: 'As a guest.' })
    const actor = await signIn('meg@leak.test', start)
    expect(actor.id).toBe(known.id)
    const view = await house.view(slug, actor)
    expect(view.me?.votes).toEqual({ [one]: 'agree', [two]: 'unsure' })
    expect(view.paragraphs.find(p => p.id === one)?.agreement).toMatchObject({ agree: 1, disagree: 0 })
    expect(view.paragraphs.find(p => p.id === two)?.agreement).toMatchObject({ unsure: 1 })
    expect(tablesWith({ comments: (await allRows(house.place))['comments'] ?? [] }, start.actor.id)).toEqual([])
    await house.recount()
    void id
  })

  test('[G14] after closing, signing in changes no tally', async () => {
    const { slug, units } = await house.consultation(`late-${engine}`, {
      closesAt: new Date(house.clock.now + 60_000).toISOString(),
      zone: 'UTC',
    })
    const item = units[0] ?? ''
    const known = await signIn('kim@leak.test')
    const start = await guest('Kim')
    await house.must(known, 'vote.cast', { consultation: slug, item, value: 'agree' })
    await house.must(start.actor, 'vote.cast', { consultation: slug, item, value: 'disagree' })
    house.clock.now += 60_000
    await passDueDates(house)
    const before = await house.view(slug, null)
    await signIn('kim@leak.test', start)
    expect((await house.view(slug, null)).paragraphs).toEqual(before.paragraphs)
    await house.recount()
  })

  test('[G21] erased: the record and its numbers stay, and no field leads back', async () => {
    const { slug, units } = await house.consultation(`erased-${engine}`)
    const item = units[0] ?? ''
    const eve = await signIn('eve-canary@leak.test', await guest('Evangeline Canary'))
    await house.must<Comment>(eve, 'comment.post', { consultation: slug, id: uuid7(), paragraphId: item, text: 'I was here.' })
    await house.must(eve, 'vote.cast', { consultation: slug, item, value: 'agree' })
    await ask('eve-canary@leak.test', 'again')
    const before = await house.view(slug, null)
    await house.must(eve, 'person.erase', {})
    const after = await house.view(slug, null)
    expect(after.paragraphs).toEqual(before.paragraphs)
    expect(after.latest[0]).toMatchObject({ text: 'I was here.', author: null })
    const rows = await allRows(house.place)
    expect(tablesWith(rows, 'eve-canary')).toEqual([])
    expect(tablesWith(rows, 'Evangeline')).toEqual([])
    expect(tablesWith(rows, eve.id).filter(t => ['sessions', 'emails', 'keys', 'grants'].includes(t))).toEqual([])
    await house.recount()
  })

  test('rights that change are forgotten at once, in memory too', async () => {
    await house.commands.run('staff.grant', operator, { email: 'rita@leak.test', role: 'moderator' })
    const browser = 'rita-browser'
    await ask('rita@leak.test', browser)
    const { token } = await signInByCode(house, (await mailed('rita@leak.test')).code, browser, null)
    const rita = await actorOf(token)
    expect(rita.grants).toHaveLength(1)
    await house.commands.run('staff.revoke', operator, { person: rita.id, role: 'moderator' })
    expect((await actorOf(token)).grants).toEqual([])
    await house.commands.run('person.rename', rita, { name: 'Rita' })
    expect((await actorOf(token)).name).toBe('Rita')
    await house.commands.run('person.erase', rita, {})
    expect(await house.people.session(token)).toBeNull()
    expect(await listBySession(house.db.read, { hash: hashOf(token) })).toEqual([])
  })

  test('the set-up link makes one administrator and is void after use', async () => {
    const printed: string[] = []
    const write = process.stdout.write.bind(process.stdout)
    process.stdout.write = (text: string | Uint8Array) => printed.push(String(text)) > 0
    await printSetupLink(house, 'http://x').finally(() => (process.stdout.write = write))
    const token = /token=([\w-]+)/.exec(printed.join(''))?.[1] ?? ''
    await expect(setUp(house, 'wrong', 'Ada', 'ada@leak.test')).rejects.toMatchObject({ reason: 'gone' })
    const made = await Promise.allSettled(Array.from({ length: 5 }, () => setUp(house, token, 'Ada', 'ada@leak.test')))
    expect(made.filter(m => m.status === 'fulfilled')).toHaveLength(1)
  })
})
