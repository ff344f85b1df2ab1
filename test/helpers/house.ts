// A whole house for tests, without a port: real database, real commands, a clock the test sets; sentences like house.must(ana, 'vote.cast', …).

import { expect } from 'vitest'
import { addGrant, addPerson } from '../../db/people.ts'
import { open } from '../../db/open.ts'
import { getConsultation } from '../../db/consultations.ts'
import { checkHouse } from '../../server/check.ts'
import { createHouse, type House } from '../../server/house.ts'
import { uuid7 } from '../../server/clock.ts'
import { readConfig } from '../../server/config.ts'
import { createLog } from '../../server/log.ts'
import { storeDraft } from '../../server/commands/draft.ts'
import { passDueDates } from '../../server/deadline.ts'
import { newsFor } from '../../server/news.ts'
import { loadView } from '../../server/view.ts'
import { readMarkdown } from '../../server/import/markdown.ts'
import { toDraft } from '../../server/import/units.ts'
import type { CommandName } from '../../shared/commands.schema.ts'
import { Refusal, type Reason } from '../../shared/refusal.ts'
import type { Actor, Role } from '../../shared/role.ts'
import { fold, type View } from '../../shared/view.ts'
import { newPlace, type EngineName, type Place } from './engines.ts'

export const operator: Actor = { id: 'operator', name: null, kind: 'operator', grants: [], lang: 'en' }

export const draftText = `# Water

The town loses one litre in five of the water it treats.

Until the old pipes are replaced, the company will:

- listen for leaks at night;
- lower the pressure.

# Heat

Heating is the largest use of energy in the town.

| What | Cost |
|---|---|
| Pipes | 6 |
`

export interface TestHouse extends House {
  place: Place
  /** Lines of the log. */
  logged: string[]
  /** `readings` are told first, one each, for a clock that moves while a command runs. */
  clock: { now: number; readings: number[]; pass: (ms: number) => Promise<void> }
  person: (name: string | null, kind?: 'guest' | 'participant', role?: Role) => Promise<Actor>
  /** A published, open consultation with two headings and four units. */
  consultation: (slug?: string, more?: object) => Promise<{ slug: string; id: string; units: string[]; headings: string[] }>
  must: <T = Record<string, unknown>>(actor: Actor, name: CommandName, input: object, key?: string) => Promise<T>
  refused: (reason: Reason, actor: Actor | null, name: CommandName, input: object, key?: string) => Promise<void>
  view: (slug: string, viewer: Actor | null) => Promise<View>
  /** Everything counted anew equals what the counters say. */
  recount: () => Promise<void>
}

export async function openTestHouse(engine: EngineName, given?: Place, env: Record<string, string> = {}): Promise<TestHouse> {
  const place = given ?? (await newPlace(engine))
  const clock = { now: Date.parse('2026-10-05T10:00:00.000Z') }
  const readings: number[] = []
  const logged: string[] = []
  const now = () => new Date(readings.shift() ?? clock.now).toISOString()
  const config = readConfig({
    DATA_DIR: place.dir,
    LIMITS: 'off',
    PARLEY_DEMO: 'off',
    ...(place.url && { DATABASE_URL: place.url }),
    ...env,
  })
  const log = createLog({ write: line => void logged.push(line) })
  const house = createHouse({ config, where: place.where, db: await open(place.where, { now }), now, log })
  await house.start()
  const audiences: (Actor | null)[] = [null]
  let people = 0

  const view: TestHouse['view'] = (slug, viewer) =>
    house.db.snapshot(async trx => {
      const id = await idOf(slug)
      const c = await getConsultation(trx, { id })
      if (!c) throw new Error(`no consultation ${slug}`)
      return loadView(trx, c, viewer, now())
    })
  const slugs = new Map<string, string>()
  async function idOf(slug: string): Promise<string> {
    const id = slugs.get(slug)
    if (!id) throw new Error(`unknown ${slug}`)
    return id
  }
  async function published(): Promise<{ slug: string; viewer: Actor | null; before: View }[]> {
    const out = []
    for (const slug of slugs.keys()) for (const viewer of audiences) out.push({ slug, viewer, before: await view(slug, viewer) })
    return out
  }

  /** G11: for each audience, the old view with the events equals the view fetched now. */
  async function viewLaw(act: () => Promise<unknown>): Promise<unknown> {
    const befores = await published()
    const result = await act()
    for (const { slug, viewer, before } of befores) {
      const after = await view(slug, viewer)
      const news = await house.db.snapshot(async trx => {
        const c = await getConsultation(trx, { id: await idOf(slug) })
        if (!c) throw new Error(`no consultation ${slug}`)
        return newsFor(trx, c, viewer, before.seq, 1_000, now())
      })
      expect(news.reset).toBe(false)
      const folded = fold(before, news.events, news.upto)
      expect(
        { ...folded, me: folded.me && after.me && { ...after.me, votes: folded.me.votes } },
        `the view law for ${viewer?.name ?? 'the public'}`,
      ).toEqual(after)
    }
    return result
  }

  return {
    ...house,
    place,
    logged,
    async recount() {
      expect((await checkHouse(house)).differences).toEqual([])
    },
    clock: {
      readings,
      get now() {
        return clock.now
      },
      set now(value) {
        clock.now = value
      },
      async pass(ms) {
        clock.now += ms
        await viewLawWhenDue()
      },
    },
    async person(name, kind = 'participant', role) {
      const id = `p${++people}${Math.random().toString(36).slice(2, 10)}`
      await house.db.write(async trx => {
        await addPerson(trx, { id, kind, name, lang: 'en', createdAt: now() })
        if (role) await addGrant(trx, { person: id, role, consultation: '', at: now() })
      })
      const actor: Actor = { id, name, kind, grants: role ? [{ role, consultationId: null }] : [], lang: 'en' }
      if (audiences.length < 5) audiences.push(actor)
      return actor
    },
    async consultation(slug = 'water', more = {}) {
      const { result } = await house.commands.run('consultation.create', operator, {
        slug,
        title: 'Water and heat',
        lang: 'en',
        closesAt: '2026-11-30T23:59',
        zone: 'Europe/Paris',
        ...more,
      })
      const { id } = result as { id: string }
      slugs.set(slug, id)
      await house.commands.act(id, operator, ctx => storeDraft(ctx, toDraft(readMarkdown(new TextEncoder().encode(draftText)))))
      await house.commands.run('consultation.publish', operator, { consultation: slug })
      const { paragraphs } = await view(slug, null)
      return {
        slug,
        id,
        units: paragraphs.filter(p => p.number !== null).map(p => p.id),
        headings: paragraphs.filter(p => p.kind === 'heading').map(p => p.id),
      }
    },
    async must<T>(actor: Actor, name: CommandName, input: object, key = uuid7()) {
      return (await viewLaw(async () => (await house.commands.run(name, actor, input, key)).result)) as T
    },
    async refused(reason, actor, name, input, key = uuid7()) {
      const outcome = await viewLaw(() =>
        house.commands.run(name, actor, input, key).then(
          () => 'taken',
          (error: unknown) => (error instanceof Refusal ? error.reason : error),
        ),
      )
      expect(outcome).toBe(reason)
    },
    view,
    async close() {
      await house.close()
      await place.remove()
    },
  }

  async function viewLawWhenDue(): Promise<void> {
    await passDueDates(house)
  }
}
