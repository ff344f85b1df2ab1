// Votes against a model of twenty lines: random histories, one after the other and all at once, on both engines (G1, G2).

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recountItems } from '../../db/check.ts'
import { uuid7 } from '../../server/clock.ts'
import { adopt } from '../../server/commands/merge.ts'
import { newsFor } from '../../server/news.ts'
import { askedOf, threadOf } from '../../server/threads.ts'
import { needConsultation } from '../../server/view.ts'
import { agreementOf, type Agreement } from '../../shared/agreement.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Actor } from '../../shared/role.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { oneVoteOnly, talliesReplay } from '../helpers/records.ts'
import { pick, seeded, size, tell } from '../helpers/size.ts'

const values = ['agree', 'disagree', 'unsure', null] as const
type Act =
  | { act: 'vote'; who: number; item: number; value: (typeof values)[number] }
  | { act: 'hide' | 'restore' | 'withdraw'; item: number }
  | { act: 'merge'; guest: number; into: number }

/** Persons 0 to 2 have addresses, 3 to 5 are guests; items 0 and 1 are units, 2 and 3 comments of person 0. */
const acts = fc.array(
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record({
        act: fc.constant('vote' as const),
        who: fc.nat(5),
        item: fc.nat(3),
        value: fc.constantFrom(...values),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        act: fc.constantFrom('hide' as const, 'restore' as const, 'withdraw' as const),
        item: fc.integer({ min: 2, max: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ act: fc.constant('merge' as const), guest: fc.integer({ min: 3, max: 5 }), into: fc.nat(2) }),
    },
  ),
  { minLength: 1, maxLength: 16 },
)

