// A unit as it stood in one revision: an address that stays.

import { html } from 'hono/html'
import type { Consultation } from '../../db/consultations.ts'
import type { PastUnit } from '../revisions.ts'
import type { PageContext } from './context.ts'
import { layout } from './layout.ts'
import { unitText, type Html } from './piece.ts'

interface Edition {
  consultation: Consultation
  revision: number
  unit: PastUnit
}

export function editionPage(ctx: PageContext, { consultation: c, revision, unit: u }: Edition): Html {
  const { t } = ctx
  const body = html`<div class="narrow">
    <p><a class="way" href="/c/${c.slug}">${c.title}</a></p>
    <h1>P${u.number} · ${t('edition.revision', { n: revision })}</h1>
    ${unitText(c, u.html, `P${u.number}`)}
    <p><a class="way" href="/c/${c.slug}/paragraph/${u.id}/history">${t('past.title', { name: `P${u.number}` })}</a></p>
    <p><a class="way" href="/c/${c.slug}/paragraph/${u.id}#p-${u.id}">${t('edition.now')}</a></p>
  </div>`
  return layout(ctx, { title: `P${u.number} – ${c.title}`, body, noindex: true })
}
