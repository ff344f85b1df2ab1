// What is kept in memory up to a weight: what was asked for longest ago goes first, so that a flood of other things does not cost what is in use.

export interface Shelf<T> {
  get: (key: string) => T | undefined
  set: (key: string, value: T) => void
  /** Takes it away, unless another has come in its place. */
  drop: (key: string, value: T) => void
}

export function createShelf<T>(most: number, weighs: (value: T) => number = () => 1): Shelf<T> {
  const kept = new Map<string, T>()
  let weight = 0
  function take(key: string): T | undefined {
    const value = kept.get(key)
    if (value === undefined) return undefined
    kept.delete(key)
    weight -= weighs(value)
    return value
  }
  function put(key: string, value: T): void {
    kept.set(key, value)
    weight += weighs(value)
  }
  return {
    get(key) {
      const value = take(key)
      if (value !== undefined) put(key, value)
      return value
    },
    set(key, value) {
      take(key)
      put(key, value)
      for (const oldest of kept.keys()) {
        if (weight <= most || kept.size === 1) return
        take(oldest)
      }
    },
    drop(key, value) {
      if (kept.get(key) === value) take(key)
    },
  }
}
