// The dashboard's own rules: in which order units stand, the parts a draft falls into, the days of a consultation.

import { excerptOf } from './excerpt.ts'
import type { ParagraphView } from './view.ts'

export const orders = ['text', 'agreement', 'disagreement', 'division', 'votes', 'comments'] as const
export type Order = (typeof orders)[number]
export const isOrder = (x: unknown): x is Order => orders.includes(x as Order)

type Compare = (a: ParagraphView, b: ParagraphView) => number
const votes = ({ agreement: a }: ParagraphView): number => a.n + a.unsure
/** What cannot be judged yet stands last, whichever way one looks. */
const judged = (compare: Compare): Compare => {
  return (a, b) => Number(b.agreement.enough) - Number(a.agreement.enough) || (a.agreement.enough ? compare(a, b) : 0)
}
const share = ({ agreement: a }: ParagraphView): number => a.share ?? 0
const compares: Record<Exclude<Order, 'text'>, Compare> = {
  agreement: judged((a, b) => share(b) - share(a) || b.agreement.n - a.agreement.n),
  disagreement: judged((a, b) => share(a) - share(b) || b.agreement.n - a.agreement.n),
  division: judged((a, b) => b.agreement.division - a.agreement.division || b.agreement.n - a.agreement.n),
  votes: (a, b) => votes(b) - votes(a),
  comments: (a, b) => b.comments.all - a.comments.all,
}

/** Units in an order; where two are alike, as they stand in the text. */
export const inOrder = (units: readonly ParagraphView[], order: Order): ParagraphView[] =>
  order === 'text' ? [...units] : units.toSorted(compares[order])

export interface Part {
  index: number
  title: string
  units: ParagraphView[]
}

/** A draft cut at the first level of headings that has at least two; [] when there is none. */
export function partsOf(paragraphs: readonly ParagraphView[]): Part[] {
  const levels = paragraphs.flatMap(p => (p.kind === 'heading' ? [p.level ?? 1] : []))
  const level = [...new Set(levels)].sort((a, b) => a - b).find(l => levels.filter(x => x === l).length > 1)
  if (level === undefined) return []
  const parts: Part[] = []
  for (const p of paragraphs) {
    const last = parts.at(-1)
    const begins = p.kind === 'heading' && (p.level ?? 1) <= level
    if (begins && last?.units.every(u => u.kind === 'heading') && (p.level ?? 1) > (last.units[0]?.level ?? 1)) {
      // A title alone above its first part begins that part.
      last.title = excerptOf(p.html, 80)
      last.units.push(p)
    } else if (begins || !last)
      parts.push({ index: parts.length, title: p.kind === 'heading' ? excerptOf(p.html, 80) : '', units: [p] })
    else last.units.push(p)
  }
  return parts
}

export interface Day {
  /** Of the consultation's own time zone, `2027-02-15`. */
  day: string
  comments: number
  votes: number
}
const MOST_DAYS = 366
const DAY = 86_400_000
const dayAfter = (day: string, n = 1): string => new Date(Date.parse(day) + n * DAY).toISOString().slice(0, 10)

/** Every day from the first to the last that counts, those without an act too; a year at most. */
export function everyDay(counted: ReadonlyMap<string, Day>, from: string, to: string): Day[] {
  const known = [...counted.keys(), from, to].sort()
  const last = known.at(-1) ?? to
  const earliest = dayAfter(last, 1 - MOST_DAYS)
  const first = known[0] ?? from
  const days: Day[] = []
  for (let day = first < earliest ? earliest : first; day <= last; day = dayAfter(day))
    days.push(counted.get(day) ?? { day, comments: 0, votes: 0 })
  return days
}
