// The draft at a glance: one bar a unit, up for agreement, down for disagreement, hollow for silence; and its sentence.

import { levelOf, type Agreement, type Level } from './agreement.ts'
import type { Args } from './format.ts'

/** Units of the picture: each bar stands in a column of ten, all votes together are forty high. */
export const COLUMN = 10
export const STRIP_HEIGHT = 80
const MIDDLE = STRIP_HEIGHT / 2
const VOTES = 38

const box = (x: number, y: number, width: number, height: number): string =>
  height > 0 ? `M${x} ${one(y)}h${width}v${one(height)}h-${width}z` : ''
const one = (n: number): number => Math.round(n * 10) / 10

/** The five kinds of pieces, each one path, and the axis. */
export function stripInside(all: readonly Agreement[]): string {
  const paths = { agree: '', disagree: '', unsure: '', few: '', none: '' }
  all.forEach((a, i) => {
    const x = i * COLUMN + 1
    const level = levelOf(a)
    if (level === 'none') paths.none += box(x + 2, MIDDLE - 3, 4, 6)
    else if (level === 'few') paths.few += box(x, MIDDLE - 8, 8, 16)
    else {
      const high = VOTES / (a.n + a.unsure)
      const half = (a.unsure * high) / 2
      paths.agree += box(x, MIDDLE - half - a.agree * high, 8, a.agree * high)
      paths.unsure += box(x, MIDDLE - half, 8, 2 * half)
      paths.disagree += box(x, MIDDLE + half, 8, a.disagree * high)
    }
  })
  const pieces = Object.entries(paths).map(([kind, d]) => `<path class="strip-${kind}" d="${d}"/>`)
  return `${pieces.join('')}<path class="strip-axis" d="M0 ${MIDDLE}h${all.length * COLUMN}"/>`
}

const summed: Record<Level, 'agree' | 'divided' | 'disagree' | 'few' | 'none'> = {
  broadAgreement: 'agree',
  agreement: 'agree',
  divided: 'divided',
  disagreement: 'disagree',
  broadDisagreement: 'disagree',
  few: 'few',
  none: 'none',
}

/** How many units stand where, for those who do not see the picture. */
export function stripInWords(t: (key: string, args?: Args) => string, all: readonly Agreement[]): string {
  const n = { agree: 0, divided: 0, disagree: 0, few: 0, none: 0 }
  for (const a of all) n[summed[levelOf(a)]]++
  return t('glance.label', n)
}

/** "Divided, 5 comments": the bar of a unit's row, said. */
export const rowInWords = (t: (key: string, args?: Args) => string, a: Agreement, comments: number): string =>
  t('glance.row', { level: t(`level.${levelOf(a)}`), n: comments })
