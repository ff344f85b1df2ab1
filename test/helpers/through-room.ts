// A text planted in one document, sent to another as an update, and read there: the way between the room and a browser.

import * as Y from 'yjs'
import { planted } from '../../server/draft-room/store.ts'
import { nodesOf, type DocNode } from '../../shared/draft-doc.ts'
import type { DraftUnit } from '../../shared/draft.ts'

export function throughRoom(units: readonly DraftUnit[]): DocNode[] {
  const there = new Y.Doc()
  Y.applyUpdate(there, Y.encodeStateAsUpdate(planted(units)))
  return nodesOf(there)
}
