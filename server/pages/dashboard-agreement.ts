// Level of agreement by unit: how many units stand where, and a table whose rows carry their bars, sorted and filtered by the address.

import { html, raw } from 'hono/html'
import { levelOf, type Level } from '../../shared/agreement.ts'
import { inOrder, orders, partsOf, type Order, type Part } from '../../shared/dashboard.ts'
import { excerptOf } from '../../shared/excerpt.ts'
import { numbersOf } from '../../shared/format.ts'
import { levelIcons } from '../../shared/pulse.ts'
import type { ParagraphView } from '../../shared/view.ts'
import type { Dashboard } from '../dashboard.ts'
import type { PageContext } from './context.ts'
import { addressOf, block, downloads, type Asked } from './dashboard-figure.ts'
import { icon, type Html } from './piece.ts'
import { agreementPiece } from './vote.ts'

/** Rows shown before all are asked for. */
const FIRST = 25
export const levels = [
  'broadAgreement',
  'agreement',
  'divided',
  'disagreement',
  'broadDisagreement',
  'few',
  'none',
] as const satisfies Level[]

/** The units that the address asks for, in its order; a part that is not there is the whole draft. */
export function chosen(d: Dashboard, asked: Asked): { parts: Part[]; part: Part | null; units: ParagraphView[] } {
  const { paragraphs } = d.view
  const parts = partsOf(paragraphs)
  const part = parts.find(p => p.index === asked.part) ?? null
  const units = (part?.units ?? paragraphs).filter(p => p.number !== null)
  return { parts, part, units: inOrder(units, asked.order) }
}

export function agreementPart(ctx: PageContext, d: Dashboard, asked: Asked): Html {
  const { t } = ctx
  const { slug } = d.view.consultation
  const { parts, part, units } = chosen(d, asked)
  const shown = asked.all ? units : units.slice(0, FIRST)
  const more =
    shown.length < units.length
      ? html`<p>
          <a class="button" href="${addressOf(slug, { ...asked, all: true })}">${t('dash.showAll', { n: units.length })}</a>
        </p>`
      : ''
  return html`<section class="dash-part" id="agreement" aria-labelledby="agreement-title">
    <h2 id="agreement-title">${t('dash.agreement')}</h2>
    ${levelsBlock(ctx, d)}
    <div class="dash-choose">
      ${parts.length ? partForm(ctx, slug, asked, parts, part) : ''}
      <nav class="order" aria-label="${t('dash.order')}">
        ${orders.map(
          order =>
            html`<a href="${addressOf(slug, { ...asked, order })}" ${order === asked.order ? raw('aria-current="true"') : ''}
              >${t(`dash.order.${order}`)}</a
            >`,
        )}
      </nav>
    </div>
    ${
      units.length
        ? html`<figure class="chart-figure">
            <figcaption>${t('dash.agreementChart')}</figcaption>
            <p class="hint">${t('dash.agreementNote')}</p>

            ${table(ctx, d, shown, asked.order)}${more}${downloads(ctx, slug, 'agreement', asked)}
          </figure>`
        : html`<p class="muted">${t('dash.noUnits')}</p>`
    }
  </section>`
}

export const levelsBlock = (ctx: PageContext, d: Dashboard): Html => block('levels', levelList(ctx, d))

function levelList(ctx: PageContext, d: Dashboard): Html {
  const { t } = ctx
  const counted = Object.groupBy(
    d.view.paragraphs.filter(p => p.number !== null),
    p => levelOf(p.agreement),
  )
  return html`<ul class="levels" aria-label="${t('dash.levels')}">
    ${levels.map(level => {
      const n = counted[level]?.length ?? 0
      return html`<li class="${n ? '' : 'levels-none'}">
        <b>${numbersOf(ctx.lang).format(n)}</b>
        <span class="level level-${level}">${icon(levelIcons[level])}<span>${t(`level.${level}`)}</span></span>
      </li>`
    })}
  </ul>`
}

function partForm(ctx: PageContext, slug: string, asked: Asked, parts: Part[], part: Part | null): Html {
  const { t } = ctx
  return html`<form class="form-line" action="/c/${slug}/dashboard#agreement">
    ${asked.order === orders[0] ? '' : html`<input type="hidden" name="sort" value="${asked.order}" />`}<label
      class="label"
      for="section"
      >${t('dash.part')}</label
    ><select class="input" id="section" name="section">
      <option value="">${t('dash.allParts')}</option>
      ${parts.map(
        p => html`<option value="${p.index}" ${p === part ? raw('selected') : ''}>${p.title || t('dash.partless')}</option>`,
      )}</select
    ><button class="button">${t('dash.show')}</button>
  </form>`
}

/** Roles are written out, because on a narrow screen rows are set as blocks and would lose them. */
function table(ctx: PageContext, d: Dashboard, units: ParagraphView[], order: Order): Html {
  const { t } = ctx
  const heads = [
    t('dash.agreement'),
    ...(['agree', 'disagree', 'unsure'] as const).map(v => t(`vote.${v}`)),
    t('dash.guests'),
    t('dash.comments'),
  ]
  return html`<table class="agreements" role="table" data-order="${order}">
    <caption class="visually-hidden">
      ${t('dash.agreementChart')}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">${t('dash.paragraph')}</th>
        ${heads.map(head => html`<th role="columnheader" scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${units.map(p => row(ctx, d, p, heads.slice(1)))}
    </tbody>
  </table>`
}

function row(ctx: PageContext, d: Dashboard, p: ParagraphView, heads: string[]): Html {
  const { slug, lang, dir } = d.view.consultation
  const { agreement: a } = p
  const number = (n: number): string => numbersOf(ctx.lang).format(n)
  const cell = (n: number, head: string, of: string): Html =>
    html`<td role="cell"><span class="cell-label" aria-hidden="true">${head}</span><span ${raw(of)}>${number(n)}</span></td>`
  return html`<tr role="row" data-unit="${p.wordingId}">
    <th role="rowheader" scope="row">
      <div class="unit-name">
        <a class="unit-link" href="/c/${slug}/paragraph/${p.id}#p-${p.id}">P${p.number}</a
        ><span class="unit-words" lang="${lang}" dir="${dir}">${excerptOf(p.html, 90)}</span>
      </div>
    </th>
    <td role="cell">${agreementPiece(ctx, p.wordingId, a, d.view.consultation, false)}</td>
    ${(['agree', 'disagree', 'unsure', 'guests'] as const).map((of, i) => cell(a[of], heads[i] ?? '', `data-of="${of}"`))}${cell(p.comments.all, heads[4] ?? '', `data-comments="${p.id}"`)}
  </tr>`
}
