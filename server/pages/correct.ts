// Correcting a wording: old and new are shown to the public with the reason; votes stay.

import { html } from 'hono/html'
import type { Desk } from '../desk.ts'
import type { PageContext } from './context.ts'
import { deskLayout } from './desk-frame.ts'
import { tokenField } from './layout.ts'
import type { Html } from './piece.ts'

export function correctPage(
  ctx: PageContext,
  desk: Desk,
  p: { id: string; number: number | null; html: string },
  message: string | null,
): Html {
  const { t } = ctx
  const { slug } = desk.consultation
  const body = html`<p>${t('desk.correctHint')}</p>
    <form class="stack" method="post" action="/c/${slug}/desk/correct/${p.id}">
      ${tokenField(ctx)}<label class="label" for="html">${t('desk.wording')}</label
      ><textarea class="input" id="html" name="html" rows="8" required>${p.html}</textarea
      ><label class="label" for="reason">${t('desk.reason')}</label
      ><input class="input" id="reason" name="reason" required maxlength="1000" /><button class="button button-primary">
        ${t('desk.correct')}
      </button>
    </form>`
  return deskLayout(ctx, desk, { here: '', title: `${t('desk.correct')} ${p.number ? `P${p.number}` : ''}`, body, message })
}
