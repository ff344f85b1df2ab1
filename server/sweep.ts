// What is kept only for a while is forgotten: answers for retries after eight days, sign-ins and sessions when they end, mails after a month.

import { removeOldKeys } from '../db/events.ts'
import { removeOldMails, removeOldSessions, removeOldSignIns, wipeMails } from '../db/people.ts'
import type { House } from './house.ts'

const DAY = 86_400_000

export async function sweep({ db, now }: Pick<House, 'db' | 'now'>): Promise<void> {
  const at = Date.parse(now())
  const ago = (days: number) => new Date(at - days * DAY).toISOString()
  await db.write(trx => removeOldKeys(trx, { before: ago(8) }))
  await db.write(trx => removeOldSignIns(trx, { before: ago(1) }))
  await db.write(trx => removeOldSessions(trx, { now: ago(0) }))
  await db.write(trx => wipeMails(trx, { before: ago(1) }))
  await db.write(trx => removeOldMails(trx, { before: ago(30) }))
}

/** Once an hour, first a minute after the start. */
export function startSweeping(house: House): () => void {
  const run = () => sweep(house).catch(error => house.log.error({ error }, 'sweeping'))
  const first = setTimeout(run, 60_000)
  const timer = setInterval(run, 3_600_000)
  return () => {
    clearTimeout(first)
    clearInterval(timer)
  }
}
