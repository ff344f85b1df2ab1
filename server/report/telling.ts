// What readable formats say in sentences: the summary, a level of agreement, the line above a comment.

import { levelOf, type Agreement } from '../../shared/agreement.ts'
import { localeOf, numbersOf } from '../../shared/format.ts'
import { hasWords, wordsOf, type Lang, type Words } from '../../shared/words.ts'
import type { Cell } from './columns.ts'
import type { Entry, Header, Report, ReportParagraph } from './model.ts'

export interface Telling {
  lang: Lang
  t: Words
  /** A UTC time as a full date with hour and zone, in the consultation's zone. */
  when: (utc: string) => string
  summary: { label: string; value: string }[]
  history: { when: string; what: string; why: string }[]
  /** What changed and why, revision by revision. */
  changes: ToldRevision[]
  level: (agreement: Agreement) => string
  votes: (agreement: Agreement) => string
  titleOf: (paragraph: ReportParagraph) => string
  entry: (entry: Entry) => ToldComment
}
export interface ToldRevision {
  title: string
  reason: string
  changes: ToldChange[]
}
export interface ToldChange {
  title: string
  before: string | null
  after: string | null
  why: string
  because: string
  /** Votes that stayed with the earlier wording. */
  votes: string
}
/** A comment in words; `text` is null when it is withheld, and `notice` says why. */
export interface ToldComment {
  author: string
  meta: string
  notice: string | null
  text: string | null
  lang: string
  votes: string | null
  answer: { title: string; text: string } | null
}

