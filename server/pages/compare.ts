// Two revisions compared, unit by unit and word by word, with what drafters said about each change.

import { html, raw } from 'hono/html'
import type { Consultation } from '../../db/consultations.ts'
import { readBySection, sectionsOf } from '../../shared/section.ts'
import type { Compared, Comparison, PastUnit, Said } from '../revisions.ts'
import type { PageContext } from './context.ts'
import { classChip, diffPiece, type Manner } from './diff.ts'
import { layout } from './layout.ts'
import { apart, type Html } from './piece.ts'
import { shortened } from '../../shared/excerpt.ts'
import { revisionStyle, sectionList, sectionTitle, wayBack } from './revisions.ts'
import { sectionBar } from './tabs.ts'

export interface Shown {
  consultation: Consultation
  comparison: Comparison
  manner: Manner
  whole: boolean
  section: number
}
type Run = { quiet: Compared[] } | { loud: Compared }

const unitOf = (x: Compared): PastUnit => (x.after ?? x.before) as PastUnit
const differs = (x: Compared): boolean => x.change.class !== 'unchanged'

export function comparePage(ctx: PageContext, shown: Shown): Html {
  const { t } = ctx
  const { consultation: c, comparison, manner, whole } = shown
  const { a, b, units } = comparison
  const bySection = readBySection(units.map(unitOf))
  const byUnit = new Map(units.map(x => [unitOf(x), x]))
  const sections = (bySection ? sectionsOf(units.map(unitOf)) : [units.map(unitOf)]).map(s => s.flatMap(u => byUnit.get(u) ?? []))
  const first = sections.findIndex(s => s.some(differs))
  const at = shown.section >= 0 && shown.section < sections.length ? shown.section : Math.max(0, first)
  const address = (more: Record<string, string | number>): string => {
    const query = new URLSearchParams({ view: manner, ...(whole && { show: 'all' }), ...(bySection && { section: String(at) }) })
    for (const [key, value] of Object.entries(more)) query.set(key, String(value))
    return `/c/${c.slug}/compare/${a}/${b}?${query.toString()}`
  }
  const title = t('compare.title', { a, b })
  const changed = units.filter(differs).length
  const body = html`${sectionBar(ctx, c.slug, 'none')}
    <div class="revisions compare compare-${manner}">
      ${wayBack(ctx, c)}
      <h1>${title}</h1>
      ${
        changed
          ? html`<nav class="ways" aria-label="${t('compare.view')}">
                ${link(address({ view: 'inline' }), t('compare.inline'), manner === 'inline')}${link(address({ view: 'side' }), t('compare.side'), manner === 'side')}${link(address({ show: 'changes' }), t('compare.changes'), !whole)}${link(address({ show: 'all' }), t('compare.all'), whole)}
              </nav>
              ${sectionList(
                t('compare.sections'),
                sections.map((s, n) => sectionName(ctx, s, n)),
                at,
                n => address({ section: n }),
              )}`
          : html`<p class="notice">${t('compare.same')}</p>`
      }
      ${manner === 'side' ? html`<div class="sides sides-head" aria-hidden="true"><b>${t('compare.before', { n: a })}</b><b>${t('compare.before', { n: b })}</b></div>` : ''}
      ${runsOf(sections[at] ?? [], whole).map(run => ('quiet' in run ? quiet(ctx, run.quiet) : changePiece(ctx, shown, run.loud)))}
    </div>`
  return layout(ctx, { title: `${title} – ${c.title}`, body, style: revisionStyle, noindex: true })
}

const link = (href: string, words: string, current: boolean): Html =>
  html`<a class="button" href="${href}" ${current ? raw('aria-current="true"') : ''}>${words}</a>`

function sectionName(ctx: PageContext, section: readonly Compared[], n: number): Html {
  const title = shortened(sectionTitle(ctx, section.map(unitOf), n), 80)
  return html`<span dir="auto">${ctx.t('compare.section', { title, n: section.filter(differs).length })}</span>`
}

/** Changes one by one; what stays between them as one line, or all of it. */
function runsOf(units: readonly Compared[], whole: boolean): Run[] {
  const runs: Run[] = []
  for (const x of units) {
    const last = runs.at(-1)
    if (whole || differs(x)) runs.push({ loud: x })
    else if (last && 'quiet' in last) last.quiet.push(x)
    else runs.push({ quiet: [x] })
  }
  return runs
}

const quiet = ({ t }: PageContext, units: readonly Compared[]): Html =>
  html`<p class="quiet muted">${t('compare.unchanged', { n: units.length })}</p>`

function changePiece(ctx: PageContext, { consultation: c, comparison, manner }: Shown, x: Compared): Html {
  const { change } = x
  const unit = unitOf(x)
  const words = { before: x.before?.text ?? null, after: x.after?.text ?? null }
  const name = unit.number === null ? ctx.t('class.heading') : `P${unit.number}`
  return html`<section class="change" id="p-${unit.id}" aria-label="${name}: ${ctx.t(`class.${change.class}`)}">
    <p class="change-head">
      <a class="unit-no" href="/c/${c.slug}/paragraph/${unit.id}/history">${name}</a
      >${differs(x) ? classChip(ctx, change.class, change.moved) : ''}${kin(ctx, comparison, x)}
    </p>
    <div class="${unit.kind === 'heading' ? 'change-heading' : ''}">
      ${diffPiece(ctx, words, manner, { lang: c.lang, dir: c.dir }, change.class !== 'unchanged' && change.class !== 'moved')}
    </div>
    ${x.said.map(s => sayingPiece(ctx, s))}
  </section>`
}

function kin(ctx: PageContext, { names }: Comparison, { change }: Compared): Html {
  const { t } = ctx
  const name = (id: string): string => names.get(id) ?? '–'
  const words =
    change.into !== null
      ? t('compare.mergedInto', { name: name(change.into) })
      : change.class === 'merged'
        ? t('compare.mergedFrom', { names: change.from.map(name).join(', ') })
        : change.class === 'split' && change.from[0]
          ? t('compare.cutFrom', { name: name(change.from[0]) })
          : ''
  return words ? html`<span class="muted" dir="auto">${words}</span>` : raw('')
}

/** Why, in the drafters' words, and the comments they named. */
export function sayingPiece(ctx: PageContext, said: Said): Html {
  const { t } = ctx
  if (!said.reason && !said.because.length) return raw('')
  return html`<div class="saying">
    ${said.reason ? html`<p><b>${t('compare.reason')}</b> <span dir="auto">${said.reason}</span></p>` : ''}${
      said.because.length
        ? html`<p><b>${t('compare.because')}</b></p>
            <ul>
              ${said.because.map(
                x =>
                  html`<li>
                    <a href="${x.url}#c-${x.id}">${apart(x.author ?? t('comment.nobody'))}</a>:
                    <q dir="auto">${shortened(x.text ?? t('comment.noText'), 160)}</q>
                  </li>`,
              )}
            </ul>`
        : ''
    }
  </div>`
}
