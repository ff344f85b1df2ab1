// Several processes on one database: each hears the others' commits, closing happens once, and what was kept in memory is dropped (G12, G14).

import { describe, expect, test, vi } from 'vitest'
import { listEvents } from '../../db/events.ts'
import { uuid7 } from '../../server/clock.ts'
import { passDueDates } from '../../server/deadline.ts'
import { engines, newPlace, type EngineName } from '../helpers/engines.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { ownClock } from '../helpers/loop.ts'
import { talliesReplay } from '../helpers/records.ts'
import { serve } from '../helpers/served.ts'
import { visitor } from '../helpers/visitor.ts'

async function twoHouses(engine: EngineName, use: (one: TestHouse, two: TestHouse) => Promise<void>): Promise<void> {
  const place = await newPlace(engine)
  const shared = { ...place, remove: async () => {} }
  const one = await openTestHouse(engine, shared)
  const two = await openTestHouse(engine, shared)
  try {
    await use(one, two)
    await one.recount()
  } finally {
    await one.close()
    await two.close()
    await place.remove()
  }
}

/** Milliseconds of this thread from the answer to an act until a house knows of its number. */
function heard(house: TestHouse, id: string, act: () => Promise<{ seq: number }>): Promise<number> {
  return new Promise((done, failed) => {
    let from = Infinity
    let wanted = Infinity
    const known = (late: number): void => {
      clock.stop()
      done(late)
    }
    const clock = ownClock()
    house.hub.onNews((about, seq) => about === id && seq >= wanted && known(clock.now() - from))
    act().then(({ seq }) => {
      from = clock.now()
      wanted = seq
      if ((house.hub.seqOf(id) ?? 0) >= seq) known(0)
    }, failed)
  })
}

/** Does something elsewhere, waits until this house drops what it keeps in memory, and tells how late after the act's answer that was. */
async function foreignIn(house: TestHouse, act: () => Promise<unknown>): Promise<number> {
  const clock = ownClock()
  const told = new Promise<number>(done => house.hub.onForeign(() => done(clock.now())))
  await act()
  const answered = clock.now()
  const late = (await told) - answered
  clock.stop()
  return late
}

