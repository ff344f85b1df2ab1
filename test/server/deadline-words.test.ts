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

/** At 23:59 in each zone, for a reader in the third zone after it. */
const sentences: Record<string, string[]> = {
  en: [
    'Open until Monday, 15 February 2027 at 23:59 (Paris, UTC+1) – 15 February at 17:59 your time',
    'Open until Monday, 15 February 2027 at 23:59 (Nairobi, UTC+3) – 16 February at 02:44 your time',
    'Open until Monday, 15 February 2027 at 23:59 (Manila, UTC+8) – 16 February at 04:59 your time',
    'Open until Monday, 15 February 2027 at 23:59 (New York, UTC-5) – 16 February at 01:59 your time',
    'Open until Monday, 15 February 2027 at 23:59 (Kathmandu, UTC+5:45) – 16 February at 01:14 your time',
    'Open until Monday, 15 February 2027 at 23:59 (Auckland, UTC+13) – 15 February at 11:59 your time',
    'Open until Monday, 15 February 2027 at 23:59 (Sao Paulo, UTC-3) – 16 February at 05:59 your time',
    'Open until Monday, 15 February 2027 at 23:59 (Jakarta, UTC+7) – 16 February at 00:59 your time',
  ],
  fr: [
    'Ouverte jusqu’au lundi 15 février 2027 à 23:59 (Paris, UTC+1) – 15 février à 17:59 à votre heure',
    'Ouverte jusqu’au lundi 15 février 2027 à 23:59 (Nairobi, UTC+3) – 16 février à 02:44 à votre heure',
    'Ouverte jusqu’au lundi 15 février 2027 à 23:59 (Manila, UTC+8) – 16 février à 04:59 à votre heure',
    'Ouverte jusqu’au lundi 15 février 2027 à 23:59 (New York, UTC-5) – 16 février à 01:59 à votre heure',
    'Ouverte jusqu’au lundi 15 février 2027 à 23:59 (Kathmandu, UTC+5:45) – 16 février à 01:14 à votre heure',
    'Ouverte jusqu’au lundi 15 février 2027 à 23:59 (Auckland, UTC+13) – 15 février à 11:59 à votre heure',
    'Ouverte jusqu’au lundi 15 février 2027 à 23:59 (Sao Paulo, UTC-3) – 16 février à 05:59 à votre heure',
    'Ouverte jusqu’au lundi 15 février 2027 à 23:59 (Jakarta, UTC+7) – 16 février à 00:59 à votre heure',
  ],
  es: [
    'Abierta hasta el lunes, 15 de febrero de 2027, 23:59 (Paris, UTC+1) – 15 de febrero a las 17:59 en su hora',
    'Abierta hasta el lunes, 15 de febrero de 2027, 23:59 (Nairobi, UTC+3) – 16 de febrero a las 02:44 en su hora',
    'Abierta hasta el lunes, 15 de febrero de 2027, 23:59 (Manila, UTC+8) – 16 de febrero a las 04:59 en su hora',
    'Abierta hasta el lunes, 15 de febrero de 2027, 23:59 (New York, UTC-5) – 16 de febrero a las 01:59 en su hora',
    'Abierta hasta el lunes, 15 de febrero de 2027, 23:59 (Kathmandu, UTC+5:45) – 16 de febrero a las 01:14 en su hora',
    'Abierta hasta el lunes, 15 de febrero de 2027, 23:59 (Auckland, UTC+13) – 15 de febrero a las 11:59 en su hora',
    'Abierta hasta el lunes, 15 de febrero de 2027, 23:59 (Sao Paulo, UTC-3) – 16 de febrero a las 05:59 en su hora',
    'Abierta hasta el lunes, 15 de febrero de 2027, 23:59 (Jakarta, UTC+7) – 16 de febrero a las 00:59 en su hora',
  ],
  pt: [
    'Aberta até segunda-feira, 15 de fevereiro de 2027 às 23:59 (Paris, UTC+1) – 15 de fevereiro às 17:59 na sua hora',
    'Aberta até segunda-feira, 15 de fevereiro de 2027 às 23:59 (Nairobi, UTC+3) – 16 de fevereiro às 02:44 na sua hora',
    'Aberta até segunda-feira, 15 de fevereiro de 2027 às 23:59 (Manila, UTC+8) – 16 de fevereiro às 04:59 na sua hora',
    'Aberta até segunda-feira, 15 de fevereiro de 2027 às 23:59 (New York, UTC-5) – 16 de fevereiro às 01:59 na sua hora',
    'Aberta até segunda-feira, 15 de fevereiro de 2027 às 23:59 (Kathmandu, UTC+5:45) – 16 de fevereiro às 01:14 na sua hora',
    'Aberta até segunda-feira, 15 de fevereiro de 2027 às 23:59 (Auckland, UTC+13) – 15 de fevereiro às 11:59 na sua hora',
    'Aberta até segunda-feira, 15 de fevereiro de 2027 às 23:59 (Sao Paulo, UTC-3) – 16 de fevereiro às 05:59 na sua hora',
    'Aberta até segunda-feira, 15 de fevereiro de 2027 às 23:59 (Jakarta, UTC+7) – 16 de fevereiro às 00:59 na sua hora',
  ],
  ar: [
    'مفتوحة حتى يوم الاثنين، 15 فبراير 2027 في 23:59 (Paris, UTC+1) – 15 فبراير في 17:59 بتوقيتك',
    'مفتوحة حتى يوم الاثنين، 15 فبراير 2027 في 23:59 (Nairobi, UTC+3) – 16 فبراير في 02:44 بتوقيتك',
    'مفتوحة حتى يوم الاثنين، 15 فبراير 2027 في 23:59 (Manila, UTC+8) – 16 فبراير في 04:59 بتوقيتك',
    'مفتوحة حتى يوم الاثنين، 15 فبراير 2027 في 23:59 (New York, UTC-5) – 16 فبراير في 01:59 بتوقيتك',
    'مفتوحة حتى يوم الاثنين، 15 فبراير 2027 في 23:59 (Kathmandu, UTC+5:45) – 16 فبراير في 01:14 بتوقيتك',
    'مفتوحة حتى يوم الاثنين، 15 فبراير 2027 في 23:59 (Auckland, UTC+13) – 15 فبراير في 11:59 بتوقيتك',
    'مفتوحة حتى يوم الاثنين، 15 فبراير 2027 في 23:59 (Sao Paulo, UTC-3) – 16 فبراير في 05:59 بتوقيتك',
    'مفتوحة حتى يوم الاثنين، 15 فبراير 2027 في 23:59 (Jakarta, UTC+7) – 16 فبراير في 00:59 بتوقيتك',
  ],
  id: [
    'Dibuka sampai Senin, 15 Februari 2027 pukul 23.59 (Paris, UTC+1) – 15 Februari pukul 17.59 waktu Anda',
    'Dibuka sampai Senin, 15 Februari 2027 pukul 23.59 (Nairobi, UTC+3) – 16 Februari pukul 02.44 waktu Anda',
    'Dibuka sampai Senin, 15 Februari 2027 pukul 23.59 (Manila, UTC+8) – 16 Februari pukul 04.59 waktu Anda',
    'Dibuka sampai Senin, 15 Februari 2027 pukul 23.59 (New York, UTC-5) – 16 Februari pukul 01.59 waktu Anda',
    'Dibuka sampai Senin, 15 Februari 2027 pukul 23.59 (Kathmandu, UTC+5:45) – 16 Februari pukul 01.14 waktu Anda',
    'Dibuka sampai Senin, 15 Februari 2027 pukul 23.59 (Auckland, UTC+13) – 15 Februari pukul 11.59 waktu Anda',
    'Dibuka sampai Senin, 15 Februari 2027 pukul 23.59 (Sao Paulo, UTC-3) – 16 Februari pukul 05.59 waktu Anda',
    'Dibuka sampai Senin, 15 Februari 2027 pukul 23.59 (Jakarta, UTC+7) – 16 Februari pukul 00.59 waktu Anda',
  ],
}

test.each(langs)('%s: the whole sentence', lang => {
  expect(zones.map((zone, i) => said(lang, zone, zones[(i + 3) % zones.length] ?? zone))).toEqual(sentences[lang])
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
