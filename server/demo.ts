// The demonstration: made once, at the first start of an empty house, from texts written for it; whole or not at all.

import { listLogs } from '../db/consultations.ts'
import { demoLangs } from '../shared/demo.ts'
import { draftOf } from './demo/about.ts'
import { performDemo } from './demo/perform.ts'
import type { House } from './house.ts'
import { readMarkdown } from './import/markdown.ts'
import { toDraft } from './import/units.ts'

/** Makes it when the house holds nothing and never held one; a removed demonstration does not come back. */
export async function openDemo({ db, hub, now }: Pick<House, 'db' | 'hub' | 'now'>): Promise<void> {
  if ((await listLogs(db.read, {})).length) return
  const drafts = new Map(demoLangs.map(lang => [lang, toDraft(readMarkdown(draftOf(lang)))]))
  const performed = await db.write(trx => performDemo(trx, drafts, Date.parse(now())))
  for (const { id, seq } of performed) hub.committed(id, seq)
}
