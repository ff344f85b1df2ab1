// How much a proof does: a seeded sample in `npm test`, the full figure in `npm run prove`; and what it tells of itself.

import type { TestContext } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    facts?: string[]
  }
}

export const full = process.env['PARLEY_PROVE'] === 'full'
export const size = (sample: number, proof: number): number => (full ? proof : sample)

/** A sentence with figures, shown on the guarantee's line by `npm run prove`. */
export function tell({ task }: TestContext, fact: string): void {
  task.meta.facts = [...(task.meta.facts ?? []), fact]
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = a
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
export const pick = <T>(random: () => number, all: readonly T[]): T => {
  const found = all[Math.floor(random() * all.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}
