// A refusal or a fault as a page: what happened and what to do next.

import { html } from 'hono/html'
import type { PageContext } from './context.ts'
import { layout } from './layout.ts'
import type { Html } from './piece.ts'

export function refusedPage(ctx: PageContext, what: { reason: string; message: string; requestId: string }): Html {
  const { t } = ctx
  const body = html`<div class="narrow">
    <h1>${t(what.reason === 'notFound' ? 'message.notFound' : what.reason === 'fault' ? 'message.fault' : 'message.refused')}</h1>
    <p role="alert">${what.message}</p>
    <p><a class="button" href="/">${t('message.home')}</a></p>
    <p class="muted small">${t('message.id', { id: what.requestId })}</p>
  </div>`
  return layout(ctx, { title: ctx.instance.name, body, noindex: true })
}
