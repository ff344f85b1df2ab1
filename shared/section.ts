// Long drafts are read by section: where a draft is cut, so that each page stays light.

/** What cutting needs to know of a unit. */
export interface Cuttable {
  kind: string
  level: number | null
  html: string
}

/** Above this a draft is read by section: units, and characters of HTML. */
const WHOLE = { units: 300, characters: 300_000 }
const SHORT = { units: 45, characters: 60_000 }
const PART = { units: 120, characters: 120_000 }

const weight = (units: readonly Cuttable[]): number => units.reduce((n, u) => n + u.html.length, 0)

export const readBySection = (units: readonly Cuttable[]): boolean =>
  units.length > WHOLE.units || weight(units) > WHOLE.characters

/** Runs of units: cut at headings of the first level, runs still too heavy at the next level, and so on; at last anywhere. */
export function sectionsOf<U extends Cuttable>(units: readonly U[], light = false): U[][] {
  const levels = [...new Set(units.flatMap(u => (u.kind === 'heading' && u.level !== null ? [u.level] : [])))].sort(
    (a, b) => a - b,
  )
  return cut(units, levels, light)
}

function cut<U extends Cuttable>(units: readonly U[], levels: readonly number[], light: boolean): U[][] {
  const [level, ...deeper] = levels
  if (level === undefined) return light ? [[...units]] : chunks(units)
  const runs: U[][] = []
  for (const unit of units) {
    const last = runs.at(-1)
    if (!last || (unit.kind === 'heading' && unit.level === level)) runs.push([unit])
    else last.push(unit)
  }
  return light ? runs : joined(runs.flatMap(run => (fits(run) ? [run] : cut(run, deeper, false))))
}

/** Short neighbours share a page: nobody wants to turn one for a single table. */
function joined<U extends Cuttable>(runs: U[][]): U[][] {
  const out: U[][] = []
  for (const run of runs) {
    const last = out.at(-1)
    if (last && last.length + run.length <= SHORT.units && weight(last) + weight(run) <= SHORT.characters) last.push(...run)
    else out.push([...run])
  }
  return out
}

const fits = (units: readonly Cuttable[]): boolean => units.length <= PART.units && weight(units) <= PART.characters

function chunks<U extends Cuttable>(units: readonly U[]): U[][] {
  const out: U[][] = []
  let run: U[] = []
  for (const unit of units) {
    if (run.length && !fits([...run, unit])) {
      out.push(run)
      run = []
    }
    run.push(unit)
  }
  if (run.length) out.push(run)
  return out
}

/** What stands inside the element of a heading. */
export const insideHeading = (html: string): string => html.replace(/^<h\d[^>]*>|<\/h\d>$/g, '')
