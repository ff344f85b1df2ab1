// Rate limits by person and by network. A network alone never blocks small use: whole towns share one address.

import { RateLimiterMemory } from 'rate-limiter-flexible'
import { no, Refusal } from '../shared/refusal.ts'
import type { Config } from './config.ts'

/** What is limited: points per seconds, for a person and (far higher) for a network. */
const table = {
  vote: { person: [120, 60], network: [6_000, 60] },
  comment: { person: [20, 600], network: [1_500, 600] },
  report: { person: [10, 3_600], network: [300, 3_600] },
  guest: { person: [30, 600], network: [1_200, 600] },
  signIn: { person: [5, 3_600], network: [60, 3_600] },
  code: { person: [20, 3_600], network: [300, 3_600] },
  export: { person: [20, 3_600], network: [200, 3_600] },
  search: { person: [60, 60], network: [1_200, 60] },
  staff: { person: [3_000, 60], network: [30_000, 60] },
} as const
export type Limited = keyof typeof table

export interface Limits {
  /** Counts one act of a person (null = no session yet) from a network; throws tooMany with the seconds to wait. */
  take: (what: Limited, person: string | null, network: string) => Promise<void>
}

export function createLimits(mode: Config['limits']): Limits {
  if (mode !== 'on') return { take: async () => {} }
  const limiters = Object.fromEntries(
    Object.entries(table).map(([what, { person, network }]) => [
      what,
      {
        person: new RateLimiterMemory({ points: person[0], duration: person[1] }),
        network: new RateLimiterMemory({ points: network[0], duration: network[1] }),
      },
    ]),
  ) as Record<Limited, { person: RateLimiterMemory; network: RateLimiterMemory }>
  return {
    async take(what, person, network) {
      const { person: own, network: shared } = limiters[what]
      await count(person ? own : shared, person ?? network)
      if (person) await count(shared, network)
    },
  }
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refused) {
    if (refused instanceof Error) throw refused
    throw new Refusal(
      no('tooMany', undefined, { seconds: Math.ceil((refused as { msBeforeNext: number }).msBeforeNext / 1_000) }),
    )
  }
}

/** The network a request came from: proxies counted from the right, IPv4-mapped unwrapped, IPv6 by /64. */
export function networkOf(socketAddress: string, forwarded: string | undefined, proxies: number): string {
  const chain = [...(forwarded ?? '').split(',').map(a => a.trim()), socketAddress].filter(Boolean)
  const address = proxies ? (chain[Math.max(0, chain.length - 1 - proxies)] ?? socketAddress) : socketAddress
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail = ''] = plain.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  return groups.slice(0, 4).join(':')
}
