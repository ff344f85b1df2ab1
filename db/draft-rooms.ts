// What is kept of a drafting room: updates in their order, the compacted state below them, and versions one can go back to.

import { notifyOthers } from './consultations.ts'
import { row, rows, write, type Trx } from './query.ts'

export const getRoom = row((q, p: { id: string }) => q.selectFrom('draftRooms').selectAll().where('consultationId', '=', p.id))
/** Held until the transaction ends, so that the numbers of updates become visible in their order. */
export const takeRoom = row((q, p: { id: string }) => {
  const found = q.selectFrom('draftRooms').select(['lastN', 'frozenAt']).where('consultationId', '=', p.id)
  return q.engine === 'postgres' ? found.forUpdate() : found
})
export const getRoomState = row((q, p: { id: string }) =>
  q.selectFrom('draftRooms').select(['lastN', 'uptoN', 'frozenAt', 'stale']).where('consultationId', '=', p.id),
)
export const addRoom = write((q, p: { id: string; state: Uint8Array }) =>
  q.insertInto('draftRooms').values({ consultationId: p.id, lastN: 0, uptoN: 0, frozenAt: null, stale: 0, state: p.state }),
)
export const setFrozen = write((q, p: { id: string; at: string | null }) =>
  q.updateTable('draftRooms').set({ frozenAt: p.at }).where('consultationId', '=', p.id),
)
/** The draft was changed elsewhere: the room takes it over when it next looks. Answers 1 to the one who cleared it. */
export const setStale = write((q, p: { id: string; stale: number; was: number }) =>
  q.updateTable('draftRooms').set({ stale: p.stale }).where('consultationId', '=', p.id).where('stale', '=', p.was),
)
const setLastN = write((q, p: { id: string; n: number }) =>
  q.updateTable('draftRooms').set({ lastN: p.n }).where('consultationId', '=', p.id),
)
const insertUpdate = write((q, p: { id: string; n: number; at: string; people: string; bytes: Uint8Array }) =>
  q.insertInto('draftUpdates').values({ consultationId: p.id, n: p.n, at: p.at, people: p.people, bytes: p.bytes }),
)

/** What other processes hear of a drafting room, apart from the ids of consultations with news. */
export const roomNews = 'draft '

/** Appends an update and answers with its number; `replaced` when the room is not the one that was read up to `upto`. */
export async function addUpdate(
  trx: Trx,
  p: { id: string; at: string; people: string; bytes: Uint8Array; upto: number },
): Promise<number | 'frozen' | 'replaced'> {
  const room = await takeRoom(trx, p)
  if (!room || room.lastN < p.upto) return 'replaced'
  if (room.frozenAt) return 'frozen'
  const n = room.lastN + 1
  await appendUpdate(trx, { ...p, n })
  return n
}
/** Under the hold of `takeRoom`. */
export async function appendUpdate(
  trx: Trx,
  p: { id: string; n: number; at: string; people: string; bytes: Uint8Array },
): Promise<void> {
  await insertUpdate(trx, p)
  await setLastN(trx, p)
  await notifyOthers(trx, { id: roomNews + p.id })
}
export const listUpdates = rows((q, p: { id: string; after: number }) =>
  q
    .selectFrom('draftUpdates')
    .select(['n', 'people', 'bytes'])
    .where('consultationId', '=', p.id)
    .where('n', '>', p.after)
    .orderBy('n'),
)
const setState = write((q, p: { id: string; upto: number; state: Uint8Array }) =>
  q
    .updateTable('draftRooms')
    .set({ state: p.state, uptoN: p.upto })
    .where('consultationId', '=', p.id)
    .where('uptoN', '<=', p.upto),
)
const removeUpdates = write((q, p: { id: string; upto: number }) =>
  q.deleteFrom('draftUpdates').where('consultationId', '=', p.id).where('n', '<=', p.upto),
)
/**
 * The state takes the place of the updates it holds. It may hold more, which waits to be appended: so not while the room is frozen, and
 * not in a room that is another one than was read up to `upto`.
 */
export async function compactRoom(trx: Trx, p: { id: string; upto: number; state: Uint8Array }): Promise<void> {
  const room = await takeRoom(trx, p)
  if (!room || room.frozenAt || room.lastN < p.upto) return
  if (await setState(trx, p)) await removeUpdates(trx, p)
}

const lastVersion = row((q, p: { id: string }) =>
  q
    .selectFrom('draftVersions')
    .select(e => e.fn.max('n').as('n'))
    .where('consultationId', '=', p.id),
)
const insertVersion = write(
  (q, p: { id: string; n: number; at: string; why: string; touched: string; words: number; bytes: Uint8Array }) =>
    q.insertInto('draftVersions').values({
      consultationId: p.id,
      n: p.n,
      at: p.at,
      why: p.why,
      touched: p.touched,
      words: p.words,
      bytes: p.bytes,
    }),
)
export async function addVersion(
  trx: Trx,
  p: { id: string; at: string; why: string; touched: string; words: number; bytes: Uint8Array },
): Promise<number> {
  await takeRoom(trx, p)
  const n = ((await lastVersion(trx, p))?.n ?? 0) + 1
  await insertVersion(trx, { ...p, n })
  return n
}
export const listVersions = rows((q, p: { id: string }) =>
  q
    .selectFrom('draftVersions')
    .select(['n', 'at', 'why', 'touched', 'words'])
    .where('consultationId', '=', p.id)
    .orderBy('n', 'desc')
    .limit(1_000),
)
export const getVersion = row((q, p: { id: string; n: number }) =>
  q.selectFrom('draftVersions').selectAll().where('consultationId', '=', p.id).where('n', '=', p.n),
)

const removeFrom = (table: 'draftRooms' | 'draftUpdates' | 'draftVersions') =>
  write((q, p: { id: string }) => q.deleteFrom(table).where('consultationId', '=', p.id))
export const roomRemovals = [removeFrom('draftUpdates'), removeFrom('draftVersions'), removeFrom('draftRooms')]
