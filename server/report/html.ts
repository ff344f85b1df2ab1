// The report as one self-contained page: no script, no foreign request, readable on paper too.

import { readFileSync } from 'node:fs'
import { textDiff } from '../../shared/text-diff.ts'
import { dirOf, type Lang } from '../../shared/words.ts'
import { contentHash } from './json.ts'
import type { Entry, Report, ReportParagraph } from './model.ts'
import { pictureId } from './pictures.ts'
import type { Sink } from './sink.ts'
import { mostVoted, tellingOf, type Telling, type ToldChange } from './telling.ts'
import { escapeXml, visible } from './xml.ts'

const style = readFileSync(new URL('./html.css', import.meta.url), 'utf8')
const text = (value: string): string => escapeXml(visible(value))

export async function writeHtml(report: Report, lang: Lang, sink: Sink, progress: (done: number) => void): Promise<void> {
  const told = tellingOf(report, lang, await contentHash(report))
  sink.write(head(report, told))
  let at = -1
  const advance = async (to: ReportParagraph | null) => {
    while (report.paragraphs[at] !== to && at < report.paragraphs.length) {
      if (at >= 0) sink.write('</section>\n')
      const next = report.paragraphs[++at]
      if (next) sink.write(unit(next, told, report.header.consultation.lang, await withPictures(next.html, report.picture)))
      else return
    }
  }
  let done = 0
  for await (const entry of report.comments()) {
    await advance(entry.paragraph)
    sink.write(comment(entry, told))
    progress(++done)
  }
  await advance(null)
  sink.write('</main></body></html>\n')
}

function head(report: Report, told: Telling): string {
  const { t, lang, summary, history } = told
  const { title, lang: draftLang } = report.header.consultation
  const dir = report.header.consultation.dir === 'rtl' ? 'rtl' : 'ltr'
  return `<!doctype html>
<html lang="${lang}" dir="${dirOf(lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><meta name="robots" content="noindex"><title>${text(title)} – ${text(t('report.title'))}</title><style>${style}</style></head>
<body><header><p>${text(t('report.title'))}</p><h1 lang="${text(draftLang)}" dir="${dir}">${text(title)}</h1></header><main>
<section class="summary" aria-labelledby="summary"><h2 id="summary">${text(t('report.summary'))}</h2><dl>${summary.map(({ label, value }) => `<div><dt>${text(label)}</dt><dd>${text(value)}</dd></div>`).join('')}</dl>
<p>${text(t('report.formula'))}</p><p>${text(t('report.inFull'))}</p></section>
${chart(report, t)}
${history.length ? `<section aria-labelledby="history"><h2 id="history">${text(t('report.history'))}</h2><ul>${history.map(h => `<li>${text(h.when)}: ${text(h.what)}${h.why ? `. ${text(h.why)}` : ''}</li>`).join('')}</ul></section>` : ''}
${changes(told)}<h2>${text(t('report.text'))}</h2>
`
}

/** Each change word by word, with the reasons that were given. */
function changes({ t, changes: revisions }: Telling): string {
  if (!revisions.length) return ''
  const marks = { same: ['', ''], out: ['<del>', '</del>'], in: ['<ins>', '</ins>'] } as const
  const words = (c: ToldChange): string =>
    textDiff(c.before ?? '', c.after ?? '')
      .map(r => (c.before === null && c.after !== null && r.kind === 'in' ? text(r.text) : marks[r.kind].join(text(r.text))))
      .join('')
  const one = (c: ToldChange): string =>
    `<article class="change"><h4 dir="auto">${text(c.title)}</h4><p class="said" dir="auto">${words(c)}</p>${[
      c.why,
      c.because,
      c.votes,
    ]
      .filter(Boolean)
      .map(x => `<p class="meta" dir="auto">${text(x)}</p>`)
      .join('')}</article>`
  const each = revisions.map(
    r => `<h3>${text(r.title)}</h3>${r.reason ? `<p dir="auto">${text(r.reason)}</p>` : ''}${r.changes.map(one).join('')}`,
  )
  return `<section aria-labelledby="changes"><h2 id="changes">${text(t('report.changes'))}</h2>${each.join('')}</section>\n`
}

function chart(report: Report, t: Telling['t']): string {
  const shown = mostVoted(report.paragraphs)
  const title = `<h2 id="chart">${text(t('report.chart'))}</h2>`
  if (!shown.length) return `<section aria-labelledby="chart">${title}<p>${text(t('report.chartNone'))}</p></section>`
  const rows = shown.map(p => {
    const a = p.agreement
    const name = p.number === null ? p.text.slice(0, 60) : t('report.paragraph', { n: p.number })
    return `<tr><th scope="row"><a href="#p-${text(p.id)}">${text(name)}</a></th><td>${bar(p)}</td><td>${a.agree} / ${a.disagree} / ${a.unsure}</td></tr>`
  })
  const columns = ['report.column.paragraph', 'report.chart', 'report.column.votes'].map(
    key => `<th scope="col">${text(t(key))}</th>`,
  )
  return `<section aria-labelledby="chart">${title}<p>${text(t('report.chartNote', { n: shown.length }))}</p><div class="wide" tabindex="0" role="group" aria-labelledby="chart"><table><thead><tr>${columns.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></section>`
}

