// Which unit of the present text each unit of a revised file continues: equal texts first, then the most alike, then parts of one another.

import type { DraftUnit } from './draft.ts'
import { noLineage, outOfOrder, textOf, type Lineage } from './revision.ts'
import { wordsIn } from './text-diff.ts'

/** What a unit of the file does. `id` is the unit it continues, null for none; `cutOff` the one it was cut off; `takesIn` those that went into it. */
export interface Pair {
  id: string | null
  cutOff: string | null
  takesIn: string[]
  /** How alike the two texts are, 0 to 1. */
  likeness: number
}
export type PairClass = 'unchanged' | 'edited' | 'changed' | 'moved' | 'split' | 'merged' | 'new'

/** Below this two texts are strangers: better a new paragraph than a comment on unrelated text. */
const ALIKE = 0.5
/** Rows of the same name may differ more. */
const ALIKE_ROW = 0.25
/** This much of one text must stand in another to be a part of it, and it must have this many words. */
const WITHIN = 0.8
const PART_WORDS = 4
/** Pieces of text that stand in more units than this say nothing about which is meant. */
const COMMON = 40

type Unit = Pick<DraftUnit, 'id' | 'kind' | 'text'>
const textKey = (u: Unit): string => u.text.normalize('NFC').replace(/\s+/g, ' ').trim()
const keyOf = (u: Unit): string => `${u.kind === 'heading'} ${textKey(u)}`
/** The first cell of a row, by which it is known where no other row begins so. */
const rowName = (u: Unit): string => (u.kind === 'row' ? (u.text.split('\t')[0] ?? '').replace(/\s+/g, ' ').trim() : '')
function rowNames(units: readonly Unit[]): Map<string, number> {
  const names = new Map<string, number>()
  for (const u of units) names.set(rowName(u), (names.get(rowName(u)) ?? 0) + 1)
  return names
}

/** The file's units in order, each with what it continues. Those of the present text that nothing continues or takes in are gone. */
export function mapUnits(current: readonly Unit[], file: readonly Unit[]): Pair[] {
  const pairs = file.map((): Pair => ({ id: null, cutOff: null, takesIn: [], likeness: 0 }))
  const owner = new Map<string, number>()
  const pair = (n: number, id: string, likeness: number): void => {
    pairs[n] = { ...(pairs[n] ?? { cutOff: null, takesIn: [] }), id, likeness }
    owner.set(id, n)
  }
  equals(current, file, keyOf, pair)
  // A paragraph that became a heading is still itself.
  const wanting = file.flatMap((_, n) => (pairs[n]?.id === null ? [n] : []))
  equals(
    current.filter(u => !owner.has(u.id)),
    wanting.map(n => file[n] as Unit),
    textKey,
    (n, id) => pair(wanting[n] ?? 0, id, 1),
  )
  const left = current.map(shinglesOf)
  const right = file.map(shinglesOf)
  const likeness = alike(
    left,
    right,
    n => !owner.has(current[n]?.id ?? ''),
    n => pairs[n]?.id === null,
  )
  const [namesA, namesB] = [rowNames(current), rowNames(file)]
  const sameRow = (a: Unit | undefined, b: Unit | undefined): boolean => {
    const name = a && b ? rowName(a) : ''
    return name !== '' && b !== undefined && name === rowName(b) && namesA.get(name) === 1 && namesB.get(name) === 1
  }
  const places = new Map(current.map((u, n) => [u.id, n]))
  const bounds = new Map(wanting.map(n => [n, [placeOf(places, pairs, n, -1), placeOf(places, pairs, n, 1)]]))
  const scored = likeness
    .filter(x => x.score >= (sameRow(current[x.a], file[x.b]) ? ALIKE_ROW : ALIKE) && sameSort(current[x.a], file[x.b]))
    .map(x => {
      const [low = -1, high = current.length] = bounds.get(x.b) ?? []
      return { ...x, rank: x.score + (x.a > low && x.a < high ? 0.05 : 0) }
    })
    .sort((x, y) => y.rank - x.rank || x.a - y.a || x.b - y.b)
  for (const { a, b, score } of scored) {
    const id = current[a]?.id ?? ''
    if (!owner.has(id) && pairs[b]?.id === null) pair(b, id, score)
  }
  parts(current, file, left, right, pairs, owner, pair)
  return pairs
}

