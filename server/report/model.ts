// The one report model: everything of one event number, from which every format is made.

import { agreementOf, noVotes, type Agreement } from '../../shared/agreement.ts'
import {
  getConsultation,
  getPicture,
  getPlace,
  listNotices,
  listParagraphs,
  type StoredComment,
  type StoredParagraph,
} from '../../db/report.ts'
import type { Trx } from '../../db/query.ts'
import { changesOf, type ReportChange } from './changes.ts'
import { countsOf } from './counts.ts'
import { voteCells, type CommentRow, type ParagraphRow } from './columns.ts'
import { textsOf } from './texts.ts'
import { threadsOf } from './threads.ts'
import { localTimes } from './zone.ts'

export type Edition = 'public' | 'staff'

export interface Header {
  program: { name: 'Parley'; version: string }
  edition: Edition
  consultation: {
    id: string
    slug: string
    url: string
    title: string
    asker: string | null
    lang: string
    dir: string
    opensAt: string | null
    closesAt: string | null
    closing: { wall: string; zone: string } | null
    closedAt: string | null
    revision: number
    minVotes: number
    guests: boolean
  }
  /** The number the consultation closed at; null while it runs. */
  closedSeq: number | null
  /** The number this report is of, and the time of that event. */
  asOf: { seq: number; at: string }
  counts: {
    accepted: number
    exported: number
    withheld: Record<string, number>
    paragraphs: number
    votes: number
    answered: number
  }
  /** Who moved the deadline or corrected the text, when and why. */
  history: { seq: number; act: string; at: string; by: string; reason: string | null; from: string | null; to: string | null }[]
}

export interface ReportParagraph {
  id: string
  wordingId: string | null
  number: number | null
  kind: string
  level: number | null
  /** The heading it stands under. */
  section: string
  html: string
  text: string
  /** Those that do not stand in `html` already. */
  footnotes: { mark: string; text: string }[]
  /** Taken out of the text; its comments stay. */
  archived: boolean
  threads: number
  comments: number
  agreement: Agreement
}

/** One comment: its row, and what moderation needs beside it. */
export interface Entry {
  row: CommentRow
  paragraph: ReportParagraph
  agreement: Agreement
  withheld: boolean
  hiddenAt: string | null
  withdrawnAt: string | null
  /** Staff edition alone. */
  note: string | null
  reports: number | null
}

export interface Report {
  header: Header
  /** The draft as a whole first (kind "whole"), when it has comments, then the units in the order of the text. */
  paragraphs: ReportParagraph[]
  paragraphRow: (paragraph: ReportParagraph) => ParagraphRow
  /** What each revision did to each unit, and why. */
  changes: ReportChange[]
  /** All comments in the order of `paragraphs`, threads oldest first, replies under theirs. Ends in an error if they do not add up (G23). */
  comments: () => AsyncGenerator<Entry>
  local: (utc: string) => string
  /** A picture of the draft by the id its text names. */
  picture: (id: string) => Promise<{ type: string; bytes: Uint8Array } | null>
}

export interface Asked {
  consultation: string
  edition: Edition
  base: string
  version: string
}

