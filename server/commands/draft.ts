// Storing an imported draft as units with lasting ids; importing again replaces an unpublished draft.

import { addDraftUnit, addFile, removeDraft, removeFiles, removeSteps } from '../../db/drafts.ts'
import { setStale } from '../../db/draft-rooms.ts'
import { setImported } from '../../db/consultations.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { mayDo } from '../../shared/role.ts'
import type { Ctx, Done } from '../command.ts'
import type { ImportedDraft } from '../import/blocks.ts'
import { told } from './draft-told.ts'

/** A draft's text with its pictures at the addresses they have been given here. */
export const withPictures = (html: string, slug: string, pictures: ReadonlyMap<string, string>): string =>
  html.replace(/src="picture:([^"]*)"/g, (_, name: string) => `src="/c/${slug}/file/${pictures.get(name) ?? 'missing'}"`)

/** What is remembered of an import beside its units. */
export type ImportFacts = Pick<ImportedDraft, 'counts' | 'leftOut' | 'warnings' | 'comments' | 'guessed'> & { ids: string[] }

export async function storeDraft(ctx: Ctx, draft: ImportedDraft): Promise<Done> {
  const { trx, consultation: c, actor, newId } = ctx
  refuseIf(mayDo(actor, 'draft.edit', c.id))
  if (c.publishedAt) throw new Refusal(no('invalid', 'published'))
  await setStale(trx, { id: c.id, stale: 1, was: 0 })
  await removeDraft(trx, { consultation: c.id })
  await removeSteps(trx, { consultation: c.id })
  await removeFiles(trx, { consultation: c.id, purpose: 'picture' })
  const pictures = new Map<string, string>()
  for (const picture of draft.pictures) {
    const id = newId()
    pictures.set(picture.id, id)
    await addFile(trx, { id, consultationId: c.id, name: '', type: picture.type, purpose: 'picture', bytes: picture.bytes })
  }
  const ids: string[] = []
  for (const [position, unit] of draft.units.entries()) {
    const id = newId()
    ids.push(id)
    await addDraftUnit(trx, {
      id,
      consultationId: c.id,
      position,
      kind: unit.kind,
      level: unit.level,
      html: withPictures(unit.html, c.slug, pictures),
      text: unit.text,
      items: unit.items,
      rows: unit.rows,
      footnotes: JSON.stringify(unit.footnotes),
    })
  }
  const { counts, leftOut, warnings, comments, guessed } = draft
  const facts: ImportFacts = { counts, leftOut, warnings, comments, guessed, ids }
  await setImported(trx, { id: c.id, imported: JSON.stringify(facts) })
  return told(ctx, 'import', { units: ids.length })
}
