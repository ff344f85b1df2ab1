// A device's storage as a browser gives it, with as much room for names and words as is asked for.

export function storage(room = Infinity) {
  const held = new Map<string, string>()
  const taken = (): number => [...held].reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  const device = {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => {
      const before = held.has(key) ? key.length + (held.get(key) ?? '').length : 0
      if (taken() - before + key.length + value.length > room) throw new DOMException('full', 'QuotaExceededError')
      held.set(key, value)
    },
    removeItem: (key: string) => void held.delete(key),
  }
  // A browser lists the names as the keys of the storage itself.
  return new Proxy(device, {
    ownKeys: () => [...held.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  })
}
