// The view of a consultation, fetched now: what fold keeps, for one audience.

import { listNewest } from '../db/comments.ts'
import { findConsultation, listNotices, type Consultation, type Taken } from '../db/consultations.ts'
import { getPlace } from '../db/comments.ts'
import { listParagraphs } from '../db/paragraphs.ts'
import type { Trx } from '../db/query.ts'
import type { NoticeRow } from '../db/schema.ts'
import { listOwnVotes } from '../db/votes.ts'
import { agreementOf, noVotes, type Value } from '../shared/agreement.ts'
import { maySee, stateAt, type HistoryEntry } from '../shared/consultation.ts'
import { refuseIf, Refusal, no } from '../shared/refusal.ts'
import { can, type Actor } from '../shared/role.ts'
import { LATEST, latestOf, type ConsultationView, type Me, type ParagraphView, type View } from '../shared/view.ts'
import { commentOf, type Frame } from './comment-view.ts'

export const frameOf = (c: Taken, viewer: Actor | null): Frame => ({
  slug: c.slug,
  minVotes: c.minVotes,
  seesHidden: can(viewer, 'hidden.see', c.id),
})

/** The rules' facts of a stored consultation. */
export const factsOf = (c: Taken) => ({ ...c, guests: c.guests === 1 })

/** Found by slug or id, or refused notFound: unpublished ones exist for their staff alone. */
export async function needConsultation(trx: Trx, slug: string, viewer: Actor | null): Promise<Consultation> {
  const found = await findConsultation(trx, { slug })
  if (!found) throw new Refusal(no('notFound'))
  refuseIf(maySee(viewer, found))
  return found
}

export async function consultationView(trx: Trx, c: Consultation, now: string): Promise<ConsultationView> {
  const notices = await listNotices(trx, { id: c.id })
  return {
    id: c.id,
    slug: c.slug,
    title: c.title,
    lang: c.lang,
    dir: c.dir === 'rtl' ? 'rtl' : 'ltr',
    state: stateAt(c, now),
    opensAt: c.opensAt,
    closesAt: c.closesAt,
    closing: c.closingWall && c.closingZone ? { wall: c.closingWall, zone: c.closingZone } : null,
    closedAt: c.closedAt,
    closedSeq: c.closedSeq,
    revision: c.revision,
    minVotes: c.minVotes,
    guests: c.guests === 1,
    history: notices.map(entryOf),
  }
}

const entryOf = (n: NoticeRow): HistoryEntry => ({
  act: n.act as HistoryEntry['act'],
  at: n.at,
  by: n.by as HistoryEntry['by'],
  reason: n.reason,
  ...(n.from !== null && { from: n.from }),
  ...(n.to !== null && { to: n.to }),
  ...(n.paragraphId !== null && { paragraphId: n.paragraphId }),
  ...(n.revision !== null && { revision: n.revision }),
})

type StoredParagraph = Awaited<ReturnType<typeof listParagraphs>>[number]
export const paragraphOf = (p: StoredParagraph, minVotes: number): ParagraphView => ({
  id: p.id,
  wordingId: p.wordingId,
  number: p.number,
  kind: p.kind as ParagraphView['kind'],
  level: p.level,
  html: p.html,
  comments: { threads: p.threads, all: p.comments },
  agreement: agreementOf(
    p.agree === null ? noVotes : { agree: p.agree, disagree: p.disagree ?? 0, unsure: p.unsure ?? 0, guests: p.guests ?? 0 },
    minVotes,
  ),
  revision: p.revision,
  since: p.since,
  earlier: JSON.parse(p.earlier) as string[],
})

/** One person's own part of the view; votes only of this consultation. */
export async function meIn(trx: Trx, viewer: Actor | null, c: Consultation | null): Promise<Me | null> {
  if (!viewer || viewer.kind === 'operator' || viewer.kind === 'system') return null
  const votes = c ? await listOwnVotes(trx, { consultation: c.id, person: viewer.id }) : []
  return {
    id: viewer.id,
    name: viewer.name,
    kind: viewer.kind,
    roles: viewer.grants.filter(g => !g.consultationId || !c || g.consultationId === c.id).map(g => g.role),
    votes: Object.fromEntries(votes.map(v => [v.itemId, v.value as Value])),
  }
}

/** Call inside a snapshot: every part is of the same number. */
export async function loadView(trx: Trx, c: Consultation, viewer: Actor | null, now: string): Promise<View> {
  const frame = frameOf(c, viewer)
  const paragraphs = await listParagraphs(trx, { consultation: c.id })
  const whole = await getPlace(trx, { id: c.wholeId, consultation: c.id })
  const latest = await listNewest(trx, { consultation: c.id, limit: LATEST })
  return {
    seq: c.lastSeq,
    consultation: await consultationView(trx, c, now),
    whole: { id: c.wholeId, comments: whole?.comments ?? 0 },
    paragraphs: paragraphs.map(p => paragraphOf(p, c.minVotes)),
    latest: latest.map(x => latestOf(commentOf(x, frame))),
    me: await meIn(trx, viewer, c),
  }
}
