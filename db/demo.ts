// The demonstration in the database: claimed once, and its people removed with it.

import { row, rows, write } from './query.ts'

/** Sets what is not set yet; answers 0 when another was first. */
export const claimMeta = write((q, p: { name: string; value: string }) =>
  q
    .insertInto('meta')
    .values({ name: p.name, value: p.value })
    .onConflict(c => c.column('name').doNothing()),
)
export const listBeginning = rows((q, p: { pattern: string }) =>
  q.selectFrom('consultations').select('id').where('id', 'like', p.pattern).orderBy('id'),
)
export const getBeginning = row((q, p: { pattern: string }) =>
  q.selectFrom('consultations').select('id').where('id', 'like', p.pattern).limit(1),
)
/** People who never signed in: nothing but their comments and votes pointed at them. */
export const removePeopleBeginning = write((q, p: { pattern: string }) => q.deleteFrom('people').where('id', 'like', p.pattern))
