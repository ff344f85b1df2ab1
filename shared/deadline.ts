// The deadline: wall time and zone in, UTC out. Times that do not exist are refused, ambiguous ones ask (G15).

import { Temporal } from 'temporal-polyfill'
import { no, type No } from './refusal.ts'

export interface Moment {
  /** UTC, ISO 8601 with Z, milliseconds. */
  utc: string
  wall: string
  zone: string
}

const iso = (i: Temporal.Instant): string => new Date(i.epochMilliseconds).toISOString()
const offset = (z: Temporal.ZonedDateTime): string => `${z.toPlainTime().toString({ smallestUnit: 'minute' })} (UTC${z.offset})`

/** Derives UTC. A text that ends in Z or an offset is UTC already; then `zone` only says how it is shown. */
export function momentOf(text: string, zone: string, earlier?: boolean): { moment: Moment } | { refused: NonNullable<No> } {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch (error) {
    if (error instanceof RangeError) return { refused: no('invalid', 'zone') }
    throw error
  }
  if (/(Z|[+-]\d\d:\d\d)$/.test(text)) {
    const instant = Temporal.Instant.from(text)
    return { moment: { utc: iso(instant), wall: instant.toZonedDateTimeISO(zone).toPlainDateTime().toString(), zone } }
  }
  let wall: Temporal.PlainDateTime
  try {
    wall = Temporal.PlainDateTime.from(text, { overflow: 'reject' })
  } catch (error) {
    if (error instanceof RangeError) return { refused: no('invalid', 'timeGap') }
    throw error
  }
  const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const second = wall.toZonedDateTime(zone, { disambiguation: 'later' })
  const exists = first.toPlainDateTime().equals(wall) && second.toPlainDateTime().equals(wall)
  if (!exists) return { refused: no('invalid', 'timeGap') }
  const twice = first.epochMilliseconds !== second.epochMilliseconds
  if (twice && earlier === undefined)
    return { refused: no('invalid', 'timeTwice', { first: offset(first), second: offset(second) }) }
  const chosen = twice && earlier === false ? second : first
  return { moment: { utc: iso(chosen.toInstant()), wall: wall.toString({ smallestUnit: 'second' }), zone } }
}
