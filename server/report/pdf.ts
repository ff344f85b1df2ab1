// The report and the clean draft as tagged PDF files.

import type { Lang } from '../../shared/words.ts'
import { standing } from './draft-docx.ts'
import { glyphsFor } from './glyphs.ts'
import { contentHash } from './json.ts'
import type { Entry, Report, ReportParagraph } from './model.ts'
import { picturesOf } from './pictures.ts'
import type { Sink } from './sink.ts'
import { gridOf } from './table-grid.ts'
import { mostVoted, tellingOf, type Telling } from './telling.ts'
import { typeset } from './typst.ts'
import { isRtl, piecesOf, runsOf, type Piece } from './unit-html.ts'
import { dealer, volumeName, volumesOf, type Slice, type Volume } from './volumes.ts'
import { visible } from './xml.ts'
import { zipInto } from './zip.ts'

type Part = { kind: string } & Record<string, unknown>
interface Page {
  title: string
  subtitle: string
  name: string
  lines: string[]
  parts: Part[]
}

/** Answers with the extension of what was written: pdf, or zip above 5,000 comments. */
export async function writePdf(report: Report, lang: Lang, sink: Sink, progress: (done: number) => void): Promise<'pdf' | 'zip'> {
  const told = tellingOf(report, lang, await contentHash(report))
  const { t } = told
  const volumes = volumesOf(report.paragraphs, report.header.counts.accepted)
  const deal = dealer(report, progress)
  const name = report.header.consultation.title
  const page = (subtitle: string, lines: string[], parts: Part[]): Promise<Buffer> =>
    draw(report, told, { title: `${name} – ${subtitle}`, subtitle, name, lines, parts })
  const body = async (volume: Volume) => {
    const parts: Part[] = []
    for (const slice of volume.slices) {
      parts.push(...unit(slice, told))
      for await (const entry of deal.of(slice)) parts.push(comment(entry, told))
    }
    return parts
  }
  const [only] = volumes
  if (only && volumes.length === 1) {
    const parts = [...front(report, told), heading(1, t('report.text')), ...(await body(only))]
    await deal.end()
    sink.write(await page(t('report.title'), [], parts))
    return 'pdf'
  }
  const { asOf } = report.header
  const zip = zipInto(sink)
  zip.add('00-summary.pdf', await page(t('report.title'), [], front(report, told)))
  for (const [index, volume] of volumes.entries()) {
    const line = `${t('report.asOf')}: ${t('report.asOfAt', { n: String(asOf.seq), time: told.when(asOf.at) })}`
    const subtitle = `${t('report.title')} · ${t('report.part', { n: index + 1, of: volumes.length })}`
    zip.add(
      `${volumeName(volume, index + 1, volumes.length, told.titleOf)}.pdf`,
      await page(subtitle, [line], await body(volume)),
    )
  }
  await deal.end()
  zip.finish()
  return 'zip'
}

export async function writeCleanPdf(report: Report, lang: Lang, sink: Sink): Promise<void> {
  const told = tellingOf(report, lang, '')
  const { title, asker, revision, url } = report.header.consultation
  const lines = [`${told.t('report.revision')}: ${revision} · ${url}`]
  sink.write(
    await draw(report, told, {
      title,
      subtitle: asker ?? '',
      name: title,
      lines,
      parts: standing(report).flatMap(p => text(p, told)),
    }),
  )
}

/** Every string is fitted to the fonts on its way; what they lack is named at the beginning. */
async function draw(report: Report, { t, lang }: Telling, page: Page): Promise<Buffer> {
  const glyphs = glyphsFor(lang, t('report.otherSigns'))
  const fit = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return key === 'href' || key === 'url' || key === 'id' ? value : glyphs.fit(visible(value))
    if (Array.isArray(value)) return value.map(one => fit(one))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fit(one, name)]))
  }
  const fitted = fit({ ...page, parts: stepped(page.parts) }) as Page
  const missing = glyphs.missing()
  const warnings = missing.length ? [t('report.noGlyphs', { scripts: missing.join(', ') })] : []
  const { files, facts } = await shownIn(report, page.parts)
  return typeset(
    { ...fitted, warnings, lang, rtl: report.header.consultation.dir === 'rtl', pictures: facts, noAlt: t('report.picture') },
    files,
  )
}