export function tellingOf(report: Report, lang: Lang, sha256: string): Telling {
  const t = wordsOf(lang)
  const { header } = report
  const when = clock(lang, header.consultation.closing?.zone ?? 'UTC')
  const percent = numbersOf(lang, { style: 'percent' })
  const two = numbersOf(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  /** A word for a value that came from outside; an unknown value stands as it is. */
  const word = (area: string, value: string): string =>
    hasWords(`report.${area}.${value}`) ? t(`report.${area}.${value}`) : value
  const level = (a: Agreement) =>
    t(`report.level.${levelOf(a)}`, { percent: percent.format(a.share ?? 0), division: two.format(a.division) })
  const votes = ({ agree, disagree, unsure, guests }: Agreement) => t('report.votesLine', { agree, disagree, unsure, guests })
  return {
    lang,
    t,
    when,
    summary: summaryOf(header, t, when, word, sha256),
    history: header.history.map(h => ({
      when: when(h.at),
      what: `${word('act', h.act)} ${word('by', h.by)}`,
      why: h.reason ?? '',
    })),
    changes: changesTold(report, t, when, (a: Agreement) => `${level(a)}. ${votes(a)}`),
    level,
    votes,
    titleOf: p =>
      p.kind === 'whole' ? t('report.whole') : p.number === null ? firstLine(p.text) : t('report.paragraph', { n: p.number }),
    entry(e) {
      const { row } = e
      const reason = word('reason', String(row.state_reason ?? 'other'))
      const author = e.withheld ? '' : `${row.author_name ?? t('report.anonymous')} (${word('author', String(row.author_kind))})`
      const edited = row.edited_utc ? t('report.edited', { time: when(String(row.edited_utc)) }) : ''
      const meta = [when(String(row.posted_utc)), row.kind ? word('kind', String(row.kind)) : '', edited, String(row.comment_id)]
      const withheld = row.state === 'withdrawn' ? t('report.withdrawn') : t('report.hidden', { reason })
      const shown =
        row.state === 'hidden'
          ? t('report.hiddenText', { reason }) + (e.note ? ` ${t('report.note', { note: e.note })}` : '')
          : null
      return {
        author,
        meta: meta.filter(Boolean).join(' · '),
        notice: e.withheld ? withheld : shown,
        text: e.withheld ? null : String(row.text),
        lang: String(row.lang),
        votes: e.agreement.n + e.agreement.unsure ? `${level(e.agreement)}. ${votes(e.agreement)}.` : null,
        answer: row.answer_outcome
          ? { title: t('report.answer', { outcome: word('outcome', String(row.answer_outcome)) }), text: String(row.answer_text) }
          : null,
      }
    },
  }
}

function changesTold(report: Report, t: Words, when: (utc: string) => string, voted: (a: Agreement) => string): ToldRevision[] {
  const told: (ToldRevision & { revision: Cell })[] = []
  for (const { row, earlier } of report.changes) {
    const known = told.at(-1)
    const at = known?.revision === row.revision ? known : undefined
    const revision = at ?? {
      revision: row.revision,
      title: t('report.changeOf', { n: String(row.revision), when: row.revised_utc ? when(String(row.revised_utc)) : '' }),
      reason: String(row.revision_reason ?? ''),
      changes: [],
    }
    if (!at) told.push(revision)
    const name =
      row.paragraph_number === null
        ? firstLine(String(row.text_after ?? row.text_before ?? ''))
        : `P${String(row.paragraph_number)}`
    const still = row.text_before === row.text_after
    revision.changes.push({
      title: `${t(`class.${String(row.class)}`)}: ${name}`,
      before: still || row.text_before === null ? null : String(row.text_before),
      after: row.text_after === null ? null : String(row.text_after),
      why: String(row.reason ?? ''),
      because: row.because === null ? '' : t('report.because', { comments: String(row.because) }),
      votes:
        earlier && earlier.n + earlier.unsure ? `${t('report.earlier', { n: String(row.revision) })}: ${voted(earlier)}` : '',
    })
  }
  return told
}

type Word = (area: string, value: string) => string

function summaryOf(h: Header, t: Words, when: (utc: string) => string, word: Word, sha256: string): Telling['summary'] {
  const c = h.consultation
  const n = (value: number) => t('report.comments', { n: value })
  const withheld = Object.values(h.counts.withheld).reduce((a, b) => a + b, 0)
  const lines: [string, string | null][] = [
    ['report.asker', c.asker],
    ['report.address', c.url],
    ['report.opened', c.opensAt && when(c.opensAt)],
    ['report.deadline', c.closesAt && when(c.closesAt)],
    [
      'report.closed',
      h.closedSeq === null || !c.closedAt
        ? t('report.running')
        : t('report.closedAt', { n: String(h.closedSeq), time: when(c.closedAt) }),
    ],
    ['report.asOf', t('report.asOfAt', { n: String(h.asOf.seq), time: when(h.asOf.at) })],
    ['report.edition', t(`report.edition.${h.edition}`)],
    ['report.revision', String(c.revision)],
    ['report.accepted', n(h.counts.accepted)],
    ['report.exported', n(h.counts.exported)],
    ['report.withheld', n(withheld)],
  ]
  const told = lines.flatMap(([key, value]) => (value ? [{ label: t(key), value }] : []))
  for (const [why, count] of Object.entries(h.counts.withheld)) {
    told.push({ label: t('report.withheldBy', { reason: word('reason', why) }), value: n(count) })
  }
  const rest: [string, string][] = [
    ['report.answered', String(h.counts.answered)],
    ['report.paragraphs', String(h.counts.paragraphs)],
    ['report.votes', String(h.counts.votes)],
    ['report.minVotes', String(c.minVotes)],
    ['report.program', `${h.program.name} ${h.program.version}`],
    ['report.sha256', sha256],
  ]
  return [...told, ...rest.map(([key, value]) => ({ label: t(key), value }))]
}

function clock(lang: Lang, zone: string): (utc: string) => string {
  const format = new Intl.DateTimeFormat(localeOf(lang), {
    timeZone: zone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  })
  return utc => `${format.format(Date.parse(utc))} (${zone})`
}

const firstLine = (text: string): string => text.split('\n')[0] ?? ''

/** The paragraphs with most votes, in the order of the text: what a summary's chart shows. */
export function mostVoted(paragraphs: ReportParagraph[], limit = 15): ReportParagraph[] {
  const size = (p: ReportParagraph) => p.agreement.n + p.agreement.unsure
  const chosen = new Set(
    paragraphs
      .filter(p => size(p) > 0)
      .toSorted((a, b) => size(b) - size(a))
      .slice(0, limit),
  )
  return paragraphs.filter(p => chosen.has(p))
}
