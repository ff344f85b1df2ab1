// How a tally is shown: icon of the level, the bar's geometry, counts in words; drawn by the server, patched by the page.

import { numbersOf } from './format.ts'
import { levelOf, type Agreement, type Level } from './agreement.ts'
import type { Args } from './format.ts'

export const levelIcons: Record<Level, string> = {
  none: 'none',
  few: 'few',
  broadAgreement: 'check2',
  agreement: 'check',
  divided: 'divided',
  disagreement: 'cross',
  broadDisagreement: 'cross2',
}
export const sides = ['disagree', 'unsure', 'agree'] as const
export type Side = (typeof sides)[number]
export const percent = (n: number): string => `${Math.round(n * 100) / 100}%`

/** Geometry of the bar around its middle: shares of all votes, each side at most half of the width. */
function barOf(a: Agreement): Record<Side, [x: number, width: number]> {
  const all = a.n + a.unsure || 1
  const unsure = (a.unsure / all) * 50
  const agree = (a.agree / all) * 50
  const disagree = (a.disagree / all) * 50
  const half = unsure / 2
  return { disagree: [50 - half - disagree, disagree], unsure: [50 - half, unsure], agree: [50 + half, agree] }
}

/** What stands on the bar's track, which lies within a height: a point without votes, else three parts and the axis. */
export function barInside(a: Agreement, track = 10, height = 16): string {
  const y = (height - track) / 2
  if (levelOf(a) === 'none') return `<circle class="bar-none" cx="50%" cy="${height / 2}" r="${track > 8 ? 4 : 3}"/>`
  const parts = barOf(a)
  const rects = sides.map(
    s => `<rect class="bar-${s}" x="${percent(parts[s][0])}" y="${y}" width="${percent(parts[s][1])}" height="${track}"/>`,
  )
  return `${rects.join('')}<rect class="bar-axis" x="50%" width="1.5" height="${height}"/>`
}

/** A unit's row in the map of the draft: the same bar, smaller. */
export const smallBarInside = (a: Agreement): string =>
  `<rect class="bar-track" y="1" width="100%" height="6" rx="2"/>${barInside(a, 6, 8)}`

type Says = (key: string, args?: Args) => string

/** Two lines: the counts; and what else is to be known of them. Without votes an invitation, while one may vote. */
export function countsInWords(t: Says, a: Agreement, minVotes: number, open: boolean): string {
  if (a.n + a.unsure === 0) return open ? t('vote.first') : ''
  const counts = t('vote.counts', { agree: a.agree, disagree: a.disagree, unsure: a.unsure })
  const guests = a.guests ? [t('vote.guests', { n: a.guests })] : []
  const needed = a.enough ? [] : [t('vote.needed', { n: a.n, min: minVotes })]
  return [counts, [...guests, ...needed].join(' · ')].join('\n').trimEnd()
}

/** What the bar is called: level and counts. */
export const barInWords = (t: Says, level: Level, words: string): string =>
  words ? `${t(`level.${level}`)}. ${words}` : t(`level.${level}`)

/** The words of a way into a thread: without comments it asks for one, while one may write. */
export const commentsInWords = (t: Says, key: string, n: number, open: boolean): string =>
  n || open ? t(key, { n }) : t('unit.noComments')

/** What stands in a thread without comments. */
export const nobodyInWords = (t: Says, open: boolean): string => t(open ? 'thread.first' : 'thread.none')

export const percentOf = (lang: string, share: number): string =>
  numbersOf(lang, { style: 'percent', maximumFractionDigits: 0 }).format(share)
