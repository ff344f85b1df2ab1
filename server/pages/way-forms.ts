// Three steps of the way: what is asked and by whom, from when until when, and a last look before it is public.

import { html, raw } from 'hono/html'
import type { PageContext } from './context.ts'
import { deadlineLine } from './deadline.ts'
import { layout, tokenField } from './layout.ts'
import type { Html } from './piece.ts'
import { error, field, rehearsalForm } from './preview-forms.ts'
import type { Described } from './preview.ts'
import { wayOf, type Come, type WayStep } from './way.ts'

export interface WayPage {
  come: Come
  title: string
  lang: string
  dir: 'ltr' | 'rtl'
  described: Described
  units: number
  rehearsal: string | null
  /** The dates as they are stored, for the sentence readers will see. */
  dates: { opensAt: string | null; closesAt: string | null; zone: string }
  done: string | null
  refused: string | null
  /** The time given comes twice: which one is meant must be said. */
  which: boolean
}

function framed(ctx: PageContext, p: WayPage, step: WayStep, body: Html): Html {
  const { t } = ctx
  const title = t(`way.${step}Title`)
  return layout(ctx, {
    title: `${title}: ${p.title} – ${ctx.instance.name}`,
    body: html`<div class="narrow guided">
      ${wayOf(ctx, p.come, step)}
      <p class="kicker" lang="${p.lang}" dir="${p.dir}">${p.title}</p>
      <h1>${title}</h1>
      <p class="lead">${t(`way.${step}Lead`)}</p>
      ${p.done ? html`<p class="notice notice-plain">${p.done}</p>` : ''}${body}
    </div>`,
    noindex: true,
    desk: true,
    said: p.done,
  })
}

const form = (ctx: PageContext, p: WayPage, step: WayStep, inside: Html): Html =>
  html`<form
    class="stack"
    method="post"
    action="/c/${p.come.slug}/desk/draft/${step}"
    data-keep="${p.come.slug}-${step}"
    data-kept-words="${ctx.t('way.kept')}"
  >
    ${tokenField(ctx)}${inside}
    <div class="button-row">
      <button class="button button-primary">${ctx.t('way.next')}</button>
    </div>
  </form>`

export function aboutPage(ctx: PageContext, p: WayPage): Html {
  const { t } = ctx
  const d = p.described
  const area = (id: 'description' | 'next', rows: number, hint: string): Html =>
    field({
      id,
      label: t(`preview.publish.${id}`),
      hint,
      control: tied =>
        html`<textarea class="input" id="${id}" name="${id}" rows="${rows}" lang="${p.lang}" dir="auto" ${raw(tied)}>
${d[id]}</textarea>`,
    })
  return framed(
    ctx,
    p,
    'about',
    form(
      ctx,
      p,
      'about',
      html`${error('about-error', p.refused)}${field({
          id: 'title',
          label: t('preview.field.title'),
          control: () =>
            html`<input
              class="input"
              id="title"
              name="title"
              maxlength="300"
              required
              value="${p.title}"
              lang="${p.lang}"
              dir="auto"
            />`,
        })}${field({
          id: 'asker',
          label: t('preview.publish.asker'),
          hint: t('way.askerHint'),
          control: tied =>
            html`<input class="input" id="asker" name="asker" maxlength="300" value="${d.asker}" dir="auto" ${raw(tied)} />`,
        })}${area('description', 8, t('preview.publish.description.hint'))}${area('next', 4, t('way.nextHint'))}<label
          class="check"
          ><input type="checkbox" name="guests" value="yes" ${d.guests ? raw('checked') : ''} />
          <span>${t('preview.publish.guests')}</span></label
        >`,
    ),
  )
}

export function deadlinePage(ctx: PageContext, p: WayPage): Html {
  const { t } = ctx
  const d = p.described
  const moment = (id: 'opens' | 'closes', wrong: string | null): Html =>
    field({
      id,
      label: t(`preview.publish.${id}`),
      hint: t(`preview.publish.${id}.hint`),
      error: wrong,
      control: tied => html`<input class="input" type="datetime-local" id="${id}" name="${id}" value="${d[id]}" ${raw(tied)} />`,
    })
  return framed(
    ctx,
    p,
    'deadline',
    form(
      ctx,
      p,
      'deadline',
      html`${moment('closes', p.refused)}${p.which ? which(ctx) : ''}${moment('opens', null)}${field({
        id: 'zone',
        label: t('preview.publish.zone'),
        control: () =>
          html`<select class="input" id="zone" name="zone" ${d.zone ? '' : raw('data-guess')}>
            ${zones(d.zone || 'UTC')}
          </select>`,
      })}`,
    ),
  )
}

export function publishPage(ctx: PageContext, p: WayPage): Html {
  const { t } = ctx
  const d = p.described
  const path = `/c/${p.come.slug}/desk/draft`
  const row = (name: string, value: Html | string, to: string): Html =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value === '' ? html`<span class="muted">${t('way.nothing')}</span>` : value}</dd>
      <dd>
        <a href="${path}${to}">${t('way.change')}<span class="visually-hidden">: ${name}</span></a>
      </dd>
    </div>`
  const c = { state: p.dates.opensAt && p.dates.opensAt > ctx.now ? ('announced' as const) : ('open' as const), closedAt: null }
  const dates = html`${c.state === 'announced' ? html`${deadlineLine(ctx, { ...p.dates, ...c })}<br />` : ''}${
    p.dates.closesAt ? deadlineLine(ctx, { ...p.dates, ...c, state: 'open' }) : t('way.noDeadline')
  }`
  const body = html`<dl class="look-once">
      ${row(t('way.text'), t('way.units', { n: p.units }), '')}${row(t('preview.field.title'), html`<bdi>${p.title}</bdi>`, '/about')}${row(t('preview.publish.asker'), d.asker ? html`<bdi>${d.asker}</bdi>` : '', '/about')}${row(t('preview.publish.description'), d.description ? html`<span class="some-lines" dir="auto">${d.description}</span>` : '', '/about')}${row(t('way.guests'), t(d.guests ? 'way.guestsYes' : 'way.guestsNo'), '/about')}${row(t('way.deadline'), dates, '/deadline')}
      <div>
        <dt>${t('way.address')}</dt>
        <dd><bdi class="address">${ctx.base}/c/${p.come.slug}</bdi></dd>
      </div>
    </dl>
    ${error('publish-error', p.refused)}
    <form method="post" action="${path}/publish">
      ${tokenField(ctx)}<button class="button button-primary">${t('preview.publish.send')}</button>
    </form>
    ${rehearsalForm(ctx, { slug: p.come.slug, rehearsal: p.rehearsal })}`
  return framed(ctx, p, 'publish', body)
}

export function zones(chosen: string): Html {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone').filter(z => z !== 'UTC')]
  return raw(
    (known.includes(chosen) ? known : [chosen, ...known])
      .map(z => `<option${z === chosen ? ' selected' : ''}>${z.replace(/[<&]/g, '')}</option>`)
      .join(''),
  )
}

/** Clocks are put back: which of two equal times is meant. */
function which(ctx: PageContext): Html {
  const { t } = ctx
  return html`<fieldset class="field">
    <legend>${t('preview.publish.which')}</legend>
    <label class="check"><input type="radio" name="earlier" value="yes" required /> ${t('preview.publish.earlier')}</label
    ><label class="check"><input type="radio" name="earlier" value="no" /> ${t('preview.publish.later')}</label>
  </fieldset>`
}
