// How many comments have their answer: in words, and as a line that fills.

import { html, raw } from 'hono/html'
import type { Desk } from '../desk.ts'
import type { PageContext } from './context.ts'
import type { Html } from './piece.ts'

export function coverage(ctx: PageContext, { waits }: Desk): Html {
  const { t } = ctx
  const apart = waits.all - waits.standing
  if (!waits.standing) return raw('')
  return html`<section class="coverage" data-coverage>
    <p>
      <b>${t('work.coverage', { answered: waits.covered, all: waits.standing })}</b>
      <span class="muted"
        >${t('work.coverageLeft', { n: waits.unanswered })} ${apart ? t('work.coverageApart', { n: apart }) : ''}</span
      >
    </p>
    <progress max="${waits.standing}" value="${waits.covered}" aria-label="${t('work.nav.answers')}"></progress>
  </section>`
}
