// A data folder or database with an open consultation and people with sessions, ready for a server of its own.

import type { Role } from '../../shared/role.ts'
import { openTestHouse } from '../helpers/house.ts'
import { newPlace, type EngineName, type Place } from '../helpers/engines.ts'
import { sessionOf } from '../helpers/web.ts'

export interface Prepared {
  place: Place
  slug: string
  id: string
  units: string[]
  /** One cookie for each person. */
  cookies: string[]
  env: Record<string, string>
}

export async function prepared(
  engine: EngineName,
  people: number,
  closesAt = '2099-01-01T00:00:00.000Z',
  role?: Role,
): Promise<Prepared> {
  const place = await newPlace(engine)
  const house = await openTestHouse(engine, { ...place, remove: async () => {} })
  house.clock.now = Date.now()
  const { slug, id, units } = await house.consultation('water', { closesAt, zone: 'UTC' })
  const cookies: string[] = []
  for (let i = 0; i < people; i++)
    cookies.push(`parley=${await sessionOf(house, await house.person(`P${i}`, role ? 'participant' : 'guest', role))}`)
  await house.close()
  return { place, slug, id, units, cookies, env: place.url ? { DATABASE_URL: place.url } : {} }
}
