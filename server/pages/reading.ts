// The reading page: what is asked, until when, the draft with its pulse, and the conversation.

import { html, raw } from 'hono/html'
import { kickerOf } from '../../shared/consultation.ts'
import { commentsInWords } from '../../shared/pulse.ts'
import type { PageContext, ReadingPage } from './context.ts'
import { closedPanel } from './closed.ts'
import { deadlineCard } from './deadline.ts'
import { fileLink } from './desk-files.ts'
import { readingFound } from './head.ts'
import { layout } from './layout.ts'
import { draftMap } from './map.ts'
import { icon, inShort, plainTitle, zoneOf, type Html } from './piece.ts'
import { sectionBar } from './tabs.ts'
import { wholeThread } from './thread.ts'
import { firstTips } from './tips.ts'
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
    data-zone="${zoneOf(c)}"
  >
    ${sectionBar(ctx, c.slug, 'draft', true)}
    <div class="opening">
      <div>
        <p class="kicker">${t(kickerOf(c.state), { n: c.revision })}</p>
        <h1 lang="${c.lang}" dir="${c.dir}">${c.title}</h1>
        ${about.description ? html`<div class="lead" lang="${c.lang}" dir="${c.dir}">${raw(about.description)}</div>` : ''}
        <p class="opening-facts">
          ${about.asker ? html`<span>${t('reading.asker')} <bdi>${about.asker}</bdi></span>` : ''}<a href="/c/${c.slug}/share"
            >${t('share.title')}</a
          ><a href="/c/${c.slug}/print">${t('print.link')}</a
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
    ${c.state === 'announced' ? html`<p class="notice">${t('reading.announced')}</p>` : ''}${closedPanel(ctx, page)}
    <div class="reading">
      ${draftMap(ctx, page)}
      <div class="draft">
        ${shown.map(s => s.paragraphs.map(p => unit(ctx, page, p)))}${sectionNav(ctx, page)}
        <section class="whole" aria-label="${t('thread.whole', { n: 0 })}">
          ${
            page.open?.placeId === view.whole.id
              ? wholeThread(ctx, view, page.open)
              : html`<comment-count data-place="${view.whole.id}" data-n="${view.whole.comments}"
                  ><a class="button" href="/c/${c.slug}/paragraph/whole#thread-${view.whole.id}"
                    >${icon('comment')}<span
                      >${commentsInWords(t, 'reading.whole', view.whole.comments, c.state === 'open')}</span
                    ></a
                  ></comment-count
                >`
          }
        </section>
        ${formula(ctx, c.minVotes)}
      </div>
    </div>
    ${c.state === 'open' ? firstTips(ctx) : ''}
  </parley-consultation>`
  const description = inShort(
    plainTitle(about.description.replace(/<\/(p|li|h\d)>/g, ' ')) || t('around.inShort', { title: c.title }),
    160,
  )
  return layout(ctx, {
    title: `${c.title} – ${ctx.instance.name}`,
    description,
    ...(page.rehearsal ? { noindex: true } : { found: readingFound(ctx, page, description) }),
    body,
    live: { slug: c.slug, seq: view.seq },
  })
}

function sectionNav(ctx: PageContext, page: ReadingPage): Html {
  if (page.section === null) return raw('')
  const { slug, lang, dir } = page.view.consultation
  const to = (index: number, key: string): Html | '' => {
    const s = page.sections[index]
    return s
      ? html`<a class="button" href="/c/${slug}?section=${index}"
          >${ctx.t(key)}: <span lang="${lang}" dir="${dir}">${s.title || ctx.t('reading.part', { n: index + 1 })}</span></a
        >`
      : ''
  }
  return html`<nav class="section-nav" aria-label="${ctx.t('reading.sections')}">
    ${to(page.section - 1, 'reading.previous')}${to(page.section + 1, 'reading.next')}
  </nav>`
}