/** The numbers stand beside it, so that the picture itself is silent to a reader who listens. */
function bar({ agreement: a }: ReportParagraph): string {
  const all = a.n + a.unsure
  if (!all) return ''
  const [agree, disagree] = [Math.round((200 * a.agree) / all), Math.round((200 * (a.agree + a.disagree)) / all)]
  return `<svg aria-hidden="true" width="200" height="14" viewBox="0 0 200 14"><rect class="agree" width="${agree}" height="14"/><rect class="disagree" x="${agree}" width="${disagree - agree}" height="14"/><rect class="unsure" x="${disagree}" width="${200 - disagree}" height="14"/></svg>`
}

function unit(p: ReportParagraph, told: Telling, lang: string, html: string): string {
  const { t } = told
  const gone = p.archived ? `<p class="notice">${text(t('report.archived'))}</p>` : ''
  const notes = p.footnotes
    .map(
      ({ mark, text: note }) =>
        `<p class="footnote" id="footnote-${text(mark)}">${text(t('report.footnote', { mark, text: note }))}</p>`,
    )
    .join('')
  const votes =
    p.agreement.n + p.agreement.unsure
      ? `<p class="votes">${bar(p)} ${text(told.level(p.agreement))}. ${text(told.votes(p.agreement))}.</p>`
      : ''
  const count = p.comments ? `<p class="count">${text(t('report.comments', { n: p.comments }))}</p>` : ''
  const level = Math.min((p.level ?? 1) + 2, 6)
  if (p.kind === 'whole') return `<section class="unit"><h3>${text(t('report.whole'))}</h3>${count}`
  if (p.kind === 'heading')
    return `<section class="unit" id="p-${text(p.id)}"><h${level} lang="${text(lang)}" dir="auto">${html}</h${level}>${gone}${notes}${votes}${count}`
  return `<section class="unit" id="p-${text(p.id)}"><div class="draft"><p class="number">${p.number === null ? '' : `P${p.number}`}</p><div class="words wide"${scrolls(p, t)} lang="${text(lang)}" dir="auto">${html}${notes}</div></div>${gone}${votes}${count}`
}

/** A wide table is moved by keyboard too, so it is a stop of its own with a name. */
const scrolls = (p: ReportParagraph, t: Telling['t']): string =>
  /<table|<pre|<img/.test(p.html)
    ? ` tabindex="0" role="group" aria-label="${text(p.number === null ? p.kind : t('report.paragraph', { n: p.number }))}"`
    : ''

function comment(entry: Entry, told: Telling): string {
  const c = told.entry(entry)
  const { row } = entry
  const reply = row.reply_to === null ? '' : ' reply'
  const said = c.text === null ? '' : `<p class="said" lang="${text(c.lang)}" dir="auto">${text(c.text)}</p>`
  const notice = c.notice === null ? '' : `<p class="notice">${text(c.notice)}</p>`
  const answer = c.answer
    ? `<div class="answer"><p><strong>${text(c.answer.title)}</strong></p><p class="said" dir="auto">${text(c.answer.text)}</p></div>`
    : ''
  const by = c.author ? `<bdi>${text(c.author)}</bdi> · ` : ''
  return `<article class="comment${reply}" id="c-${text(String(row.comment_id))}"><p class="meta">${by}<a href="${text(String(row.comment_url))}">${text(c.meta)}</a></p>${notice}${said}${c.votes ? `<p class="votes">${text(c.votes)}</p>` : ''}${answer}</article>\n`
}

async function withPictures(html: string, picture: Report['picture']): Promise<string> {
  let out = ''
  let at = 0
  for (const found of html.matchAll(/src="([^"]*)"/g)) {
    const [whole, source = ''] = found
    out += html.slice(at, found.index) + `src="${await dataOf(source, picture)}"`
    at = found.index + whole.length
  }
  return out + html.slice(at)
}

const shown = /^image\/(png|jpeg|gif|webp)$/

/** The picture itself, in the page; what is not there is an empty address, so that nothing is ever fetched. */
async function dataOf(source: string, picture: Report['picture']): Promise<string> {
  const found = await picture(pictureId(source))
  return found && shown.test(found.type) ? `data:${found.type};base64,${Buffer.from(found.bytes).toString('base64')}` : 'data:,'
}
