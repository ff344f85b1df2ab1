// A vote on its way and the news of others, in any order: the screen ends where the server is.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  acknowledged,
  ballot,
  chosen,
  counted,
  settled,
  shownChoice,
  shownTally,
  want,
  type Ballot,
} from '../../client/ballot.ts'
import { moved, noVotes, values, type Tally, type Value } from '../../shared/agreement.ts'

const tally = (agree: number, disagree = 0, unsure = 0, guests = 0): Tally => ({ agree, disagree, unsure, guests })

test('a vote shows at once, and again as it was when it is refused', () => {
  const start = ballot(5, tally(3, 1), null)
  const pending = want(start, 'agree')
  expect(shownChoice(pending)).toBe('agree')
  expect(shownTally(pending, 3, true)).toMatchObject({ agree: 4, disagree: 1, guests: 1, n: 5 })
  expect(settled(pending)).toEqual(start)
})

test('changing sides moves one vote, taking it back removes it', () => {
  const start = ballot(5, tally(3, 1, 0, 1), 'agree')
  expect(shownTally(want(start, 'disagree'), 3, true)).toMatchObject({ agree: 2, disagree: 2, guests: 1 })
  expect(shownTally(want(start, null), 3, true)).toMatchObject({ agree: 2, disagree: 1, guests: 0 })
})

test('news that already holds my vote does not count it twice', () => {
  let b = want(ballot(5, tally(3), null), 'agree')
  b = chosen(counted(b, 6, tally(4)), 6, 'agree')
  expect(shownTally(b, 3, false).agree).toBe(4)
  b = acknowledged(b, 6, 'agree', tally(4))
  expect(b.wanted).toBeUndefined()
  expect(shownTally(b, 3, false).agree).toBe(4)
})

test('an answer that arrives after newer news does not bring old numbers back', () => {
  let b = want(ballot(5, tally(3), null), 'agree')
  b = chosen(counted(b, 9, tally(7, 2)), 9, 'agree')
  b = acknowledged(b, 6, 'agree', tally(4))
  expect(b.tally).toEqual(tally(7, 2))
})

test('a newer wish stays when the older one is acknowledged', () => {
  const b = acknowledged(want(want(ballot(5, tally(3), null), 'agree'), 'disagree'), 6, 'agree', tally(4))
  expect(shownChoice(b)).toBe('disagree')
  expect(shownTally(b, 3, false)).toMatchObject({ agree: 3, disagree: 1 })
})

test('whatever the order of answers and news, the end is the server’s state', () => {
  const wishes = fc.array(fc.record({ mine: fc.boolean(), value: fc.constantFrom(null, ...values) }), { maxLength: 12 })
  fc.assert(
    fc.property(wishes, fc.infiniteStream(fc.boolean()), (list, coin) => {
      let seq = 0
      let server = noVotes
      let mine: Value | null = null
      let page: Ballot = ballot(0, noVotes, null)
      const late: ((b: Ballot) => Ballot)[] = []
      for (const { mine: isMine, value } of list) {
        seq++
        const at = seq
        if (isMine) {
          server = moved(server, mine && { value: mine, guest: false }, value && { value, guest: false })
          mine = value
          page = want(page, value)
          const [then, sent] = [server, value]
          late.push(b => acknowledged(b, at, sent, then))
          late.push(b => chosen(counted(b, at, then), at, sent))
        } else {
          server = value ? moved(server, null, { value, guest: false }) : server
          const then = server
          late.push(b => counted(b, at, then))
        }
        while (late.length && coin.next().value)
          page = (late.splice(coin.next().value ? 0 : late.length - 1, 1)[0] as (b: Ballot) => Ballot)(page)
      }
      for (const change of late) page = change(page)
      expect(page.tally).toEqual(server)
      expect(page.mine).toBe(mine)
      expect(shownTally(page, 1, false)).toMatchObject(server)
    }),
  )
})