const sameSort = (a: Unit | undefined, b: Unit | undefined): boolean => (a?.kind === 'heading') === (b?.kind === 'heading')

/** Equal texts: those that keep their order first, so that of several equal ones each meets its own; then the rest, in order. */
function equals(
  current: readonly Unit[],
  file: readonly Unit[],
  key: (u: Unit) => string,
  pair: (n: number, id: string, likeness: number) => void,
): void {
  const places = new Map<string, number[]>()
  for (const [n, u] of current.entries()) {
    const at = places.get(key(u))
    if (at) at.push(n)
    else places.set(key(u), [n])
  }
  const counts = new Map<string, number>()
  for (const u of file) counts.set(key(u), (counts.get(key(u)) ?? 0) + 1)
  const lone = file.flatMap((u, b) => {
    const [a, more] = places.get(key(u)) ?? []
    return a !== undefined && more === undefined && counts.get(key(u)) === 1 ? [{ a, b }] : []
  })
  const sorted = lone.toSorted((x, y) => x.a - y.a)
  const moved = outOfOrder(
    sorted.map(x => String(x.a)),
    lone.map(x => String(x.a)),
  )
  const anchors = lone.filter(x => !moved.has(String(x.a)))
  for (const { a, b } of lone) pair(b, current[a]?.id ?? '', 1)
  const used = new Set(lone.map(x => x.a))
  const wanting: number[] = []
  for (const [b, u] of file.entries()) {
    if (counts.get(key(u)) === 1 && places.get(key(u))?.length === 1) continue
    const low = anchors.findLast(x => x.b < b)?.a ?? -1
    const high = anchors.find(x => x.b > b)?.a ?? current.length
    const own = places.get(key(u))?.find(a => a > low && a < high && !used.has(a))
    if (own === undefined) wanting.push(b)
    else {
      used.add(own)
      pair(b, current[own]?.id ?? '', 1)
    }
  }
  for (const b of wanting) {
    const own = places.get(key(file[b] as Unit))?.find(a => !used.has(a))
    if (own === undefined) continue
    used.add(own)
    pair(b, current[own]?.id ?? '', 1)
  }
}

/** Where the nearest neighbour that is paired stands in the present text. */
function placeOf(places: ReadonlyMap<string, number>, pairs: readonly Pair[], n: number, step: 1 | -1): number {
  for (let at = n + step; at >= 0 && at < pairs.length; at += step) {
    const id = pairs[at]?.id
    if (id && pairs[at]?.likeness === 1) return places.get(id) ?? -1
  }
  return step < 0 ? -1 : places.size
}

/** Words and pairs of words, each with how often. */
function shinglesOf(u: Unit): Map<string, number> {
  const words = wordsIn(u.text)
  const shingles = new Map<string, number>()
  const add = (s: string): void => void shingles.set(s, (shingles.get(s) ?? 0) + 1)
  for (const [n, word] of words.entries()) {
    add(word)
    if (n) add(`${words[n - 1]} ${word}`)
  }
  return shingles
}
const sizeOf = (shingles: ReadonlyMap<string, number>): number => [...shingles.values()].reduce((sum, n) => sum + n, 0)
function shared(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0
  const [few, many] = a.size <= b.size ? [a, b] : [b, a]
  for (const [s, n] of few) sum += Math.min(n, many.get(s) ?? 0)
  return sum
}

interface Alike {
  a: number
  b: number
  /** Dice's coefficient. */
  score: number
  /** How much of the one stands in the other. */
  aInB: number
  bInA: number
}

/** Pairs that share a telling piece of text; found by an index, so that a long text is not compared all with all. */
function alike(
  left: readonly ReadonlyMap<string, number>[],
  right: readonly ReadonlyMap<string, number>[],
  wantA: (n: number) => boolean,
  wantB: (n: number) => boolean,
): Alike[] {
  const index = new Map<string, number[]>()
  for (const [a, shingles] of left.entries())
    if (wantA(a))
      for (const s of shingles.keys()) {
        const at = index.get(s)
        if (at) at.push(a)
        else index.set(s, [a])
      }
  const sizes = left.map(sizeOf)
  const found: Alike[] = []
  for (const [b, shingles] of right.entries()) {
    if (!wantB(b)) continue
    const candidates = new Set<number>()
    for (const s of shingles.keys()) {
      const at = index.get(s) ?? []
      if (at.length <= COMMON) for (const a of at) candidates.add(a)
    }
    const size = sizeOf(shingles)
    for (const a of candidates) {
      const both = shared(left[a] ?? new Map(), shingles)
      const sizeA = sizes[a] ?? 0
      found.push({ a, b, score: (2 * both) / (sizeA + size), aInB: both / sizeA, bInA: both / size })
    }
  }
  return found
}

