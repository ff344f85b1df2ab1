// A row of the benchmark: a ratio or a figure, what it must be, what is aimed at, and the figures behind it.

export interface Row {
  work: string
  value: number
  must: number
  aim: number
  /** True when smaller is better. */
  less: boolean
  figures: Record<string, number>
  /** A run whose two bare figures differ by more than 25 % is void. */
  void: boolean
}

export function table(
  work: string,
  value: number,
  goal: { must: number; aim: number; less?: boolean },
  figures: Record<string, number> = {},
): Row {
  return { work, value, must: goal.must, aim: goal.aim, less: goal.less ?? false, figures, void: (figures['drift'] ?? 0) > 0.25 }
}

const short = (n: number): string => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2))
export function verdict(row: Row): string {
  if (row.void) return 'void'
  const reaches = (goal: number) => (row.less ? row.value <= goal : row.value >= goal)
  return reaches(row.aim) ? 'aim' : reaches(row.must) ? 'must' : 'MISSED'
}
export const print = (row: Row): string =>
  `${verdict(row).padEnd(7)} ${row.work.padEnd(52)} ${short(row.value).padStart(8)}  (must ${row.less ? '≤' : '≥'} ${row.must}, aim ${row.aim})  ${Object.entries(
    row.figures,
  )
    .map(([k, v]) => `${k} ${short(v)}`)
    .join(' · ')}`
