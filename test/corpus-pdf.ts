// How much of a text is found again in another, in order: the share of its words on the longest common run of words.
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .replaceAll('\u00ad', '')
    .replace(/[’‘ʼ]/g, "'")
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

/** Myers' difference of two lists of words: how many of `wanted` stand in `found` in the same order, and which do not. */
export function wordRecall(wanted: readonly string[], found: readonly string[]): { share: number; missing: string[] } {
  const [n, m] = [wanted.length, found.length]
  const furthest = new Map<number, number>([[1, 0]])
  const trail: Map<number, number>[] = []
  for (let d = 0; d <= n + m; d++) {
    trail.push(new Map(furthest))
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1))
      let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1
      while (x < n && x - k < m && wanted[x] === found[x - k]) x++
      furthest.set(k, x)
      if (x >= n && x - k >= m) return traced(wanted, found, trail, d)
    }
  }
  return { share: 0, missing: [...wanted] }
}

function traced(
  wanted: readonly string[],
  found: readonly string[],
  trail: readonly Map<number, number>[],
  upto: number,
): { share: number; missing: string[] } {
  const missing: string[] = []
  let [x, y] = [wanted.length, found.length]
  for (let d = upto; d > 0; d--) {
    const before = trail[d] ?? new Map<number, number>()
    const k = x - y
    const down = k === -d || (k !== d && (before.get(k - 1) ?? -1) < (before.get(k + 1) ?? -1))
    const from = down ? k + 1 : k - 1
    x = before.get(from) ?? 0
    y = x - from
    if (!down) missing.push(wanted[x] ?? '')
  }
  return { share: wanted.length === 0 ? 1 : (wanted.length - missing.length) / wanted.length, missing: missing.reverse() }
}
