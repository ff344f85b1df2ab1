// Dice that fall the same way each time (mulberry32): the demonstration is drawn, never random.

export interface Dice {
  /** From 0 to below 1. */
  next: () => number
  between: (low: number, high: number) => number
  /** A short id as the house makes them. */
  id: () => string
}

const letters = '0123456789abcdefghjkmnpqrstvwxyz'

/** Dice of their own for each name. */
export function diceOf(name: string): Dice {
  let state = [...name].reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), 7)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    id: () => Array.from({ length: 12 }, () => letters[Math.floor(next() * 32)]).join(''),
  }
}
