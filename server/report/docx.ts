// The report as a Word document fit to be handed on: summary with chart, each unit with its agreement, threads and answers.

import type { Lang } from '../../shared/words.ts'
import { contentHash } from './json.ts'
import type { Entry, Report, ReportParagraph } from './model.ts'
import { picturesOf } from './pictures.ts'
import type { Sink } from './sink.ts'
import { mostVoted, tellingOf, type Telling } from './telling.ts'
import { piecesOf, runsOf } from './unit-html.ts'
import { dealer, volumeName, volumesOf, type Slice, type Volume } from './volumes.ts'
import { cellXml, paragraphXml, piecesXml, plainRun, wordInto, type Links, type WordFile, type WordLook } from './word.ts'
import { zipInto } from './zip.ts'

const colours = { agree: '1F6F5C', disagree: 'B3541E', unsure: 'AAB3BD' }
/** Steps of a bar in the chart, and the width of one. */
const STEPS = 50
const STEP = 84

/** Answers with the extension of what was written: docx, or zip above 5,000 comments. */
export async function writeDocx(
  report: Report,
  lang: Lang,
  sink: Sink,
  progress: (done: number) => void,
): Promise<'docx' | 'zip'> {
  const told = tellingOf(report, lang, await contentHash(report))
  const volumes = volumesOf(report.paragraphs, report.header.counts.accepted)
  const deal = dealer(report, progress)
  const look = await lookOf(report, told.t('report.title'), lang)
  const body = async (word: WordFile, volume: Volume) => {
    for (const slice of volume.slices) {
      word.write(unit(slice, told, word.links))
      for await (const entry of deal.of(slice)) word.write(comment(entry, told, word.links))
    }
  }
  const [only] = volumes
  if (only && volumes.length === 1) {
    const word = await wordInto(sink, look)
    word.write(front(report, told, word.links))
    word.write(paragraphXml([plainRun(told.t('report.text'))], { style: 'Heading1' }))
    await body(word, only)
    await deal.end()
    await word.end()
    return 'docx'
  }
  const zip = zipInto(sink)
  const first = zip.part('00-summary.docx')
  const summary = await wordInto(first, look)
  summary.write(front(report, told, summary.links))
  await summary.end()
  first.end()
  for (const [index, volume] of volumes.entries()) {
    const part = zip.part(`${volumeName(volume, index + 1, volumes.length, told.titleOf)}.docx`)
    const word = await wordInto(part, look)
    word.write(volumeHead(report, told, index + 1, volumes.length))
    await body(word, volume)
    await word.end()
    part.end()
  }
  await deal.end()
  zip.finish()
  return 'zip'
}

export const lookOf = async (report: Report, what: string, lang: string): Promise<WordLook> => ({
  title: `${report.header.consultation.title} – ${what}`,
  lang,
  rtl: report.header.consultation.dir === 'rtl',
  at: report.header.asOf.at,
  pictures: await picturesOf(report),
  picture: report.picture,
})

/** Title, numbers and part of one volume of several. */
export function volumeHead(report: Report, { t, when }: Telling, n: number, of: number): string {
  const { asOf, consultation } = report.header
  return [
    paragraphXml([plainRun(`${t('report.title')} · ${t('report.part', { n, of })}`)], { style: 'Subtitle' }),
    paragraphXml([plainRun(consultation.title)], { style: 'Title' }),
    paragraphXml([plainRun(`${t('report.asOf')}: ${t('report.asOfAt', { n: String(asOf.seq), time: when(asOf.at) })}`)], {
      style: 'Level',
    }),
  ].join('')
}

function front(report: Report, told: Telling, links: Links): string {
  const { t, summary, history, changes } = told
  const { title, url } = report.header.consultation
  const heading = (key: string) => paragraphXml([plainRun(t(key))], { style: 'Heading1' })
  const rows = summary.map(({ label, value }) => {
    const run = value === url ? plainRun(value, { href: url }) : plainRun(value)
    return `<w:tr>${cellXml(paragraphXml([plainRun(label, { bold: true })]), { width: 3_200 })}${cellXml(paragraphXml([run], { links }), { width: 5_900 })}</w:tr>`
  })
  return [
    paragraphXml([plainRun(t('report.title'))], { style: 'Subtitle' }),
    paragraphXml([plainRun(title)], { style: 'Title' }),
    heading('report.summary'),
    tableOf([3_200, 5_900], rows),
    paragraphXml([plainRun(t('report.formula'))], { style: 'Level' }),
    paragraphXml([plainRun(t('report.inFull'))], { style: 'Level' }),
    heading('report.chart'),
    chart(report, told),
    ...(history.length ? [heading('report.history')] : []),
    ...history.map(h => paragraphXml([plainRun(`${h.when}: ${h.what}`), ...(h.why ? [plainRun(`. ${h.why}`)] : [])])),
    ...(changes.length ? [heading('report.changes')] : []),
    ...changes.flatMap(r => [
      paragraphXml([plainRun(r.title)], { style: 'Heading2' }),
      ...(r.reason ? [paragraphXml([plainRun(r.reason)])] : []),
      ...r.changes.flatMap(c => [
        paragraphXml([plainRun(c.title, { bold: true })]),
        ...(c.before === null ? [] : [paragraphXml([plainRun(`${t('report.before')}: `, { bold: true }), plainRun(c.before)])]),
        ...(c.after === null ? [] : [paragraphXml([plainRun(`${t('report.after')}: `, { bold: true }), plainRun(c.after)])]),
        ...[c.why, c.because, c.votes].filter(Boolean).map(words => paragraphXml([plainRun(words)], { style: 'Level' })),
      ]),
    ]),
  ].join('')
}

