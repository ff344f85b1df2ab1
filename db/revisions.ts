// Revisions as they were published: order, texts, what happened to each unit; the work on the next one; comments that move with a merged unit.

import { sql } from 'kysely'
import { row, rows, write, type Builder, type Trx } from './query.ts'
import type { ChangeRow, RevisionRow, WorkingRow } from './schema.ts'

export const getWorking = row((q, p: { consultation: string }) =>
  q.selectFrom('workings').selectAll().where('consultationId', '=', p.consultation),
)
export const addWorking = write((q, p: Omit<WorkingRow, 'decisions' | 'reason' | 'mapping'>) =>
  q.insertInto('workings').values({
    consultationId: p.consultationId,
    base: p.base,
    begunAt: p.begunAt,
    decisions: '{}',
    reason: '',
    mapping: null,
  }),
)
export const setDecisions = write((q, p: { consultation: string; decisions: string; reason: string }) =>
  q.updateTable('workings').set({ decisions: p.decisions, reason: p.reason }).where('consultationId', '=', p.consultation),
)
export const setMapping = write((q, p: { consultation: string; mapping: string | null }) =>
  q.updateTable('workings').set({ mapping: p.mapping }).where('consultationId', '=', p.consultation),
)
export const removeWorking = write((q, p: { consultation: string }) =>
  q.deleteFrom('workings').where('consultationId', '=', p.consultation),
)

export const addRevision = write((q, p: RevisionRow) =>
  q.insertInto('revisions').values({
    consultationId: p.consultationId,
    revision: p.revision,
    at: p.at,
    seq: p.seq,
    act: p.act,
    reason: p.reason,
    afterClosing: p.afterClosing,
    units: p.units,
  }),
)
export const getRevision = row((q, p: { consultation: string; revision: number }) =>
  q.selectFrom('revisions').selectAll().where('consultationId', '=', p.consultation).where('revision', '=', p.revision),
)
/** All of them, without the order of their units. */
export const listRevisions = rows((q, p: { consultation: string }) =>
  q
    .selectFrom('revisions')
    .select(['revision', 'at', 'seq', 'act', 'reason', 'afterClosing'])
    .where('consultationId', '=', p.consultation)
    .orderBy('revision'),
)
export const addChange = write((q, p: ChangeRow) =>
  q.insertInto('changes').values({
    consultationId: p.consultationId,
    revision: p.revision,
    paragraphId: p.paragraphId,
    class: p.class,
    moved: p.moved,
    reason: p.reason,
    because: p.because,
    origins: p.origins,
    into: p.into,
  }),
)
/** What was done to units after one revision, up to another. */
export const listChanges = rows((q, p: { consultation: string; after: number; upto: number }) =>
  q
    .selectFrom('changes')
    .selectAll()
    .where('consultationId', '=', p.consultation)
    .where('revision', '>', p.after)
    .where('revision', '<=', p.upto)
    .orderBy('revision')
    .orderBy('paragraphId'),
)
/** How many units each revision did what to. */
export const countChanges = rows((q, p: { consultation: string }) =>
  q
    .selectFrom('changes')
    .select(e => ['revision', 'class', e.fn.countAll<number>().as('n')])
    .where('consultationId', '=', p.consultation)
    .groupBy(['revision', 'class']),
)
/** The life of one unit: what was done to it, and what took others in. */
export const listChangesOf = rows((q, p: { paragraph: string }) =>
  q.selectFrom('changes').selectAll().where('paragraphId', '=', p.paragraph).orderBy('revision'),
)
export const listEditionsOf = rows((q, p: { paragraph: string }) =>
  q.selectFrom('editions').selectAll().where('paragraphId', '=', p.paragraph).orderBy('revision'),
)
/** The texts that stood in a revision, and those of units that had left by then. */
export const listEditionsAt = rows((q, p: { consultation: string; revision: number }) =>
  q
    .selectFrom('editions as e')
    .select(['e.paragraphId', 'e.revision', 'e.wordingId', 'e.kind', 'e.level', 'e.html', 'e.text'])
    .where('e.consultationId', '=', p.consultation)
    .where('e.revision', '=', eb =>
      eb
        .selectFrom('editions as x')
        .select(f => f.fn.max('x.revision').as('last'))
        .whereRef('x.paragraphId', '=', 'e.paragraphId')
        .where('x.revision', '<=', p.revision),
    ),
)
/** The text of one unit as it stood in a revision. */
export const getEditionAt = row((q, p: { paragraph: string; revision: number }) =>
  q
    .selectFrom('editions')
    .select(['paragraphId', 'revision', 'wordingId', 'kind', 'level', 'html', 'text'])
    .where('paragraphId', '=', p.paragraph)
    .where('revision', '<=', p.revision)
    .orderBy('revision', 'desc')
    .limit(1),
)
export const getWordingVotes = row((q, p: { id: string }) =>
  q.selectFrom('items').select(['id', 'agree', 'disagree', 'unsure', 'guests', 'shutAt']).where('id', '=', p.id),
)
/** The revision under which a person last commented on each place. */
export const listCommentedBy = rows((q, p: { consultation: string; person: string }) =>
  q
    .selectFrom('comments')
    .select(e => ['placeId', e.fn.max('revision').as('revision')])
    .where('personId', '=', p.person)
    .where('consultationId', '=', p.consultation)
    .where('withdrawnAt', 'is', null)
    .groupBy('placeId'),
)

const topsOf = (q: Builder, place: string) =>
  q.selectFrom('items').select('id').where('placeId', '=', place).where('replyTo', 'is', null).where('seq', '>', sql.lit(0))

const movedReplies = write((q, p: { from: string; to: string }) =>
  q
    .updateTable('comments')
    .set(e => ({ placeId: p.to, movedFrom: e.fn.coalesce('movedFrom', 'placeId') }))
    .where('id', 'in', q.selectFrom('items').select('id').where('replyTo', 'in', topsOf(q, p.from))),
)
const movedTops = write((q, p: { from: string; to: string }) =>
  q
    .updateTable('comments')
    .set(e => ({ placeId: p.to, movedFrom: e.fn.coalesce('movedFrom', 'placeId') }))
    .where('id', 'in', topsOf(q, p.from)),
)
const movedReplyItems = write((q, p: { from: string; to: string }) =>
  q.updateTable('items').set({ placeId: p.to }).where('replyTo', 'in', topsOf(q, p.from)),
)
const movedTopItems = write((q, p: { from: string; to: string }) =>
  q
    .updateTable('items')
    .set({ placeId: p.to })
    .where('placeId', '=', p.from)
    .where('replyTo', 'is', null)
    .where('seq', '>', sql.lit(0)),
)

/** Every comment and reply of one place stands in another from now on, and says where it was. */
export async function movePlace(trx: Trx, p: { from: string; to: string }): Promise<void> {
  for (const step of [movedReplies, movedTops, movedReplyItems, movedTopItems]) await step(trx, p)
}
