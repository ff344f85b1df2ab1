// The deadline as wall time and zone: eight zones, times that do not exist, times that come twice (G15).

import { describe, expect, test } from 'vitest'
import { momentOf } from '../../shared/deadline.ts'

const utc = (wall: string, zone: string, earlier?: boolean) => {
  const read = momentOf(wall, zone, earlier)
  return 'moment' in read ? read.moment.utc : `${read.refused.reason} ${read.refused.why}`
}

describe('[G15] wall time, zone, derived UTC', () => {
  test.each([
    ['Europe/Paris', '2027-02-15T23:59', '2027-02-15T22:59:00.000Z'],
    ['Europe/Berlin', '2027-03-28T23:59', '2027-03-28T21:59:00.000Z'],
    ['Africa/Nairobi', '2027-03-28T23:59', '2027-03-28T20:59:00.000Z'],
    ['Asia/Manila', '2027-03-28T23:59', '2027-03-28T15:59:00.000Z'],
    ['Asia/Kathmandu', '2027-03-28T23:59', '2027-03-28T18:14:00.000Z'],
    ['America/Bogota', '2027-03-28T23:59', '2027-03-29T04:59:00.000Z'],
    ['America/St_Johns', '2027-07-01T12:00', '2027-07-01T14:30:00.000Z'],
    ['Pacific/Kiritimati', '2027-01-01T00:00', '2026-12-31T10:00:00.000Z'],
  ])('%s %s is %s', (zone, wall, expected) => expect(utc(wall, zone)).toBe(expected))

  test.each([
    ['Europe/Paris', '2027-03-28T02:30'],
    ['America/New_York', '2027-03-14T02:30'],
    ['Pacific/Apia', '2011-12-30T12:00'],
  ])('in %s the time %s does not exist and is refused', (zone, wall) => expect(utc(wall, zone)).toBe('invalid timeGap'))

  test('a day that does not exist is refused', () => expect(utc('2027-02-30T10:00', 'Europe/Paris')).toBe('invalid timeGap'))

  test('a time that comes twice asks, and both answers differ by the hour', () => {
    const asked = momentOf('2027-10-31T02:30', 'Europe/Paris')
    expect(asked).toEqual({
      refused: { reason: 'invalid', why: 'timeTwice', args: { first: '02:30 (UTC+02:00)', second: '02:30 (UTC+01:00)' } },
    })
    expect(utc('2027-10-31T02:30', 'Europe/Paris', true)).toBe('2027-10-31T00:30:00.000Z')
    expect(utc('2027-10-31T02:30', 'Europe/Paris', false)).toBe('2027-10-31T01:30:00.000Z')
  })

  test('an answer about twice changes nothing at a time that comes once', () => {
    expect(utc('2027-02-15T23:59', 'Europe/Paris', false)).toBe(utc('2027-02-15T23:59', 'Europe/Paris', true))
  })

  test('UTC in, the zone only says how it is shown', () => {
    expect(momentOf('2027-02-15T22:59:00Z', 'Europe/Paris')).toEqual({
      moment: { utc: '2027-02-15T22:59:00.000Z', wall: '2027-02-15T23:59:00', zone: 'Europe/Paris' },
    })
  })

  test('an unknown zone is refused', () => expect(utc('2027-02-15T23:59', 'Europe/Atlantis')).toBe('invalid zone'))

  test('on every day of five years, each zone’s midday comes back as it was said', () => {
    for (const zone of ['Europe/Paris', 'America/Santiago', 'Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Tehran'])
      for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2031, 0, 1); day += 86_400_000 * 3) {
        const wall = `${new Date(day).toISOString().slice(0, 10)}T12:00:00`
        const read = momentOf(wall, zone)
        if (!('moment' in read)) throw new Error(`${wall} ${zone}`)
        expect(momentOf(read.moment.utc, zone)).toEqual({ moment: { ...read.moment, wall: wall } })
      }
  })
})
