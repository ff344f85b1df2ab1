// Twins of the proofs: the same assertions against a part broken on purpose must go red, or they prove nothing.

import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { write } from '../../db/query.ts'
import { connect, durability } from '../../db/sqlite.ts'
import { setTally } from '../../db/votes.ts'
import { checkHouse } from '../../server/check.ts'
import { uuid7 } from '../../server/clock.ts'
import type { Commands, Ctx, Done, In } from '../../server/command.ts'
import { castVote } from '../../server/commands/vote.ts'
import { postComment } from '../../server/commands/comment.ts'
import { createLive } from '../../server/live.ts'
import type { VoteCast } from '../../server/news.ts'
import { agreementOf } from '../../shared/agreement.ts'
import type { Comment } from '../../shared/comment.ts'
import { brokenCommands } from '../helpers/broken.ts'
import { newPlace, type Place } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { nothingLate, oneVoteOnly, talliesReplay } from '../helpers/records.ts'
import { serve } from '../helpers/served.ts'

let place: Place
let house: TestHouse
beforeEach(async () => {
  place = await newPlace('sqlite')
  house = await openTestHouse('sqlite', place)
})
afterEach(() => house.close())

/** The assertion itself fails, and not something beside it. */
async function red(assertion: () => Promise<unknown>): Promise<void> {
  await expect(assertion()).rejects.toMatchObject({ name: 'AssertionError' })
}
const withVote = (broken: (ctx: Ctx, input: In<'vote.cast'>) => Promise<Done>): Commands =>
  brokenCommands(house, sound => ({ inConsultation: { ...sound.inConsultation, 'vote.cast': broken } }))

test('[G27] FULL turned NORMAL is said', () => {
  const db = connect(`${place.dir}/other.db`)
  expect(durability(db)).toEqual([])
  db.pragma('synchronous = NORMAL')
  expect(durability(db).join()).toContain('FULL')
  db.close()
})

test('[G13] a handler that does not ask whether it is open', async () => {
  const c = await house.consultation('late', { closesAt: '2026-10-05T12:00', zone: 'UTC' })
  const ana = await house.person('Ana')
  house.clock.now = Date.parse('2026-10-05T12:00:00.000Z')
  const late = (commands: Commands) => nothingLate(commands, ana, c.slug, c.units[0] ?? '')
  await late(house.commands)
  const open = (ctx: Ctx): Ctx => ({ ...ctx, consultation: { ...ctx.consultation, closesAt: null, closedAt: null } })
  const broken = brokenCommands(house, sound => ({
    inConsultation: { ...sound.inConsultation, 'comment.post': (ctx, input) => postComment(open(ctx), input) },
    timely: new Set(),
  }))
  await red(() => late(broken))
})

test('[G13] no look at the clock before the commit', async () => {
  const c = await house.consultation('frozen', { closesAt: '2026-10-05T12:00', zone: 'UTC' })
  const ana = await house.person('Ana')
  const closes = Date.parse('2026-10-05T12:00:00.000Z')
  const late = (commands: Commands) => {
    house.clock.now = closes + 5
    house.clock.readings.splice(0, Infinity, closes - 1)
    return nothingLate(commands, ana, c.slug, c.units[0] ?? '')
  }
  await late(house.commands)
  await red(() => late(brokenCommands(house, () => ({ timely: new Set() }))))
})

const addVote = write((q, p: { consultation: string; person: string; item: string; value: string; guest: number; at: string }) =>
  q
    .insertInto('votes')
    .values({ consultationId: p.consultation, personId: p.person, itemId: p.item, value: p.value, guest: p.guest, at: p.at }),
)
test('[G1] votes without their key', async () => {
  const consultation = await house.consultation('double')
  const ana = await house.person('Ana')
  const [first = '', second = ''] = consultation.units
  await oneVoteOnly({ house, commands: house.commands, consultation }, ana, first)
  const db = new Database(`${place.dir}/parley.db`)
  db.exec(`create table keyless as select * from votes; drop table votes; alter table keyless rename to votes`)
  db.close()
  const broken = withVote(async ({ trx, consultation: c, actor, now }, { item, value }) => {
    await addVote(trx, { consultation: c.id, person: actor.id, item, value: value ?? '', guest: 0, at: now })
    const data: VoteCast = { item, value, tally: [1, 0, 0, 0] }
    return {
      events: [{ type: 'vote.cast', subject: item, data }],
      result: { item, value, agreement: agreementOf({ agree: 1, disagree: 0, unsure: 0, guests: 0 }, 5) },
    }
  })
  await red(() => oneVoteOnly({ house, commands: broken, consultation }, ana, second))
})

