// Moments in words, the same on both sides: dates and times by Intl in a language and a zone.

import { localeOf } from './format.ts'

const formats = new Map<string, Intl.DateTimeFormat>()
/** Kept: making one costs more than a page of dates. Without a zone it is the reader's own. */
function formatOf(lang: string, zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${zone} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(localeOf(lang), { ...options, ...(zone && { timeZone: zone }) })
  formats.set(key, known)
  return known
}
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** "Monday, 15 February 2027 at 23:59" */
export const fullTime = (lang: string, at: string, zone: string): string =>
  formatOf(lang, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', ...clock }).format(new Date(at))

/** "15 Feb 2027, 23:59" */
export const shortTime = (lang: string, at: string, zone: string): string =>
  formatOf(lang, zone, { day: 'numeric', month: 'short', year: 'numeric', ...clock }).format(new Date(at))

/** "15 Feb 2027", of a day without a time. */
export const shortDay = (lang: string, day: string): string =>
  formatOf(lang, 'UTC', { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(`${day}T12:00:00Z`))

/** "Monday 15 February 2027" */
export const longDay = (lang: string, at: string, zone: string): string =>
  formatOf(lang, zone, { dateStyle: 'full' }).format(new Date(at))

/** "16 February at 00:59" on the reader's own clock, or in a zone: always with its day, for it may be the next one. */
export const wallTime = (lang: string, at: string, zone?: string): string =>
  formatOf(lang, zone, { day: 'numeric', month: 'long', ...clock }).format(new Date(at))

/** "Paris, UTC+1": the zone's place and its offset at that time, the same in every language. */
export function zoneName(at: string, zone: string): string {
  const offset =
    formatOf('en', zone, { timeZoneName: 'shortOffset' })
      .formatToParts(new Date(at))
      .find(p => p.type === 'timeZoneName')?.value ?? ''
  const place = zonePlace(zone)
  return place === 'UTC' ? 'UTC' : `${place}, ${offset.replace('GMT', 'UTC')}`
}

/** "Paris": what of a zone is the same in summer and in winter. */
export const zonePlace = (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone

/** "Monday, 15 February 2027 at 23:59 (Paris, UTC+1)" */
export const zonedTime = (lang: string, at: string, zone: string): string => `${fullTime(lang, at, zone)} (${zoneName(at, zone)})`

/** "15 February 2027" */
export const fullDay = (lang: string, at: string, zone: string): string =>
  formatOf(lang, zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(at))

/** "in 3 days", "3 days ago": by whole days, below a day by hours, below an hour by minutes. */
export function distance(lang: string, at: string, now: string): string {
  const hours = (Date.parse(at) - Date.parse(now)) / 3_600_000
  const relative = new Intl.RelativeTimeFormat(localeOf(lang), { numeric: 'auto' })
  if (Math.abs(hours) < 1) return relative.format(Math.trunc(hours * 60), 'minute')
  return Math.abs(hours) < 24 ? relative.format(Math.round(hours), 'hour') : relative.format(Math.trunc(hours / 24), 'day')
}
