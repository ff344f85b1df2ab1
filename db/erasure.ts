// Taking a person out of the public record without changing what it counts; and moving a guest's traces to the person they turn out to be.

import { rows, write } from './query.ts'

/** The person's comments, wherever they stand. */
export const listCommentsOf = rows((q, p: { person: string }) =>
  q
    .selectFrom('comments')
    .select(['id', 'consultationId'])
    .where('personId', '=', p.person)
    .orderBy('consultationId')
    .orderBy('id'),
)
export const eraseAuthor = write((q, p: { person: string }) =>
  q.updateTable('comments').set({ authorName: null }).where('personId', '=', p.person),
)
/** Remembered answers hold names; mails and sign-ins hold addresses; roles say who worked here. */
export const removeKeysOf = write((q, p: { person: string }) => q.deleteFrom('keys').where('personId', '=', p.person))
export const removeGrantsOf = write((q, p: { person: string }) => q.deleteFrom('grants').where('personId', '=', p.person))
export const removeMailTo = write((q, p: { email: string }) => q.deleteFrom('outbox').where('to', '=', p.email))
export const removeSignInsOf = write((q, p: { email: string }) => q.deleteFrom('signIns').where('email', '=', p.email))
export const moveComments = write((q, p: { from: string; to: string }) =>
  q.updateTable('comments').set({ personId: p.to }).where('personId', '=', p.from),
)
