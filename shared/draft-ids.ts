// The ids of units inside a shared draft: each stands once, a first half keeps it, what belongs to the block above follows it.

/** One block at the top of a draft, as far as its unit is concerned. `goesOn` = it belongs to the unit of the block before it. */
export interface BlockIds {
  unit: string | null
  goesOn: boolean
  heading: boolean
}

export const isUnitId = (id: unknown): id is string => typeof id === 'string' && /^[\w-]{1,64}$/.test(id)

/**
 * Ids as they should be: of two blocks with one id, the first keeps it (or the one `keeper` names) and the other gets a new one; a block
 * that went on with another stays with it, or stands alone under its old id when that one left.
 */
export function mendIds(
  blocks: readonly BlockIds[],
  fresh: (at: number) => string,
  keeper = new Map<string, number>(),
): BlockIds[] {
  const seen = new Set<string>()
  let before: { was: string | null; unit: string; heading: boolean } | null = null
  return blocks.map((block, at) => {
    const { heading } = block
    if (block.goesOn && before && !heading && !before.heading && (block.unit === before.was || block.unit === before.unit))
      return { unit: before.unit, goesOn: true, heading }
    const keeps = isUnitId(block.unit) && !seen.has(block.unit) && (keeper.get(block.unit) ?? at) === at
    let unit = keeps && block.unit ? block.unit : fresh(at)
    for (let n = 2; seen.has(unit); n++) unit = `${unit}-${n}`
    seen.add(unit)
    before = { was: block.unit, unit, heading }
    return { unit, goesOn: false, heading }
  })
}
