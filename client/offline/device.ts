// Whose words and acts stand on this device. Each person's are kept apart, so that who reads here next does not see them.

import { createKeep, type Keep } from '../keep.ts'
import { page } from '../page.ts'
import { newId } from '../uuid7.ts'

export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
interface Seen {
  id: string
  kind: string
  named: boolean
}
const SEEN = 'parley-person'
const NOBODY = 'nobody'

/** When this page is a copy kept for want of a connection: the moment it was made. */
export const keptAt = document.documentElement.dataset['kept'] ?? null

/** Without storage nothing can be put away, and who tries is told so as on a full device: then it stands in memory. */
const none: Shelf = {
  getItem: () => null,
  setItem() {
    throw new DOMException('There is no storage here', 'QuotaExceededError')
  },
  removeItem() {},
}
export const shelf: Shelf = storage() ?? none

/** Null where it is forbidden or switched off. */
function storage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}

/** False where it does not fit or is forbidden. */
function stored(name: string, words: string): boolean {
  try {
    shelf.setItem(name, words)
    return true
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    return false
  }
}

const before = JSON.parse(shelf.getItem(SEEN) ?? 'null') as Seen | null
const now: Seen | null = page.who ? { id: page.who, kind: page.kind ?? '', named: page.named } : null
/** On a copy, which is drawn for nobody, it is the person who read here last and has not signed out. */
export const person: Seen | null = keptAt ? before : now

if (now && !keptAt) {
  // What was typed before there was a session, and what a guest typed who is a known person now, goes with them.
  for (const old of [NOBODY, ...(before?.kind === 'guest' && now.kind === 'participant' ? [before.id] : [])]) rename(old, now.id)
  // Where it does not fit, copies are for reading alone.
  stored(SEEN, JSON.stringify(now))
}

/** What everything of this person on this device is named by. */
export const own = `parley ${person?.id ?? NOBODY}`
export const keepOf = (slug: string): Keep => createKeep(`${person?.id ?? NOBODY} ${slug}`, shelf, newId)

/** What does not fit under its longer name stays where it was, until there is room, and until its place is free. */
function rename(from: string, to: string): void {
  for (const key of Object.keys(storage() ?? {}).filter(name => name.startsWith(`parley ${from} `))) {
    const name = `parley ${to}${key.slice(`parley ${from}`.length)}`
    if (shelf.getItem(name) !== null) continue
    const words = shelf.getItem(key) ?? ''
    shelf.removeItem(key)
    if (!stored(name, words)) stored(key, words)
  }
}

/** Nothing of anybody stays: on signing out. */
export function forgetAll(): void {
  const all = storage()
  if (all) for (const key of Object.keys(all).filter(name => name.startsWith('parley'))) all.removeItem(key)
}