test('[G2] a counter off by one', async () => {
  const consultation = await house.consultation('off')
  const ana = await house.person('Ana')
  const item = consultation.units[0] ?? ''
  const cast = (commands: Commands, value: string) =>
    commands.run('vote.cast', ana, { consultation: 'off', item, value }, uuid7())
  await cast(house.commands, 'agree')
  await talliesReplay(house, consultation.id)
  await house.recount()
  await cast(
    withVote(async (ctx, input) => {
      const done = await castVote(ctx, input)
      await setTally(ctx.trx, { id: input.item, agree: 0, disagree: 2, unsure: 0, guests: 0, low: 0 })
      return done
    }),
    'disagree',
  )
  await red(() => talliesReplay(house, consultation.id))
  await red(() => house.recount())
  expect((await checkHouse(house)).ok).toBe(false)
})

test('[G2] a tally told that is not the tally kept', async () => {
  const consultation = await house.consultation('told')
  const item = consultation.units[0] ?? ''
  const broken = withVote(async (ctx, input) => {
    const done = await castVote(ctx, input)
    const data: VoteCast = { item, value: input.value, tally: [9, 0, 0, 0] }
    return { ...done, events: [{ type: 'vote.cast', subject: item, data }] }
  })
  await broken.run('vote.cast', await house.person('Ana'), { consultation: 'told', item, value: 'agree' }, uuid7())
  await red(() => talliesReplay(house, consultation.id))
  await red(() => house.recount())
})

test('[G14] a vote after the closing, a gap in the numbers', async () => {
  const consultation = await house.consultation('after')
  const ana = await house.person('Ana')
  await house.commands.run(
    'consultation.close',
    { ...ana, grants: [{ role: 'secretariat', consultationId: null }] },
    { consultation: 'after', reason: 'Enough' },
    uuid7(),
  )
  await house.recount()
  const open = (ctx: Ctx): Ctx => ({ ...ctx, consultation: { ...ctx.consultation, closesAt: null, closedAt: null } })
  await withVote((ctx, input) => castVote(open(ctx), input)).run(
    'vote.cast',
    ana,
    { consultation: 'after', item: consultation.units[0] ?? '', value: 'agree' },
    uuid7(),
  )
  await red(() => house.recount())
  const db = new Database(`${place.dir}/parley.db`)
  db.exec(`delete from events where type = 'vote.cast'`)
  db.close()
  expect((await checkHouse(house)).differences.map(d => d.what).join()).toContain('events are not numbered')
})

test('[G5] a public socket taken for a moderator’s', async () => {
  const { slug, units } = await house.consultation('leak')
  const [ana, mia] = [await house.person('Ana'), await house.person('Mia', 'participant', 'moderator')]
  const secret = 'a private number'
  async function neverInPublicFrames(live: TestHouse['live']): Promise<void> {
    const served = await serve({ ...house, live })
    try {
      const reader = await served.reader(slug)
      const posted = await house.commands.run(
        'comment.post',
        ana,
        { consultation: slug, id: uuid7(), paragraphId: units[0] ?? '', text: 'Hello.' },
        uuid7(),
      )
      const { id } = posted.result as Comment
      await house.commands.run('comment.edit', ana, { consultation: slug, id, text: secret }, uuid7())
      const { seq } = await house.commands.run('comment.hide', mia, { consultation: slug, id, reason: 'personalData' }, uuid7())
      await reader.reaches(seq)
      const lastFrame = JSON.stringify(reader.frames.at(-1))
      expect(lastFrame).toContain('hidden')
      expect(lastFrame).not.toContain(secret)
    } finally {
      await served.stop()
    }
  }
  const { db, hub, now } = house
  const sound = { db, hub, now, mayConnect: () => true, room: () => true, failed: () => {} }
  await neverInPublicFrames(createLive({ ...sound, sessionOf: async () => null }))
  await red(() => neverInPublicFrames(createLive({ ...sound, sessionOf: async () => ({ actor: mia, token: '' }) })))
})
