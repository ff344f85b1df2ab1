// Assertions about the record that tests and their sabotage twins share: one vote a person, nothing late, tallies as replayed.

import { expect } from 'vitest'
import { recountItems } from '../../db/check.ts'
import { listEvents } from '../../db/events.ts'
import { listVotesOf } from '../../db/votes.ts'
import { uuid7 } from '../../server/clock.ts'
import type { Commands } from '../../server/command.ts'
import type { House } from '../../server/house.ts'
import type { VoteCast } from '../../server/news.ts'
import type { Actor } from '../../shared/role.ts'

interface At {
  house: Pick<House, 'db'>
  commands: Commands
  consultation: { id: string; slug: string }
}

/** G1: many requests of one person at once leave one row and one event. */
export async function oneVoteOnly({ house, commands, consultation }: At, who: Actor, item: string, times = 50): Promise<void> {
  const cast = () => commands.run('vote.cast', who, { consultation: consultation.slug, item, value: 'agree' }, uuid7())
  await Promise.all(Array.from({ length: times }, cast))
  const own = await listVotesOf(house.db.read, { consultation: consultation.id, person: who.id })
  expect(own.filter(v => v.itemId === item)).toHaveLength(1)
  const events = await voteEvents(house, consultation.id)
  expect(events.filter(e => e.personId === who.id && e.subject === item)).toHaveLength(1)
}

export async function voteEvents({ db }: Pick<House, 'db'>, consultation: string) {
  const all = []
  for (let after = 0; ;) {
    const page = await listEvents(db.read, { consultation, after, limit: 5_000 })
    all.push(...page.filter(e => e.type === 'vote.cast'))
    const last = page.at(-1)
    if (!last) return all
    after = last.seq
  }
}

/** G2: each tally that was told equals the votes replayed up to its number, and the last equals the votes that stand. */
export async function talliesReplay(house: Pick<House, 'db'>, consultation: string): Promise<void> {
  const votes = new Map<string, Map<string, string>>()
  for (const e of await voteEvents(house, consultation)) {
    const { item, value, tally } = JSON.parse(e.data) as VoteCast
    const of = votes.get(item) ?? new Map<string, string>()
    votes.set(item, of)
    if (value) of.set(e.personId ?? '', value)
    else of.delete(e.personId ?? '')
    const count = (v: string) => [...of.values()].filter(x => x === v).length
    expect(tally.slice(0, 3), `the tally told at ${e.seq}`).toEqual([count('agree'), count('disagree'), count('unsure')])
  }
  for (const i of await recountItems(house.db.read, { id: consultation }))
    expect([i.agree, i.disagree, i.unsure, i.guests], `item ${i.id}`).toEqual(
      [i.agreed, i.disagreed, i.undecided, i.guested].map(Number),
    )
}

/** G13: what comes at or after the deadline is refused as closed. */
export async function nothingLate(commands: Commands, who: Actor, slug: string, paragraphId: string): Promise<void> {
  const input = { consultation: slug, id: uuid7(), paragraphId, text: 'Late.' }
  await expect(commands.run('comment.post', who, input, uuid7())).rejects.toMatchObject({ reason: 'closed' })
}