/** What was cut off a unit that stands, and what went into one. */
function parts(
  current: readonly Unit[],
  file: readonly Unit[],
  left: readonly ReadonlyMap<string, number>[],
  right: readonly ReadonlyMap<string, number>[],
  pairs: Pair[],
  owner: Map<string, number>,
  pair: (n: number, id: string, likeness: number) => void,
): void {
  const enough = (shingles: ReadonlyMap<string, number> | undefined): boolean =>
    sizeOf(shingles ?? new Map()) >= 2 * PART_WORDS - 1
  const changed = (n: number): boolean => (pairs[n]?.likeness ?? 0) < 1
  const cut = alike(
    left,
    right,
    a => enough(left[a]),
    b => pairs[b]?.id === null && enough(right[b]),
  )
    .filter(x => x.bInA >= WITHIN && sameSort(current[x.a], file[x.b]))
    .sort((x, y) => y.bInA - x.bInA || x.b - y.b)
  for (const { a, b, score } of cut.toSorted((x, y) => x.b - y.b)) {
    const id = current[a]?.id ?? ''
    const at = owner.get(id)
    const own = pairs[b]
    if (!own || own.id !== null || own.cutOff !== null) continue
    if (at === undefined) pair(b, id, score)
    else if (changed(at)) pairs[b] = { ...own, cutOff: id, likeness: score }
  }
  const taken = alike(
    left,
    right,
    a => !owner.has(current[a]?.id ?? '') && enough(left[a]),
    b => changed(b) && enough(right[b]),
  )
    .filter(x => x.aInB >= WITHIN && sameSort(current[x.a], file[x.b]))
    .sort((x, y) => y.aInB - x.aInB || y.score - x.score || x.a - y.a)
  for (const { a, b, score } of taken) {
    const id = current[a]?.id ?? ''
    const own = pairs[b]
    if (owner.has(id) || !own) continue
    if (own.id === null) pair(b, id, score)
    else {
      own.takesIn.push(id)
      owner.set(id, b)
    }
  }
}

/** What each unit of the file does, in a word. */
export function classesOf(current: readonly DraftUnit[], file: readonly DraftUnit[], pairs: readonly Pair[]): PairClass[] {
  const known = new Map(current.map(u => [u.id, u]))
  const ids = pairs.flatMap(p => (p.id === null ? [] : [p.id]))
  const continued = new Set(ids)
  const moved = outOfOrder(
    current.filter(u => continued.has(u.id)).map(u => u.id),
    ids,
  )
  const halved = new Set(pairs.map(p => p.cutOff))
  return pairs.map((p, n) => {
    const was = p.id === null ? undefined : known.get(p.id)
    const is = file[n]
    if (p.takesIn.length) return 'merged'
    if (!was || !is) return p.cutOff === null ? 'new' : 'split'
    const text = textOf(was, { ...is, id: was.id })
    if (text !== 'same') return halved.has(was.id) ? 'split' : text
    return moved.has(was.id) ? 'moved' : 'unchanged'
  })
}

/** Units with their ids, and where the others came from and went to. */
export function laidOver(
  file: readonly DraftUnit[],
  pairs: readonly Pair[],
  newId: () => string,
): { units: DraftUnit[]; lineage: Lineage } {
  const lineage: Lineage = { from: { ...noLineage.from }, into: { ...noLineage.into } }
  const units = file.map((u, n): DraftUnit => {
    const p = pairs[n]
    const id = p?.id ?? newId()
    if (p?.id === null && p.cutOff !== null) lineage.from[id] = p.cutOff
    for (const gone of p?.takesIn ?? []) lineage.into[gone] = id
    return { ...u, id }
  })
  return { units, lineage }
}
