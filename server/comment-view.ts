// A stored comment as one audience may see it.

import type { FullComment } from '../db/comments.ts'
import { agreementOf } from '../shared/agreement.ts'
import type { Comment, CommentKind, Outcome, ReasonClass } from '../shared/comment.ts'
import type { AuthorKind } from '../shared/role.ts'

export interface Frame {
  slug: string
  minVotes: number
  /** Staff who may see hidden texts. */
  seesHidden: boolean
}

export function commentOf(c: FullComment, frame: Frame): Comment {
  const state = c.withdrawnAt ? 'withdrawn' : c.hiddenAt ? 'hidden' : 'published'
  const shown = state === 'published' || (state === 'hidden' && frame.seesHidden)
  return {
    id: c.id,
    paragraphId: c.placeId,
    replyTo: c.replyTo,
    quotes: c.quotes,
    url: `/c/${frame.slug}/comment/${c.id}`,
    kind: c.kind as CommentKind | null,
    lang: c.lang,
    text: shown ? c.text : null,
    state,
    reason: state === 'hidden' ? (c.hiddenReason as ReasonClass) : null,
    author: shown && c.authorName !== null ? { name: c.authorName, kind: c.authorKind as AuthorKind } : null,
    postedAt: c.postedAt,
    editedAt: c.editedAt,
    replies: c.replies,
    agreement: agreementOf(c, frame.minVotes),
    ...(c.movedFrom && { movedFrom: c.movedFrom }),
    answer: c.answerId ? { outcome: c.answerOutcome as Outcome, text: c.answerText ?? '', at: c.answeredAt ?? '' } : null,
  }
}
