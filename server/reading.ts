// What the reading page is drawn from: view, what is told about the consultation, sections, an open thread.

import { getComment, getPlace } from '../db/comments.ts'
import type { Consultation } from '../db/consultations.ts'
import type { Trx } from '../db/query.ts'
import { listAttachments } from '../db/drafts.ts'
import { listCommentedBy } from '../db/revisions.ts'
import { countVoters } from '../db/votes.ts'
import type { Comment } from '../shared/comment.ts'
import { readBySection, sectionsOf } from '../shared/section.ts'
import type { Actor } from '../shared/role.ts'
import type { View } from '../shared/view.ts'
import { commentOf } from './comment-view.ts'
import type { About, ReadingPage, ReplyItem, Section, Thread, ThreadItem } from './pages/context.ts'
import type { PlaceNotes } from './pages/print.ts'
import { richText } from './rich-text.ts'
import { repliesOf, threadOf, type Asked, type ThreadPage } from './threads.ts'
import { frameOf } from './view.ts'

/** Replies shown under a comment before "more". */
const FIRST_REPLIES = 5

const voters = new Map<string, { seq: number; at: number; n: number }>()
/** How many people voted, counted at most every 20 s: it walks the votes. */
async function peopleOf(trx: Trx, c: Consultation): Promise<number> {
  const known = voters.get(c.id)
  if (known && (known.seq === c.lastSeq || Date.now() - known.at < 20_000)) return known.n
  const n = (await countVoters(trx, { consultation: c.id }))?.n ?? 0
  voters.set(c.id, { seq: c.lastSeq, at: Date.now(), n })
  return n
}

export async function aboutOf(trx: Trx, c: Consultation): Promise<About> {
  return {
    asker: c.asker,
    description: richText(c.description),
    links: JSON.parse(c.links) as About['links'],
    files: await listAttachments(trx, { consultation: c.id }),
    next: richText(c.next),
    people: await peopleOf(trx, c),
    votes: c.votes,
    comments: c.comments,
    answered: c.answered,
  }
}

/** Sections with titles; `at` is the one shown, null when the draft is read in one page. */
export function sectionsIn(
  view: View,
  wanted: { section: number | null; unit: string | null },
): { sections: Section[]; section: number | null } {
  const bySection = readBySection(view.paragraphs)
  const sections = sectionsOf(view.paragraphs, !bySection).map((paragraphs, index) => ({
    index,
    title: titleOf(paragraphs),
    paragraphs,
  }))
  if (!bySection) return { sections, section: null }
  const holding = wanted.unit === null ? -1 : sections.findIndex(s => s.paragraphs.some(p => p.id === wanted.unit))
  const asked = holding >= 0 ? holding : (wanted.section ?? 0)
  return { sections, section: Math.min(Math.max(asked, 0), sections.length - 1) }
}

const titleOf = (paragraphs: View['paragraphs']): string =>
  paragraphs
    .find(p => p.kind === 'heading')
    ?.html.replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim() ?? ''

/** A page of a thread with first replies; a comment looked for stands first when the page does not hold it. */
export async function openThread(
  trx: Trx,
  c: Consultation,
  place: string,
  asked: Asked,
  viewer: Actor | null,
  wanted: string | null,
): Promise<Thread> {
  const page = await threadOf(trx, c, place, asked, viewer)
  const looked = wanted ? await getComment(trx, { id: wanted, consultation: c.id }) : undefined
  const top = looked?.replyTo ? await getComment(trx, { id: looked.replyTo, consultation: c.id }) : looked
  const missing = top && !page.items.some(i => i.id === top.id) ? [commentOf(top, frameOf(c, viewer))] : []
  const items: ThreadItem[] = []
  for (const comment of [...missing, ...page.items])
    items.push(await withReplies(trx, c, comment, viewer, comment.id === top?.id ? 1_000 : FIRST_REPLIES))
  const placeId = place === 'whole' ? c.wholeId : place
  const counted = await getPlace(trx, { id: placeId, consultation: c.id })
  return { placeId, total: page.total, all: counted?.comments ?? page.total, sort: asked.sort, items, next: page.next }
}

/** Comments for paper, in the order of the text, oldest first, each with its replies; at most so many. */
export async function notesIn(
  trx: Trx,
  c: Consultation,
  view: View,
  viewer: Actor | null,
  most: number,
): Promise<{ places: PlaceNotes[]; left: number }> {
  const places: PlaceNotes[] = []
  let room = most
  for (const { id, comments } of [...view.paragraphs.map(p => ({ id: p.id, comments: p.comments.all })), view.whole]) {
    if (!comments || !room) continue
    const notes = await notesAt(trx, c, id, viewer, room)
    places.push({ placeId: id, notes })
    room -= notes.length
  }
  return { places, left: Math.max(0, c.comments - (most - room)) }
}

/** Never more is read than there is room for. */
async function notesAt(trx: Trx, c: Consultation, place: string, viewer: Actor | null, room: number): Promise<Comment[]> {
  const notes: Comment[] = []
  const left = (): number => room - notes.length
  let cursor: string | null = null
  do {
    const page: ThreadPage = await threadOf(trx, c, place, { sort: 'oldest', limit: Math.min(200, left()), cursor }, viewer)
    for (const comment of page.items) {
      notes.push(comment)
      if (comment.replies && left())
        notes.push(...(await repliesOf(trx, c, comment.id, { sort: 'oldest', limit: left(), cursor: null }, viewer)).items)
      if (!left()) return notes
    }
    cursor = page.next
  } while (cursor)
  return notes
}

/** A comment with its first replies and what they quote. */
export async function withReplies(
  trx: Trx,
  c: Consultation,
  comment: ThreadItem['comment'],
  viewer: Actor | null,
  limit: number,
): Promise<ThreadItem> {
  if (!comment.replies) return { comment, replies: [], moreReplies: 0 }
  const page = await repliesOf(trx, c, comment.id, { sort: 'oldest', limit, cursor: null }, viewer)
  const replies: ReplyItem[] = []
  for (const reply of page.items) replies.push(await quoted(trx, c, reply, viewer))
  return { comment, replies, moreReplies: Math.max(0, comment.replies - replies.length) }
}

export async function quoted(trx: Trx, c: Consultation, reply: ThreadItem['comment'], viewer: Actor | null): Promise<ReplyItem> {
  const found = reply.quotes ? await getComment(trx, { id: reply.quotes, consultation: c.id }) : undefined
  const seen = found && commentOf(found, frameOf(c, viewer))
  return { comment: reply, quoted: seen ? { id: seen.id, author: seen.author?.name ?? null, text: seen.text } : null }
}

/** Where the present wording is later than what this reader voted or commented on, and they have not voted since. */
export async function lookAgain(trx: Trx, c: Consultation, view: View): Promise<ReadingPage['look']> {
  const { me } = view
  const look: ReadingPage['look'] = {}
  const changed = view.paragraphs.filter(p => p.earlier.length && !me?.votes[p.wordingId])
  if (!me || !changed.length) return look
  const commented = new Map(
    (await listCommentedBy(trx, { consultation: c.id, person: me.id })).map(x => [x.placeId, Number(x.revision)]),
  )
  for (const p of changed) {
    const voted = p.earlier.findLast(id => me.votes[id])
    if (voted) look[p.id] = me.votes[voted] ?? 'comment'
    else if ((commented.get(p.id) ?? p.since) < p.since) look[p.id] = 'comment'
  }
  return look
}