export async function reportOf(trx: Trx, asked: Asked): Promise<Report> {
  const c = await getConsultation(trx, { key: asked.consultation })
  if (!c) throw new Error('there is no such consultation')
  const of = { consultationId: c.id }
  const staff = asked.edition === 'staff'
  const url = `${asked.base.replace(/\/+$/, '')}/c/${encodeURIComponent(c.slug)}`
  const local = localTimes(c.closingZone ?? 'UTC')
  const whole = await wholeOf(trx, c.wholeId)
  const units = unitsOf(await listParagraphs(trx, of), c.minVotes)
  const paragraphs = whole.comments ? [whole, ...units] : units
  const counts = await countsOf(trx, c.id, staff)
  if (c.closedAt && c.closedSeq !== null && counts.last > c.closedSeq) throw new Error('a comment is numbered after the closing')
  const textAt = await textsOf(trx, c.id)

  const entryOf = (paragraph: ReportParagraph, s: StoredComment): Entry => {
    const state = s.withdrawnAt ? 'withdrawn' : s.hiddenAt ? 'hidden' : 'published'
    const withheld = state === 'withdrawn' || (state === 'hidden' && !staff)
    const agreement = agreementOf(s, c.minVotes)
    const then = textAt({ ...paragraph, id: s.movedFrom ?? paragraph.id }, s.revision)
    const row: CommentRow = {
      consultation: c.slug,
      revision: s.revision,
      paragraph_number: then.number,
      paragraph_id: paragraph.id,
      paragraph_text: then.text,
      comment_id: s.id,
      comment_url: `${url}/comment/${encodeURIComponent(s.id)}`,
      reply_to: s.replyTo,
      kind: s.kind,
      author_name: withheld ? null : s.authorName,
      author_kind: withheld ? null : s.authorKind,
      lang: s.lang,
      posted_utc: s.postedAt,
      posted_local: local(s.postedAt),
      edited_utc: s.editedAt,
      edited_local: s.editedAt && local(s.editedAt),
      text: withheld ? null : s.text,
      ...voteCells(agreement),
      state,
      state_reason: state === 'hidden' ? s.hiddenReason : state === 'withdrawn' ? 'withdrawn' : null,
      answer_outcome: s.answerOutcome,
      answer_text: s.answerText,
      answered_at: s.answeredAt,
    }
    const { hiddenAt, withdrawnAt } = s
    return {
      row,
      paragraph,
      agreement,
      withheld,
      hiddenAt,
      withdrawnAt,
      note: staff ? s.hiddenNote : null,
      reports: staff ? s.reports : null,
    }
  }

  async function* comments(): AsyncGenerator<Entry> {
    let exported = 0
    let withheld = 0
    for (const paragraph of paragraphs) {
      if (paragraph.comments === 0) continue
      for await (const stored of threadsOf(trx, paragraph.id)) {
        const entry = entryOf(paragraph, stored)
        if (entry.withheld) withheld++
        else exported++
        yield entry
      }
    }
    if (exported !== counts.exported || exported + withheld !== counts.accepted) {
      throw new Error(`${exported} exported and ${withheld} withheld comments are not the ${counts.accepted} accepted`)
    }
  }

  const { accepted, exported, withheld } = counts
  const number = paragraphs.filter(p => p.number !== null && !p.archived).length
  return {
    header: {
      program: { name: 'Parley', version: asked.version },
      edition: asked.edition,
      consultation: {
        id: c.id,
        slug: c.slug,
        url,
        title: c.title,
        asker: c.asker,
        lang: c.lang,
        dir: c.dir,
        opensAt: c.opensAt,
        closesAt: c.closesAt,
        closing: c.closingWall && c.closingZone ? { wall: c.closingWall, zone: c.closingZone } : null,
        closedAt: c.closedAt,
        revision: c.revision,
        minVotes: c.minVotes,
        guests: c.guests === 1,
      },
      closedSeq: c.closedAt ? c.closedSeq : null,
      asOf: { seq: c.lastSeq, at: c.lastAt },
      counts: { accepted, exported, withheld, paragraphs: number, votes: c.votes, answered: c.answered },
      history: (await listNotices(trx, of)).map(({ seq, act, at, by, reason, from, to }) => ({
        seq,
        act,
        at,
        by,
        reason,
        from,
        to,
      })),
    },
    paragraphs,
    paragraphRow: p => ({
      consultation: c.slug,
      revision: c.revision,
      paragraph_number: p.number,
      paragraph_id: p.id,
      wording_id: p.wordingId,
      kind: p.kind,
      level: p.level,
      section: p.section,
      text: p.text,
      comments: p.comments,
      threads: p.threads,
      ...voteCells(p.agreement),
      enough: p.agreement.enough,
    }),
    changes: await changesOf(trx, c),
    comments,
    local,
    picture: async id => (await getPicture(trx, { id, consultationId: c.id })) ?? null,
  }
}

async function wholeOf(trx: Trx, id: string): Promise<ReportParagraph> {
  const place = await getPlace(trx, { id })
  return {
    id,
    wordingId: null,
    number: null,
    kind: 'whole',
    level: null,
    section: '',
    html: '',
    text: '',
    footnotes: [],
    archived: false,
    threads: place?.threads ?? 0,
    comments: place?.comments ?? 0,
    agreement: agreementOf(noVotes, 1),
  }
}

function unitsOf(stored: StoredParagraph[], minVotes: number): ReportParagraph[] {
  let section = ''
  return stored.map(p => {
    if (p.kind === 'heading' && !p.archivedAt) section = p.text
    const { agree, disagree, unsure, guests } = p
    const tally = { agree: agree ?? 0, disagree: disagree ?? 0, unsure: unsure ?? 0, guests: guests ?? 0 }
    return {
      id: p.id,
      wordingId: p.wordingId,
      number: p.number,
      kind: p.kind,
      level: p.level,
      section,
      html: p.html,
      text: p.text,
      footnotes: p.html.includes('class="footnote"') ? [] : (JSON.parse(p.footnotes || '[]') as ReportParagraph['footnotes']),
      archived: p.archivedAt !== null,
      threads: p.threads ?? 0,
      comments: p.comments ?? 0,
      agreement: agreementOf(tally, minVotes),
    }
  })
}
