// What can happen in a consultation, as an audience may know it: each event carries results, not steps.

import type { Agreement, Value } from './agreement.ts'
import type { Comment, ReasonClass } from './comment.ts'
import type { CommentCounts, ConsultationView, ParagraphView } from './view.ts'

/** Payloads by type. `comment.changed` covers edited, hidden, restored, withdrawn, answered, and its author's erasure: it carries the comment as it stands now. */
export interface EventData {
  agreement: { item: string; agreement: Agreement }
  'vote.mine': { item: string; value: Value | null }
  'comment.posted': {
    comment: Comment
    place: { id: string; comments: CommentCounts }
    parent: { id: string; replies: number } | null
  }
  'comment.changed': { comment: Comment; what: 'edited' | 'hidden' | 'restored' | 'withdrawn' | 'answered' | 'erased' }
  /** Staff alone. */
  'comment.reported': { id: string; reason: ReasonClass; note: string | null; reports: number }
  /** Staff alone: who hid or restored what, and the note. */
  'comment.moderated': { id: string; what: 'hidden' | 'restored'; by: string | null; note: string | null }
  'consultation.changed': {
    what: 'published' | 'described' | 'opened' | 'extended' | 'closed' | 'reopened'
    consultation: ConsultationView
  }
  'paragraph.corrected': {
    paragraph: { id: string; html: string; revision: number }
    reason: string
    consultation: ConsultationView
  }
  /** `order` is every unit that stands; `units` those whose text or counts are others now; `moved` leads from a merged place to the one that has its comments. */
  'revision.published': {
    revision: number
    order: string[]
    units: ParagraphView[]
    moved: Record<string, string>
    consultation: ConsultationView
  }
}
export type EventType = keyof EventData

export type SeenEvent = { [T in EventType]: { seq: number; at: string; type: T; data: EventData[T] } }[EventType]

/** Everything one audience may know in (after, upto]; superseded tallies and other people's events are covered by the range. */
export interface News {
  after: number
  upto: number
  latest: number
  reset: boolean
  events: SeenEvent[]
}

/** The types of rows in the log, as commands record them; db/events.ts projects them for each audience. */
export const recorded = [
  'vote.cast',
  'comment.posted',
  'comment.edited',
  'comment.withdrawn',
  'comment.reported',
  'comment.hidden',
  'comment.restored',
  'comment.answered',
  'comment.unanswered',
  'consultation.created',
  'consultation.described',
  'consultation.published',
  'consultation.opened',
  'consultation.extended',
  'consultation.closed',
  'consultation.reopened',
  'consultation.archived',
  'paragraph.corrected',
  'draft.changed',
  'revision.published',
  'person.erased',
  'person.merged',
] as const
export type Recorded = (typeof recorded)[number]

/** The times of votes are rounded down to the frame, so that they cannot be matched with a person (contract: 250 ms). */
export const roundedToFrame = (at: string): string => new Date(Math.floor(Date.parse(at) / 250) * 250).toISOString()
