// An editorial correction of what readers see, laid over the drafting room's text in the same commit: an open room finds it among its updates.

import * as Y from 'yjs'
import { appendUpdate, getRoom, listUpdates, takeRoom } from '../../db/draft-rooms.ts'
import type { Trx } from '../../db/query.ts'
import type { DraftUnit } from '../../shared/draft.ts'
import { overlay } from './overlay.ts'
import { readUnit } from './read-html.ts'

/** Also where the room is frozen: the freeze is for those who write there. */
export async function correctRoom(
  trx: Trx,
  { id, at, person, was, is }: { id: string; at: string; person: string; was: DraftUnit; is: DraftUnit },
): Promise<void> {
  if (!(await takeRoom(trx, { id }))) return
  const room = await getRoom(trx, { id })
  if (!room) return
  const doc = new Y.Doc()
  Y.applyUpdate(doc, room.state)
  for (const { bytes } of await listUpdates(trx, { id, after: room.uptoN })) Y.applyUpdate(doc, bytes)
  const written: Uint8Array[] = []
  doc.on('update', (bytes: Uint8Array) => written.push(bytes))
  doc.transact(() => overlay(doc, was.id, readUnit(was), readUnit(is)))
  doc.destroy()
  for (const bytes of written) await appendUpdate(trx, { id, at, people: person, bytes, n: room.lastN + 1 })
}
