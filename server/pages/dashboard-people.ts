// What is discussed most, what was said last, who takes part most, and guests beside confirmed people.

import { html, raw } from 'hono/html'
import { barInsideOf, piecesInside } from '../../shared/chart.ts'
import { excerptOf, shortened } from '../../shared/excerpt.ts'
import { numbersOf } from '../../shared/format.ts'
import { percentOf } from '../../shared/pulse.ts'
import type { Dashboard, Place, Share } from '../dashboard.ts'
import type { PageContext } from './context.ts'
import { placeLink } from './dashboard-activity.ts'
import { block, downloads, picture, tableBehind } from './dashboard-figure.ts'
import { apart, shortTime, time, told, type Html } from './piece.ts'

const number = (ctx: Pick<PageContext, 'lang'>, n: number): string => numbersOf(ctx.lang).format(n)

const MOST = 10
/** Places with most comments first; headings and the draft as a whole are places too. */
export function discussedIn(d: Dashboard): (Place & { words: string; threads: number; all: number })[] {
  const { paragraphs, whole } = d.view
  const units = paragraphs.map(p => ({
    id: p.id,
    label: p.number === null ? excerptOf(p.html, 60) : `P${p.number}`,
    words: p.number === null ? '' : excerptOf(p.html, 70),
    ...p.comments,
  }))
  return [...units, { id: 'whole', label: null, words: '', threads: 0, all: whole.comments }]
    .filter(p => p.all)
    .toSorted((a, b) => b.all - a.all)
    .slice(0, MOST)
}

export function discussed(ctx: PageContext, d: Dashboard): Html {
  const { t } = ctx
  const { slug, lang, dir } = d.view.consultation
  const places = discussedIn(d)
  const most = places[0]?.all ?? 0
  const list = places.length
    ? html`<ol class="ranked">
          ${places.map(
            p =>
              html`<li data-key="${p.id}">
                <p class="ranked-head">
                  <span>${placeLink(ctx, slug, p)} <span class="unit-words" lang="${lang}" dir="${dir}">${p.words}</span></span>
                  <b>${number(ctx, p.all)}</b>
                </p>
                <svg class="chart" aria-hidden="true" height="16">${raw(barInsideOf(p.all, most))}</svg>
              </li>`,
          )}
        </ol>
        ${tableBehind(
          ctx,
          t('dash.discussedChart'),
          [t('dash.place'), t('dash.withReplies')],
          places.map(p => [p.label ?? t('dash.whole'), number(ctx, p.all)]),
        )}`
    : html`<p class="muted">${t('dash.discussedEmpty')}</p>`
  return html`<section class="dash-part" id="discussed" aria-labelledby="discussed-title">
    <h2 id="discussed-title">${t('dash.discussed')}</h2>
    <figure class="chart-figure">
      <figcaption>${t('dash.discussedChart')}</figcaption>
      ${block('discussed', list)}${places.length ? downloads(ctx, slug, 'discussed') : ''}
    </figure>
  </section>`
}

export function latest(ctx: PageContext, d: Dashboard): Html {
  const { t } = ctx
  const { slug } = d.view.consultation
  const list = d.latest.length
    ? html`<ol class="latest">
        ${d.latest.map(
          ({ comment: c, place }) =>
            html`<li data-key="${c.id}">
              <p class="comment-head">
                <b class="author">${apart(c.author?.name ?? t('comment.gone'))}</b
                >${c.author ? html`<span class="chip chip-${c.author.kind}">${t(`author.${c.author.kind}`)}</span>` : ''}${c.kind ? html`<span class="chip">${t(`kind.${c.kind}`)}</span>` : ''}
                <span>${told(t, 'dash.on', { where: placeLink(ctx, slug, place) })}</span>
                <a class="when" href="${c.url}#c-${c.id}"
                  >${time(c.postedAt, shortTime(ctx.lang, c.postedAt, d.zone))}<span class="visually-hidden"
                    >: ${t('dash.readOn')}</span
                  ></a
                >
              </p>
              <p dir="auto" lang="${c.lang}">${shortened(c.text ?? '', 280)}</p>
            </li>`,
        )}
      </ol>`
    : html`<p class="muted">${t('dash.latestEmpty')}</p>`
  return html`<section class="dash-part" id="latest" aria-labelledby="latest-title">
    <h2 id="latest-title">${t('dash.latest')}</h2>
    ${block('latest', list)}
    <p><a class="dash-link" href="/c/${slug}/comments.atom">${t('dash.feedLink')}</a></p>
  </section>`
}

