// The card of a consultation for other websites: a small page of its own without scripts, sessions or choices.

import { html } from 'hono/html'
import { dirOf } from '../../shared/words.ts'
import type { View } from '../../shared/view.ts'
import type { PageContext } from './context.ts'
import { deadlineLine, leftInWords, stateChip } from './deadline.ts'
import { icon, sprite, type Html } from './piece.ts'

export function embedPage(ctx: PageContext, view: View, asker: string | null): Html {
  const { t } = ctx
  const c = view.consultation
  const votes = { agree: 0, disagree: 0, unsure: 0 }
  for (const { agreement } of view.paragraphs) {
    votes.agree += agreement.agree
    votes.disagree += agreement.disagree
    votes.unsure += agreement.unsure
  }
  const all = votes.agree + votes.disagree + votes.unsure
  const style = ctx.assets.file('client/style/embed.css')
  const comments = view.whole.comments + view.paragraphs.reduce((sum, p) => sum + p.comments.all, 0)
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
          ${asker ? html`<p class="muted">${t('reading.asker')} <bdi>${asker}</bdi></p>` : ''}
          <p>${deadlineLine(ctx, { ...c, zone: c.closing?.zone ?? 'UTC' })}</p>
          ${all ? html`<p class="embed-votes">${icon('check')}${t('embed.votes', votes)}</p>` : ''}
          <p class="muted">${t('home.counts', { comments, votes: all })}</p>
          <p class="embed-foot">
            <a class="button" href="${ctx.base}/c/${c.slug}" target="_blank" rel="noopener"
              >${t(c.state === 'open' ? 'embed.open' : 'embed.see')}</a
            ><bdi class="muted">${ctx.instance.name}</bdi>
          </p>
        </main>
      </body>
    </html>`
}
