// revision.import: a revised file laid over the text; what continues what waits for correction until it is accepted.

import { hash } from 'node:crypto'
import { addFile, getFile, listDraft, listFiles } from '../../db/drafts.ts'
import { getWorking, setMapping } from '../../db/revisions.ts'
import type { WorkingRow } from '../../db/schema.ts'
import { asKey, type DraftUnit } from '../../shared/draft.ts'
import { laidOver, type Pair } from '../../shared/mapping.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import type { Ctx, Done, In } from '../command.ts'
import type { ImportedDraft } from '../import/blocks.ts'
import { mayRevise, seed } from './revision.ts'
import { takeUnits } from './revision-take.ts'
import { withPictures } from './draft.ts'
import { told } from './draft-told.ts'
import { unitOf } from './draft-unit.ts'

/** A file that waits: its units (their ids mean nothing yet) and what each does. */
export interface Mapping {
  units: DraftUnit[]
  pairs: Pair[]
}

/** Keeps what the worker found, and begins a revision where none is in the making. */
export async function storeMapping(ctx: Ctx, draft: ImportedDraft): Promise<Done> {
  mayRevise(ctx)
  const { trx, consultation: c } = ctx
  if (!(await getWorking(trx, { consultation: c.id }))) await seed(ctx)
  const pictures = await picturesOf(ctx, draft)
  const units = draft.units.map((u, n): DraftUnit => ({
    id: String(n),
    kind: u.kind,
    level: u.level,
    html: withPictures(u.html, c.slug, pictures),
    text: u.text,
    items: u.items,
    rows: u.rows,
    footnotes: u.footnotes,
  }))
  const mapping: Mapping = { units, pairs: draft.pairs ?? [] }
  await setMapping(trx, { consultation: c.id, mapping: JSON.stringify(mapping) })
  return told(ctx, 'map', { units: units.length })
}

/** A picture that is here already keeps its address, so that what did not change is not told as changed. */
async function picturesOf({ trx, consultation: c, newId }: Ctx, draft: ImportedDraft): Promise<Map<string, string>> {
  const known = new Map<string, string>()
  if (draft.pictures.length)
    for (const { id } of await listFiles(trx, { consultation: c.id, purpose: 'picture' })) {
      const file = await getFile(trx, { id, consultation: c.id })
      if (file) known.set(digest(file.bytes), id)
    }
  const ids = new Map<string, string>()
  for (const picture of draft.pictures) {
    const id = known.get(digest(picture.bytes)) ?? newId()
    ids.set(picture.id, id)
    if (known.has(digest(picture.bytes))) continue
    known.set(digest(picture.bytes), id)
    await addFile(trx, { id, consultationId: c.id, name: '', type: picture.type, purpose: 'picture', bytes: picture.bytes })
  }
  return ids
}
const digest = (bytes: Uint8Array | string): string => hash('sha256', bytes, 'base64url')

export const mappingIn = (working: WorkingRow | undefined): Mapping | null =>
  working?.mapping ? (JSON.parse(working.mapping) as Mapping) : null

/** Names the order of the present text and the file that waits: what a page's P-numbers and places in the file mean. */
export function stampOf(present: readonly Pick<DraftUnit, 'id' | 'kind'>[], { units }: Mapping): { order: string; file: string } {
  const short = (what: unknown): string => digest(JSON.stringify(what)).slice(0, 16)
  return { order: short(present.map(u => [u.id, u.kind === 'heading'])), file: short(units.map(asKey)) }
}

/** Refuses what was said of another order or file than there is. */
export function checkStamp(present: readonly Pick<DraftUnit, 'id' | 'kind'>[], mapping: Mapping, seen: string | undefined): void {
  if (seen === undefined) return
  const stamp = stampOf(present, mapping)
  const [order, file] = seen.split('.')
  if (file !== stamp.file) throw new Refusal(no('conflict', 'revisionFile'))
  if (order !== stamp.order) throw new Refusal(no('conflict', 'revisionOrder'))
}

export async function importRevision(ctx: Ctx, p: In<'revision.import'>): Promise<Done> {
  mayRevise(ctx)
  const { trx, consultation: c } = ctx
  const mapping = mappingIn(await getWorking(trx, { consultation: c.id }))
  if (!mapping) throw new Refusal(no('invalid', 'revisionMapping'))
  const units = (await listDraft(trx, { consultation: c.id })).map(unitOf)
  checkStamp(units, mapping, p.stamp)
  if (p.put === 'away') {
    await setMapping(trx, { consultation: c.id, mapping: null })
    return told(ctx, 'away')
  }
  const present = new Set(units.map(u => u.id))
  const pairs = corrected(mapping.pairs, p.pairs ?? [], present)
  if (p.put === 'correct') {
    await setMapping(trx, { consultation: c.id, mapping: JSON.stringify({ ...mapping, pairs }) })
    return told(ctx, 'map')
  }
  const laid = laidOver(mapping.units, pairs, ctx.newId)
  const done = await takeUnits(ctx, laid.units, laid.lineage, 'import')
  await setMapping(trx, { consultation: c.id, mapping: null })
  return done.events.length ? done : told(ctx, 'import', { units: laid.units.length })
}

/** Each unit is continued or taken in once at most, and is there. What was cut off a unit that nothing continues is new. */
function corrected(
  pairs: readonly Pair[],
  said: NonNullable<In<'revision.import'>['pairs']>,
  present: ReadonlySet<string>,
): Pair[] {
  const next = pairs.map(p => ({ ...p }))
  for (const { n, id, takesIn } of said) {
    const own = next[n]
    if (!own) throw new Refusal(no('invalid', 'revisionPair', { name: String(n + 1) }))
    if (id !== own.id) next[n] = { ...own, id, cutOff: null, likeness: 0, takesIn: takesIn ?? own.takesIn }
    else if (takesIn) own.takesIn = takesIn
  }
  const used = new Set<string>()
  for (const { id, takesIn } of next)
    for (const of of [...(id === null ? [] : [id]), ...takesIn]) {
      if (used.has(of) || !present.has(of)) throw new Refusal(no('invalid', 'revisionPair', { name: of }))
      used.add(of)
    }
  return next.map(p => (p.cutOff !== null && !used.has(p.cutOff) ? { ...p, cutOff: null } : p))
}
