// A comment: what it is, and who may post, edit, withdraw, report, hide and answer it.

import type { Agreement } from './agreement.ts'
import { mayTakePart, stateAt, type Dates } from './consultation.ts'
import { no, type No } from './refusal.ts'
import type { Actor, AuthorKind } from './role.ts'

export const commentKinds = ['remark', 'question', 'support', 'objection', 'suggestion'] as const
export type CommentKind = (typeof commentKinds)[number]
/** Why a comment was hidden or is reported. */
export const reasons = ['offensive', 'personalData', 'offTopic', 'spam', 'unlawful', 'duplicate', 'other'] as const
export type ReasonClass = (typeof reasons)[number]
export const outcomes = ['accepted', 'partly', 'declined', 'noted', 'out-of-scope'] as const
export type Outcome = (typeof outcomes)[number]
export const sorts = ['supported', 'newest', 'oldest', 'discussed'] as const
export type Sort = (typeof sorts)[number]

export const MAX_TEXT = 4_000
export const EDIT_MINUTES = 15

export interface Answer {
  outcome: Outcome
  text: string
  at: string
}

/** A comment as its audience may see it: hidden text reaches staff alone, withdrawn text nobody. */
export interface Comment {
  id: string
  paragraphId: string
  replyTo: string | null
  /** The comment a reply to a reply answers; its text is quoted. */
  quotes: string | null
  url: string
  kind: CommentKind | null
  lang: string
  text: string | null
  state: 'published' | 'hidden' | 'withdrawn'
  reason: ReasonClass | null
  author: { name: string; kind: AuthorKind } | null
  postedAt: string
  editedAt: string | null
  replies: number
  agreement: Agreement
  answer: Answer | null
  /** The unit it was written under, when that was merged into this one. */
  movedFrom?: string
}

/** What the rules need to know of a stored comment. */
export interface CommentFacts {
  authorId: string
  postedAt: string
  hiddenAt: string | null
  withdrawnAt: string | null
  replies: number
  votes: number
}

/** NFC once, line ends to \n, ends trimmed; nothing else is touched (G9). */
export const tidy = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .normalize('NFC')
    .replace(/^\s+|\s+$/gu, '')

/** K1: 1 to 4,000 characters (code points), and a name: a vote needs none, a comment does. */
export function mayPost(actor: Actor | null, c: Dates & { id: string; guests: boolean }, text: string, now: string): No {
  const first = mayTakePart(actor, c, now)
  if (first) return first
  if (!text) return no('invalid', 'emptyText')
  const length = [...text].length
  if (length > MAX_TEXT) return no('invalid', 'longText', { max: MAX_TEXT, length })
  if (!actor?.name) return no('invalid', 'name')
  return null
}

/** K2: edited by its author within 15 minutes, while open, and only until somebody voted or replied. */
export function mayEdit(
  actor: Actor | null,
  c: Dates & { id: string; guests: boolean },
  comment: CommentFacts,
  text: string,
  now: string,
): No {
  const first = mayPost(actor, c, text, now)
  if (first) return first
  if (comment.authorId !== actor?.id) return no('notAllowed', 'notYours')
  if (comment.hiddenAt || comment.withdrawnAt) return no('gone')
  if (comment.votes || comment.replies) return no('conflict', 'answered')
  if (Date.parse(now) - Date.parse(comment.postedAt) > EDIT_MINUTES * 60_000)
    return no('conflict', 'editOver', { minutes: EDIT_MINUTES })
  return null
}

/** K3: withdrawn by its author at any time, also after closing. */
export function mayWithdraw(actor: Actor | null, comment: CommentFacts): No {
  if (!actor) return no('signedOut')
  if (comment.authorId !== actor.id) return no('notAllowed', 'notYours')
  return comment.withdrawnAt ? no('gone') : null
}

/** K4: reported by anybody with a session, once a person, while it can be seen. */
export function mayReport(actor: Actor | null, c: Dates, comment: CommentFacts, now: string): No {
  if (!actor) return no('signedOut')
  if (stateAt(c, now) === 'draft') return no('notFound')
  return comment.hiddenAt || comment.withdrawnAt ? no('gone') : null
}

export const mayHide = (comment: CommentFacts): No => (comment.hiddenAt ? no('conflict', 'hidden') : null)
export const mayRestore = (comment: CommentFacts): No => (comment.hiddenAt ? null : no('conflict', 'shown'))
