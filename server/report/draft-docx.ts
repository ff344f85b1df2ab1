// The draft as a Word document: clean for readers, or with every comment as Word's own comment on its unit.

import type { Lang } from '../../shared/words.ts'
import { lookOf, unitText, volumeHead } from './docx.ts'
import { contentHash } from './json.ts'
import type { Entry, Report, ReportParagraph } from './model.ts'
import type { Sink } from './sink.ts'
import { tellingOf, type Telling } from './telling.ts'
import { dealer, volumeName, volumesOf, type Slice, type Volume } from './volumes.ts'
import { commentEnd, commentStart, paragraphXml, plainRun, wordComment, wordInto } from './word.ts'
import { zipInto } from './zip.ts'

export async function writeDraftDocx(
  report: Report,
  lang: Lang,
  sink: Sink,
  progress: (done: number) => void,
): Promise<'docx' | 'zip'> {
  const told = tellingOf(report, lang, await contentHash(report))
  const volumes = volumesOf(report.paragraphs, report.header.counts.accepted)
  const deal = dealer(report, progress)
  const look = await lookOf(report, told.t('report.draftTitle'), lang)
  const write = async (into: Sink, volume: Volume, head: string) => {
    const ids = new Map<Slice, { from: number; to: number }>()
    let id = 0
    const word = await wordInto(into, look, async beside => {
      for (const slice of volume.slices) {
        const from = id
        for await (const entry of deal.of(slice)) beside.write(besideText(id++, entry, told))
        ids.set(slice, { from, to: id })
      }
    })
    word.write(head)
    for (const slice of volume.slices) {
      const { from, to } = ids.get(slice) ?? { from: 0, to: 0 }
      const numbers = Array.from({ length: to - from }, (_, n) => from + n)
      word.write(
        unitText(slice.paragraph, told, {
          links: word.links,
          before: numbers.map(commentStart).join(''),
          after: numbers.map(commentEnd).join(''),
        }),
      )
    }
    await word.end()
  }
  const [only] = volumes
  if (only && volumes.length === 1) {
    await write(sink, only, frontOf(report, told))
    await deal.end()
    return 'docx'
  }
  const zip = zipInto(sink)
  for (const [index, volume] of volumes.entries()) {
    const part = zip.part(`${volumeName(volume, index + 1, volumes.length, told.titleOf)}.docx`)
    await write(part, volume, volumeHead(report, told, index + 1, volumes.length))
    part.end()
  }
  await deal.end()
  zip.finish()
  return 'zip'
}

function frontOf(report: Report, told: Telling): string {
  return [
    paragraphXml([plainRun(told.t('report.draftTitle'))], { style: 'Subtitle' }),
    paragraphXml([plainRun(report.header.consultation.title)], { style: 'Title' }),
    ...told.summary.map(({ label, value }) =>
      paragraphXml([plainRun(`${label}: `, { bold: true }), plainRun(value)], { style: 'Level' }),
    ),
  ].join('')
}

/** Word knows no threads in this form: a reply follows its comment and says what it replies to. */
function besideText(id: number, entry: Entry, told: Telling): string {
  const c = told.entry(entry)
  const reply = entry.row.reply_to === null ? [] : [`${told.t('report.reply')} → ${entry.row.reply_to}`]
  const answer = c.answer ? [`${c.answer.title}. ${c.answer.text}`] : []
  const lines = [
    ...reply,
    ...(c.notice ? [c.notice] : []),
    ...(c.text === null ? [] : [c.text]),
    ...(c.votes ? [c.votes] : []),
    ...answer,
    c.meta,
  ]
  return wordComment(id, c.author || told.t('report.anonymous'), String(entry.row.posted_utc), lines)
}

/** The units that stand, with nothing around them. */
export const standing = (report: Report): ReportParagraph[] => report.paragraphs.filter(p => p.kind !== 'whole' && !p.archived)

export async function writeCleanDocx(report: Report, lang: Lang, sink: Sink): Promise<void> {
  const told = tellingOf(report, lang, '')
  const { consultation } = report.header
  const word = await wordInto(sink, { ...(await lookOf(report, '', consultation.lang)), title: consultation.title })
  if (consultation.asker) word.write(paragraphXml([plainRun(consultation.asker)], { style: 'Subtitle' }))
  word.write(paragraphXml([plainRun(consultation.title)], { style: 'Title' }))
  word.write(
    paragraphXml(
      [
        plainRun(`${told.t('report.revision')}: ${consultation.revision} · `),
        plainRun(consultation.url, { href: consultation.url }),
      ],
      { style: 'Level', links: word.links },
    ),
  )
  for (const paragraph of standing(report)) word.write(unitText(paragraph, told, { links: word.links }))
  await word.end()
}
