// Where reports are downloaded, and the page shown while one is made.

import { html } from 'hono/html'
import type { PageContext } from './context.ts'
import { layout, tokenField } from './layout.ts'
import { icon, type Html } from './piece.ts'
import { sectionBar } from './tabs.ts'

export interface ReportLink {
  /** Its sentence is `format.<name>`. */
  name: string
  format: string
  edition: 'public' | 'staff'
  href: string
  /** Of the file as it lies there; null while it is not made yet. */
  sha256: string | null
}
interface Reports {
  slug: string
  title: string
  closedSeq: number | null
  seq: number
  links: ReportLink[]
  open: boolean
}

export function reportsPage(ctx: PageContext, r: Reports): Html {
  const { t } = ctx
  const group = (title: string, links: ReportLink[]): Html | '' =>
    links.length
      ? html`<h2>${title}</h2>
          <ul class="downloads">
            ${links.map(l => html`<li><a class="button" href="${l.href}">${icon('get')}${t(`format.${l.name}`)}</a> <a class="small" href="${l.href.replace(/(\?|$)/, '.sha256$1')}">SHA-256</a>${l.sha256 ? html` <code class="small hash">${l.sha256}</code>` : ''}</li>`)}
          </ul>`
      : ''
  const clean = r.links.filter(l => l.format.startsWith('clean-'))
  const rest = r.links.filter(l => !l.format.startsWith('clean-'))
  const body = html`${sectionBar(ctx, r.slug, 'reports')}
    <div class="narrow">
      <p><a class="way" href="/c/${r.slug}">${r.title}</a></p>
      <h1>${t('reports.title')}</h1>
      <p>
        ${r.closedSeq === null ? t('reports.asOf', { seq: r.seq }) : t('reports.closedAt', { closed: r.closedSeq, seq: r.seq })}
      </p>
      ${group(t('reports.draft'), clean)}${r.open ? '' : html`<p class="notice">${t('reports.later')}</p>`}${group(
        t('reports.public'),
        rest.filter(l => l.edition === 'public'),
      )}${group(
        t('reports.staff'),
        rest.filter(l => l.edition === 'staff'),
      )}
    </div>`
  return layout(ctx, { title: `${t('reports.title')} – ${r.title}`, body })
}

export function buildingPage(
  ctx: PageContext,
  b: { slug: string; title: string; done: number; total: number; cancel: string },
): Html {
  const { t } = ctx
  const body = html`<div class="narrow">
    <h1>${t('reports.building')}</h1>
    <p role="status">${b.total ? t('reports.progress', { done: b.done, total: b.total }) : t('reports.starting')}</p>
    <progress max="${b.total || 1}" value="${b.done}"></progress>
    <p>${t('reports.wait')}</p>
    <form method="post" action="${b.cancel}">${tokenField(ctx)}<button class="button">${t('reports.cancel')}</button></form>
    <p><a class="way" href="/c/${b.slug}/reports">${b.title}</a></p>
  </div>`
  return layout(ctx, { title: t('reports.building'), body, noindex: true })
}
