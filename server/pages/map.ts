// Contents and map of the draft in one: a small bar for each unit under its heading; on a phone a strip that lies on its side.

import { html, raw } from 'hono/html'
import { rowInWords, STRIP_HEIGHT, COLUMN, stripInside, stripInWords } from '../../shared/strip.ts'
import { levelOf } from '../../shared/agreement.ts'
import { smallBarInside } from '../../shared/pulse.ts'
import type { ParagraphView } from '../../shared/view.ts'
import type { PageContext, ReadingPage } from './context.ts'
import { plainTitle, type Html } from './piece.ts'

interface Entry {
  section: number
  id: string
  title: string
  level: number
  rows: ParagraphView[]
}

export function draftMap(ctx: PageContext, page: ReadingPage): Html {
  const { t } = ctx
  const { slug } = page.view.consultation
  const entries = entriesOf(page)
  const rows = entries.flatMap(e => e.rows)
  return html`<nav class="map" aria-label="${t('glance.nav')}">
    <draft-map
      ><div class="map-strip">
        <p class="map-title"><span>${t('glance.title')}</span><a href="/c/${slug}/table">${t('glance.table')}</a></p>
        ${strip(ctx, rows)}
      </div>
      <details class="map-list">
        <summary>${t('reading.contents')}</summary>
        <p class="map-legend" aria-hidden="true"><span>${t('glance.disagree')}</span><span>${t('glance.agree')}</span></p>
        <ol class="contents">
          ${entries.map(e => entryPiece(ctx, page, e))}
        </ol>
      </details></draft-map
    >
  </nav>`
}

function strip(ctx: PageContext, rows: ParagraphView[]): Html {
  const { t } = ctx
  const all = rows.map(p => p.agreement)
  if (!all.length) return raw('')
  return html`<svg
      class="strip"
      role="img"
      aria-label="${stripInWords(t, all)}"
      viewBox="0 0 ${all.length * COLUMN} ${STRIP_HEIGHT}"
      preserveAspectRatio="none"
    >
      ${raw(stripInside(all))}
    </svg>
    <p class="map-legend" aria-hidden="true">
      <span>P${rows[0]?.number ?? ''}</span><span>${t('glance.legend')}</span><span>P${rows.at(-1)?.number ?? ''}</span>
    </p>`
}

function entryPiece(ctx: PageContext, page: ReadingPage, e: Entry): Html {
  const { slug, lang, dir } = page.view.consultation
  const there = page.section === null || page.section === e.section
  const href = there ? `#p-${e.id}` : `/c/${slug}?section=${e.section}#p-${e.id}`
  const heading =
    e.title || page.section !== null
      ? html`<a class="map-section" href="${href}" ${page.section === e.section ? raw('data-shown') : ''}
          ><span lang="${lang}" dir="${dir}">${e.title || ctx.t('reading.part', { n: e.section + 1 })}</span></a
        >`
      : ''
  return html`<li data-level="${e.level}">
    ${heading}${
      e.rows.length
        ? html`<ol class="map-rows">
            ${e.rows.map(p => row(ctx, page, p))}
          </ol>`
        : ''
    }
  </li>`
}

function row({ t }: PageContext, page: ReadingPage, p: ParagraphView): Html {
  const n = p.comments.all
  return raw(
    `<li><a class="map-row${page.open?.placeId === p.id ? ' map-open' : ''}" href="#p-${p.id}" data-item="${p.wordingId}"><span>P${p.number}</span><svg class="small-bar${levelOf(p.agreement) === 'few' ? ' bar-too-few' : ''}" role="img" aria-label="${rowInWords(t, p.agreement, n)}">${smallBarInside(p.agreement)}</svg><span class="num" aria-hidden="true">${n || ''}</span></a></li>`,
  )
}

/** Headings down to the level that keeps the list readable, each with the units under it; by section, units of the shown one alone. */
function entriesOf(page: ReadingPage): Entry[] {
  const deepest = deepestLevel(page.view.paragraphs)
  const entries: Entry[] = []
  for (const s of page.sections)
    s.paragraphs.forEach((p, i) => {
      const heads = p.kind === 'heading' && (p.level ?? 1) <= deepest
      if (heads || i === 0)
        entries.push({
          section: s.index,
          id: p.id,
          title: heads ? plainTitle(p.html) : '',
          level: heads ? (p.level ?? 1) : 1,
          rows: [],
        })
      if (p.kind !== 'heading' && (page.section === null || page.section === s.index)) entries.at(-1)?.rows.push(p)
    })
  return entries
}

const MOST = 60
/** The deepest heading level at which the contents still have at most 60 headings; the first level in any case. */
function deepestLevel(units: ParagraphView[]): number {
  const levels = units.flatMap(p => (p.kind === 'heading' ? [p.level ?? 1] : [])).sort((x, y) => x - y)
  return levels[Math.min(MOST, levels.length) - 1] === levels.at(-1)
    ? (levels.at(-1) ?? 1)
    : Math.max(levels[0] ?? 1, (levels[MOST] ?? 2) - 1)
}
