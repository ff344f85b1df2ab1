// The server's time and ids, given to everything as arguments; time never runs backwards.

import { randomBytes } from 'node:crypto'

export type Now = () => string

/** UTC ISO with milliseconds; a clock that is set back stands still until it has caught up. */
export function steadyClock(source: () => number = Date.now): Now {
  let last = 0
  return () => {
    last = Math.max(last, source())
    return new Date(last).toISOString()
  }
}

const letters = '0123456789abcdefghjkmnpqrstvwxyz'
/** A short id of 60 random bits, for units and consultations: it stands many times in a page. */
export function newId(): string {
  let id = ''
  for (const byte of randomBytes(12)) id += letters[byte % 32]
  return id
}

/** UUID version 7 (RFC 9562): ids that sort by time keep the index of what is written small. */
export function uuid7(now = Date.now()): string {
  const hex = now.toString(16).padStart(12, '0') + randomBytes(10).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-${((parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)}${hex.slice(18, 20)}-${hex.slice(20, 32)}`
}

export const secret = (): string => randomBytes(24).toString('base64url')
