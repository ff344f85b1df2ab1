// The deadline at the desk: extend, close, reopen, each with a reason that the public reads.

import { html, raw } from 'hono/html'
import type { ConsultationView } from '../../shared/view.ts'
import type { PageContext } from './context.ts'
import { tokenField } from './layout.ts'
import { zoneOf, type Html } from './piece.ts'
import { field } from './preview-forms.ts'
import { zones } from './way-forms.ts'

const reason = (ctx: PageContext, id: string): Html =>
  field({
    id: `reason-${id}`,
    label: ctx.t('desk.reason'),
    control: () => html`<input class="input" id="reason-${id}" name="reason" required maxlength="1000" dir="auto" />`,
  })

const until = (ctx: PageContext, id: string, c: ConsultationView, needed: boolean): Html =>
  html`${field({
    id: `until-${id}`,
    label: ctx.t('desk.until'),
    control: () =>
      html`<input
        class="input"
        id="until-${id}"
        name="until"
        type="datetime-local"
        value="${id === 'extend' ? (c.closing?.wall.slice(0, 16) ?? '') : ''}"
        ${needed ? raw('required') : ''}
      />`,
  })}${field({
    id: `zone-${id}`,
    label: ctx.t('desk.zone'),
    control: () =>
      html`<select class="input" id="zone-${id}" name="zone" ${c.closing ? '' : raw('data-guess')}>
        ${zones(zoneOf(c))}
      </select>`,
  })}`

function act(ctx: PageContext, slug: string, name: 'extend' | 'close' | 'reopen', inside: Html): Html {
  const { t } = ctx
  return html`<details class="work-fold">
    <summary>${t(`desk.${name}`)}</summary>
    <form class="stack" method="post" action="/c/${slug}/desk/${name}">
      ${tokenField(ctx)}
      <p class="hint">${t(`work.${name}.hint`)}</p>
      ${inside}<button class="button ${name === 'close' ? 'button-alarm' : 'button-primary'}">${t(`desk.${name}`)}</button>
    </form>
  </details>`
}

/** The acts that its state allows; none for a draft, whose deadline is set with its text. */
export function deadlineActs(ctx: PageContext, c: ConsultationView): Html {
  if (c.state === 'draft')
    return html`<p><a class="button" href="/c/${c.slug}/desk/draft#publish">${ctx.t('work.setDeadline')}</a></p>`
  if (c.state === 'closed') return act(ctx, c.slug, 'reopen', html`${until(ctx, 'reopen', c, false)}${reason(ctx, 'reopen')}`)
  return html`${act(ctx, c.slug, 'extend', html`${until(ctx, 'extend', c, true)}${reason(ctx, 'extend')}`)}${act(ctx, c.slug, 'close', reason(ctx, 'close'))}`
}
