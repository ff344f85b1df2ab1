// Settings of the whole instance, one row each and language, and its logo.

import { row, rows, write } from './query.ts'

export const listSettings = rows((q, _: object) =>
  q.selectFrom('settings').select(['name', 'lang', 'value', 'at']).orderBy('name').orderBy('lang'),
)
export const setSetting = write((q, p: { name: string; lang: string; value: string; at: string; person: string | null }) =>
  q
    .insertInto('settings')
    .values({ name: p.name, lang: p.lang, value: p.value, at: p.at, personId: p.person })
    .onConflict(c =>
      c.columns(['name', 'lang']).doUpdateSet(e => ({
        value: e.ref('excluded.value'),
        at: e.ref('excluded.at'),
        personId: e.ref('excluded.personId'),
      })),
    ),
)
export const getLogo = row((q, p: { id: string }) => q.selectFrom('logos').select(['type', 'bytes']).where('id', '=', p.id))
export const addLogo = write((q, p: { id: string; type: string; bytes: Uint8Array }) =>
  q.insertInto('logos').values({ id: p.id, type: p.type, bytes: p.bytes }),
)
export const removeLogos = write((q, _: object) => q.deleteFrom('logos'))
