// What the charts of the dashboard share: a figure with its caption, its table and its downloads, and blocks that are kept fresh.

import { html, raw } from 'hono/html'
import { orders, type Order } from '../../shared/dashboard.ts'
import type { PageContext } from './context.ts'
import { icon, type Html } from './piece.ts'

/** What of the dashboard is asked for in its address. */
export interface Asked {
  order: Order
  /** Index of a part of the draft; null is all of it. */
  part: number | null
  all: boolean
}

export const charts = ['activity', 'agreement', 'discussed', 'shares'] as const
export type Chart = (typeof charts)[number]
const chartFormats = ['svg', 'png', 'csv'] as const
export type ChartFormat = (typeof chartFormats)[number]

export function queryOf(asked: Asked): URLSearchParams {
  const query = new URLSearchParams()
  if (asked.order !== orders[0]) query.set('sort', asked.order)
  if (asked.part !== null) query.set('section', String(asked.part))
  if (asked.all) query.set('show', 'all')
  return query
}
export function addressOf(slug: string, asked: Asked): string {
  const query = queryOf(asked).toString()
  return `/c/${slug}/dashboard${query ? `?${query}` : ''}#agreement`
}

export function downloads(ctx: PageContext, slug: string, chart: Chart, asked?: Asked): Html {
  const { t } = ctx
  const query = asked ? queryOf({ ...asked, all: true }) : new URLSearchParams()
  query.set('lang', ctx.lang)
  return html`<p class="chart-downloads">
    <span>${icon('get')}${t('dash.download')}</span>${chartFormats.map(
      format =>
        html`<a
          href="/c/${slug}/dashboard/${chart}.${format}?${query.toString()}"
          download
          aria-label="${t('dash.downloadAs', { what: t(`dash.${chart}Chart`), format: format.toUpperCase() })}"
          >${format.toUpperCase()}</a
        >`,
    )}
  </p>`
}

/** The picture's numbers in words and figures, folded away beneath it. */
export function tableBehind(ctx: PageContext, caption: string, heads: string[], rows: (string | Html)[][]): Html {
  return html`<details class="chart-table">
    <summary>${ctx.t('dash.table')}</summary>
    <div class="chart-scroll" tabindex="0" role="group" aria-label="${caption}">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${heads.map(head => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([first = '', ...rest]) =>
              html`<tr>
                <th scope="row">${first}</th>
                ${rest.map(cell => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`
}

/** A picture whose words stand in its label; `inside` is made of numbers alone. */
export const picture = (label: string, height: number, inside: string): Html =>
  html`<svg class="chart" role="img" aria-label="${label}" height="${height}">${raw(inside)}</svg>`

/** A block that a living page keeps fresh. */
export const block = (name: string, body: Html): Html =>
  html`<div class="dash-block" data-live="${name}" tabindex="-1">${body}</div>`
