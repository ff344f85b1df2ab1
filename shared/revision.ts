// A revision: how each unit stands to the one before, what a drafter may decide, and what becomes of votes and comments.

import { asKey, type DraftUnit } from './draft.ts'
import { sameMeaning } from './meaning.ts'
import { no, type No } from './refusal.ts'

/** `edited` keeps the meaning and the votes; `changed` gets a new wording, and the votes stay with the old one. */
export const classes = ['unchanged', 'edited', 'changed', 'new', 'moved', 'split', 'merged', 'removed'] as const
export type Class = (typeof classes)[number]
export const decidable = ['edited', 'changed'] as const
export type Decidable = (typeof decidable)[number]

/** Where units came from and went to, beyond their ids: `from` a new unit to the one it was cut off, `into` a gone unit to the one that took it in. */
export interface Lineage {
  from: Record<string, string>
  into: Record<string, string>
}
export const noLineage: Lineage = { from: {}, into: {} }

/** One unit of the next revision, or one that leaves. */
export interface Change {
  id: string
  class: Class
  /** It stands elsewhere among its neighbours, whatever else happened to it. */
  moved: boolean
  /** What its text is against the last revision. */
  text: 'same' | 'edited' | 'changed'
  /** split: the unit it was cut off, when it is not the first part; merged: the units it took in. */
  from: string[]
  /** removed: the unit that has its comments now. */
  into: string | null
  /** A heading became text, or text a heading: nobody can say that this kept the meaning of a vote. */
  fixed: boolean
}

/** What a drafter said about one unit. */
export interface Decision {
  class?: Decidable | undefined
  reason?: string | undefined
  /** Comments that led to it. */
  because?: string[] | undefined
}
export type Decisions = Record<string, Decision>

/** The class of every unit of the next revision in its order, then of those that leave, in their old order. */
export function propose(current: readonly DraftUnit[], next: readonly DraftUnit[], lineage: Lineage = noLineage): Change[] {
  const before = new Map(current.map(u => [u.id, u]))
  const after = new Map(next.map(u => [u.id, u]))
  const taken = new Map<string, string[]>()
  const into = new Map<string, string>()
  for (const u of current) {
    const survivor = after.has(u.id) ? null : follow(u.id, lineage.into, id => after.has(id))
    if (survivor === null) continue
    into.set(u.id, survivor)
    taken.set(survivor, [...(taken.get(survivor) ?? []), u.id])
  }
  const cut = new Map<string, string>()
  for (const u of next) {
    const origin = before.has(u.id) ? null : follow(u.id, lineage.from, id => before.has(id))
    if (origin !== null && after.has(origin)) cut.set(u.id, origin)
  }
  const halved = new Set(cut.values())
  const moved = outOfOrder(
    current.flatMap(u => (after.has(u.id) ? [u.id] : [])),
    next.flatMap(u => (before.has(u.id) ? [u.id] : [])),
  )
  const stays = next.map((u): Change => {
    const was = before.get(u.id)
    const from = taken.get(u.id) ?? (cut.has(u.id) ? [cut.get(u.id) ?? ''] : [])
    const text = was ? textOf(was, u) : 'changed'
    const fixed = was !== undefined && (was.kind === 'heading') !== (u.kind === 'heading')
    const base = { id: u.id, moved: moved.has(u.id), text, from, into: null, fixed }
    if (taken.has(u.id)) return { ...base, class: 'merged' }
    if (cut.has(u.id) || (halved.has(u.id) && text !== 'same')) return { ...base, class: 'split' }
    if (!was) return { ...base, class: 'new' }
    return { ...base, class: text !== 'same' ? text : base.moved ? 'moved' : 'unchanged' }
  })
  const leaves = current
    .filter(u => !after.has(u.id))
    .map((u): Change => {
      const survivor = into.get(u.id) ?? null
      return { id: u.id, class: 'removed', moved: false, text: 'same', from: [], into: survivor, fixed: true }
    })
  return [...stays, ...leaves]
}

