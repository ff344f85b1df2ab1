// The draft before it is public: units in order, and the steps taken on them, which undo walks back.

import { textOf } from './paragraphs.ts'
import { sql } from 'kysely'
import { row, rows, write } from './query.ts'
import type { DraftUnitRow, FileRow } from './schema.ts'

export const listDraft = rows((q, p: { consultation: string }) =>
  q.selectFrom('draftUnits').selectAll().where('consultationId', '=', p.consultation).orderBy('position'),
)
export const addDraftUnit = write((q, p: DraftUnitRow) =>
  q
    .insertInto('draftUnits')
    .values({
      id: p.id,
      consultationId: p.consultationId,
      position: p.position,
      ...textOf(p),
    })
    .onConflict(c =>
      c.column('id').doUpdateSet(e => ({
        position: e.ref('excluded.position'),
        kind: e.ref('excluded.kind'),
        level: e.ref('excluded.level'),
        html: e.ref('excluded.html'),
        text: e.ref('excluded.text'),
        items: e.ref('excluded.items'),
        rows: e.ref('excluded.rows'),
        footnotes: e.ref('excluded.footnotes'),
      })),
    ),
)
/** Whose working draft a unit stands in. */
export const getDraftOwner = row((q, p: { id: string }) =>
  q.selectFrom('draftUnits').select('consultationId').where('id', '=', p.id),
)
export const removeDraftUnit = write((q, p: { id: string; consultation: string }) =>
  q.deleteFrom('draftUnits').where('id', '=', p.id).where('consultationId', '=', p.consultation),
)
/** Makes room in the order, or closes a gap. */
export const shiftDraft = write((q, p: { consultation: string; from: number; by: number }) =>
  q
    .updateTable('draftUnits')
    .set(e => ({ position: e('position', '+', p.by) }))
    .where('consultationId', '=', p.consultation)
    .where('position', '>=', p.from),
)
export const removeDraft = write((q, p: { consultation: string }) =>
  q.deleteFrom('draftUnits').where('consultationId', '=', p.consultation),
)

/** The newest step that is done, and the oldest that is undone. */
export const getLastStep = row((q, p: { consultation: string }) =>
  q
    .selectFrom('draftSteps')
    .selectAll()
    .where('consultationId', '=', p.consultation)
    .where('undoneAt', 'is', null)
    .orderBy('n', 'desc')
    .limit(1),
)
export const getNextUndone = row((q, p: { consultation: string }) =>
  q
    .selectFrom('draftSteps')
    .selectAll()
    .where('consultationId', '=', p.consultation)
    .where('undoneAt', 'is not', null)
    .orderBy('n')
    .limit(1),
)
/** All steps that are done, oldest first. */
export const listSteps = rows((q, p: { consultation: string }) =>
  q
    .selectFrom('draftSteps')
    .select(['n', 'act', 'after', 'lineage'])
    .where('consultationId', '=', p.consultation)
    .where('undoneAt', 'is', null)
    .orderBy('n'),
)
/** All steps, undone ones too, with the texts they hold. */
export const listStepTexts = rows((q, p: { consultation: string }) =>
  q.selectFrom('draftSteps').select(['n', 'before', 'after']).where('consultationId', '=', p.consultation).orderBy('n'),
)
export const setStepTexts = write((q, p: { consultation: string; n: number; before: string; after: string }) =>
  q
    .updateTable('draftSteps')
    .set({ before: p.before, after: p.after })
    .where('consultationId', '=', p.consultation)
    .where('n', '=', p.n),
)
export const addStep = write(
  (q, p: { consultation: string; n: number; act: string; before: string; after: string; lineage: string | null }) =>
    q.insertInto('draftSteps').values({
      consultationId: p.consultation,
      n: p.n,
      act: p.act,
      before: p.before,
      after: p.after,
      undoneAt: null,
      lineage: p.lineage,
    }),
)
export const setUndone = write((q, p: { consultation: string; n: number; at: string | null }) =>
  q.updateTable('draftSteps').set({ undoneAt: p.at }).where('consultationId', '=', p.consultation).where('n', '=', p.n),
)
export const removeUndone = write((q, p: { consultation: string }) =>
  q.deleteFrom('draftSteps').where('consultationId', '=', p.consultation).where('undoneAt', 'is not', null),
)
export const removeSteps = write((q, p: { consultation: string }) =>
  q.deleteFrom('draftSteps').where('consultationId', '=', p.consultation),
)

export const addFile = write((q, p: FileRow) =>
  q
    .insertInto('files')
    .values({ id: p.id, consultationId: p.consultationId, name: p.name, type: p.type, purpose: p.purpose, bytes: p.bytes }),
)
export const getFile = row((q, p: { id: string; consultation: string }) =>
  q.selectFrom('files').selectAll().where('id', '=', p.id).where('consultationId', '=', p.consultation),
)
export const listFiles = rows((q, p: { consultation: string; purpose: string }) =>
  q
    .selectFrom('files')
    .select(['id', 'name', 'type'])
    .where('consultationId', '=', p.consultation)
    .where('purpose', '=', p.purpose)
    .orderBy('name'),
)
/** Files beside the draft, with their size in bytes. */
export const listAttachments = rows((q, p: { consultation: string }) =>
  q
    .selectFrom('files')
    .select(['id', 'name', sql<number>`octet_length("bytes")`.as('size')])
    .where('consultationId', '=', p.consultation)
    .where('purpose', '=', 'attachment')
    .orderBy('id'),
)
export const removeFile = write((q, p: { id: string; consultation: string }) =>
  q.deleteFrom('files').where('id', '=', p.id).where('consultationId', '=', p.consultation).where('purpose', '=', 'attachment'),
)
export const removeFiles = write((q, p: { consultation: string; purpose: string }) =>
  q.deleteFrom('files').where('consultationId', '=', p.consultation).where('purpose', '=', p.purpose),
)
