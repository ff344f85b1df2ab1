// What this page knows: its number, the votes on each item, and who is to be told when an event changes them.

import type { Tally, Value } from '../shared/agreement.ts'
import type { EventData, EventType, SeenEvent } from '../shared/events.ts'
import { ballot, chosen, counted, want, type Ballot } from './ballot.ts'
import { page } from './page.ts'

/** An element that shows an item's votes. */
export interface Shows {
  show: (ballot: Ballot) => void
}
type Handler<T extends EventType> = (data: EventData[T], seq: number) => void

let seq = page.seq
let minVotes = 1
const ballots = new Map<string, Ballot>()
const shown = new Map<string, Set<Shows>>()
type Watcher = (item: string, ballot: Ballot) => void
const watchers = new Set<Watcher>()
const handlers = new Map<EventType, Handler<never>[]>()

export const here = () => ({ seq, minVotes })
export const setMinVotes = (n: number): void => {
  minVotes = n
}
export function on<T extends EventType>(type: T, handler: Handler<T>): void {
  handlers.set(type, [...(handlers.get(type) ?? []), handler as Handler<never>])
}

export const ballotOf = (item: string): Ballot =>
  ballots.get(item) ?? ballot(seq, { agree: 0, disagree: 0, unsure: 0, guests: 0 }, null)

/** What of an item was drawn already; the bar of a unit joins before its buttons do. */
const drawn = new Set<string>()

/** An element joins with what the server drew; what is known already counts more, for news follows the drawing. */
export function join(item: string, element: Shows, { tally, mine }: { tally?: Tally; mine?: Value | null }): void {
  const known = ballots.has(item)
  const first = (part: string) => drawn.size < drawn.add(`${part} ${item}`).size
  const joined = ballotOf(item)
  if (tally && first('tally') && (!known || joined.tallyAt <= page.seq)) joined.tally = tally
  if (mine !== undefined && first('mine') && joined.wanted === undefined) joined.mine = mine
  ballots.set(item, joined)
  shown.set(item, (shown.get(item) ?? new Set()).add(element))
  if (known) element.show(joined)
}

/** Hears of every ballot that changes, whoever shows it, until it is told to stop. */
export function watch(watcher: Watcher): () => void {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

export const leave = (item: string, element: Shows): void => {
  shown.get(item)?.delete(element)
}

export function setBallot(item: string, change: (ballot: Ballot) => Ballot): Ballot {
  const next = change(ballotOf(item))
  ballots.set(item, next)
  for (const element of shown.get(item) ?? []) element.show(next)
  for (const watcher of watchers) watcher(item, next)
  return next
}

export const showAll = (): void => {
  for (const item of ballots.keys()) setBallot(item, b => b)
}

/** Events of a range that adjoins or overlaps what is known, in order; then the page stands at `upto`. */
export function apply(events: readonly SeenEvent[], upto: number): void {
  const touched = new Map<string, Ballot>()
  const fresh = events.filter(event => event.seq > seq)
  startAt(Math.max(seq, upto))
  for (const event of fresh) {
    if (event.type === 'agreement' || event.type === 'vote.mine') {
      const { item } = event.data
      const before = touched.get(item) ?? ballotOf(item)
      touched.set(
        item,
        event.type === 'agreement'
          ? counted(before, event.seq, event.data.agreement)
          : chosen(before, event.seq, event.data.value),
      )
    }
    for (const handler of handlers.get(event.type) ?? []) handler(event.data as never, event.seq)
  }
  for (const [item, next] of touched) setBallot(item, () => next)
}

/** The number the page stands at is shown on it: after a range, or with a view fetched anew. */
function startAt(number: number): void {
  seq = number
  document.querySelector('parley-consultation')?.setAttribute('data-seq', String(number))
}

/** Forgets every number but keeps what is still on its way: the view tells them anew. */
export function restart(number: number): void {
  const wishes = [...ballots].flatMap(([item, { wanted }]) => (wanted === undefined ? [] : [{ item, wanted }]))
  ballots.clear()
  drawn.clear()
  startAt(number)
  for (const { item, wanted } of wishes) setBallot(item, b => want(b, wanted))
}