/** The model: who said what, on what is not shut. */
class Model {
  readonly votes = [0, 1, 2, 3].map(() => new Map<number, { value: string; guest: boolean }>())
  readonly hidden = new Set<number>()
  readonly withdrawn = new Set<number>()
  readonly merged = new Set<number>()
  apply(a: Act): boolean {
    if (a.act === 'merge') {
      for (const of of this.votes) {
        const moved = of.get(a.guest)
        if (moved && !of.has(a.into)) of.set(a.into, moved)
        of.delete(a.guest)
      }
      return !this.merged.has(a.guest) && !!this.merged.add(a.guest)
    }
    if (a.act === 'vote') {
      if (this.hidden.has(a.item) || this.withdrawn.has(a.item)) return false
      const of = this.votes[a.item]
      if (a.value === null) of?.delete(a.who)
      else if (of?.get(a.who)?.value !== a.value) of?.set(a.who, { value: a.value, guest: a.who > 2 })
      return true
    }
    if (a.act === 'restore') return this.hidden.delete(a.item)
    const shut = a.act === 'hide' ? this.hidden : this.withdrawn
    return !shut.has(a.item) && !!shut.add(a.item)
  }
  tally(item: number): Agreement {
    const all = [...(this.votes[item]?.values() ?? [])]
    const count = (v: string) => all.filter(x => x.value === v).length
    return agreementOf(
      { agree: count('agree'), disagree: count('disagree'), unsure: count('unsure'), guests: all.filter(x => x.guest).length },
      5,
    )
  }
}

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let moderator: Actor
  let made = 0
  beforeAll(async () => {
    house = await openTestHouse(engine)
    moderator = await house.person('Mia', 'participant', 'moderator')
  })
  afterAll(async () => {
    await house.recount()
    await house.close()
  })

  async function replay(history: Act[]): Promise<void> {
    const slug = `h${++made}`
    const { id, units } = await house.consultation(slug)
    const people: Actor[] = []
    for (let i = 0; i < 6; i++) people.push(await house.person(`P${i}`, i > 2 ? 'guest' : 'participant'))
    const items = [units[0] ?? '', units[1] ?? '', uuid7(), uuid7()]
    const run = (name: Parameters<typeof house.commands.run>[0], who: Actor | undefined, input: object) =>
      house.commands.run(name, who ?? null, { consultation: slug, ...input }, uuid7())
    for (const item of items.slice(2))
      await run('comment.post', people[0], { id: item, paragraphId: units[2] ?? '', text: 'Said.' })
    const model = new Model()
    for (const a of history) {
      if (a.act === 'vote' && model.merged.has(a.who)) continue
      if (a.act === 'merge' && model.merged.has(a.guest)) continue
      const expected = model.apply(a)
      const outcome = await perform(a).then(
        result => ({ taken: true, result }),
        (e: unknown) => {
          if (!(e instanceof Refusal)) throw e
          return { taken: false, result: null }
        },
      )
      expect(outcome.taken, JSON.stringify(a)).toBe(expected)
      if (a.act === 'vote' && outcome.taken)
        expect((outcome.result as { agreement: Agreement }).agreement).toEqual(model.tally(a.item))
    }
    async function perform(a: Act): Promise<unknown> {
      if (a.act === 'merge') return adopt(house, people[a.guest]?.id ?? '', people[a.into]?.id ?? '')
      const item = items[a.item] ?? ''
      if (a.act === 'vote') return (await run('vote.cast', people[a.who], { item, value: a.value })).result
      if (a.act === 'withdraw') return run('comment.withdraw', people[0], { id: item })
      return run(`comment.${a.act}`, moderator, { id: item, ...(a.act === 'hide' && { reason: 'other' }) })
    }
    await same(slug, id, items, units[2] ?? '', model)
  }

  /** View, thread, last event and a recount in SQL all say what the model says. */
  async function same(slug: string, id: string, items: string[], place: string, model: Model): Promise<void> {
    await house.db.snapshot(async trx => {
      const c = await needConsultation(trx, slug, null)
      const view = await house.view(slug, null)
      const thread = await threadOf(trx, c, place, askedOf({}), null)
      const { events } = await newsFor(trx, c, null, 0, 1_000, house.now())
      const counted = await recountItems(trx, { id })
      for (const [i, item] of items.entries()) {
        const expected = model.tally(i)
        const shown =
          i < 2 ? view.paragraphs.find(p => p.wordingId === item)?.agreement : thread.items.find(x => x.id === item)?.agreement
        expect(shown, 'view or thread').toEqual(expected)
        const last = events.findLast(e => e.type === 'agreement' && e.data.item === item)
        if (last?.type === 'agreement') expect(last.data.agreement, 'event').toEqual(expected)
        else expect(expected.n + expected.unsure, 'no event, no votes').toBe(0)
        const row = counted.find(x => x.id === item)
        expect([row?.agreed, row?.disagreed, row?.undecided, row?.guested].map(Number), 'recount').toEqual([
          expected.agree,
          expected.disagree,
          expected.unsure,
          expected.guests,
        ])
      }
    })
  }

  test('[G2] random histories: every surface says what the model says', { timeout: size(60_000, 3_600_000) }, async context => {
    const numRuns = engine === 'sqlite' ? size(200, 10_000) : size(60, 2_000)
    await fc.assert(fc.asyncProperty(acts, replay), { numRuns, seed: 2 })
    tell(context, `${engine}: ${numRuns} histories of up to 16 acts equal to the model on view, thread, event and recount`)
  })

  test('[G2] many people at once: each tally told is right at its number', { timeout: size(60_000, 600_000) }, async context => {
    const { id, slug, units } = await house.consultation(`storm-${engine}`)
    const random = seeded(4)
    const people = await Promise.all(Array.from({ length: 25 }, (_, i) => house.person(`S${i}`, i % 3 ? 'participant' : 'guest')))
    const each = size(20, 400)
    await Promise.all(
      people.map(async who => {
        for (let i = 0; i < each; i++)
          await house.commands.run(
            'vote.cast',
            who,
            { consultation: slug, item: pick(random, units), value: pick(random, values) },
            uuid7(),
          )
      }),
    )
    await talliesReplay(house, id)
    tell(context, `${engine}: ${each * 25} votes of 25 people at once, every tally told equal to the replay`)
  })

  test('[G1] fifty parallel requests for each item: one row, one event', { timeout: size(60_000, 600_000) }, async context => {
    const consultation = await house.consultation(`fifty-${engine}`)
    const times = size(10, 1_000)
    for (let i = 0; i < times; i++) {
      const who = await house.person(`F${i}`)
      const id = uuid7()
      await house.commands.run(
        'comment.post',
        who,
        { consultation: consultation.slug, id, paragraphId: 'whole', text: 'Vote.' },
        uuid7(),
      )
      await oneVoteOnly({ house, commands: house.commands, consultation }, who, id)
    }
    tell(context, `${engine}: 50 × ${times} requests`)
  })
})
