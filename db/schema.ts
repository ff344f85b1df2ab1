// The tables, as Kysely sees them; the same on both engines. Times are ISO 8601 UTC text, flags are dates or 0/1.

export interface Tables {
  meta: { name: string; value: string }
  consultations: ConsultationRow
  logs: LogRow
  notices: NoticeRow
  paragraphs: ParagraphRow
  editions: EditionRow
  places: { id: string; consultationId: string; threads: number; comments: number }
  items: ItemRow
  votes: { consultationId: string; personId: string; itemId: string; value: string; guest: number; at: string }
  comments: CommentRow
  deskCounts: DeskCountsRow
  commentEdits: { commentId: string; seq: number; text: string; at: string }
  reports: { commentId: string; personId: string; consultationId: string; reason: string; note: string | null; at: string }
  answers: { id: string; consultationId: string; outcome: string; text: string; personId: string; at: string; seq: number }
  events: EventRow
  keys: { key: string; personId: string; hash: string; seq: number; answer: string; at: string }
  people: PersonRow
  emails: { personId: string; email: string }
  sessions: { hash: string; personId: string; createdAt: string; expiresAt: string }
  signIns: SignInRow
  grants: { personId: string; role: string; consultationId: string; at: string }
  outbox: OutboxRow
  files: FileRow
  draftUnits: DraftUnitRow
  draftSteps: DraftStepRow
  revisions: RevisionRow
  changes: ChangeRow
  workings: WorkingRow
  settings: { name: string; lang: string; value: string; at: string; personId: string | null }
  logos: { id: string; type: string; bytes: Uint8Array }
  draftRooms: { consultationId: string; lastN: number; uptoN: number; frozenAt: string | null; stale: number; state: Uint8Array }
  draftUpdates: { consultationId: string; n: number; at: string; people: string; bytes: Uint8Array }
  draftVersions: DraftVersionRow
  searchDocs: { ref: string; consultationId: string; kind: string; placeId: string; words: string }
}

