// The columns that CSV, XLSX and JSON share, and the rows that fill them.

import type { Agreement } from '../../shared/agreement.ts'

export const commentColumns = [
  'consultation',
  'revision',
  'paragraph_number',
  'paragraph_id',
  'paragraph_text',
  'comment_id',
  'comment_url',
  'reply_to',
  'kind',
  'author_name',
  'author_kind',
  'lang',
  'posted_utc',
  'posted_local',
  'edited_utc',
  'edited_local',
  'text',
  'agree',
  'disagree',
  'unsure',
  'guests',
  'n',
  'share',
  'low',
  'high',
  'division',
  'state',
  'state_reason',
  'answer_outcome',
  'answer_text',
  'answered_at',
] as const
export type CommentColumn = (typeof commentColumns)[number]

export const paragraphColumns = [
  'consultation',
  'revision',
  'paragraph_number',
  'paragraph_id',
  'wording_id',
  'kind',
  'level',
  'section',
  'text',
  'comments',
  'threads',
  'agree',
  'disagree',
  'unsure',
  'guests',
  'n',
  'share',
  'low',
  'high',
  'division',
  'enough',
] as const
export type ParagraphColumn = (typeof paragraphColumns)[number]

export type Cell = string | number | boolean | null
export type CommentRow = Record<CommentColumn, Cell>
export type ParagraphRow = Record<ParagraphColumn, Cell>

/** The votes of one item as columns. */
export const voteCells = (a: Agreement) => ({
  agree: a.agree,
  disagree: a.disagree,
  unsure: a.unsure,
  guests: a.guests,
  n: a.n,
  share: a.share,
  low: a.low,
  high: a.high,
  division: a.division,
})
