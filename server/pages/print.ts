// The draft for paper: text with its figures, a number at each unit that leads to its comments, which stand at the end.

import { html, raw } from 'hono/html'
import { levelOf } from '../../shared/agreement.ts'
import type { Comment } from '../../shared/comment.ts'
import { countsInWords, percentOf } from '../../shared/pulse.ts'
import { insideHeading } from '../../shared/section.ts'
import type { ParagraphView, View } from '../../shared/view.ts'
import type { About, PageContext } from './context.ts'
import { deadlineLine } from './deadline.ts'
import { layout } from './layout.ts'
import { apart, plainText, shortTime, time, zonedTime, zoneOf, type Html } from './piece.ts'

/** Comments of one place, in the order they are read: each with its replies behind it. */
export interface PlaceNotes {
  placeId: string
  notes: Comment[]
}
export interface PrintPage {
  view: View
  about: About
  places: PlaceNotes[]
  /** Comments there are beyond those printed. */
  left: number
}

/** The numbers of a place's notes: from, to. */
type Span = [from: number, to: number]

export function printPage(ctx: PageContext, page: PrintPage): Html {
  const { t } = ctx
  const { view, about } = page
  const c = view.consultation
  const zone = zoneOf(c)
  const spans = new Map<string, Span>()
  let n = 0
  for (const { placeId, notes } of page.places) {
    if (notes.length) spans.set(placeId, [n + 1, n + notes.length])
    n += notes.length
  }
  const body = html`<article class="paper">
    <p class="kicker">${t('print.kicker', { n: c.revision })}</p>
    <h1 lang="${c.lang}" dir="${c.dir}">${c.title}</h1>
    ${about.description ? html`<div class="lead" lang="${c.lang}" dir="${c.dir}">${raw(about.description)}</div>` : ''}
    <p>
      ${about.asker ? html`${t('reading.asker')} <bdi>${about.asker}</bdi>. ` : ''}${deadlineLine(ctx, { ...c, zone })}.
      ${t('print.asOf', { time: zonedTime(ctx.lang, ctx.now, zone) })}
    </p>
    <p class="paper-address">${ctx.base}/c/${c.slug}</p>
    <p class="button-row paper-acts">
      <a class="button" href="/c/${c.slug}">${t('print.back')}</a>
    </p>
    ${view.paragraphs.map(p => unit(ctx, view, p, spans.get(p.id)))}
    <p class="paper-whole">${t('print.whole')}${reference(ctx, view.whole.id, spans.get(view.whole.id))}</p>
    <section class="endnotes" aria-labelledby="notes">
      <h2 id="notes">${t('print.notes')}</h2>
      ${
        page.left
          ? html`<p class="notice">
              ${t('print.more', { n, left: page.left })} <a href="/c/${c.slug}/reports">${t('reading.downloads')}</a>
            </p>`
          : ''
      }${n ? '' : html`<p>${t('print.none')}</p>`}${page.places.map(place => notesOf(ctx, view, place, spans.get(place.placeId)))}
    </section>
  </article>`
  return layout(ctx, { title: c.title, body, noindex: true })
}

function unit(ctx: PageContext, view: View, p: ParagraphView, span: Span | undefined): Html {
  const { lang, dir, minVotes } = view.consultation
  const note = reference(ctx, p.id, span)
  if (p.kind === 'heading') {
    const level = Math.min(6, (p.level ?? 1) + 1)
    const words = insideHeading(p.html)
    return html`<div class="paper-heading" id="p-${p.id}">
      ${raw(`<h${level} lang="${lang}" dir="${dir}">${words}</h${level}>`)}${note}
    </div>`
  }
  const a = p.agreement
  const level = ctx.t(`level.${levelOf(a)}`)
  const share = a.enough && a.share !== null ? `, ${ctx.t('vote.share', { share: percentOf(ctx.lang, a.share) })}` : ''
  return html`<div class="paper-unit" id="p-${p.id}">
    <span class="paper-no">P${p.number}</span>
    <div class="unit-text" lang="${lang}" dir="${dir}">${raw(p.html)}</div>
    <p class="paper-pulse">${level}${share}. ${countsInWords(ctx.t, a, minVotes, false).replace('\n', '; ')}${note}</p>
  </div>`
}

/** "[4–9]": the notes of a place, from where they are told. */
function reference({ t }: PageContext, placeId: string, span: Span | undefined): Html {
  if (!span) return raw('')
  const [from, to] = span
  return html` <a class="note-ref" id="ref-${placeId}" href="#note-${from}" aria-label="${t('print.note', { n: from })}"
    >[${from === to ? from : `${from}–${to}`}]</a
  >`
}

function notesOf(ctx: PageContext, view: View, { placeId, notes }: PlaceNotes, span: Span | undefined): Html {
  const { t } = ctx
  const [from] = span ?? []
  if (from === undefined) return raw('')
  const p = view.paragraphs.find(x => x.id === placeId)
  const label = placeId === view.whole.id ? t('print.whole') : p?.number ? `P${p.number}` : t('search.heading')
  return html`<h3><a href="#ref-${placeId}">${label}</a></h3>
    <ol start="${from}">
      ${notes.map((c, i) => noteOf(ctx, view, c, from + i))}
    </ol>`
}

function noteOf(ctx: PageContext, view: View, c: Comment, n: number): Html {
  const { t } = ctx
  const zone = zoneOf(view.consultation)
  const name = c.author?.name ?? t(c.state === 'published' ? 'comment.gone' : 'comment.nobody')
  const { agree, disagree, unsure } = c.agreement
  const text =
    c.text === null
      ? html`<p class="muted">
          ${c.state === 'hidden' ? t('comment.hidden', { reason: t(`reason.${c.reason ?? 'other'}`) }) : t('comment.withdrawn')}
        </p>`
      : html`<div lang="${c.lang}" dir="auto">${plainText(c.text)}</div>`
  return html`<li id="note-${n}">
    <p>
      <b>${c.replyTo ? t('print.reply', { name }) : apart(name)}</b>${c.author ? `, ${t(`author.${c.author.kind}`)}` : ''},
      ${time(c.postedAt, shortTime(ctx.lang, c.postedAt, zone))}
      <span class="muted">(${t('vote.counts', { agree, disagree, unsure })})</span>
    </p>
    ${text}${
      c.answer
        ? html`<div class="answer">
            <p><b>${t('answer.title')}: ${t(`outcome.${c.answer.outcome}`)}</b></p>
            <div dir="auto">${plainText(c.answer.text)}</div>
          </div>`
        : ''
    }
  </li>`
}
