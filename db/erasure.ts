// Taking a person out of the public record without changing what it counts; and moving a guest's traces to the person they turn out to be.

import { rows, write } from './query.ts'

/** Consultations where the person has commented. */
export const listTouched = rows((q, p: { person: string }) =>
  q.selectFrom('comments').select('consultationId').distinct().where('personId', '=', p.person),
)
export const eraseAuthor = write((q, p: { person: string }) =>
  q.updateTable('comments').set({ authorName: null }).where('personId', '=', p.person),
)
export const moveComments = write((q, p: { from: string; to: string }) =>
  q.updateTable('comments').set({ personId: p.to }).where('personId', '=', p.from),
)
