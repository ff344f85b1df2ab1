// Warnings of an import, at the units that hold their places now: joined, split or moved, a place is followed through the steps.

import { listSteps } from '../../db/drafts.ts'
import type { Trx } from '../../db/query.ts'
import type { Splice } from '../../shared/draft.ts'
import type { ImportFacts } from './draft.ts'

export interface PlacedWarning {
  code: string
  args: Record<string, string | number>
  /** Null when it concerns the whole file. */
  unit: string | null
}

/** Those of dropped units are gone. */
export async function placedWarnings(trx: Trx, consultation: string, facts: ImportFacts): Promise<PlacedWarning[]> {
  if (!facts.warnings.length) return []
  const steps = (await listSteps(trx, { consultation })).map(s => JSON.parse(s.after) as Splice[])
  return facts.warnings.flatMap(({ code, unit, args = {} }): PlacedWarning[] => {
    if (unit === null) return [{ code, args, unit }]
    const id = steps.reduce<string | null>((at, step) => follow(at, step, code), facts.ids[unit] ?? null)
    return id === null ? [] : [{ code, args, unit: id }]
  })
}

/** Where a unit's place went in a step: to the part with the picture, to the unit it was joined to, or nowhere. */
function follow(id: string | null, step: Splice[], code: string): string | null {
  if (!step.some(s => s.out.some(u => u.id === id))) return id
  const into = step.flatMap(s => s.in)
  const fits = code === 'image.alt' ? into.filter(u => u.html.includes('alt=""')) : into
  return (fits.find(u => u.id === id) ?? fits[0] ?? into.find(u => u.id === id))?.id ?? null
}

/** The facts of a copy: warnings at its own units. `ids` leads from the old units to the new. */
export async function copiedFacts(
  trx: Trx,
  consultation: string,
  facts: ImportFacts,
  ids: Map<string, string>,
): Promise<ImportFacts> {
  const own = [...ids.values()]
  const warnings = (await placedWarnings(trx, consultation, facts)).map(w => ({
    code: w.code,
    args: w.args,
    unit: w.unit === null ? null : own.indexOf(ids.get(w.unit) ?? ''),
  }))
  return { ...facts, warnings: warnings.filter(w => w.unit !== -1), ids: own }
}
