// The card of a consultation for other websites: a small page of its own without scripts, sessions or choices.

import { html } from 'hono/html'
import type { Consultation } from '../../db/consultations.ts'
import { dirOf } from '../../shared/words.ts'
import type { View } from '../../shared/view.ts'
import type { PageContext } from './context.ts'
import { deadlineLine, leftInWords, stateChip } from './deadline.ts'
import { icon, sprite, zoneOf, type Html } from './piece.ts'

/** `stored` tells who asks and counts all there is: votes on comments and on earlier wordings, comments of paragraphs that are no more. */
export function embedPage(ctx: PageContext, view: View, stored: Pick<Consultation, 'asker' | 'comments' | 'votes'>): Html {
  const { t } = ctx
  const c = view.consultation
  const votes = { agree: 0, disagree: 0, unsure: 0 }
  for (const { agreement } of view.paragraphs) {
    votes.agree += agreement.agree
    votes.disagree += agreement.disagree
    votes.unsure += agreement.unsure
  }
  const voted = votes.agree + votes.disagree + votes.unsure > 0
  const style = ctx.assets.file('client/style/embed.css')
  return html`<!doctype html>
    <html lang="${ctx.lang}" dir="${dirOf(ctx.lang)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${c.title} – ${ctx.instance.name}</title>
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        ${style ? html`<link rel="stylesheet" href="${style}" />` : ''}
      </head>
      <body>
        ${sprite}
        <main class="embed">
          <p class="embed-head">${stateChip(ctx, c)}<span class="muted">${leftInWords(ctx, c)}</span></p>
          <h1 lang="${c.lang}" dir="${c.dir}">${c.title}</h1>
          ${stored.asker ? html`<p class="muted">${t('reading.asker')} <bdi>${stored.asker}</bdi></p>` : ''}
          <p>${deadlineLine(ctx, { ...c, zone: zoneOf(c) })}</p>
          ${voted ? html`<p class="embed-votes">${icon('check')}${t('embed.votes', votes)}</p>` : ''}
          <p class="muted">${t('home.counts', { comments: stored.comments, votes: stored.votes })}</p>
          <p class="embed-foot">
            <a class="button" href="${ctx.base}/c/${c.slug}" target="_blank" rel="noopener"
              >${t(c.state === 'open' ? 'embed.open' : 'embed.see')}</a
            ><bdi class="muted">${ctx.instance.name}</bdi>
          </p>
        </main>
      </body>
    </html>`
}