/** Along the steps that were taken, to the first unit that stands. */
function follow(id: string, way: Record<string, string>, stands: (id: string) => boolean): string | null {
  const seen = new Set([id])
  for (let at = way[id]; at !== undefined && !seen.has(at); at = way[at]) {
    if (stands(at)) return at
    seen.add(at)
  }
  return null
}

/** The fewest units whose moving makes one order of the other: those outside the longest increasing run of places. */
export function outOfOrder(before: readonly string[], after: readonly string[]): Set<string> {
  const place = new Map(before.map((id, n) => [id, n]))
  const places = after.map(id => place.get(id) ?? -1)
  const ends: number[] = []
  const previous = places.map(() => -1)
  for (const [n, p] of places.entries()) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((places[ends[middle] ?? 0] ?? 0) < p) low = middle + 1
      else high = middle
    }
    previous[n] = low ? (ends[low - 1] ?? -1) : -1
    ends[low] = n
  }
  const stays = new Set<string>()
  for (let n = ends.at(-1) ?? -1; n >= 0; n = previous[n] ?? -1) stays.add(after[n] ?? '')
  return new Set(after.filter(id => !stays.has(id)))
}

/** Same when nothing differs; edited when only blanks, signs, capitals, formatting or slips of the pen do; else changed. */
export function textOf(was: DraftUnit, is: DraftUnit): Change['text'] {
  if (asKey(was) === asKey(is)) return 'same'
  if ((was.kind === 'heading') !== (is.kind === 'heading')) return 'changed'
  const texts = `${withNotes(was)}\0${withNotes(is)}`
  const known = judged.get(texts)
  if (known !== undefined) return known
  const text = sameMeaning(withNotes(was), withNotes(is)) ? 'edited' : 'changed'
  if (texts.length > REMEMBERED) return text
  if ((remembered += texts.length) > REMEMBERED) {
    judged.clear()
    remembered = texts.length
  }
  judged.set(texts, text)
  return text
}
/** What was judged for the drafter's eyes need not be judged again while others wait for the publishing: so many letters of it. */
const REMEMBERED = 4_000_000
let remembered = 0
const judged = new Map<string, 'edited' | 'changed'>()
const withNotes = (u: DraftUnit): string => [u.text, ...u.footnotes.map(n => n.text)].join('\n')

/** True where the drafter may say otherwise: a text that is another one, of a unit that was neither split nor merged. */
export const isDecidable = (c: Change): boolean => !c.fixed && (c.class === 'edited' || c.class === 'changed')

/** The change as decided, where there is anything to decide. */
export function decided(change: Change, decision: Decision | undefined): Change {
  if (!isDecidable(change) || !decision?.class) return change
  return { ...change, class: decision.class, text: decision.class }
}

/** X1: whoever says otherwise than proposed says why, and the revision as a whole has a reason; after closing, one more for that. */
export function mayPublishRevision(
  changes: readonly Change[],
  decisions: Decisions,
  given: { reason: string; afterClosing: string; closed: boolean },
): No {
  if (changes.every(c => c.class === 'unchanged')) return no('invalid', 'revisionSame')
  if (!changes.some(c => c.class !== 'removed')) return no('invalid', 'revisionEmpty')
  if (!given.reason.trim()) return no('invalid', 'reason')
  if (given.closed && !given.afterClosing.trim()) return no('closed', 'revision')
  const silent = changes.find(c => {
    const d = decisions[c.id]
    return isDecidable(c) && d?.class && d.class !== c.class && !d.reason?.trim()
  })
  return silent ? no('invalid', 'revisionReason', { unit: silent.id }) : null
}

/** Places in the new order for everything that stands or stood: what left stays behind the unit it stood behind. */
export function placesOf(before: readonly string[], after: readonly string[]): Map<string, number> {
  const places = new Map(after.map((id, n) => [id, n]))
  const behind = new Map<string | null, string[]>()
  let anchor: string | null = null
  for (const id of before) {
    if (places.has(id)) anchor = id
    else behind.set(anchor, [...(behind.get(anchor) ?? []), id])
  }
  for (const [at, ids] of behind) {
    const from = at === null ? -1 : (places.get(at) ?? -1)
    for (const [n, id] of ids.entries()) places.set(id, from + (n + 1) / (ids.length + 1))
  }
  return places
}
