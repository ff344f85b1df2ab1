// A guest turns out to be a known person: their comments and votes become that person's, without anybody counting twice.

import { listConsultations } from '../../db/consultations.ts'
import { listTouched, moveComments } from '../../db/erasure.ts'
import { getItem, getVote, listVotesOf, removeVote, setTally, setVote } from '../../db/votes.ts'
import { moved, wilson, type Value } from '../../shared/agreement.ts'
import { system } from '../deadline.ts'
import type { Ctx, Done, NewEvent } from '../command.ts'
import type { House } from '../house.ts'
import type { VoteCast } from '../news.ts'

/** Run per consultation under its lock; where both had voted, the person's own vote stands and the guest's is taken back. */
export async function adopt(house: House, guest: string, person: string): Promise<void> {
  const commented = new Set((await listTouched(house.db.read, { person: guest })).map(c => c.consultationId))
  for (const { id } of await listConsultations(house.db.read, {})) {
    const voted = await listVotesOf(house.db.read, { consultation: id, person: guest })
    if (voted.length || commented.has(id)) await house.commands.act(id, system, ctx => adoptIn(ctx, guest, person))
  }
}

async function adoptIn({ trx, consultation }: Ctx, guest: string, person: string): Promise<Done> {
  const events: NewEvent[] = [{ type: 'person.merged', subject: consultation.id, data: {} }]
  let taken = 0
  const votes = await listVotesOf(trx, { consultation: consultation.id, person: guest })
  for (const vote of votes) {
    const item = { consultation: consultation.id, item: vote.itemId }
    await removeVote(trx, { ...item, person: guest })
    if (!(await getVote(trx, { ...item, person }))) {
      await setVote(trx, { ...item, person, value: vote.value, guest: vote.guest, at: vote.at })
      continue
    }
    const counted = await getItem(trx, { id: vote.itemId, consultation: consultation.id })
    if (!counted) continue
    const tally = moved(counted, { value: vote.value as Value, guest: vote.guest === 1 }, null)
    const { agree, disagree, unsure, guests } = tally
    await setTally(trx, { id: vote.itemId, agree, disagree, unsure, guests, low: wilson(agree, agree + disagree)?.low ?? 0 })
    const data: VoteCast = { item: vote.itemId, value: null, tally: [agree, disagree, unsure, guests] }
    events.push({ type: 'vote.cast', subject: vote.itemId, data })
    taken++
  }
  await moveComments(trx, { from: guest, to: person })
  return { events, result: null, adds: { votes: -taken } }
}
