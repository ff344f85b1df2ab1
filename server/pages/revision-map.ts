// What a revised file does to the text, shown for correction: each pairing can be changed before the file is taken over.

import { html, raw } from 'hono/html'
import type { DraftUnit } from '../../shared/draft.ts'
import type { Pair, PairClass } from '../../shared/mapping.ts'
import type { Class } from '../../shared/revision.ts'
import type { PageContext } from './context.ts'
import { classChip, diffPiece } from './diff.ts'
import { tokenField } from './layout.ts'
import type { Html } from './piece.ts'
import { shortened } from '../../shared/excerpt.ts'

export interface MapItem {
  n: number
  name: string
  unit: DraftUnit
  pair: Pair
  class: PairClass
  was: DraftUnit | null
}
export interface MapView {
  slug: string
  lang: string
  dir: string
  lastSeq: number
  /** Names the order of the present text, which gives the P-numbers, and the file. */
  stamp: string
  /** Fields of a refused form that somebody wrote into. */
  typed: Record<string, string>
  items: MapItem[]
  /** Names of the present units by id, for pairing. */
  names: Map<string, string>
  gone: { id: string; name: string; text: string }[]
  /** First words of every present unit by name. */
  present: { name: string; text: string }[]
}

export function mapPiece(ctx: PageContext, m: MapView): Html {
  const { t } = ctx
  const percent = new Intl.NumberFormat(ctx.lang, { style: 'percent' })
  const same = m.items.filter(i => i.class === 'unchanged').length
  const shown = m.items.filter(i => i.class !== 'unchanged' || m.typed[`id.${i.n}`] !== undefined)
  return html`<form class="revise-map" method="post" action="/c/${m.slug}/desk/revision/pairs">
    ${tokenField(ctx)}<input type="hidden" name="seq" value="${m.lastSeq}" /><input
      type="hidden"
      name="stamp"
      value="${m.stamp}"
    />
    <h2>${t('revise.map.title')}</h2>
    <p>${t('revise.map.lead')}</p>
    <p class="notice">${t('revise.map.unchanged', { n: same })}</p>
    <datalist id="present">${m.present.map(p => html`<option value="${p.name}">${shortened(p.text, 60)}</option>`)}</datalist>
    ${
      m.gone.length
        ? html`<details class="preview-facts" open>
            <summary>${t('revise.map.gone', { n: m.gone.length })}</summary>
            <p>${t('revise.map.goneLead')}</p>
            <ul>
              ${m.gone.map(g => html`<li><b>${g.name}</b> <span lang="${m.lang}" dir="auto">${shortened(g.text, 160)}</span></li>`)}
            </ul>
          </details>`
        : ''
    }
    ${buttons(ctx)}
    ${shown.map(
      i =>
        html`<section class="change" aria-label="${i.name}">
          <p class="change-head">
            <b>${i.name}</b> ${classChip(ctx, i.class as Class)}${
              i.pair.cutOff === null
                ? ''
                : html`<span class="muted">${t('revise.map.cutOff', { name: m.names.get(i.pair.cutOff) ?? '–' })}</span>`
            }${i.was && i.pair.likeness < 1 ? html`<span class="muted">${t('revise.map.likeness', { percent: percent.format(i.pair.likeness) })}</span>` : ''}
          </p>
          <p class="pairing">
            <label
              ><span>${t('revise.map.continues')}</span>
              ${nameField(m, `id.${i.n}`, i.pair.id === null ? '' : (m.names.get(i.pair.id) ?? ''), 'size="8" list="present"')}</label
            ><label
              ><span>${t('revise.map.takesIn')} <span class="visually-hidden">(${t('revise.map.takesInHint')})</span></span>
              ${nameField(m, `takes.${i.n}`, i.pair.takesIn.map(id => m.names.get(id) ?? '').join(' '), 'size="12"')}</label
            >
          </p>
          ${diffPiece(ctx, { before: i.was?.text ?? null, after: i.unit.text }, 'inline', m, i.class !== 'moved')}
        </section>`,
    )}
    ${shown.length > 8 ? buttons(ctx) : raw('')}
  </form>`
}

/** A field of names, beside what it was drawn with: only what was written into it is a correction. What was refused is marked, to be checked. */
const nameField = (m: MapView, name: string, value: string, size: string): Html =>
  html`<input
      class="input"
      name="${name}"
      value="${m.typed[name] ?? value}"
      ${raw(size)}
      ${raw(m.typed[name] === undefined ? '' : 'aria-invalid="true"')}
    /><input type="hidden" name="was.${name}" value="${value}" />`

const buttons = ({ t }: PageContext): Html =>
  html`<p class="button-row">
    <button class="button button-primary" name="put" value="accept">${t('revise.map.accept')}</button
    ><button class="button" name="put" value="correct">${t('revise.map.again')}</button
    ><button class="button" name="put" value="away">${t('revise.map.cancel')}</button>
  </p>`
