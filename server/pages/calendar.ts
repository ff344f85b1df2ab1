// The deadline as a calendar file: one moment, with a reminder a day before.

import type { PageContext } from './context.ts'
import { zonedTime } from './piece.ts'

interface Deadline {
  id: string
  title: string
  url: string
  /** UTC, ISO. */
  at: string
  zone: string
  /** When the consultation last changed, UTC. */
  stamp: string
}

const utc = (at: string): string => `${at.slice(0, 19).replace(/[-:]/g, '')}Z`
const text = (words: string): string => words.replace(/[\\;,]/g, sign => `\\${sign}`).replace(/\r?\n/g, '\\n')

/** Lines of at most 75 bytes, as calendars want them (RFC 5545, 3.1). */
function folded(line: string): string {
  let out = ''
  let bytes = 0
  for (const char of line) {
    const size = Buffer.byteLength(char)
    if (bytes + size > 74) {
      out += '\r\n '
      bytes = 1
    }
    out += char
    bytes += size
  }
  return out
}

export function calendarFile({ t, lang }: Pick<PageContext, 't' | 'lang'>, d: Deadline): string {
  const when = zonedTime(lang, d.at, d.zone)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Parley//Parley//EN',
    'BEGIN:VEVENT',
    `UID:${d.id}@parley`,
    `DTSTAMP:${utc(d.stamp)}`,
    `DTSTART:${utc(d.at)}`,
    `DTEND:${utc(d.at)}`,
    `SUMMARY:${text(t('calendar.title', { title: d.title }))}`,
    `DESCRIPTION:${text(`${t('deadline.until')} ${when}\n${d.url}`)}`,
    `URL:${d.url}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${text(t('calendar.title', { title: d.title }))}`,
    'TRIGGER:-P1D',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
