// How the people of the demonstration lean on each numbered unit: the share that agrees, and how many of them care to vote.

interface Leaning {
  agree: number
  care: number
}

/** Agreed by most and voted on by some, where nothing else is said. */
const usual: Leaning = { agree: 0.82, care: 0.26 }

/** By number: hotly disputed, all but agreed, and what nobody looks at. */
const leanings: Record<number, Leaning> = {
  1: { agree: 0.86, care: 0.42 },
  2: { agree: 0.92, care: 0.44 },
  3: { agree: 0.8, care: 0.3 },
  4: { agree: 0.84, care: 0.46 },
  5: { agree: 0.94, care: 0.62 },
  6: { agree: 0.74, care: 0.56 },
  7: { agree: 0.52, care: 0.98 },
  8: { agree: 0.96, care: 0.5 },
  9: { agree: 0.46, care: 0.88 },
  10: { agree: 0.55, care: 0.74 },
  11: { agree: 0.97, care: 0.36 },
  13: { agree: 0.93, care: 0.4 },
  15: { agree: 0.95, care: 0.44 },
  16: { agree: 0.49, care: 0.86 },
  17: { agree: 0.66, care: 0.3 },
  18: { agree: 0.98, care: 0.7 },
  19: { agree: 0.96, care: 0.24 },
  20: { agree: 0.72, care: 0.34 },
  21: { agree: 0.61, care: 0.78 },
  22: { agree: 0.38, care: 0.42 },
  23: { agree: 0.97, care: 0.72 },
  25: { agree: 0.98, care: 0.52 },
  26: { agree: 0.7, care: 0.5 },
  28: { agree: 0.93, care: 0.56 },
  29: { agree: 0.34, care: 0.92 },
  30: { agree: 0.97, care: 0.4 },
  31: { agree: 0.51, care: 0.8 },
  32: { agree: 0.47, care: 0.84 },
  33: { agree: 0.98, care: 0.5 },
  34: { agree: 0.9, care: 0.22 },
  35: { agree: 0.54, care: 0.72 },
  36: { agree: 0.6, care: 0.3 },
  37: { agree: 0.7, care: 0.16 },
  38: { agree: 0.75, care: 0.05 },
  39: { agree: 0.5, care: 0.82 },
  41: { agree: 0.96, care: 0.18 },
  42: { agree: 0.62, care: 0.36 },
  43: { agree: 0.85, care: 0.34 },
  44: { agree: 0.8, care: 0.04 },
}

export const leaningOf = (number: number): Leaning => leanings[number] ?? usual
