// Everything of one consultation, removed: an unpublished one on request, a rehearsal on opening.

import { takeConsultation } from './consultations.ts'
import { roomRemovals } from './draft-rooms.ts'
import { rows, write, type Trx } from './query.ts'

const ofComments = (table: 'commentEdits' | 'reports') =>
  write((q, p: { id: string }) =>
    q.deleteFrom(table).where('commentId', 'in', q.selectFrom('comments').select('id').where('consultationId', '=', p.id)),
  )
const of = (
  table:
    | 'votes'
    | 'comments'
    | 'items'
    | 'answers'
    | 'events'
    | 'editions'
    | 'changes'
    | 'revisions'
    | 'workings'
    | 'paragraphs'
    | 'places'
    | 'notices'
    | 'files',
) => write((q, p: { id: string }) => q.deleteFrom(table).where('consultationId', '=', p.id))
const alsoOf = (table: 'deskCounts' | 'draftUnits' | 'draftSteps' | 'logs' | 'searchDocs' | 'grants') =>
  write((q, p: { id: string }) => q.deleteFrom(table).where('consultationId', '=', p.id))

const steps = [
  // Else each comment that is removed writes its row anew.
  alsoOf('deskCounts'),
  ofComments('commentEdits'),
  ofComments('reports'),
  of('votes'),
  of('comments'),
  of('items'),
  of('answers'),
  of('events'),
  of('editions'),
  of('changes'),
  of('revisions'),
  of('workings'),
  of('paragraphs'),
  of('places'),
  of('notices'),
  of('files'),
  ...roomRemovals,
  alsoOf('draftUnits'),
  alsoOf('draftSteps'),
  alsoOf('searchDocs'),
  alsoOf('grants'),
  alsoOf('logs'),
  write((q, p: { id: string }) => q.deleteFrom('consultations').where('id', '=', p.id)),
]

export const listRehearsals = rows((q, p: { of: string }) =>
  q
    .selectFrom('consultations')
    .select(['id', 'slug', 'publishedAt'])
    .where('rehearsalOf', '=', p.of)
    .orderBy('createdAt', 'desc'),
)

export async function removeConsultation(trx: Trx, id: string): Promise<void> {
  for (const step of steps) await step(trx, { id })
}

/** Comments and votes of a rehearsal go with it, when the consultation is published, rehearsed again or removed. */
export async function removeRehearsals(trx: Trx, of: string, gone: (id: string) => void): Promise<void> {
  for (const { id } of await listRehearsals(trx, { of })) {
    await takeConsultation(trx, { id })
    await removeConsultation(trx, id)
    gone(id)
  }
}
