// The deadline: judged inside the transaction and once more at its commit; closing happens exactly once; nothing comes after (G13, G14, G16).

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listEvents } from '../../db/events.ts'
import { uuid7 } from '../../server/clock.ts'
import { passDueDates } from '../../server/deadline.ts'
import type { Comment } from '../../shared/comment.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Actor } from '../../shared/role.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { pick, seeded, size, tell } from '../helpers/size.ts'

const CLOSES = Date.parse('2026-10-05T12:00:00.000Z')

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let ana: Actor
  let ada: Actor
  let made = 0
  beforeAll(async () => {
    house = await openTestHouse(engine)
    ana = await house.person('Ana')
    ada = await house.person('Ada', 'participant', 'secretariat')
  })
  afterAll(async () => {
    await house.recount()
    await house.close()
  })

  /** A consultation that closes at noon UTC; the clock stands an hour before. */
  async function closingAtNoon() {
    house.clock.now = CLOSES - 3_600_000
    const c = await house.consultation(`d${++made}-${engine}`, { closesAt: '2026-10-05T12:00', zone: 'UTC' })
    return { ...c, unit: c.units[0] ?? '' }
  }
  const eventsOf = (id: string) => listEvents(house.db.read, { consultation: id, after: 0, limit: 10_000 })
  const vote = (slug: string, item: string) =>
    house.commands.run('vote.cast', ana, { consultation: slug, item, value: 'agree' }, uuid7())

  test('[G13] taken at the last millisecond, refused at the closing time itself, though nothing is stamped yet', async () => {
    const { slug, unit, id } = await closingAtNoon()
    house.clock.now = CLOSES - 1
    const text = { consultation: slug, paragraphId: unit, text: 'In time.' }
    const posted = await house.must<Comment>(ana, 'comment.post', { ...text, id: uuid7() })
    house.clock.now = CLOSES
    await house.refused('closed', ana, 'comment.post', { ...text, id: uuid7() })
    await house.refused('closed', ana, 'vote.cast', { consultation: slug, item: unit, value: 'agree' })
    await house.refused('closed', ana, 'comment.edit', { consultation: slug, id: posted.id, text: 'Later.' })
    expect((await eventsOf(id)).map(e => e.type)).not.toContain('consultation.closed')
    expect((await house.view(slug, null)).consultation.state).toBe('closed')
  })

  test('[G13] a clock that passes the deadline between judging and committing: rolled back and refused', async () => {
    const { slug, unit, id } = await closingAtNoon()
    const before = (await eventsOf(id)).length
    house.clock.now = CLOSES + 5
    house.clock.readings.push(CLOSES - 1)
    await expect(vote(slug, unit)).rejects.toMatchObject({ reason: 'closed' })
    expect(house.clock.readings).toEqual([])
    expect((await eventsOf(id)).length).toBe(before)
  })

  test('[G13] the deadline of one consultation does not touch what is committed beside it', async () => {
    const closing = await closingAtNoon()
    const open = await house.consultation(`open${made}-${engine}`)
    house.clock.now = CLOSES + 5
    house.clock.readings.push(CLOSES - 1)
    const ran = await Promise.allSettled([vote(closing.slug, closing.unit), vote(open.slug, open.units[0] ?? '')])
    expect(ran.map(r => r.status)).toEqual(['rejected', 'fulfilled'])
  })

  test('[G13] a storm across the closing: taken if and only if committed before it', async context => {
    const { slug, units, id } = await closingAtNoon()
    const random = seeded(13)
    const n = size(200, 1_000)
    const people = await Promise.all(Array.from({ length: 20 }, (_, i) => house.person(`P${i}`)))
    const outcomes: { sentAt: number; outcome: string }[] = []
    let next = 0
    async function worker() {
      while (next < n) {
        const i = next++
        const sentAt = CLOSES - 500 + Math.floor((1_000 * i) / n)
        house.clock.now = sentAt
        const input = { consultation: slug, paragraphId: pick(random, units), id: uuid7(), text: `Comment ${i}` }
        const outcome = await house.commands.run('comment.post', pick(random, people), input, uuid7()).then(
          () => 'taken',
          (e: unknown) => (e instanceof Refusal ? e.reason : String(e)),
        )
        outcomes.push({ sentAt, outcome })
      }
    }
    await Promise.all(Array.from({ length: 20 }, worker))
    await passDueDates(house)
    const taken = outcomes.filter(o => o.outcome === 'taken').length
    const refused = outcomes.filter(o => o.outcome === 'closed').length
    expect(outcomes.filter(o => o.outcome === 'taken' && o.sentAt >= CLOSES)).toEqual([])
    const stored = (await eventsOf(id)).filter(e => e.type === 'comment.posted')
    expect(taken + refused).toBe(n)
    expect(stored.length).toBe(taken)
    expect(taken).toBeGreaterThan(n / 4)
    expect(refused).toBeGreaterThan(n / 4)
    for (const e of stored) expect(Date.parse(e.at)).toBeLessThan(CLOSES)
    tell(context, `${engine}: ${n} requests within ± 500 ms, ${taken} taken, ${refused} refused, none late`)
  })

  test('[G14] closing is one event that fixes the last number, however many race for it', async () => {
    const { slug, unit, id } = await closingAtNoon()
    await house.must(ana, 'vote.cast', { consultation: slug, item: unit, value: 'agree' })
    house.clock.now = CLOSES + 250
    await Promise.all(Array.from({ length: 10 }, () => passDueDates(house)))
    const closings = (await eventsOf(id)).filter(e => e.type === 'consultation.closed')
    expect(closings).toHaveLength(1)
    const { consultation } = await house.view(slug, null)
    expect(consultation).toMatchObject({ state: 'closed', closedAt: new Date(CLOSES).toISOString(), closedSeq: closings[0]?.seq })
    await house.refused('closed', ana, 'vote.cast', { consultation: slug, item: unit, value: null })
  })

  test('[G14] after closing: withdrawal, moderation and answers happen, and the numbers stay', async () => {
    const { slug, unit } = await closingAtNoon()
    const post = () =>
      house.must<Comment>(ana, 'comment.post', { consultation: slug, paragraphId: unit, text: 'Before.', id: uuid7() })
    const [mine, hidden, answered] = [await post(), await post(), await post()]
    await house.must(ana, 'vote.cast', { consultation: slug, item: unit, value: 'agree' })
    house.clock.now = CLOSES
    await passDueDates(house)
    const before = await house.view(slug, null)
    await house.must(ana, 'comment.withdraw', { consultation: slug, id: mine.id })
    await house.must(ada, 'comment.hide', { consultation: slug, id: hidden.id, reason: 'spam' })
    await house.must(ada, 'comment.answer', { consultation: slug, ids: [answered.id], outcome: 'noted', text: 'Noted.' })
    const after = await house.view(slug, null)
    expect(after.paragraphs).toEqual(before.paragraphs)
    expect(after.consultation.closedSeq).toBe(before.consultation.closedSeq)
  })

  test('[G14] what was due while the server was down is stamped with the closing time', async () => {
    const { slug } = await closingAtNoon()
    house.clock.now = CLOSES + 86_400_000
    await passDueDates(house)
    expect((await house.view(slug, null)).consultation.closedAt).toBe(new Date(CLOSES).toISOString())
  })

  test('[G16] extend, close early and reopen need a reason, and the public page shows who, when, why', async () => {
    const { slug, unit } = await closingAtNoon()
    const at = { consultation: slug }
    await house.refused('notAllowed', ana, 'consultation.extend', { ...at, until: '2026-10-06T12:00', reason: 'I want' })
    await house.refused('invalid', ada, 'consultation.extend', { ...at, until: '2026-10-06T12:00' })
    await house.refused('invalid', ada, 'consultation.extend', { ...at, until: '2026-10-06T12:00', reason: '  ' })
    await house.refused('invalid', ada, 'consultation.extend', {
      ...at,
      until: '2026-10-05T11:30',
      reason: 'Earlier is no extension',
    })
    await house.must(ada, 'consultation.extend', { ...at, until: '2026-10-06T12:00', reason: 'Holidays' })
    house.clock.now = CLOSES + 1
    await house.must(ana, 'vote.cast', { ...at, item: unit, value: 'agree' })
    await house.refused('invalid', ada, 'consultation.close', at)
    await house.must(ada, 'consultation.close', { ...at, reason: 'All has been said' })
    await house.refused('closed', ana, 'vote.cast', { ...at, item: unit, value: null })
    await house.refused('closed', ada, 'consultation.close', { ...at, reason: 'Again' })
    await house.refused('closed', ada, 'consultation.extend', { ...at, until: '2026-11-06T12:00', reason: 'Too late' })
    await house.refused('invalid', ada, 'consultation.reopen', { ...at, until: '2026-10-07T12:00' })
    await house.must(ada, 'consultation.reopen', { ...at, until: '2026-10-07T12:00', reason: 'A page was missing' })
    await house.must(ana, 'vote.cast', { ...at, item: unit, value: 'disagree' })
    const { history, closing } = (await house.view(slug, null)).consultation
    expect(history.map(h => [h.act, h.by, h.reason])).toEqual([
      ['published', 'operator', null],
      ['extended', 'secretariat', 'Holidays'],
      ['closed', 'secretariat', 'All has been said'],
      ['reopened', 'secretariat', 'A page was missing'],
    ])
    expect(closing).toEqual({ wall: '2026-10-07T12:00:00', zone: 'UTC' })
  })

  test('opens by itself, once, and takes nothing before', async () => {
    house.clock.now = CLOSES - 3_600_000
    const { slug, id, units } = await house.consultation(`later-${engine}`, {
      opensAt: '2026-10-05T11:30',
      closesAt: '2026-10-05T12:00',
      zone: 'UTC',
    })
    await house.refused('notOpenYet', ana, 'vote.cast', { consultation: slug, item: units[0] ?? '', value: 'agree' })
    house.clock.now = CLOSES - 1_800_000
    await house.must(ana, 'vote.cast', { consultation: slug, item: units[0] ?? '', value: 'agree' })
    await Promise.all([passDueDates(house), passDueDates(house)])
    expect((await eventsOf(id)).filter(e => e.type === 'consultation.opened')).toHaveLength(1)
  })
})
