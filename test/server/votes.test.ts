// Votes: one live vote per person and item, absolute, counted exactly, on both engines (G1–G3, G5, G6, G8).

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuid7 } from '../../server/clock.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import type { Actor } from '../../shared/role.ts'

interface Voted {
  item: string
  value: string | null
  agreement: { agree: number; disagree: number; unsure: number; guests: number; n: number }
}

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let ana: Actor
  let ben: Actor
  let slug: string
  let unit: string
  beforeAll(async () => {
    house = await openTestHouse(engine)
    const made = await house.consultation()
    slug = made.slug
    unit = made.units[0] ?? ''
    ana = await house.person('Ana')
    ben = await house.person(null, 'guest')
  })
  afterAll(() => house.close())

  const cast = (who: Actor, value: string | null, key?: string) =>
    house.must<Voted>(who, 'vote.cast', { consultation: slug, item: unit, value }, key)

  test('[V1][G6] the other side replaces, null takes back, the same twice records nothing', async () => {
    expect((await cast(ana, 'agree')).agreement).toMatchObject({ agree: 1, n: 1 })
    const { seq } = await house.view(slug, null)
    expect((await cast(ana, 'agree')).agreement).toMatchObject({ agree: 1 })
    expect((await house.view(slug, null)).seq).toBe(seq)
    expect((await cast(ana, 'disagree')).agreement).toMatchObject({ agree: 0, disagree: 1 })
    expect((await cast(ana, null)).agreement).toMatchObject({ agree: 0, disagree: 0, n: 0 })
    expect((await house.view(slug, null)).seq).toBe(seq + 2)
  })

  test('[G3] votes without a confirmed address are counted apart', async () => {
    await cast(ana, 'agree')
    expect((await cast(ben, 'unsure')).agreement).toMatchObject({ agree: 1, unsure: 1, guests: 1, n: 1 })
    await cast(ben, null)
  })

  test('[G8] a retry gives the same answer and can never take a vote back; another content is refused', async () => {
    const key = uuid7()
    const first = await cast(ben, 'agree', key)
    await cast(ben, null)
    expect(await cast(ben, 'agree', key)).toEqual(first)
    expect((await house.view(slug, ben)).me?.votes).not.toHaveProperty(unit)
    await house.refused('keyReused', ben, 'vote.cast', { consultation: slug, item: unit, value: 'disagree' }, key)
  })

  test('[G1] fifty requests at once leave one row and one event', async () => {
    const cleo = await house.person('Cleo')
    const { seq } = await house.view(slug, null)
    const before = (await house.view(slug, null)).paragraphs.find(p => p.id === unit)?.agreement.agree ?? 0
    await Promise.all(
      Array.from({ length: 50 }, () =>
        house.commands.run('vote.cast', cleo, { consultation: slug, item: unit, value: 'agree' }, uuid7()),
      ),
    )
    const after = await house.view(slug, null)
    expect(after.seq).toBe(seq + 1)
    expect(after.paragraphs.find(p => p.id === unit)?.agreement.agree).toBe(before + 1)
  })

  test('[G5] nobody but the voter learns who voted what', async () => {
    await cast(ana, 'agree')
    expect((await house.view(slug, ana)).me?.votes).toEqual({ [unit]: 'agree' })
    expect(JSON.stringify(await house.view(slug, ben))).not.toContain(ana.id)
    expect(JSON.stringify(await house.view(slug, null))).not.toContain(ana.id)
  })

  test('an item of another consultation, a heading, or nothing at all is not found', async () => {
    const other = await house.consultation(`other-${engine}`)
    await house.refused('notFound', ana, 'vote.cast', { consultation: other.slug, item: unit, value: 'agree' })
    await house.refused('notFound', ana, 'vote.cast', { consultation: slug, item: 'nothing', value: 'agree' })
    await house.refused('invalid', ana, 'vote.cast', { consultation: slug, item: unit, value: 'maybe' })
    await house.refused('invalid', ana, 'vote.cast', { consultation: slug, item: unit, value: 'agree', person: ben.id })
    await house.refused('signedOut', null, 'vote.cast', { consultation: slug, item: unit, value: 'agree' })
  })
})