/** The pictures of these parts: their bytes by file name, and what the template needs to know of each. */
async function shownIn(report: Report, parts: Part[]) {
  const ids = new Set([...JSON.stringify(parts).matchAll(/"picture":\{"id":"([^"\\]+)"/g)].map(([, id = '']) => id))
  const files: Record<string, string> = {}
  const facts: Record<string, { file: string; width: number }> = {}
  for (const [id, { extension, width }] of ids.size ? await picturesOf(report) : []) {
    if (!ids.has(id)) continue
    const file = `${id}.${extension}`
    files[file] = Buffer.from((await report.picture(id))?.bytes ?? []).toString('base64')
    facts[id] = { file, width: width * 0.75 }
  }
  return { files, facts }
}

/** The standard asks that headings begin at 1 and go down one level at a time. */
function stepped(parts: Part[]): Part[] {
  const first = parts.find(part => part.kind === 'heading')
  const shift = Number(first?.['level'] ?? 1) - 1
  let last = 0
  return parts.map(part => {
    if (part.kind !== 'heading') return part
    last = Math.min(Math.max(Number(part['level']) - shift, 1), last + 1)
    return { ...part, level: last }
  })
}

const line = (value: string): Part => ({ kind: 'line', text: value })
const heading = (level: number, words: string): Part => ({ kind: 'heading', level, rtl: isRtl(words), runs: [{ text: words }] })

function front(report: Report, told: Telling): Part[] {
  const { t, summary, history, changes } = told
  const shown = mostVoted(report.paragraphs)
  const head = [
    t('report.column.paragraph'),
    `${t('report.agree')} · ${t('report.disagree')} · ${t('report.unsure')}`,
    t('report.column.votes'),
  ]
  const rows = shown.map(p => {
    const { agree, disagree, unsure } = p.agreement
    const all = agree + disagree + unsure
    const name = p.number === null ? p.text.slice(0, 60) : t('report.paragraph', { n: p.number })
    return { name, parts: [agree / all, disagree / all, unsure / all], votes: `${agree} / ${disagree} / ${unsure}` }
  })
  return [
    heading(1, t('report.summary')),
    { kind: 'summary', rows: summary },
    line(t('report.formula')),
    line(t('report.inFull')),
    heading(1, t('report.chart')),
    ...(shown.length
      ? [line(t('report.chartNote', { n: shown.length })), { kind: 'chart', head, rows }]
      : [line(t('report.chartNone'))]),
    ...(history.length ? [heading(1, t('report.history'))] : []),
    ...history.map(h => line([`${h.when}: ${h.what}`, h.why].filter(Boolean).join('. '))),
    ...(changes.length ? [heading(1, t('report.changes'))] : []),
    ...changes.flatMap(r => [
      heading(2, r.title),
      ...(r.reason ? [line(r.reason)] : []),
      ...r.changes.flatMap(c => [
        heading(3, c.title),
        ...(c.before === null ? [] : [line(`${t('report.before')}: ${c.before}`)]),
        ...(c.after === null ? [] : [line(`${t('report.after')}: ${c.after}`)]),
        ...[c.why, c.because, c.votes].filter(Boolean).map(line),
      ]),
    ]),
  ]
}

function unit({ paragraph: p, again }: Slice, told: Telling): Part[] {
  const { t } = told
  const out = text(p, told)
  if (again) return out
  if (p.archived) out.push(line(t('report.archived')))
  if (p.agreement.n + p.agreement.unsure) out.push(line(`${told.level(p.agreement)}. ${told.votes(p.agreement)}.`))
  if (p.comments) out.push(line(t('report.comments', { n: p.comments })))
  return out
}

/** The text alone: headings below that of the report, numbered units, footnotes after them. */
function text(p: ReportParagraph, { t }: Telling): Part[] {
  const notes = p.footnotes.map(({ mark, text: note }) => line(t('report.footnote', { mark, text: note })))
  if (p.kind === 'whole') return [heading(2, t('report.whole'))]
  if (p.kind === 'heading')
    return [{ kind: 'heading', level: Math.min((p.level ?? 1) + 1, 6), rtl: isRtl(p.text), runs: runsOf(p.html) }, ...notes]
  return [{ kind: 'unit', number: p.number === null ? null : `P${p.number}`, pieces: piecesOf(p.html).map(drawn) }, ...notes]
}

function drawn(piece: Piece): object {
  if (piece.kind === 'text') return { ...piece, rtl: isRtl(piece.runs.map(run => run.text).join('')) }
  if (piece.kind === 'code') return piece
  const { columns, places, cells } = gridOf(piece.rows)
  const headed = places.length > 1 && places[0]?.every(cell => cell?.header && cell.rowspan === 1)
  const placed = cells.map(cell => ({ ...cell, pieces: cell.pieces.map(drawn) }))
  return { kind: 'table', columns, head: headed ? cells.filter(cell => cell.y === 0).length : 0, cells: placed }
}

function comment(entry: Entry, told: Telling): Part {
  const c = told.entry(entry)
  return {
    kind: 'comment',
    reply: entry.row.reply_to !== null,
    author: c.author,
    meta: c.meta,
    url: String(entry.row.comment_url),
    notice: c.notice,
    text: c.text,
    rtl: c.text !== null && isRtl(c.text),
    votes: c.votes,
    answer: c.answer && { ...c.answer, rtl: isRtl(c.answer.text) },
  }
}
