// The next revision, loaded for the desk: its text, its changes with what was decided, and a file that waits.

import type { Consultation } from '../db/consultations.ts'
import { listThread } from '../db/comments.ts'
import type { Trx } from '../db/query.ts'
import { getWordingVotes } from '../db/revisions.ts'
import { stateAt } from '../shared/consultation.ts'
import { numbersOf, type DraftUnit } from '../shared/draft.ts'
import { classesOf } from '../shared/mapping.ts'
import type { Change, Decisions } from '../shared/revision.ts'
import type { Actor } from '../shared/role.ts'
import type { In } from './command.ts'
import { commentOf } from './comment-view.ts'
import { merged, seenOf } from './commands/decisions.ts'
import { loadMaking, type Making } from './commands/revision.ts'
import { mappingIn, stampOf } from './commands/revision-import.ts'
import type { ChangeItem, Changes } from './pages/revision-changes.ts'
import type { MapView } from './pages/revision-map.ts'
import type { RevisionDesk, Tab } from './pages/revision.ts'
import { loadPreview, type Asked } from './preview.ts'
import { nameOf } from './revisions.ts'
import { frameOf } from './view.ts'

/** Changes of one page. */
const SIZE = 40
/** Comments offered as reasons at each change. */
const OFFERED = 8

/** What a refused form held: it is shown again instead of what is stored. */
export interface Typed {
  decisions?: In<'revision.decide'>['decisions']
  reason?: string
  afterClosing?: string
  pairs?: Record<string, string>
}

/** Only what the asked tab shows is loaded; `asked.part` is the part of the text or of the changes. */
export async function loadRevising(
  trx: Trx,
  c: Consultation,
  viewer: Actor,
  now: string,
  tab: Tab,
  asked: Asked,
  typed: Typed = {},
): Promise<RevisionDesk['making']> {
  const making = await loadMaking(trx, c.id)
  if (!making) return null
  const differing = making.changes.filter(x => x.class !== 'unchanged')
  return {
    preview: tab === 'text' ? await loadPreview(trx, c, viewer, asked, making.next) : null,
    changes: tab === 'changes' ? await changesOf(trx, c, viewer, now, making, differing, asked.part, typed) : null,
    map: tab === 'file' ? mapOf(c, making, typed.pairs ?? {}) : null,
    total: differing.length,
  }
}

async function changesOf(
  trx: Trx,
  c: Consultation,
  viewer: Actor,
  now: string,
  making: Making,
  differing: readonly Change[],
  part: number,
  typed: Typed,
): Promise<Changes> {
  const from = Math.min(Math.max(0, part), Math.max(0, Math.ceil(differing.length / SIZE) - 1)) * SIZE
  const items: ChangeItem[] = []
  const known: Known = {
    making,
    decisions: merged(making.decisions, typed.decisions),
    before: new Map(making.current.map(u => [u.id, u])),
    after: new Map(making.next.map(u => [u.id, u])),
    stored: new Map(making.every.map(u => [u.id, u])),
    was: numbersOf(making.current),
  }
  for (const change of differing.slice(from, from + SIZE)) items.push(await itemOf(trx, c, viewer, known, change))
  return {
    slug: c.slug,
    lang: c.lang,
    dir: c.dir,
    revision: c.revision + 1,
    closed: stateAt(c, now) === 'closed',
    reason: typed.reason ?? making.working.reason,
    afterClosing: typed.afterClosing ?? '',
    seen: seenOf(making),
    items,
    from,
    total: differing.length,
    size: SIZE,
  }
}

/** What every change of a page is looked up in. */
interface Known {
  making: Making
  decisions: Decisions
  before: Map<string, DraftUnit>
  after: Map<string, DraftUnit>
  stored: Map<string, Making['every'][number]>
  /** P-numbers of the text readers see. */
  was: Map<string, number>
}

async function itemOf(trx: Trx, c: Consultation, viewer: Actor, known: Known, change: Change): Promise<ChangeItem> {
  const after = known.after.get(change.id) ?? null
  const before = known.before.get(change.id) ?? null
  const stored = known.stored.get(change.id)
  const votes = stored ? await getWordingVotes(trx, { id: stored.wordingId }) : undefined
  const thread = stored?.comments ? await listThread(trx, { place: change.id, sort: 'newest', after: null, limit: OFFERED }) : []
  const numbers = after ? known.making.numbers : known.was
  const unit = (after ?? before) as DraftUnit
  return {
    change,
    name: nameOf({ number: numbers.get(change.id) ?? null, text: unit.text }),
    before,
    after,
    about: known.making.about(change.id),
    decision: known.decisions[change.id] ?? {},
    votes: votes ? votes.agree + votes.disagree + votes.unsure : 0,
    comments: thread.map(x => {
      const { id, author, text } = commentOf(x, frameOf(c, viewer))
      return { id, author: author?.name ?? null, text }
    }),
  }
}

/** Present units by name: P7 for paragraphs, H3 for headings. */
export function namesOf(units: readonly DraftUnit[]): Map<string, string> {
  const numbers = numbersOf(units)
  let headings = 0
  return new Map(units.map(u => [u.id, numbers.has(u.id) ? `P${numbers.get(u.id)}` : `H${++headings}`]))
}

function mapOf(c: Consultation, { next: present, working }: Making, typed: Record<string, string>): MapView | null {
  const mapping = mappingIn(working)
  if (!mapping) return null
  const names = namesOf(present)
  const fileNames = namesOf(mapping.units)
  const known = new Map(present.map(u => [u.id, u]))
  const classes = classesOf(present, mapping.units, mapping.pairs)
  const taken = new Set(mapping.pairs.flatMap(p => [p.id, ...p.takesIn]))
  const stamp = stampOf(present, mapping)
  return {
    slug: c.slug,
    lang: c.lang,
    dir: c.dir,
    lastSeq: c.lastSeq,
    stamp: `${stamp.order}.${stamp.file}`,
    typed: typed['stamp']?.endsWith(`.${stamp.file}`) ? typedIn(typed) : {},
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

/** The fields of the pairing form that somebody wrote into: those that no longer hold what they were drawn with. */
export const typedIn = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => /^(id|takes)\.\d+$/.test(name) && value.trim() !== (fields[`was.${name}`] ?? '').trim(),
    ),
  )
