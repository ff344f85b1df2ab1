// The preview of an unpublished draft, loaded: one part of its units, what the import said, and what may be done.

import type { Consultation } from '../db/consultations.ts'
import { getLastStep, getNextUndone, listDraft } from '../db/drafts.ts'
import type { Trx } from '../db/query.ts'
import { numbersOf, type DraftUnit } from '../shared/draft.ts'
import { can, type Actor } from '../shared/role.ts'
import { unitOf } from './commands/draft-unit.ts'
import type { ImportFacts } from './commands/draft.ts'
import { placedWarnings, type PlacedWarning } from './commands/draft-warnings.ts'
import { namelessTables, silentPictures } from './import/authoring.ts'
import { placesToCut } from './import/cut.ts'
import type { Described, Preview } from './pages/preview.ts'
import type { Come } from './pages/way.ts'

/** Units of one page of the preview. */
export const PART = 150

export interface Asked {
  /** The unit to show; else the part by its index. */
  at: string | null
  part: number
  /** The unit for which places to split are offered. */
  split: string | null
  /** The unit whose wording is being edited, in a revision. */
  edit?: string | null
}

/** `known` are the units of the draft, where they have been read already. */
export async function loadPreview(
  trx: Trx,
  c: Consultation,
  viewer: Actor | null,
  asked: Asked,
  known?: readonly DraftUnit[],
): Promise<Preview> {
  const units = known ?? (await listDraft(trx, { consultation: c.id })).map(unitOf)
  const facts = c.imported ? (JSON.parse(c.imported) as ImportFacts) : null
  const numbers = numbersOf(units)
  const index = asked.at === null ? -1 : units.findIndex(u => u.id === asked.at)
  const parts = Math.max(1, Math.ceil(units.length / PART))
  const part = Math.min(parts - 1, index >= 0 ? Math.floor(index / PART) : Math.max(0, asked.part))
  const placed = facts ? await placedWarnings(trx, c.id, facts) : []
  const warnings = stillTrue(placed, units)
  const shown = units.slice(part * PART, (part + 1) * PART)
  const splitting = shown.find(u => u.id === asked.split)
  const count = (what: (u: DraftUnit) => number): number => units.reduce((sum, u) => sum + what(u), 0)
  return {
    slug: c.slug,
    base: `/c/${c.slug}/desk/${c.publishedAt ? 'revision' : 'draft'}`,
    revising: c.publishedAt ? (asked.edit ?? '') : null,
    title: c.title,
    lang: c.lang,
    dir: c.dir === 'rtl' ? 'rtl' : 'ltr',
    lastSeq: c.lastSeq,
    units: shown.map((unit, n) => ({
      ...unit,
      number: numbers.get(unit.id) ?? null,
      first: part === 0 && n === 0,
      last: part === parts - 1 && n === shown.length - 1,
      warnings: warnings.filter(w => w.unit === unit.id),
      places: unit === splitting ? placesToCut(unit, c.lang).map(at => ({ at, text: unit.text.slice(at) })) : null,
    })),
    part,
    parts: Array.from({ length: parts }, (_, n) => units[n * PART]?.text ?? ''),
    counts: [
      { key: 'units', n: numbers.size },
      { key: 'headings', n: units.length - numbers.size },
      { key: 'headingsInTables', n: facts?.counts.headingsInTables ?? 0 },
      { key: 'listItems', n: count(u => u.items) },
      { key: 'rows', n: count(u => u.rows) },
      { key: 'footnotes', n: count(u => u.footnotes.length) },
      { key: 'images', n: count(u => u.html.split('<img ').length - 1) },
    ],
    guessed: facts?.guessed ?? false,
    warnings: warnings.map(w => ({ ...w, number: w.unit === null ? null : (numbers.get(w.unit) ?? null) })),
    leftOut: facts?.leftOut.filter(l => l.why !== 'comment') ?? [],
    comments: facts?.comments ?? [],
    undo: (await getLastStep(trx, { consultation: c.id }))?.act ?? null,
    redo: (await getNextUndone(trx, { consultation: c.id }))?.act ?? null,
    come: comeOf(c, units.length),
    mayEdit: can(viewer, 'draft.edit', c.id),
    mayManage: can(viewer, 'consultation.manage', c.id),
  }
}

/** Warnings of dropped units and of pictures described since are gone; tables without names are asked about wherever they come from. */
function stillTrue(placed: readonly PlacedWarning[], units: readonly DraftUnit[]): PlacedWarning[] {
  const silent = new Map(units.map(u => [u.id, silentPictures(u.html)]))
  const kept = placed.filter(({ code, unit }) => {
    if (unit === null) return true
    const left = silent.get(unit)
    if (left !== undefined && code === 'image.alt') silent.set(unit, left - 1)
    return left !== undefined && (code !== 'image.alt' || left > 0)
  })
  const nameless = units.filter(u => namelessTables(u.html) > 0)
  return [...kept, ...nameless.map(u => ({ code: 'table.names', args: {}, unit: u.id }))]
}

export const describedOf = (c: Consultation): Described => ({
  asker: c.asker ?? '',
  description: c.description,
  next: c.next,
  guests: c.guests === 1,
  zone: c.closingZone ?? '',
  opens: c.opensAt ? wallOf(c.opensAt, c.closingZone ?? 'UTC') : '',
  closes: c.closingWall?.slice(0, 16) ?? '',
})
export const comeOf = (c: Consultation, units: number): Come => ({
  slug: c.slug,
  hasText: units > 0,
  described: !!(c.asker || c.description),
  dated: c.closesAt !== null,
  published: c.publishedAt !== null,
})

/** UTC as the wall clock of a zone shows it, for a field of date and time. */
function wallOf(at: string, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    .format(new Date(at))
    .replace(' ', 'T')
}
