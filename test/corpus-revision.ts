// Lays a later draft of a real text over an earlier one: every unchanged block must be found, and nothing may be continued by unrelated words.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importFile } from '../server/import/import.ts'
import type { ImportedDraft } from '../server/import/blocks.ts'
import type { DraftUnit } from '../shared/draft.ts'
import { classesOf, mapUnits } from '../shared/mapping.ts'
import { wordsIn } from '../shared/text-diff.ts'

export interface RevisionResult {
  name: string
  ok: boolean
  words: string
}
const earlier = 'en-ca-pctf-v1.1-earlier-draft-v0.3.docx'
const later = 'en-ca-pctf-v1.1-CONSULTATION-DRAFT.docx'

/** Counted apart from this program: blocks outside tables and contents lists, cells of tables, and of both those that stand in both drafts. */
const facts = { blocks: [403, 431, 257], cells: [459, 472, 334] }

/** Titles over lists of contents are left out with their lists; who counts blocks in the file counts them. */
const titlesIn = (draft: ImportedDraft): Set<string> =>
  new Set(draft.leftOut.filter(l => l.why === 'contents' && !l.text.includes('\t')).map(l => l.text))

const withIds = (draft: ImportedDraft, prefix: string): DraftUnit[] => draft.units.map((u, n) => ({ ...u, id: `${prefix}${n}` }))
const linesOf = (u: DraftUnit): string[] =>
  u.text
    .split('\n')
    .map(l => l.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
const cellsOf = (u: DraftUnit): string[] =>
  u.text
    .split(/[\n\t]/)
    .map(l => l.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
const isTable = (u: DraftUnit): boolean => u.kind === 'table' || u.kind === 'row'

/** A row is known by its first cell. */
const nameOf = (u: DraftUnit): string => (u.kind === 'row' ? (u.text.split('\t')[0] ?? '') : u.id)

/** Of the words of one text, how many stand in the other. */
function overlap(a: string, b: string): number {
  const [x, y] = [wordsIn(a), new Set(wordsIn(b))]
  return x.filter(w => y.has(w)).length / Math.max(1, x.length)
}

export async function revisionResults(folder: string): Promise<RevisionResult[]> {
  const out: RevisionResult[] = []
  for (const rowPerUnit of [false, true]) {
    const read = (name: string): Promise<ImportedDraft> =>
      importFile(name, readFileSync(join(folder, 'docs', 'docx', name)), { rowPerUnit, itemPerUnit: rowPerUnit })
    const drafts = [await read(earlier), await read(later)] as const
    const [was, now] = [withIds(drafts[0], 'a'), withIds(drafts[1], 'b')]
    const [titles, others] = drafts.map(titlesIn) as [Set<string>, Set<string>]
    const left: [number, number, number] = [titles.size, others.size, [...titles].filter(title => others.has(title)).length]
    const began = performance.now()
    const pairs = mapUnits(was, now)
    const ms = Math.round(performance.now() - began)
    out.push({ name: `${later} over v0.3${rowPerUnit ? ', rows and items alone' : ''}`, ...judged(was, now, pairs, ms, left) })
  }
  return out
}

function judged(
  was: DraftUnit[],
  now: DraftUnit[],
  pairs: ReturnType<typeof mapUnits>,
  ms: number,
  titles: [number, number, number],
): Omit<RevisionResult, 'name'> {
  const units = new Map(was.map(u => [u.id, u]))
  const classes = classesOf(was, now, pairs)
  const count = (of: string): number => classes.filter(c => c === of).length
  /** Where each line that stands in both texts was, and whether the unit it stands in now continues one of those. */
  const follows = (pieces: (u: DraftUnit) => string[], wanted: (u: DraftUnit) => boolean) => {
    const homes = new Map<string, Set<string>>()
    let [before, after] = [0, 0]
    const pool = new Map<string, number>()
    for (const u of was.filter(wanted))
      for (const line of pieces(u)) {
        before++
        pool.set(line, (pool.get(line) ?? 0) + 1)
        homes.set(line, (homes.get(line) ?? new Set()).add(u.id))
      }
    let [same, found] = [0, 0]
    const missed: string[] = []
    for (const [n, u] of now.entries()) {
      if (!wanted(u)) continue
      const p = pairs[n]
      const kin = [p?.id, p?.cutOff, ...(p?.takesIn ?? [])]
      for (const line of pieces(u)) {
        after++
        const left = pool.get(line) ?? 0
        if (!left) continue
        pool.set(line, left - 1)
        same++
        if (kin.some(id => id && homes.get(line)?.has(id))) found++
        else missed.push(`${line.slice(0, 50)} (${u.kind})`)
      }
    }
    return { before, after, same, found, missed }
  }
  const blocks = follows(linesOf, u => !isTable(u))
  const cells = follows(cellsOf, isTable)
  const counted = {
    blocks: [blocks.before, blocks.after, blocks.same].map((n, i) => n + (titles[i] ?? 0)),
    cells: [cells.before, cells.after, cells.same],
  }
  const whole = new Set(was.map(u => `${u.kind === 'heading'} ${u.text}`))
  const equal = now.filter(u => whole.has(`${u.kind === 'heading'} ${u.text}`)).length
  const equalFound = pairs.filter(p => p.likeness === 1).length
  const strangers = pairs.flatMap((p, n) => {
    const u = p.id === null ? undefined : units.get(p.id)
    const to = now[n]
    return u &&
      to &&
      p.likeness < 1 &&
      nameOf(u) !== nameOf(to) &&
      Math.max(overlap(u.text, to.text), overlap(to.text, u.text)) < 0.5
      ? [`${u.text.slice(0, 40)} → ${to.text.slice(0, 40)}`]
      : []
  })
  const taken = new Set(pairs.flatMap(p => [p.id, ...p.takesIn]))
  const gone = was.filter(u => !taken.has(u.id))
  const known = JSON.stringify(counted) === JSON.stringify(facts)
  const words = [
    `${was.length} → ${now.length} units in ${ms} ms:`,
    ...(['unchanged', 'edited', 'changed', 'moved', 'split', 'merged', 'new'] as const).map(c => `${count(c)} ${c}`),
    `${gone.length} gone;`,
    `blocks ${counted.blocks[0]} → ${counted.blocks[1]}, ${counted.blocks[2]} unchanged (${titles.join(', ')} of them titles left out with their contents), ${blocks.found} followed;`,
    `cells ${cells.before} → ${cells.after}, ${cells.same} unchanged, ${cells.found} followed;`,
    `whole units equal ${equal}, paired ${equalFound}; strangers ${strangers.length}`,
    ...strangers,
    ...blocks.missed,
    ...(known ? [] : [`known: ${JSON.stringify(facts)}`]),
  ].join(' ')
  return { ok: known && ms <= 5_000 && strangers.length === 0 && blocks.found === blocks.same && equalFound >= equal, words }
}