/** What changes seldom. `closing` is wall time and zone as the secretariat gave them; closesAt is derived (G15). */
export interface ConsultationRow {
  id: string
  slug: string
  title: string
  lang: string
  dir: string
  asker: string | null
  description: string
  links: string
  next: string
  opensAt: string | null
  closesAt: string | null
  closingWall: string | null
  closingZone: string | null
  createdAt: string
  publishedAt: string | null
  openedAt: string | null
  closedAt: string | null
  closedSeq: number | null
  archivedAt: string | null
  reportPublicAt: string | null
  revision: number
  minVotes: number
  guests: number
  wholeId: string
  rehearsalOf: string | null
  rehearsalHash: string | null
  /** Facts of the import (counts, leftOut, warnings, comments found), JSON. */
  imported: string | null
}
/** What changes with every act, apart so that a vote never rewrites a description. */
export interface LogRow {
  /** A random name of the rules in force; a trigger renews it with every change of the consultation's row. */
  rules: string
  consultationId: string
  lastSeq: number
  lastAt: string
  votes: number
  comments: number
  answered: number
  searchedSeq: number
}
export interface NoticeRow {
  consultationId: string
  seq: number
  act: string
  at: string
  by: string
  reason: string | null
  from: string | null
  to: string | null
  paragraphId: string | null
  revision: number | null
}
export interface ParagraphRow {
  id: string
  consultationId: string
  wordingId: string
  position: number
  number: number | null
  kind: string
  level: number | null
  html: string
  text: string
  items: number
  rows: number
  footnotes: string
  archivedAt: string | null
  /** Since which revision its text stands, and since which its wording. */
  revision: number
  since: number
  /** Ids of earlier wordings, oldest first, JSON. */
  earlier: string
}
/** The text of a unit from a revision on; editorial corrections keep the wordingId. */
export interface EditionRow {
  paragraphId: string
  revision: number
  consultationId: string
  wordingId: string
  number: number | null
  kind: string
  level: number | null
  html: string
  text: string
  reason: string | null
  at: string
}
/** What readers saw from a moment on. `units` holds [id, number] of all that stood, in order, JSON. */
export interface RevisionRow {
  consultationId: string
  revision: number
  at: string
  seq: number
  act: string
  reason: string | null
  afterClosing: string | null
  units: string
}
/** What a revision did to a unit, where it did anything. `because` holds comments, `origins` units it came from, JSON. */
export interface ChangeRow {
  consultationId: string
  revision: number
  paragraphId: string
  class: string
  moved: number
  reason: string | null
  because: string
  origins: string
  into: string | null
}
/** A revision in the making: what was decided so far, and a file that waits to be laid over it, JSON. */
export interface WorkingRow {
  consultationId: string
  base: number
  begunAt: string
  decisions: string
  reason: string
  mapping: string | null
}
export interface DraftStepRow {
  consultationId: string
  n: number
  act: string
  before: string
  after: string
  undoneAt: string | null
  /** Where units came from and went to in this step, JSON. */
  lineage: string | null
}
/** Anything that can be voted on: a wording of a unit, or a comment. Small, because votes rewrite it. */
export interface ItemRow {
  id: string
  consultationId: string
  kind: string
  placeId: string
  /** The top-level comment a reply stands under. */
  replyTo: string | null
  /** Number of the event that posted it; 0 for wordings. */
  seq: number
  replies: number
  agree: number
  disagree: number
  unsure: number
  guests: number
  /** Wilson's lower bound of the share, 0 without votes: what "most supported" is sorted by. */
  low: number
  shutAt: string | null
}
export interface CommentRow {
  id: string
  consultationId: string
  placeId: string
  replyTo: string | null
  quotes: string | null
  personId: string
  authorName: string | null
  authorKind: string
  kind: string | null
  lang: string
  text: string
  revision: number
  postedAt: string
  editedAt: string | null
  hiddenAt: string | null
  hiddenReason: string | null
  hiddenNote: string | null
  withdrawnAt: string | null
  answerId: string | null
  reports: number
  /** Set when a moderator has looked at it and left it. */
  seenAt: string | null
  /** The unit it was written under, when that was merged into the one it stands under now. */
  movedFrom: string | null
}
/** How many comments are in which state; triggers keep it level with the comments. */
export interface DeskCountsRow {
  consultationId: string
  waiting: number
  reported: number
  hidden: number
  unanswered: number
  answered: number
  /** Standing ones: neither hidden nor withdrawn; `covered` of them have an answer. */
  covered: number
  standing: number
  all: number
}
export interface EventRow {
  consultationId: string
  seq: number
  at: string
  type: string
  personId: string | null
  subject: string
  data: string
}
export interface PersonRow {
  id: string
  kind: string
  name: string | null
  lang: string
  createdAt: string
  erasedAt: string | null
  blockedAt: string | null
  optedOutAt: string | null
}
export interface SignInRow {
  id: string
  email: string
  browserHash: string
  linkHash: string
  codeHash: string
  next: string
  createdAt: string
  expiresAt: string
  usedAt: string | null
  tries: number
}
export interface OutboxRow {
  id: string
  kind: string
  to: string
  subject: string
  text: string
  createdAt: string
  sentAt: string | null
  tries: number
  error: string | null
  /** Not looked at before. */
  dueAt: string
}
export interface FileRow {
  id: string
  consultationId: string
  name: string
  type: string
  purpose: string
  bytes: Uint8Array
}
export interface DraftUnitRow {
  id: string
  consultationId: string
  position: number
  kind: string
  level: number | null
  html: string
  text: string
  items: number
  rows: number
  footnotes: string
}
/** A state of the draft one can go back to; `touched` = units by person since the version before, JSON. */
export interface DraftVersionRow {
  consultationId: string
  n: number
  at: string
  why: string
  touched: string
  words: number
  bytes: Uint8Array
}
