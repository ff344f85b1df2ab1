// Votes and comments on their way: kept on the device until the server has answered, sent one after the other in the order they were made, each under one key.

import type { Answer } from '../api.ts'
import type { Shelf } from './device.ts'

export interface Act {
  /** Idempotency key: the same for every attempt. */
  key: string
  slug: string
  name: 'vote.cast' | 'comment.post'
  /** What it is about: an item, or a place with the comment replied to. */
  about: string
  input: Record<string, string | null>
  /** A name given with it, told first. */
  rename: string | null
  /** Tried without an answer. */
  waits?: true
  /** Why the server said no, where nobody was there to be told. */
  refused?: string
}
export type Sent = Answer<{ seq: number; result: unknown }>
/** Whoever asked: `done` says whether a refusal was shown where the act was. */
export interface Asker {
  done: (answer: Exclude<Sent, { offline: true }>, act: Act) => boolean
  waits: () => void
}
interface Parts {
  shelf: Shelf
  place: string
  attempt: (act: Act) => Promise<Sent>
  /** Resolves when another attempt is worth it. */
  connected: () => Promise<void>
  /** Told of acts that were answered while nobody waited for them. */
  answered: (act: Act, refused: boolean) => void
  changed: () => void
}
export interface Queue {
  send: (act: Act, asker?: Asker) => void
  /** Takes the place of an act about the same that was not answered yet; false when there is none. */
  replace: (act: Act) => boolean
  all: () => Act[]
  dismiss: (key: string) => void
  /** Sends what an earlier page left. */
  resume: (asker: (act: Act) => Asker | undefined) => void
}

export function createQueue({ shelf, place, attempt, connected, answered, changed }: Parts): Queue {
  const askers = new Map<string, { act: Act; asker: Asker }>()
  /** What the device could not take. */
  let memory: Act[] | null = null
  let running = false

  const all = (): Act[] => memory ?? (JSON.parse(shelf.getItem(place) ?? '[]') as Act[])
  function store(acts: Act[]): void {
    try {
      if (acts.length) shelf.setItem(place, JSON.stringify(acts))
      else shelf.removeItem(place)
      memory = null
    } catch {
      memory = acts
    }
    changed()
  }
  const change = (key: string, to: Partial<Act> | null): void =>
    store(all().flatMap(act => (act.key === key ? (to ? [{ ...act, ...to }] : []) : [act])))

  async function drain(): Promise<void> {
    if (running) return
    running = true
    for (let act = next(); act; act = next()) {
      const answer = await attempt(act)
      // The same key is being answered elsewhere, in another window: its answer will be there in a moment.
      const again = 'offline' in answer || ('no' in answer && answer.no.refused === 'conflict' && !answer.no.detail['why'])
      if (again) {
        wait()
        await connected()
      } else settle(act, answer as Exclude<Sent, { offline: true }>)
    }
    running = false
  }
  /** What another window has sent is asked for once more when somebody here waits for its answer: the key makes it a repeat. */
  function next(): Act | undefined {
    const acts = all()
    const sentElsewhere = [...askers.values()].find(({ act }) => !acts.some(a => a.key === act.key))
    return acts.find(act => !act.refused) ?? sentElsewhere?.act
  }

  function wait(): void {
    store(all().map(act => (act.refused ? act : { ...act, waits: true })))
    for (const { asker } of askers.values()) asker.waits()
  }

  function settle(act: Act, answer: Exclude<Sent, { offline: true }>): void {
    const asker = askers.get(act.key)?.asker
    // Meanwhile something else was wanted: that is sent now.
    if (!asker && !all().some(a => a.key === act.key)) return
    askers.delete(act.key)
    const shown = asker?.done(answer, act) ?? false
    const refused = 'no' in answer
    if (!shown) answered(act, refused)
    change(act.key, refused && !shown ? { refused: answer.no.message } : null)
  }

  return {
    send(act, asker) {
      if (asker) askers.set(act.key, { act, asker })
      if (!all().some(a => a.key === act.key)) store([...all(), act])
      void drain()
    },
    replace(act) {
      const old = all().find(a => a.name === act.name && a.slug === act.slug && a.about === act.about && !a.refused)
      if (!old) return false
      const asker = askers.get(old.key)?.asker
      askers.delete(old.key)
      if (asker) askers.set(act.key, { act, asker })
      store(all().map(a => (a.key === old.key ? { ...act, ...(old.waits && { waits: true as const }) } : a)))
      if (old.waits) asker?.waits()
      void drain()
      return true
    },
    all,
    dismiss: key => change(key, null),
    resume(asker) {
      for (const act of all()) {
        const told = !act.refused && asker(act)
        if (told) askers.set(act.key, { act, asker: told })
      }
      changed()
      void drain()
    },
  }
}
