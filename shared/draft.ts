// A draft before it is public: units in order, and the acts on them. Every act answers with splices, so that it can be walked back and again.

import { no, type No } from './refusal.ts'

export interface DraftUnit {
  id: string
  kind: 'heading' | 'prose' | 'list' | 'table' | 'row' | 'code'
  level: number | null
  html: string
  text: string
  items: number
  rows: number
  footnotes: { mark: string; text: string }[]
}
/** What a unit holds, apart from its id, level and footnotes. */
export type Body = Pick<DraftUnit, 'kind' | 'html' | 'text' | 'items' | 'rows'>

/** The handling of HTML, given from outside: this room knows no parser. */
export interface Shears {
  /** Two halves, cut at an offset of the readable text (between items or rows where there are some); null where nothing can be cut. */
  cut: (body: Body, at: number) => [Body, Body] | null
  /** Each paragraph, outermost list item and table row alone; one piece when there is nothing to take apart. */
  apart: (body: Body) => Body[]
  join: (first: Body, second: Body) => Body
  /** The inside of a single paragraph, null when there is more than one or something else. */
  inside: (html: string) => string | null
}

/** At a place, some units leave and others stand there instead. Splices apply one after the other. */
export interface Splice {
  at: number
  out: DraftUnit[]
  in: DraftUnit[]
}
/** `at` is the unit to look at afterwards. */
export type Outcome = { splices: Splice[]; look: string | null } | { refused: NonNullable<No> }

const refused = (why: string): Outcome => ({ refused: no('invalid', why) })
const missing: Outcome = { refused: no('notFound') }

/** All that makes a unit's text what it is: equal keys, equal texts. */
export const asKey = (u: DraftUnit): string => JSON.stringify([u.kind, u.level, u.html, u.footnotes.map(n => [n.mark, n.text])])

/** The units after these splices; the old list is not touched. */
export function applySplices(units: readonly DraftUnit[], splices: readonly Splice[]): DraftUnit[] {
  const after = [...units]
  for (const s of splices) after.splice(s.at, s.out.length, ...s.in)
  return after
}

/** Splices that bring back what stood before. */
export const inverse = (splices: readonly Splice[]): Splice[] => splices.map(s => ({ at: s.at, out: s.in, in: s.out })).reverse()

/** P-numbers by id: headings carry none. */
export function numbersOf(units: readonly Pick<DraftUnit, 'id' | 'kind'>[]): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const u of units) if (u.kind !== 'heading') numbers.set(u.id, numbers.size + 1)
  return numbers
}

/** The first half keeps the id; what is cut off a heading is prose. */
export function splitUnit(units: readonly DraftUnit[], id: string, at: number, newId: string, shears: Shears): Outcome {
  const { place, unit } = find(units, id)
  if (!unit) return missing
  const halves = shears.cut(unit, at)
  if (!halves) return refused('draftCut')
  const [first, second] = halves
  return change(
    place,
    [unit],
    share(unit.footnotes, [
      { ...first, id, level: unit.level },
      { ...second, id: newId, level: null },
    ]),
    newId,
  )
}

/** The unit before keeps its id and takes the other in. A heading takes in another heading, or the one paragraph that was cut off it. */
export function mergeUnit(units: readonly DraftUnit[], id: string, shears: Shears): Outcome {
  const { place, unit } = find(units, id)
  if (!unit) return missing
  const before = units[place - 1]
  if (!before) return refused('draftFirst')
  const body = before.kind === 'heading' ? joinHeading(before, unit, shears) : shears.join(before, asProse(unit))
  if (!body) return refused('draftHeading')
  const joined = { ...body, id: before.id, level: before.level, footnotes: [...before.footnotes, ...unit.footnotes] }
  return change(place - 1, [before, unit], [joined], before.id)
}

export function moveUnit(units: readonly DraftUnit[], id: string, after: string | null): Outcome {
  const { place, unit } = find(units, id)
  const rest = units.filter(u => u.id !== id)
  const target = after === null ? 0 : rest.findIndex(u => u.id === after) + 1
  if (!unit || (after !== null && target === 0)) return missing
  if (target === place) return refused('draftMove')
  const splices = [
    { at: place, out: [unit], in: [] },
    { at: target, out: [], in: [unit] },
  ]
  return { splices, look: id }
}

