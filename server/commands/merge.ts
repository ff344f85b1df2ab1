// A guest turns out to be a known person: their comments and votes become that person's, without anybody counting twice.

import { listConsultations } from '../../db/consultations.ts'
import { listCommentsOf, moveComments, removeKeysOf } from '../../db/erasure.ts'
import { setErased } from '../../db/people.ts'
import { getItem, getVote, listVotesOf, removeVote, setTally, setVote } from '../../db/votes.ts'
import { moved, wilson, type Tally, type Value } from '../../shared/agreement.ts'
import { stateAt } from '../../shared/consultation.ts'
import { system } from '../deadline.ts'
import type { Ctx, Done, NewEvent } from '../command.ts'
import type { House } from '../house.ts'
import type { VoteCast } from '../news.ts'

/**
 * Run per consultation under its lock; where both had voted, the person's own vote stands and the guest's is taken back.
 * After closing the tallies are fixed (G14): there, both votes stand as they were cast. Nothing keeps the guest's name.
 */
export async function adopt(house: House, guest: string, person: string): Promise<void> {
  const commented = new Set((await listCommentsOf(house.db.read, { person: guest })).map(c => c.consultationId))
  for (const { id } of await listConsultations(house.db.read, {})) {
    const voted = await listVotesOf(house.db.read, { consultation: id, person: guest })
    if (voted.length || commented.has(id)) await house.commands.act(id, system, ctx => adoptIn(ctx, guest, person))
  }
  await house.db.write(async trx => {
    await removeKeysOf(trx, { person: guest })
    await setErased(trx, { id: guest, at: house.now() })
  })
}

async function adoptIn({ trx, consultation, now }: Ctx, guest: string, person: string): Promise<Done> {
  const events: NewEvent[] = [{ type: 'person.merged', subject: consultation.id, data: {} }]
  const open = stateAt(consultation, now) === 'open'
  if (open && consultation.closesAt) trx.before?.(consultation.closesAt)
  const told = (item: string, value: Value | null, { agree, disagree, unsure, guests }: Tally): void => {
    const data: VoteCast = { item, value, tally: [agree, disagree, unsure, guests] }
    if (open) events.push({ type: 'vote.cast', subject: item, data, personId: value ? person : guest })
  }
  let taken = 0
  for (const vote of await listVotesOf(trx, { consultation: consultation.id, person: guest })) {
    const item = { consultation: consultation.id, item: vote.itemId }
    const own = await getVote(trx, { ...item, person })
    const counted = await getItem(trx, { id: vote.itemId, consultation: consultation.id })
    if (!counted || (own && !open)) continue
    await removeVote(trx, { ...item, person: guest })
    if (!own) {
      await setVote(trx, { ...item, person, value: vote.value, guest: vote.guest, at: vote.at })
      told(vote.itemId, vote.value as Value, counted)
      continue
    }
    const tally = moved(counted, { value: vote.value as Value, guest: vote.guest === 1 }, null)
    const { agree, disagree, unsure, guests } = tally
    await setTally(trx, { id: vote.itemId, agree, disagree, unsure, guests, low: wilson(agree, agree + disagree)?.low ?? 0 })
    told(vote.itemId, null, tally)
    taken++
  }
  await moveComments(trx, { from: guest, to: person })
  return { events, result: null, adds: { votes: -taken } }
}
