// The draft at a glance as a table: each unit with its level of agreement, counts and comments.

import { html, raw } from 'hono/html'
import { levelOf } from '../../shared/agreement.ts'
import { numbersOf } from '../../shared/format.ts'
import { percentOf } from '../../shared/pulse.ts'
import type { ParagraphView, View } from '../../shared/view.ts'
import type { PageContext } from './context.ts'
import { layout } from './layout.ts'
import { inShort, plainTitle, type Html } from './piece.ts'
import { sectionBar } from './tabs.ts'
import { formula } from './vote.ts'

const START = 90

export function tablePage(ctx: PageContext, view: View): Html {
  const { t } = ctx
  const c = view.consultation
  const body = html`${sectionBar(ctx, c.slug, 'none')}
    <div class="glance">
      <p class="kicker"><a class="way" href="/c/${c.slug}" lang="${c.lang}" dir="${c.dir}">${c.title}</a></p>
      <h1>${t('glance.heading')}</h1>
      <p class="lead">${t('glance.lead')}</p>
      <div class="scroll-x" tabindex="0" role="region" aria-label="${t('glance.heading')}">
        <table class="data">
          <thead>
            <tr>
              <th scope="col">${t('unit.paragraph')}</th>
              <th scope="col">${t('glance.level')}</th>
              <th scope="col" class="num">${t('glance.share')}</th>
              ${(['agree', 'disagree', 'unsure'] as const).map(v => html`<th scope="col" class="num">${t(`vote.${v}`)}</th>`)}
              <th scope="col" class="num">${t('glance.comments')}</th>
            </tr>
          </thead>
          <tbody>
            ${view.paragraphs.map(p => (p.kind === 'heading' ? headingRow(view, p) : unitRow(ctx, view, p)))}
          </tbody>
        </table>
      </div>
      ${formula(ctx, c.minVotes)}
    </div>`
  return layout(ctx, { title: `${t('glance.heading')}: ${c.title}`, body, noindex: true })
}

function headingRow(view: View, p: ParagraphView): Html {
  const { lang, dir } = view.consultation
  return html`<tr class="data-section">
    <th scope="colgroup" colspan="7" lang="${lang}" dir="${dir}">${plainTitle(p.html)}</th>
  </tr>`
}

function unitRow(ctx: PageContext, view: View, p: ParagraphView): Html {
  const { t } = ctx
  const { slug, lang, dir } = view.consultation
  const a = p.agreement
  const level = levelOf(a)
  const number = (n: number): string => numbersOf(ctx.lang).format(n)
  return html`<tr>
    <th scope="row">
      <a href="/c/${slug}/paragraph/${p.id}#p-${p.id}">P${p.number}</a>
      <span class="data-start" lang="${lang}" dir="${dir}"
        >${inShort(plainTitle(p.html.replace(/<\/(p|li|td|th)>/g, ' ')), START)}</span
      >
    </th>
    <td><span class="level level-${level}">${t(`level.${level}`)}</span></td>
    <td class="num">${a.enough && a.share !== null ? percentOf(ctx.lang, a.share) : raw('–')}</td>
    <td class="num">${number(a.agree)}</td>
    <td class="num">${number(a.disagree)}</td>
    <td class="num">${number(a.unsure)}</td>
    <td class="num">${number(p.comments.all)}</td>
  </tr>`
}
