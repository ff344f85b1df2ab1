// Revisions for readers: the list of them, and one of them read as it stood.

import { html, raw } from 'hono/html'
import type { Consultation } from '../../db/consultations.ts'
import { insideHeading, sectionsOf, readBySection } from '../../shared/section.ts'
import type { Listed, PastUnit } from '../revisions.ts'
import type { PageContext } from './context.ts'
import { layout } from './layout.ts'
import { shortTime, time, unitText, type Html } from './piece.ts'
import { sectionBar } from './tabs.ts'

/** From a page about revisions to the draft, and to the list of them. */
export const wayBack = ({ t }: PageContext, c: Pick<Consultation, 'slug' | 'title'>): Html =>
  html`<p>
    <a class="way" href="/c/${c.slug}">${c.title}</a> · <a class="way" href="/c/${c.slug}/revisions">${t('revisions.title')}</a>
  </p>`

export const revisionStyle = 'client/style/revisions.css'

interface List {
  consultation: Consultation
  revisions: Listed[]
  removed: { id: string; text: string; comments: number }[]
}

export function revisionsPage(ctx: PageContext, { consultation: c, revisions, removed }: List): Html {
  const { t } = ctx
  const body = html`${sectionBar(ctx, c.slug, 'revisions')}
    <div class="revisions">
      <p><a class="way" href="/c/${c.slug}">${c.title}</a></p>
      <h1>${t('revisions.title')}</h1>
      <p class="lead">${t('revisions.lead')}</p>
      ${revisions.length > 1 ? choose(ctx, c.slug, revisions) : ''}
      <ol class="revision-list" reversed>
        ${revisions.map(r => entry(ctx, c, r))}
      </ol>
      ${
        removed.length
          ? html`<h2>${t('revisions.removed')}</h2>
              <ul class="plain-list">
                ${removed.map(
                  p =>
                    html`<li>
                      <a href="/c/${c.slug}/paragraph/${p.id}/history"><span lang="${c.lang}" dir="auto">${p.text}</span></a>
                      <span class="muted">${t('revisions.comments', { n: p.comments })}</span>
                    </li>`,
                )}
              </ul>`
          : ''
      }
    </div>`
  return layout(ctx, { title: `${t('revisions.title')} – ${c.title}`, body, style: revisionStyle })
}

function entry(ctx: PageContext, c: Consultation, r: Listed): Html {
  const { t } = ctx
  const before = r.revision - 1
  return html`<li class="revision">
    <h2>${t('revisions.text', { n: r.revision })}</h2>
    <p class="muted">
      ${time(r.at, shortTime(ctx.lang, r.at, c.closingZone ?? 'UTC'))}
      ${r.act === 'published' ? html`· ${t('revisions.first')}` : ''}
    </p>
    ${r.reason ? html`<p dir="auto">${r.reason}</p>` : ''}
    ${r.afterClosing ? html`<p class="notice">${t('revisions.afterClosing', { reason: r.afterClosing })}</p>` : ''}
    ${
      r.counts.length
        ? html`<p class="counts">
            ${r.counts.map(x => html`<span>${t('revisions.count', { class: t(`class.${x.class}`), n: x.n })}</span>`)}
          </p>`
        : ''
    }
    <p class="ways">
      <a href="/c/${c.slug}/r/${r.revision}">${t('revisions.read', { n: r.revision })}</a>${
        before ? html`<a href="/c/${c.slug}/compare/${before}/${r.revision}">${t('revisions.compare', { n: before })}</a>` : ''
      }
    </p>
  </li>`
}

function choose(ctx: PageContext, slug: string, revisions: readonly Listed[]): Html {
  const { t } = ctx
  const [last, previous] = revisions
  const options = (chosen: number | undefined): Html =>
    html`${revisions.map(
      r => html`<option value="${r.revision}" ${r.revision === chosen ? raw('selected') : ''}>${r.revision}</option>`,
    )}`
  return html`<form class="choose" action="/c/${slug}/compare">
    <fieldset>
      <legend>${t('revisions.choose')}</legend>
      <label
        ><span>${t('revisions.from')}</span>
        <select class="input" name="a">
          ${options(previous?.revision)}
        </select></label
      >
      <label
        ><span>${t('revisions.to')}</span>
        <select class="input" name="b">
          ${options(last?.revision)}
        </select></label
      >
      <button class="button">${t('revisions.go')}</button>
    </fieldset>
  </form>`
}

interface Old {
  consultation: Consultation
  revision: number
  units: PastUnit[]
  section: number
  /** A unit to show, in whichever section it stands. */
  at: string | null
}

export function oldRevisionPage(ctx: PageContext, { consultation: c, revision, units, section, at: wanted }: Old): Html {
  const { t } = ctx
  const sections = readBySection(units) ? sectionsOf(units) : [units]
  const found = sections.findIndex(s => s.some(u => u.id === wanted))
  const at = found >= 0 ? found : Math.min(Math.max(0, section), sections.length - 1)
  const titles = sections.map((s, n) => html`<span lang="${c.lang}" dir="auto">${sectionTitle(ctx, s, n)}</span>`)
  const body = html`<div class="revisions">
    ${wayBack(ctx, c)}
    <h1>${t('revisions.text', { n: revision })}</h1>
    ${
      revision < c.revision
        ? html`<p class="notice">
            ${t('revisions.old', { n: revision, now: c.revision })} <a href="/c/${c.slug}">${t('revisions.now')}</a> ·
            <a href="/c/${c.slug}/compare/${revision}/${c.revision}">${t('unit.whatChanged')}</a>
          </p>`
        : ''
    }
    ${sectionList(t('reading.sections'), titles, at, n => `/c/${c.slug}/r/${revision}?section=${n}`)}
    <div class="old-text">${(sections[at] ?? []).map(u => oldUnit(c, u))}</div>
  </div>`
  return layout(ctx, { title: `${t('revisions.text', { n: revision })} – ${c.title}`, body, style: revisionStyle, noindex: true })
}

function oldUnit(c: Consultation, u: PastUnit): Html {
  const { lang, dir, slug } = c
  if (u.kind === 'heading') {
    const level = Math.min(6, (u.level ?? 1) + 1)
    const words = insideHeading(u.html)
    return html`<div class="old-unit" id="p-${u.id}">${raw(`<h${level} lang="${lang}" dir="${dir}">${words}</h${level}>`)}</div>`
  }
  return html`<div class="old-unit" id="p-${u.id}">
    <a class="unit-no" href="/c/${slug}/paragraph/${u.id}/history">P${u.number}</a>
    ${unitText(c, u.html, `P${u.number}`)}
  </div>`
}

export const sectionTitle = ({ t }: PageContext, units: readonly { kind: string; text: string }[], n: number): string =>
  units.find(u => u.kind === 'heading')?.text ?? t('reading.part', { n: n + 1 })

/** Ways to the other sections of a long text; nothing when there is but one. */
export function sectionList(label: string, titles: readonly Html[], at: number, address: (n: number) => string): Html {
  if (titles.length < 2) return raw('')
  return html`<nav aria-label="${label}">
    <ol class="section-list">
      ${titles.map((title, n) => html`<li><a href="${address(n)}" ${n === at ? raw('aria-current="page"') : ''}>${title}</a></li>`)}
    </ol>
  </nav>`
}
