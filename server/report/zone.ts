// Local times of a report: a UTC time as it stood on the clocks of the consultation's zone, with its offset.

const QUARTER = 15 * 60_000
const pad = (n: number): string => String(n).padStart(2, '0')

/** Makes a converter for one zone; offsets change at quarter hours only, so each quarter is asked of Intl once. */
export function localTimes(zone: string): (utc: string) => string {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  const known = new Map<number, number>()
  const offsetAt = (time: number): number => {
    const quarter = Math.floor(time / QUARTER)
    const found = known.get(quarter)
    if (found !== undefined) return found
    const name = clock.formatToParts(quarter * QUARTER).find(part => part.type === 'timeZoneName')?.value ?? 'GMT'
    const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
    const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
    known.set(quarter, offset)
    return offset
  }
  return utc => {
    const time = Date.parse(utc)
    const offset = offsetAt(time)
    const size = Math.abs(offset)
    const wall = new Date(time + offset * 60_000).toISOString()
    return `${wall.slice(0, -1)}${offset < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`
  }
}