const tableOf = (widths: number[], rows: string[]): string =>
  `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="${widths.reduce((a, b) => a + b, 0)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${widths.map(w => `<w:gridCol w:w="${w}"/>`).join('')}</w:tblGrid>${rows.join('')}</w:tbl>${paragraphXml([])}`

/** Bars as shaded cells of a table, with the numbers in words beside them. */
function chart(report: Report, { t }: Telling): string {
  const shown = mostVoted(report.paragraphs)
  if (!shown.length) return paragraphXml([plainRun(t('report.chartNone'))])
  const widths = [2_600, ...Array.from({ length: STEPS }, () => STEP), 2_300]
  const [left = 0, right = 0] = [widths[0], widths.at(-1)]
  const small = (text: string, bold = false) => paragraphXml([plainRun(text, bold ? { bold } : {})], { style: 'Level' })
  const legend = `${t('report.agree')} · ${t('report.disagree')} · ${t('report.unsure')}`
  const head = `<w:tr><w:trPr><w:tblHeader/></w:trPr>${cellXml(small(t('report.column.paragraph'), true), { width: left })}${cellXml(small(legend, true), { width: STEPS * STEP, span: STEPS })}${cellXml(small(t('report.column.votes'), true), { width: right })}</w:tr>`
  const rows = shown.map(p => {
    const a = p.agreement
    const name = p.number === null ? p.text.slice(0, 60) : t('report.paragraph', { n: p.number })
    return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cellXml(small(name), { width: left })}${bar(p)}${cellXml(small(`${a.agree} / ${a.disagree} / ${a.unsure}`), { width: right })}</w:tr>`
  })
  return small(t('report.chartNote', { n: shown.length })) + tableOf(widths, [head, ...rows])
}

function bar({ agreement: a }: ReportParagraph): string {
  const all = a.n + a.unsure
  const agree = Math.round((STEPS * a.agree) / all)
  const disagree = Math.round((STEPS * (a.agree + a.disagree)) / all) - agree
  const parts = [
    [agree, colours.agree],
    [disagree, colours.disagree],
    [STEPS - agree - disagree, colours.unsure],
  ] as const
  return parts.map(([span, fill]) => (span > 0 ? cellXml('<w:p/>', { width: STEP * span, span, fill }) : '')).join('')
}

/** A unit with its text, its level of agreement and how many comments follow. */
function unit({ paragraph: p, again }: Slice, told: Telling, links: Links): string {
  const { t } = told
  const out = [unitText(p, told, { links })]
  if (again) return out.join('')
  if (p.archived) out.push(paragraphXml([plainRun(t('report.archived'), { italic: true })], { style: 'Level' }))
  if (p.agreement.n + p.agreement.unsure)
    out.push(
      paragraphXml([plainRun(`${told.level(p.agreement)}. `, { bold: true }), plainRun(`${told.votes(p.agreement)}.`)], {
        style: 'Level',
      }),
    )
  if (p.comments) out.push(paragraphXml([plainRun(t('report.comments', { n: p.comments }))], { style: 'Level' }))
  return out.join('')
}

/** The text alone: headings as headings of their level, numbered units with their number, footnotes after them. */
export function unitText(p: ReportParagraph, told: Telling, options: { links: Links; before?: string; after?: string }): string {
  const notes = p.footnotes
    .map(({ mark, text }) => paragraphXml([plainRun(told.t('report.footnote', { mark, text }))], { style: 'Level' }))
    .join('')
  if (p.kind === 'whole') return paragraphXml([plainRun(told.t('report.whole'))], { style: 'Heading2', ...options })
  if (p.kind === 'heading')
    return paragraphXml(runsOf(p.html), { style: `Heading${Math.min((p.level ?? 1) + 1, 6)}`, ...options }) + notes
  return piecesXml(piecesOf(p.html), { ...options, ...(p.number === null ? {} : { label: `P${p.number}` }) }) + notes
}

function comment(entry: Entry, told: Telling, links: Links): string {
  const c = told.entry(entry)
  const tail = entry.row.reply_to === null ? '' : 'Reply'
  const meta = [
    ...(c.author ? [plainRun(c.author, { bold: true }), plainRun(' · ')] : []),
    plainRun(c.meta, { href: String(entry.row.comment_url) }),
  ]
  return [
    paragraphXml(meta, { style: `Meta${tail}`, links, rtl: false }),
    ...(c.notice === null ? [] : [paragraphXml([plainRun(c.notice, { italic: true })], { style: `Said${tail}` })]),
    ...(c.text === null ? [] : [paragraphXml([plainRun(c.text)], { style: `Said${tail}` })]),
    ...(c.votes === null ? [] : [paragraphXml([plainRun(c.votes)], { style: `Votes${tail}` })]),
    ...(c.answer
      ? [paragraphXml([plainRun(`${c.answer.title}. `, { bold: true }), plainRun(c.answer.text)], { style: 'Answer' })]
      : []),
  ].join('')
}
