// The next revision, loaded for the desk: its text, its changes with what was decided, and a file that waits.

import type { Consultation } from '../db/consultations.ts'
import { listThread } from '../db/comments.ts'
import type { Trx } from '../db/query.ts'
import { getWordingVotes } from '../db/revisions.ts'
import { stateAt } from '../shared/consultation.ts'
import { numbersOf, type DraftUnit } from '../shared/draft.ts'
import { classesOf } from '../shared/mapping.ts'
import type { Actor } from '../shared/role.ts'
import { commentOf } from './comment-view.ts'
import { loadMaking, type Making } from './commands/revision.ts'
import { readMapping } from './commands/revision-import.ts'
import type { ChangeItem } from './pages/revision-changes.ts'
import type { MapView } from './pages/revision-map.ts'
import type { RevisionDesk } from './pages/revision.ts'
import { loadPreview, type Asked } from './preview.ts'
import { nameOf } from './revisions.ts'
import { frameOf } from './view.ts'

/** Changes of one page. */
const SIZE = 40
/** Comments offered as reasons at each change. */
const OFFERED = 8

export async function loadRevising(
  trx: Trx,
  c: Consultation,
  viewer: Actor,
  now: string,
  asked: Asked,
  part: number,
): Promise<RevisionDesk['making']> {
  const making = await loadMaking(trx, c.id)
  if (!making) return null
  const differing = making.changes.filter(x => x.class !== 'unchanged')
  const from = Math.min(Math.max(0, part), Math.max(0, Math.ceil(differing.length / SIZE) - 1)) * SIZE
  const items: ChangeItem[] = []
  for (const change of differing.slice(from, from + SIZE)) items.push(await itemOf(trx, c, viewer, making, change))
  const tongue = { slug: c.slug, lang: c.lang, dir: c.dir }
  return {
    preview: await loadPreview(trx, c, viewer, asked),
    changes: {
      ...tongue,
      revision: c.revision + 1,
      closed: stateAt(c, now) === 'closed',
      reason: making.working.reason,
      items,
      from,
      total: differing.length,
    },
    map: await mapOf(trx, c, making.next),
    size: SIZE,
  }
}

async function itemOf(
  trx: Trx,
  c: Consultation,
  viewer: Actor,
  making: Making,
  change: Making['changes'][number],
): Promise<ChangeItem> {
  const after = making.next.find(u => u.id === change.id) ?? null
  const before = making.current.find(u => u.id === change.id) ?? null
  const stored = making.every.find(u => u.id === change.id)
  const votes = stored ? await getWordingVotes(trx, { id: stored.wordingId }) : undefined
  const thread = stored?.comments ? await listThread(trx, { place: change.id, sort: 'newest', after: null, limit: OFFERED }) : []
  const numbers = numbersOf(after ? making.next : making.current)
  const unit = (after ?? before) as DraftUnit
  return {
    change,
    name: nameOf({ number: numbers.get(change.id) ?? null, text: unit.text }),
    before,
    after,
    decision: making.decisions[change.id] ?? {},
    votes: votes ? votes.agree + votes.disagree + votes.unsure : 0,
    comments: thread.map(x => {
      const { id, author, text } = commentOf(x, frameOf(c, viewer))
      return { id, author: author?.name ?? null, text }
    }),
    all: stored?.comments ?? 0,
  }
}

/** Present units by name: P7 for paragraphs, H3 for headings. */
export function namesOf(units: readonly DraftUnit[]): Map<string, string> {
  const numbers = numbersOf(units)
  let headings = 0
  return new Map(units.map(u => [u.id, numbers.has(u.id) ? `P${numbers.get(u.id)}` : `H${++headings}`]))
}

async function mapOf(trx: Trx, c: Consultation, present: readonly DraftUnit[]): Promise<MapView | null> {
  const mapping = await readMapping(trx, c.id)
  if (!mapping) return null
  const names = namesOf(present)
  const fileNames = namesOf(mapping.units)
  const known = new Map(present.map(u => [u.id, u]))
  const classes = classesOf(present, mapping.units, mapping.pairs)
  const taken = new Set(mapping.pairs.flatMap(p => [p.id, ...p.takesIn]))
  return {
    slug: c.slug,
    lang: c.lang,
    dir: c.dir,
    items: mapping.units.map((unit, n) => {
      const pair = mapping.pairs[n] ?? { id: null, cutOff: null, takesIn: [], likeness: 0 }
      const was = pair.id === null ? null : (known.get(pair.id) ?? null)
      return { n, name: fileNames.get(unit.id) ?? '', unit, pair, class: classes[n] ?? 'new', was }
    }),
    names,
    gone: present.filter(u => !taken.has(u.id)).map(u => ({ id: u.id, name: names.get(u.id) ?? '', text: u.text })),
    present: present.map(u => ({ name: names.get(u.id) ?? '', text: u.text })),
  }
}
