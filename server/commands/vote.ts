// vote.cast: one person's absolute value on one item; the item's tally moves with it in the same transaction.

import { getItem, getVote, removeVote, setTally, setVote } from '../../db/votes.ts'
import { agreementOf, moved, wilson, type Tally, type Value } from '../../shared/agreement.ts'
import { refuseIf } from '../../shared/refusal.ts'
import { mayVote } from '../../shared/vote.ts'
import type { Ctx, Done, In } from '../command.ts'
import type { VoteCast } from '../news.ts'
import { factsOf } from '../view.ts'

export async function castVote({ trx, consultation, actor, now }: Ctx, { item: id, value }: In<'vote.cast'>): Promise<Done> {
  const [item, stored] = await Promise.all([
    getItem(trx, { id, consultation: consultation.id }),
    getVote(trx, { consultation: consultation.id, person: actor.id, item: id }),
  ])
  refuseIf(mayVote(actor, factsOf(consultation), item, now))
  if (!item) throw new Error('judged without an item')
  const before = stored ? { value: stored.value as Value, guest: stored.guest === 1 } : null
  const answer = (tally: Tally) => ({ item: id, value, agreement: agreementOf(tally, consultation.minVotes) })
  if ((before?.value ?? null) === value) return { events: [], result: answer(item) }
  const after = value && { value, guest: actor.kind === 'guest' }
  const tally = moved(item, before, after)
  await Promise.all([
    value
      ? setVote(trx, {
          consultation: consultation.id,
          person: actor.id,
          item: id,
          value,
          guest: actor.kind === 'guest' ? 1 : 0,
          at: now,
        })
      : removeVote(trx, { consultation: consultation.id, person: actor.id, item: id }),
    setTally(trx, { id, ...pick(tally), low: wilson(tally.agree, tally.agree + tally.disagree)?.low ?? 0 }),
  ])
  const data: VoteCast = { item: id, value, tally: [tally.agree, tally.disagree, tally.unsure, tally.guests] }
  return {
    events: [{ type: 'vote.cast', subject: id, data }],
    result: answer(tally),
    adds: { votes: (after ? 1 : 0) - (before ? 1 : 0) },
  }
}

const pick = ({ agree, disagree, unsure, guests }: Tally): Tally => ({ agree, disagree, unsure, guests })
