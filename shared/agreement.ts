// The level of agreement: the one place where votes become shares, bounds and words.

export const values = ['agree', 'disagree', 'unsure'] as const
export type Value = (typeof values)[number]

/** Votes counted on one item. `guests` are those among the three cast without a confirmed address. */
export interface Tally {
  agree: number
  disagree: number
  unsure: number
  guests: number
}

/** A tally with what follows from it; shares to four places, null without votes for or against. */
export interface Agreement extends Tally {
  n: number
  share: number | null
  low: number | null
  high: number | null
  division: number
  enough: boolean
}

export const noVotes: Tally = { agree: 0, disagree: 0, unsure: 0, guests: 0 }

const Z = 1.959964
const places = (x: number) => Math.round(x * 10_000) / 10_000

/** Wilson's score interval at 95 % (E. B. Wilson, JASA 22, 1927), for `hits` of `n`; null when n = 0. */
export function wilson(hits: number, n: number): { low: number; high: number } | null {
  if (n === 0) return null
  const p = hits / n
  const z2 = (Z * Z) / n
  const middle = p + z2 / 2
  const half = Z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n))
  return { low: Math.max(0, (middle - half) / (1 + z2)), high: Math.min(1, (middle + half) / (1 + z2)) }
}

/** n = agree + disagree; share = agree/n; division = 2·min(agree, disagree)/n, 1 when split in half, 0 when all are of one mind. */
export function agreementOf(tally: Tally, minVotes: number): Agreement {
  const { agree, disagree, unsure, guests } = tally
  const n = agree + disagree
  const bounds = wilson(agree, n)
  return {
    agree,
    disagree,
    unsure,
    guests,
    n,
    share: n ? places(agree / n) : null,
    low: bounds && places(bounds.low),
    high: bounds && places(bounds.high),
    division: n ? places((2 * Math.min(agree, disagree)) / n) : 0,
    enough: n >= minVotes,
  }
}

/** The tally after one person's vote went from `before` to `after` (null = no vote). */
export function moved(
  tally: Tally,
  before: { value: Value; guest: boolean } | null,
  after: { value: Value; guest: boolean } | null,
): Tally {
  const next = { ...tally }
  if (before) {
    next[before.value]--
    if (before.guest) next.guests--
  }
  if (after) {
    next[after.value]++
    if (after.guest) next.guests++
  }
  return next
}

export type Level = 'none' | 'few' | 'broadAgreement' | 'agreement' | 'divided' | 'disagreement' | 'broadDisagreement'

/** The level in words. Division is looked at first, so that neither half nor "all disagree" is ever called consensus. */
export function levelOf(agreement: Agreement): Level {
  if (agreement.n + agreement.unsure === 0) return 'none'
  if (!agreement.enough || agreement.share === null) return 'few'
  if (agreement.share >= 0.85) return 'broadAgreement'
  if (agreement.share >= 0.65) return 'agreement'
  if (agreement.share > 0.35) return 'divided'
  if (agreement.share > 0.15) return 'disagreement'
  return 'broadDisagreement'
}
