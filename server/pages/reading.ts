// The reading page: what is asked, until when, the draft with its pulse, and the conversation.

import { html, raw } from 'hono/html'
import type { PageContext, ReadingPage, Section } from './context.ts'
import { deadlineCard } from './deadline.ts'
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
  const body = html`<parley-consultation data-slug="${c.slug}" data-seq="${view.seq}" data-state="${c.state}">
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
          ${about.asker ? html`<span>${t('reading.asker')} <bdi>${about.asker}</bdi></span>` : ''}<a href="/c/${c.slug}/reports"
            >${t('reading.downloads')}</a
          >
        </p>
        ${
          about.links.length
            ? html`<ul class="links">
                ${about.links.map(l => html`<li><a href="${l.url}" rel="noopener">${l.title}</a></li>`)}
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
  return layout(ctx, {
    title: `${c.title} – ${ctx.instance.name}`,
    description: about.description
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200),
    body,
    live: { slug: c.slug, seq: view.seq },
    said: page.said,
  })
}

/** Contents: sections and their headings, each a link; by section, the other sections' pages. */
function contents(ctx: PageContext, page: ReadingPage): Html {
  const { t } = ctx
  const { slug } = page.view.consultation
  if (page.sections.length < 2) return raw('<div class="map"></div>')
  const link = (s: Section): string => {
    const [first] = s.paragraphs
    const there = page.section === null || page.section === s.index
    return there ? `#p-${first?.id ?? ''}` : `/c/${slug}?section=${s.index}`
  }
  const range = (s: Section): string => {
    const numbers = s.paragraphs.flatMap(p => (p.number === null ? [] : [p.number]))
    return numbers.length ? (numbers.length > 1 ? `P${numbers[0]}–P${numbers.at(-1)}` : `P${numbers[0]}`) : ''
  }
  return html`<nav class="map" aria-label="${t('reading.contents')}">
    <details open>
      <summary>${t('reading.contents')}</summary>
      <ol class="contents">
        ${page.sections.map(
          s =>
            html`<li>
              <a href="${link(s)}" ${s.index === page.section ? raw('aria-current="true"') : ''}
                ><span lang="${page.view.consultation.lang}" dir="auto">${s.title || t('reading.part', { n: s.index + 1 })}</span
                ><span class="muted small">${range(s)}</span></a
              >
            </li>`,
        )}
      </ol>
    </details>
  </nav>`
}

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
