// The bar under the masthead of a consultation: its pages, search, and the live control.

import { html, raw } from 'hono/html'
import type { PageContext } from './context.ts'
import { icon, type Html } from './piece.ts'

const tabs = [
  ['draft', '', 'tabs.draft'],
  ['dashboard', '/dashboard', 'dash.title'],
  ['revisions', '/revisions', 'revisions.title'],
  ['reports', '/reports', 'reading.downloads'],
] as const
/** A page that has no tab of its own stands under none. */
export type Tab = (typeof tabs)[number][0] | 'none'

export function sectionBar(ctx: PageContext, slug: string, current: Tab, live = false): Html {
  const { t } = ctx
  return html`<div class="section-bar">
    <nav class="tabs" aria-label="${t('tabs.label')}">
      ${tabs.map(
        ([tab, path, key]) =>
          html`<a href="/c/${slug}${path}" ${tab === current ? raw('aria-current="page"') : ''}>${t(key)}</a>`,
      )}
    </nav>
    <form class="search" role="search" action="/c/${slug}/search">
      <label class="visually-hidden" for="q">${t('search.label')}</label
      ><input class="input" id="q" name="q" type="search" placeholder="${t('search.label')}" required /><button
        class="button button-quiet"
      >
        ${icon('search')}<span class="visually-hidden">${t('search.go')}</span>
      </button>
    </form>
    ${live ? html`<live-control></live-control>` : ''}
  </div>`
}
