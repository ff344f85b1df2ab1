// The deadline as it is said: six languages, eight zones, and the reader's own time beside it, on its own day.

import { describe, expect, test } from 'vitest'
import { momentOf } from '../../shared/deadline.ts'
import { wallTime } from '../../shared/when.ts'
import { langs, wordsOf, type Lang } from '../../shared/words.ts'
import { deadlineText } from '../../server/pages/deadline.ts'

const zones = [
  'Europe/Paris',
  'Africa/Nairobi',
  'Asia/Manila',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Auckland',
  'America/Sao_Paulo',
  'Asia/Jakarta',
] as const

const utcOf = (wall: string, zone: string): string => {
  const read = momentOf(wall, zone)
  if (!('moment' in read)) throw new Error(`${wall} ${zone}`)
  return read.moment.utc
}
/** What stands under the title, and what the reader's clock adds. */
function said(lang: Lang, zone: string, reader: string): string {
  const at = utcOf('2027-02-15T23:59', zone)
  const t = wordsOf(lang)
  const closing = { zone, wall: '2027-02-15T23:59', utc: at }
  const line = deadlineText({ t, lang }, { state: 'open', opensAt: null, closesAt: at, closedAt: null, closing })
  const [here, there] = [wallTime(lang, at, zone), wallTime(lang, at, reader)]
  return here === there ? line : `${line} – ${t('live.yourTime', { time: there })}`
}

test.each(langs)('%s: the whole sentence', lang => {
  expect(zones.map((zone, i) => said(lang, zone, zones[(i + 3) % zones.length] ?? zone))).toMatchSnapshot()
})

describe('the reader’s day', () => {
  const days = (lang: Lang, zone: string): (string | null)[] => {
    const at = utcOf('2027-02-15T23:59', zone)
    return zones.map(reader => (wallTime(lang, at, reader) === wallTime(lang, at, zone) ? null : wallTime(lang, at, reader)))
  }
  test('23:59 in Paris is the next day from Nairobi to Auckland, and the same day in the Americas', () => {
    expect(days('en', 'Europe/Paris')).toEqual([
      null,
      '16 February at 01:59',
      '16 February at 06:59',
      '15 February at 17:59',
      '16 February at 04:44',
      '16 February at 11:59',
      '15 February at 19:59',
      '16 February at 05:59',
    ])
  })
  test('23:59 in Auckland is still the day it is there, hours earlier everywhere else', () => {
    expect(days('en', 'Pacific/Auckland')).toEqual([
      '15 February at 11:59',
      '15 February at 13:59',
      '15 February at 18:59',
      '15 February at 05:59',
      '15 February at 16:44',
      null,
      '15 February at 07:59',
      '15 February at 17:59',
    ])
  })
  test('in no language is the day left out', () => {
    for (const lang of langs)
      for (const zone of zones)
        for (const day of days(lang, zone)) if (day !== null) expect(day, `${lang} ${zone}`).toMatch(/1[56].*\d\d[:.]\d\d/)
  })
})

test('a reader in the consultation’s own zone, or in one with the same clock, is told one time', () => {
  for (const lang of langs) expect(said(lang, 'Europe/Paris', 'Europe/Berlin')).toBe(said(lang, 'Europe/Paris', 'Europe/Paris'))
})