describe.each(engines)('on %s', engine => {
  test('[G12] a commit of one process is known to the other within 500 ms', () =>
    twoHouses(engine, async (one, two) => {
      const { slug, id, units } = await one.consultation(`seen-${engine}`)
      const ana = await one.person('Ana')
      for (const value of ['agree', 'disagree', null]) {
        const late = await heard(two, id, () =>
          one.commands.run('vote.cast', ana, { consultation: slug, item: units[0] ?? '', value }, uuid7()),
        )
        expect(late).toBeLessThan(500)
      }
    }))

  test('[G14] two processes race for the closing: one event', () =>
    twoHouses(engine, async (one, two) => {
      const { slug, id } = await one.consultation(`race-${engine}`, { closesAt: '2026-10-05T12:00', zone: 'UTC' })
      one.clock.now = two.clock.now = Date.parse('2026-10-05T12:00:00.010Z')
      await Promise.all([one, two, one, two, two, one].map(passDueDates))
      const events = await listEvents(one.db.read, { consultation: id, after: 0, limit: 100 })
      expect(events.filter(e => e.type === 'consultation.closed')).toHaveLength(1)
      expect((await one.view(slug, null)).consultation.state).toBe('closed')
    }))

  test('[G13] closed early by one process, the other takes nothing from that number on', () =>
    twoHouses(engine, async (one, two) => {
      const { slug, id, units } = await one.consultation(`early-${engine}`)
      const people = await Promise.all(Array.from({ length: 20 }, (_, i) => one.person(`P${i}`)))
      const votes = people.map((who, i) =>
        two.commands.run('vote.cast', who, { consultation: slug, item: units[i % units.length] ?? '', value: 'agree' }, uuid7()),
      )
      const closing = one.commands.run('consultation.close', operator, { consultation: slug, reason: 'Enough' }, uuid7())
      const { result } = await closing
      const outcomes = await Promise.allSettled(votes)
      const { closedSeq } = result as { closedSeq: number }
      for (const o of outcomes)
        if (o.status === 'fulfilled') expect(o.value.seq).toBeLessThan(closedSeq)
        else expect(o.reason).toMatchObject({ reason: 'closed' })
      await talliesReplay(one, id)
    }))

  test('[G1] the same person in two processes at once: one vote, and the same retry answered the same', () =>
    twoHouses(engine, async (one, two) => {
      const { slug, id, units } = await one.consultation(`same-${engine}`)
      const ana = await one.person('Ana')
      const input = { consultation: slug, item: units[0] ?? '', value: 'agree' }
      await Promise.all(Array.from({ length: 30 }, (_, i) => (i % 2 ? one : two).commands.run('vote.cast', ana, input, uuid7())))
      const key = uuid7()
      const said = { consultation: slug, id: uuid7(), paragraphId: units[0] ?? '', text: 'Once.' }
      const both = await Promise.all([one, two].map(h => h.commands.run('comment.post', ana, said, key)))
      expect(both[0]?.result).toEqual(both[1]?.result)
      expect(both.map(b => b.replayed).sort()).toEqual([false, true])
      expect((await one.view(slug, null)).paragraphs.find(p => p.id === units[0])).toMatchObject({
        agreement: { agree: 1 },
        comments: { all: 1 },
      })
      await talliesReplay(one, id)
    }))

  test('a vote is news, and drops nothing that is kept in memory of people and the instance; on SQLite another’s may', () =>
    twoHouses(engine, async (one, two) => {
      const { slug, id, units } = await one.consultation(`own-${engine}`)
      const ana = await one.person('Ana')
      let foreign = 0
      one.hub.onForeign(() => foreign++)
      const vote = (house: TestHouse, value: string) =>
        house.commands.run('vote.cast', ana, { consultation: slug, item: units[0] ?? '', value }, uuid7())
      for (const value of ['agree', 'disagree', 'unsure']) await vote(one, value)
      expect(foreign).toBe(0)
      for (const value of ['agree', 'disagree', 'unsure']) await heard(one, id, () => vote(two, value))
      // SQLite only tells that the file changed, not what in it.
      if (engine === 'sqlite') expect(foreign).toBeGreaterThan(0)
      else expect(foreign).toBe(0)
    }))

  test('rights taken away in one process hold in the other within 500 ms', () =>
    twoHouses(engine, async (one, two) => {
      const session = await two.people.startGuest('Rita', 'en')
      expect((await two.people.session(session.token))?.actor.name).toBe('Rita')
      for (const name of ['Margarita', 'Greta', 'Maggie']) {
        const late = await foreignIn(two, () => one.commands.run('person.rename', session.actor, { name }))
        expect(late).toBeLessThan(500)
        expect((await two.people.session(session.token))?.actor.name).toBe(name)
      }
    }))

  test('who signs out in one process is signed out in the other', () =>
    twoHouses(engine, async (one, two) => {
      const session = await two.people.startGuest('Rita', 'en')
      expect(await two.people.session(session.token)).not.toBeNull()
      await foreignIn(two, () => one.people.end(session))
      expect(await two.people.session(session.token)).toBeNull()
    }))

  test('a role taken away in one process closes the live page in the other, and that of others stays', () =>
    twoHouses(engine, async (one, two) => {
      const { slug } = await one.consultation(`role-${engine}`)
      const [mia, max] = [
        await one.person('Mia', 'participant', 'moderator'),
        await one.person('Max', 'participant', 'moderator'),
      ]
      const served = await serve(two)
      const [hers, his] = [await served.reader(slug, mia), await served.reader(slug, max)]
      await one.commands.run('staff.revoke', operator, { person: mia.id, role: 'moderator' }, uuid7())
      await hers.until(() => hers.byes.length > 0)
      const { seq } = await one.commands.run('consultation.close', operator, { consultation: slug, reason: 'Enough' }, uuid7())
      await his.reaches(seq)
      expect([hers.byes, his.byes]).toEqual([[4426], []])
      await served.stop()
    }))

  test('the name given to the instance in one process stands in the other’s pages', () =>
    twoHouses(engine, async (one, two) => {
      const boss = await one.person('Bo', 'participant', 'administrator')
      const page = await visitor(two, null)
      expect((await page.get('/')).text).toContain('<bdi>Parley</bdi>')
      await foreignIn(two, () => one.commands.run('instance.describe', boss, { name: 'Orle' }, uuid7()))
      await vi.waitFor(async () => expect((await page.get('/')).text).toContain('<bdi>Orle</bdi>'), 10_000)
    }))
})
