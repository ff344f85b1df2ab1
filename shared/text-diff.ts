// What differs between two texts, word by word: Myers' shortest script of deletions and insertions, made readable.

export interface Run {
  kind: 'same' | 'out' | 'in'
  text: string
}

const sign =
  /\s+|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|[\p{L}\p{M}\p{N}]+(?:[’'·][\p{L}\p{M}\p{N}]+)*|./gsu

/** Words, blanks and signs, each alone; joined they are the text again. */
export const tokensOf = (text: string): string[] => text.match(sign) ?? []

/** The words alone, as they are compared: without blanks, signs and capital letters. */
export const wordsIn = (text: string): string[] =>
  tokensOf(text.normalize('NFKC').toLowerCase()).filter(token => /[\p{L}\p{N}]/u.test(token))

/** Edits beyond which a text counts as rewritten: the search for the shortest script would take too long and nobody could read it. */
const MOST = 1_000
/** Texts of more tokens than this are compared line by line first. */
const LONG = 3_000

interface Piece<T> {
  kind: Run['kind']
  items: T[]
}

/** How much two lists, or two texts, have in common at their beginning, and then at their end. */
export function sameEnds<T>(a: ArrayLike<T>, b: ArrayLike<T>): { head: number; tail: number } {
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && a[head] === b[head]) head++
  let tail = 0
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  return { head, tail }
}

/** The shortest script for two lists; null when it is longer than MOST. */
function script<T>(a: readonly T[], b: readonly T[]): Piece<T>[] | null {
  const { head, tail } = sameEnds(a, b)
  const middle = walk(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  return middle && [{ kind: 'same', items: a.slice(0, head) }, ...middle, { kind: 'same', items: a.slice(a.length - tail) }]
}

/** Greedy search over diagonals k = x − y, as in Myers 1986; `traces` remembers the furthest x of each round. */
function walk<T>(a: readonly T[], b: readonly T[]): Piece<T>[] | null {
  const [n, m] = [a.length, b.length]
  const most = Math.min(n + m, MOST)
  const furthest = new Int32Array(2 * most + 3)
  const at = (k: number): number => furthest[k + most + 1] ?? 0
  const traces: Int32Array[] = []
  for (let d = 0; d <= most; d++) {
    traces.push(furthest.slice(most + 1 - d, most + 2 + d))
    for (let k = -d; k <= d; k += 2) {
      let x = k === -d || (k !== d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1
      while (x < n && x - k < m && a[x] === b[x - k]) x++
      furthest[k + most + 1] = x
      if (x >= n && x - k >= m) return back(a, b, traces)
    }
  }
  return null
}

/** From the end to the beginning along the traces. */
function back<T>(a: readonly T[], b: readonly T[], traces: Int32Array[]): Piece<T>[] {
  const pieces: Piece<T>[] = []
  const put = (kind: Run['kind'], item: T): void => {
    const last = pieces.at(-1)
    if (last?.kind === kind) last.items.push(item)
    else pieces.push({ kind, items: [item] })
  }
  let [x, y] = [a.length, b.length]
  for (let d = traces.length - 1; d >= 0; d--) {
    const trace = traces[d] ?? new Int32Array()
    const before = (k: number): number => (Math.abs(k) > d ? -1 : (trace[k + d] ?? 0))
    const k = x - y
    const down = d > 0 && (k === -d || (k !== d && before(k - 1) < before(k + 1)))
    const from = d === 0 ? 0 : down ? before(k + 1) : before(k - 1)
    const begun = d === 0 ? 0 : down ? from : from + 1
    while (x > begun && y > 0 && x > 0) {
      put('same', a[--x] as T)
      y--
    }
    if (d === 0) break
    if (down) put('in', b[--y] as T)
    else put('out', a[--x] as T)
  }
  for (const piece of pieces) piece.items.reverse()
  return pieces.reverse()
}

/** Runs in order; between two stretches that stay, what left stands before what came. */
export function textDiff(before: string, after: string): Run[] {
  if (before === after) return before ? [{ kind: 'same', text: before }] : []
  const [a, b] = [tokensOf(before), tokensOf(after)]
  const runs = a.length + b.length > LONG ? byLine(before, after) : byToken(a, b)
  return readable(runs)
}

function byToken(a: readonly string[], b: readonly string[]): Run[] {
  const found = script(a, b)
  return found
    ? found.map(p => ({ kind: p.kind, text: p.items.join('') }))
    : [
        { kind: 'out', text: a.join('') },
        { kind: 'in', text: b.join('') },
      ]
}

/** Lines that stay are found first; what stands between them is compared word by word. */
function byLine(before: string, after: string): Run[] {
  const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const found = script(lines(before), lines(after))
  if (!found) return byToken(tokensOf(before), tokensOf(after))
  const runs: Run[] = []
  let [out, come] = ['', '']
  const flush = (): void => {
    runs.push(...byToken(tokensOf(out), tokensOf(come)))
    out = come = ''
  }
  for (const piece of found) {
    const text = piece.items.join('')
    if (piece.kind === 'out') out += text
    else if (piece.kind === 'in') come += text
    else {
      flush()
      runs.push({ kind: 'same', text })
    }
  }
  flush()
  return runs
}

/** A lone blank or sign that stays between two changes only tears them apart: it goes with them. */
function readable(runs: readonly Run[]): Run[] {
  const out: Run[] = []
  let [left, come] = ['', '']
  const flush = (): void => {
    if (left) out.push({ kind: 'out', text: left })
    if (come) out.push({ kind: 'in', text: come })
    left = come = ''
  }
  const filled = runs.filter(r => r.text)
  for (const [n, run] of filled.entries()) {
    if (run.kind === 'out') left += run.text
    else if (run.kind === 'in') come += run.text
    else if ((left || come) && n < filled.length - 1 && !/[\p{L}\p{N}\n]/u.test(run.text)) {
      left += run.text
      come += run.text
    } else {
      flush()
      const last = out.at(-1)
      if (last?.kind === 'same') last.text += run.text
      else out.push({ kind: 'same', text: run.text })
    }
  }
  flush()
  return out
}
