// The reading page: what is asked, until when, the draft with its pulse, and the conversation.

import { html, raw } from 'hono/html'
import type { PageContext, ReadingPage } from './context.ts'
import { deadlineCard } from './deadline.ts'
import { fileLink } from './desk-files.ts'
import { readingFound } from './head.ts'
import { layout } from './layout.ts'
import { icon, type Html } from './piece.ts'
import { threadPiece } from './thread.ts'
import { unit } from './unit.ts'
import { formula } from './vote.ts'

export function readingPage(ctx: PageContext, page: ReadingPage): Html {
  const { t } = ctx
  const { view, about } = page
  const c = view.consultation
  const shown = page.section === null ? page.sections : page.sections.filter(s => s.index === page.section)
  const body = html`<parley-consultation
    data-slug="${c.slug}"
    data-seq="${view.seq}"
    data-state="${c.state}"
    data-revision="${c.revision}"
    data-section="${page.section ?? 0}"
  >
    <div class="section-bar">
      <form class="search" role="search" action="/c/${c.slug}/search">
        <label class="visually-hidden" for="q">${t('search.label')}</label
        ><input class="input" id="q" name="q" type="search" placeholder="${t('search.label')}" required /><button
          class="button button-quiet"
        >
          ${icon('search')}<span class="visually-hidden">${t('search.go')}</span>
        </button>
      </form>
      <live-control hidden></live-control>
    </div>
    <div class="opening">
      <div>
        <p class="kicker">${t('reading.kicker', { n: c.revision })}</p>
        <h1 lang="${c.lang}" dir="${c.dir}">${c.title}</h1>
        ${about.description ? html`<div class="lead" lang="${c.lang}" dir="${c.dir}">${raw(about.description)}</div>` : ''}
        <p class="opening-facts">
          ${about.asker ? html`<span>${t('reading.asker')} <bdi>${about.asker}</bdi></span>` : ''}<a href="/c/${c.slug}/dashboard"
            >${t('dash.title')}</a
          ><a href="/c/${c.slug}/reports">${t('reading.downloads')}</a><a href="/c/${c.slug}/share">${t('share.title')}</a
          ><a href="/c/${c.slug}/revisions" data-revisions ${c.revision > 1 ? '' : 'hidden'}>${t('revisions.link')}</a>
        </p>
        ${
          about.links.length || about.files.length
            ? html`<ul class="links">
                ${about.links.map(l => html`<li><a href="${l.url}" rel="noopener">${l.title}</a></li>`)}${about.files.map(f => html`<li>${fileLink(ctx, c.slug, f)}</li>`)}
              </ul>`
            : ''
        }
      </div>
      <div class="deadline">${deadlineCard(ctx, c, about)}</div>
    </div>
    ${c.state === 'announced' ? html`<p class="notice">${t('reading.announced')}</p>` : ''}
    <div class="reading">
      ${contents(ctx, page)}
      <div class="draft">
        ${shown.map(s => s.paragraphs.map(p => unit(ctx, page, p)))}${sectionNav(ctx, page)}
        <section class="whole" aria-label="${t('thread.whole', { n: 0 })}">
          ${
            page.open?.placeId === view.whole.id
              ? threadPiece(ctx, view, page.open)
              : html`<comment-count data-place="${view.whole.id}" data-n="${view.whole.comments}"
                  ><a class="button" href="/c/${c.slug}/paragraph/whole#thread-${view.whole.id}"
                    >${icon('comment')}<span>${t('reading.whole', { n: view.whole.comments })}</span></a
                  ></comment-count
                >`
          }
        </section>
        ${formula(ctx, c.minVotes)}
      </div>
    </div>
  </parley-consultation>`
  const description = inShort(
    plainTitle(about.description.replace(/<\/(p|li|h\d)>/g, ' ')) || t('around.inShort', { title: c.title }),
  )
  return layout(ctx, {
    title: `${c.title} – ${ctx.instance.name}`,
    description,
    found: readingFound(ctx, page, description),
    body,
    live: { slug: c.slug, seq: view.seq },
    said: page.said,
  })
}

/** At most 160 characters, cut between words. */
const inShort = (text: string): string => (text.length <= 160 ? text : `${text.slice(0, 159).replace(/\s+\S*$/, '')}…`)

/** Contents: headings down to the level that keeps the list readable; by section, those of other sections lead to their pages. */
function contents(ctx: PageContext, page: ReadingPage): Html {
  const { t } = ctx
  const c = page.view.consultation
  if (page.view.paragraphs.every(p => p.kind !== 'heading') && page.section === null) return raw('<div class="map"></div>')
  const deepest = deepestLevel(page.view.paragraphs)
  const entries = page.sections.flatMap(s => {
    const heads = s.paragraphs.filter(p => p.kind === 'heading' && (p.level ?? 1) <= deepest)
    const begins = s.paragraphs[0] === heads[0] ? [] : [{ s, id: s.paragraphs[0]?.id ?? '', title: '', level: 1 }]
    return [...begins, ...heads.map(h => ({ s, id: h.id, title: plainTitle(h.html), level: h.level ?? 1 }))]
  })
  const href = (e: (typeof entries)[number]): string =>
    page.section === null || page.section === e.s.index ? `#p-${e.id}` : `/c/${c.slug}?section=${e.s.index}#p-${e.id}`
  return html`<nav class="map" aria-label="${t('reading.contents')}">
    <details open>
      <summary>${t('reading.contents')}</summary>
      <ol class="contents">
        ${entries.map(
          e =>
            html`<li data-level="${e.level}">
              <a href="${href(e)}" ${page.section === e.s.index ? raw('aria-current="true"') : ''}
                ><span lang="${c.lang}" dir="auto">${e.title || t('reading.part', { n: e.s.index + 1 })}</span></a
              >
            </li>`,
        )}
      </ol>
    </details>
  </nav>`
}

const MOST = 60
/** The deepest heading level at which the contents still have at most 60 lines; the first level in any case. */
function deepestLevel(units: ReadingPage['view']['paragraphs']): number {
  const levels = units.flatMap(p => (p.kind === 'heading' ? [p.level ?? 1] : [])).sort((x, y) => x - y)
  return levels[Math.min(MOST, levels.length) - 1] === levels.at(-1)
    ? (levels.at(-1) ?? 1)
    : Math.max(levels[0] ?? 1, (levels[MOST] ?? 2) - 1)
}

const plainTitle = (words: string): string =>
  words
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .trim()

function sectionNav(ctx: PageContext, page: ReadingPage): Html {
  if (page.section === null) return raw('')
  const { slug } = page.view.consultation
  const to = (index: number, key: string): Html | '' => {
    const s = page.sections[index]
    return s
      ? html`<a class="button" href="/c/${slug}?section=${index}"
          >${ctx.t(key)}: <span dir="auto">${s.title || ctx.t('reading.part', { n: index + 1 })}</span></a
        >`
      : ''
  }
  return html`<nav class="section-nav" aria-label="${ctx.t('reading.sections')}">
    ${to(page.section - 1, 'reading.previous')}${to(page.section + 1, 'reading.next')}
  </nav>`
}
