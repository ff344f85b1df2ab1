// Text being typed, kept on the device at each input with the identity it will be sent under, until the server has it.

export interface Kept {
  text: string
  kind: string
  /** Of the comment, made once, so that the same words can never become two comments. */
  id: string
  /** Idempotency key of the next attempt. */
  key: string
  /** Sent without an answer: it goes out by itself, unchanged, as soon as it can. */
  waiting: boolean
  /** Left with the page by a plain form: gone from here once it is seen in the thread. */
  posted: boolean
}
type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface Keep {
  get: (place: string, replyTo: string) => Kept | null
  put: (place: string, replyTo: string, typed: Partial<Kept>) => Kept
  /** The server said no: the words stay, the next attempt has a key of its own. */
  refused: (place: string, replyTo: string) => void
  clear: (place: string, replyTo: string) => void
}

/** `room` is the consultation; without storage (private windows) the words stand in memory as long as the page does. */
export function createKeep(room: string, shelf: Shelf, newId: () => string): Keep {
  const memory = new Map<string, string>()
  const name = (place: string, replyTo: string): string => `parley ${room} ${place} ${replyTo}`
  const read = (key: string): string | null => memory.get(key) ?? attempt(() => shelf.getItem(key)) ?? null
  const get = (place: string, replyTo: string): Kept | null => {
    const text = read(name(place, replyTo))
    return text ? (JSON.parse(text) as Kept) : null
  }
  const put = (place: string, replyTo: string, typed: Partial<Kept>): Kept => {
    const known = get(place, replyTo) ?? { text: '', kind: '', id: newId(), key: newId(), waiting: false, posted: false }
    const kept = { ...known, ...typed }
    const key = name(place, replyTo)
    const text = JSON.stringify(kept)
    const stored = attempt(() => {
      shelf.setItem(key, text)
      return true
    })
    if (stored) memory.delete(key)
    else memory.set(key, text)
    return kept
  }
  return {
    get,
    put,
    refused: (place, replyTo) => {
      if (get(place, replyTo)) put(place, replyTo, { key: newId(), waiting: false })
    },
    clear: (place, replyTo) => {
      const key = name(place, replyTo)
      memory.delete(key)
      attempt(() => shelf.removeItem(key))
    },
  }
}

/** Storage may be full or forbidden; then there is no answer. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
