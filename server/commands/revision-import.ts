// revision.import: a revised file laid over the text; what continues what waits for correction until it is accepted.

import { createHash } from 'node:crypto'
import { addFile, getFile, listDraft, listFiles } from '../../db/drafts.ts'
import type { Trx } from '../../db/query.ts'
import { getWorking, setMapping } from '../../db/revisions.ts'
import type { DraftUnit } from '../../shared/draft.ts'
import { laidOver, type Pair } from '../../shared/mapping.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import type { Ctx, Done, In } from '../command.ts'
import type { ImportedDraft } from '../import/blocks.ts'
import { mayRevise, seed } from './revision.ts'
import { takeUnits } from './revision-take.ts'
import { withPictures } from './draft.ts'

/** A file that waits: its units (their ids mean nothing yet) and what each does. */
export interface Mapping {
  units: DraftUnit[]
  pairs: Pair[]
}

const told = (ctx: Ctx, act: string, result: object = {}): Done => ({
  events: [{ type: 'draft.changed', subject: ctx.consultation.id, data: { act } }],
  result,
})

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
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url')

export async function readMapping(trx: Trx, consultation: string): Promise<Mapping | null> {
  const stored = (await getWorking(trx, { consultation }))?.mapping
  return stored ? (JSON.parse(stored) as Mapping) : null
}

export async function importRevision(ctx: Ctx, p: In<'revision.import'>): Promise<Done> {
  mayRevise(ctx)
  const { trx, consultation: c } = ctx
  const mapping = await readMapping(trx, c.id)
  if (!mapping) throw new Refusal(no('invalid', 'revisionMapping'))
  if (p.put === 'away') {
    await setMapping(trx, { consultation: c.id, mapping: null })
    return told(ctx, 'away')
  }
  const present = new Set((await listDraft(trx, { consultation: c.id })).map(u => u.id))
  const pairs = corrected(mapping.pairs, p.pairs ?? [], present)
  if (p.put === 'correct') {
    await setMapping(trx, { consultation: c.id, mapping: JSON.stringify({ ...mapping, pairs }) })
    return told(ctx, 'map')
  }
  const { units, lineage } = laidOver(mapping.units, pairs, ctx.newId)
  const done = await takeUnits(ctx, units, lineage, 'import')
  await setMapping(trx, { consultation: c.id, mapping: null })
  return done.events.length ? done : told(ctx, 'import', { units: units.length })
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
