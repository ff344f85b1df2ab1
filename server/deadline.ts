// The timer of dates: opens and closes what is due, within a second, exactly once; the rule itself compares now with the deadline.

import { listDue } from '../db/consultations.ts'
import type { Actor } from '../shared/role.ts'
import type { House } from './house.ts'

export const system: Actor = { id: 'system', name: null, kind: 'system', grants: [], lang: 'en' }

/** Passes every date that has come; safe to run in several processes at once. */
export async function passDueDates(house: House): Promise<void> {
  for (const { id } of await listDue(house.db.read, { now: house.now() })) await house.commands.passDates(id, system)
}

/** Looks every half second. Returns how to stop. */
export function startDeadlines(house: House): () => void {
  let running = false
  const timer = setInterval(async () => {
    if (running) return
    running = true
    try {
      await passDueDates(house)
    } catch (error) {
      house.log.error({ error }, 'passing dates')
    } finally {
      running = false
    }
  }, 500)
  return () => clearInterval(timer)
}