export function dropUnit(units: readonly DraftUnit[], id: string): Outcome {
  const { place, unit } = find(units, id)
  if (!unit) return missing
  return change(place, [unit], [], units[place + 1]?.id ?? units[place - 1]?.id ?? null)
}

/** A level makes a heading of a single paragraph; null makes prose of a heading. */
export function levelUnit(units: readonly DraftUnit[], id: string, level: number | null, shears: Shears): Outcome {
  const { place, unit } = find(units, id)
  if (!unit) return missing
  if (level === unit.level) return refused('draftSame')
  if (level === null) return change(place, [unit], [{ ...unit, ...asProse(unit), level }], id)
  const html = unit.kind === 'heading' ? unit.html : unit.kind === 'prose' ? shears.inside(unit.html) : null
  if (html === null) return refused('draftLevel')
  return change(place, [unit], [{ ...unit, kind: 'heading', level, html }], id)
}

/** Each paragraph, list item or table row becomes a unit; the first keeps the id. */
export function takeApart(units: readonly DraftUnit[], id: string, newId: () => string, shears: Shears): Outcome {
  const { place, unit } = find(units, id)
  if (!unit) return missing
  const pieces = unit.kind === 'heading' ? [] : shears.apart(unit)
  if (pieces.length < 2) return refused('draftApart')
  const parts = pieces.map((piece, n) => ({ ...piece, id: n ? newId() : id, level: null }))
  return change(place, [unit], share(unit.footnotes, parts), id)
}

/** Another wording of a unit, null when nothing readable is left of it. */
export function writeUnit(
  units: readonly DraftUnit[],
  id: string,
  write: (was: DraftUnit) => (Body & Pick<DraftUnit, 'level'>) | null,
): Outcome {
  const { place, unit } = find(units, id)
  if (!unit) return missing
  const body = write(unit)
  if (!body) return refused('wording')
  const next = { ...unit, ...body }
  return asKey(next) === asKey(unit) ? refused('draftSame') : change(place, [unit], [next], id)
}

/** A new unit behind another, or at the beginning. */
export function addUnit(
  units: readonly DraftUnit[],
  after: string | null,
  id: string,
  body: (Body & Pick<DraftUnit, 'level'>) | null,
): Outcome {
  const at = after === null ? 0 : units.findIndex(u => u.id === after) + 1
  if (after !== null && at === 0) return missing
  return body ? change(at, [], [{ ...body, id, footnotes: [] }], id) : refused('wording')
}

const change = (at: number, out: DraftUnit[], into: DraftUnit[], look: string | null): Outcome => ({
  splices: [{ at, out, in: into }],
  look,
})

function find(units: readonly DraftUnit[], id: string): { place: number; unit: DraftUnit | undefined } {
  const place = units.findIndex(u => u.id === id)
  return { place, unit: units[place] }
}

function asProse(unit: DraftUnit): Body {
  return unit.kind === 'heading' ? { ...unit, kind: 'prose', html: `<p>${unit.html}</p>` } : unit
}

function joinHeading(heading: DraftUnit, unit: DraftUnit, shears: Shears): Body | null {
  const inside = unit.kind === 'heading' ? unit.html : unit.kind === 'prose' ? shears.inside(unit.html) : null
  return inside === null ? null : { ...heading, html: `${heading.html} ${inside}`, text: `${heading.text} ${unit.text}` }
}

/** Each footnote goes with the first part that refers to it, or stays with the first of all. */
function share(footnotes: DraftUnit['footnotes'], parts: Omit<DraftUnit, 'footnotes'>[]): DraftUnit[] {
  const units = parts.map((part): DraftUnit => ({ ...part, footnotes: [] }))
  for (const note of footnotes)
    (units.find(u => u.html.includes(`href="#footnote-${note.mark}"`)) ?? units[0])?.footnotes.push(note)
  return units
}
