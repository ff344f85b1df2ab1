// A unit as it stood in one revision: an address that stays.

import { html, raw } from 'hono/html'
import type { Consultation } from '../../db/consultations.ts'
import type { EditionRow } from '../../db/schema.ts'
import type { PageContext } from './context.ts'
import { layout } from './layout.ts'
import type { Html } from './piece.ts'

export function editionPage(
  ctx: PageContext,
  { consultation: c, edition: e }: { consultation: Consultation; edition: EditionRow },
): Html {
  const { t } = ctx
  const body = html`<div class="narrow">
    <p><a href="/c/${c.slug}">${c.title}</a></p>
    <h1>P${e.number} · ${t('edition.revision', { n: e.revision })}</h1>
    <div class="unit-text" lang="${c.lang}" dir="${c.dir}">${raw(e.html)}</div>
    ${e.reason ? html`<p class="muted">${t('edition.reason')} <q dir="auto">${e.reason}</q></p>` : ''}
    <p><a href="/c/${c.slug}/paragraph/${e.paragraphId}#p-${e.paragraphId}">${t('edition.now')}</a></p>
  </div>`
  return layout(ctx, { title: `P${e.number} – ${c.title}`, body, noindex: true })
}