export function active(ctx: PageContext, d: Dashboard): Html {
  const { t } = ctx
  const heads = ['dash.name', 'dash.comments', 'dash.replies', 'dash.supported'].map(key => t(key))
  const list = d.active.length
    ? html`<div class="chart-scroll" tabindex="0" role="group" aria-label="${t('dash.active')}">
        <table>
          <caption class="visually-hidden">
            ${t('dash.active')}
          </caption>
          <thead>
            <tr>
              ${heads.map(head => html`<th scope="col">${head}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${d.active.map(
              one =>
                html`<tr data-key="${one.kind} ${one.name}">
                  <th scope="row">${apart(one.name)} <span class="chip chip-${one.kind}">${t(`author.${one.kind}`)}</span></th>
                  ${[one.comments, one.replies, one.supported].map(n => html`<td>${number(ctx, n)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`
    : html`<p class="muted">${t('dash.activeEmpty')}</p>`
  return html`<section class="dash-part" id="active" aria-labelledby="active-title">
    <h2 id="active-title">${t('dash.active')}</h2>
    <p class="hint">${t('dash.activeNote')}</p>
    ${block('active', list)}
    <p><a class="dash-link" href="/me">${t('dash.optOut')}</a></p>
  </section>`
}

export const shareKinds = ['confirmed', 'guests', 'staff'] as const
export const shareRows = ['voters', 'votes', 'authors', 'comments'] as const
const all = (share: Share): number => share.confirmed + share.guests + share.staff
/** "120 confirmed (80 %), 30 guests (20 %)", without what is not there. */
export const shareWords = (ctx: Pick<PageContext, 't' | 'lang'>, share: Share): string =>
  shareKinds
    .filter(kind => share[kind])
    .map(kind => `${ctx.t(`dash.kind.${kind}`)} ${number(ctx, share[kind])} (${percentOf(ctx.lang, share[kind] / all(share))})`)
    .join(' · ')
export const sharePieces = (share: Share): { name: string; value: number }[] =>
  shareKinds.map(kind => ({ name: kind, value: share[kind] }))

export function shares(ctx: PageContext, d: Dashboard): Html {
  const { t } = ctx
  const strips = shareRows.map(row => {
    const words = shareWords(ctx, d.shares[row]) || t('dash.mostInDay', { n: 0 })
    return html`<div class="chart-strip">
      <p class="chart-name"><b>${t(`dash.share.${row}`)}</b> <span>${number(ctx, all(d.shares[row]))}</span></p>
      ${picture(`${t(`dash.share.${row}`)}: ${words}`, 16, piecesInside(sharePieces(d.shares[row])))}
      <p class="agreement-words">${words}</p>
    </div>`
  })
  const rows = shareRows.map(row => [
    t(`dash.share.${row}`),
    ...shareKinds.map(kind => number(ctx, d.shares[row][kind])),
    number(ctx, all(d.shares[row])),
  ])
  const heads = [t('dash.what'), ...shareKinds.map(kind => t(`dash.kind.${kind}`)), t('dash.all')]
  return html`<section class="dash-part" id="shares" aria-labelledby="shares-title">
    <h2 id="shares-title">${t('dash.shares')}</h2>
    <figure class="chart-figure">
      <figcaption>${t('dash.sharesChart')}</figcaption>
      <p class="hint">${t('dash.sharesNote')}</p>
      <ul class="chart-key" aria-hidden="true">
        ${shareKinds.map(
          kind =>
            html`<li>
              <svg class="chart" width="16" height="16">
                ${raw(`<rect class="chart-${kind}" x="1" y="1" width="14" height="14"/>`)}</svg
              >${t(`dash.kind.${kind}`)}
            </li>`,
        )}
      </ul>
      ${block('shares', html`${strips}${tableBehind(ctx, t('dash.sharesChart'), heads, rows)}`)}${downloads(ctx, d.view.consultation.slug, 'shares')}
    </figure>
  </section>`
}
