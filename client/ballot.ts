// One item's votes as this page knows them: the tally at a number, my choice, and what I want while it is on its way.

import { agreementOf, moved, type Agreement, type Tally, type Value } from '../shared/agreement.ts'

export interface Ballot {
  /** The number the tally and my choice are known at. */
  tallyAt: number
  mineAt: number
  tally: Tally
  mine: Value | null
  /** Undefined when nothing is on its way. */
  wanted?: Value | null
}
export const ballot = (seq: number, tally: Tally, mine: Value | null): Ballot => ({ tallyAt: seq, mineAt: seq, tally, mine })

export const counted = (b: Ballot, seq: number, tally: Tally): Ballot => (seq < b.tallyAt ? b : { ...b, tallyAt: seq, tally })
export const chosen = (b: Ballot, seq: number, mine: Value | null): Ballot => (seq < b.mineAt ? b : { ...b, mineAt: seq, mine })
export const want = (b: Ballot, wanted: Value | null): Ballot => ({ ...b, wanted })

/** The server took the value that was sent; a newer wish stays. */
export function acknowledged(b: Ballot, seq: number, sent: Value | null, tally: Tally): Ballot {
  const known = chosen(counted(b, seq, tally), seq, sent)
  return known.wanted === sent ? settled(known) : known
}
export const settled = ({ tallyAt, mineAt, tally, mine }: Ballot): Ballot => ({ tallyAt, mineAt, tally, mine })

export const shownChoice = (b: Ballot): Value | null => (b.wanted === undefined ? b.mine : b.wanted)

/** The tally with my wish in it, for the screen until the server answers. */
export function shownTally(b: Ballot, minVotes: number, guest: boolean): Agreement {
  const vote = (value: Value | null) => value && { value, guest }
  const tally = b.wanted === undefined || b.wanted === b.mine ? b.tally : moved(b.tally, vote(b.mine), vote(b.wanted))
  return agreementOf(tally, minVotes)
}
