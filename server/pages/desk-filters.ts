// The filters above a list of comments: they live in the address, so that a list can be kept, sent and come back to.

import { html, raw } from 'hono/html'
import type { Filter } from '../../db/desk.ts'
import { commentKinds } from '../../shared/comment.ts'
import { lengths } from '../../shared/desk.ts'
import { addressOf, asksMore, type Desk, type Listed, type Query } from '../desk.ts'
import type { PageContext } from './context.ts'
import type { Html } from './piece.ts'
import { shortened } from '../../shared/excerpt.ts'

export interface Filters {
  desk: Desk
  /** This list's own address. */
  path: string
  /** The states one can choose from. */
  states: readonly Filter[]
  query: Query
  listed: Listed
}

export function filterBar(ctx: PageContext, f: Filters): Html {
  const { t } = ctx
  const { query } = f
  return html`<nav class="work-tabs" aria-label="${t('desk.filter')}">
      ${f.states.map(
        state =>
          html`<a
            href="${addressOf(f.path, { ...query, filter: state, ids: [], before: 0 })}"
            ${state === query.filter && !query.ids.length ? raw('aria-current="true"') : ''}
            >${t(`filter.${state}`)}
            <span class="work-count" data-count="${state}">${t('work.number', { n: f.desk.waits[state] })}</span></a
          >`,
      )}
    </nav>
    <search>
      <form class="work-filters" action="${f.path}">
        <input
          type="hidden"
          name="filter"
          value="${query.filter}"
        />${input(ctx, 'q', query.q, 'search')}${input(ctx, 'author', query.author)}${input(ctx, 'unit', query.unit)}${select(
          ctx,
          'section',
          query.section,
          f.listed.sections.map(s => ({ value: s.id, text: shortened(s.text, 60) })),
        )}${select(
          ctx,
          'kind',
          query.kind,
          commentKinds.map(k => ({ value: k, text: t(`kind.${k}`) })),
        )}${select(
          ctx,
          'show',
          String(query.show),
          lengths.map(n => ({ value: String(n), text: t('work.number', { n }) })),
          false,
        )}
        <div class="button-row">
          <button class="button">${t('desk.find')}</button
          >${asksMore(query) ? html`<a class="act" href="${addressOf(f.path, { filter: query.filter })}">${t('work.clear')}</a>` : ''}
        </div>
      </form>
    </search>`
}

const input = (ctx: PageContext, name: string, value: string, type = 'text'): Html =>
  html`<div class="field">
    <label for="f-${name}">${ctx.t(`work.filter.${name}`)}</label
    ><input class="input" id="f-${name}" name="${name}" type="${type}" value="${value}" maxlength="200" />
  </div>`

const select = (ctx: PageContext, name: string, value: string, options: { value: string; text: string }[], any = true): Html =>
  html`<div class="field">
    <label for="f-${name}">${ctx.t(`work.filter.${name}`)}</label
    ><select class="input" id="f-${name}" name="${name}">
      ${any ? html`<option value="">${ctx.t('work.filter.any')}</option>` : ''}${options.map(o => html`<option value="${o.value}" ${o.value === value ? raw('selected') : ''}>${o.text}</option>`)}
    </select>
  </div>`
