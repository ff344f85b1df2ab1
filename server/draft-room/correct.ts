// An editorial correction of what readers see, laid over the drafting room's text in the same commit.

import type { Trx } from '../../db/query.ts'
import type { DraftUnit } from '../../shared/draft.ts'
import { overlay } from './overlay.ts'
import { readUnit } from './read-html.ts'
import { writeInto } from './store.ts'

export const correctRoom = (
  trx: Trx,
  { id, at, person, was, is }: { id: string; at: string; person: string; was: DraftUnit; is: DraftUnit },
): Promise<void> => writeInto(trx, { id, at, people: person }, doc => overlay(doc, was.id, readUnit(was), readUnit(is)))
