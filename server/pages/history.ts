// The life of one unit: each wording with the votes given to it, what changed from one to the next, and its comments once it no longer stands.

import { html } from 'hono/html'
import type { Consultation } from '../../db/consultations.ts'
import type { View } from '../../shared/view.ts'
import type { Life, PastText, Wording } from '../revisions.ts'
import type { PageContext, Thread } from './context.ts'
import { sayingPiece } from './compare.ts'
import { classChip, diffPiece } from './diff.ts'
import { layout } from './layout.ts'
import { shortTime, time, type Html } from './piece.ts'
import { revisionStyle, wayBack } from './revisions.ts'
import { threadPiece } from './thread.ts'
import { agreementPiece } from './vote.ts'
import { sectionBar } from './tabs.ts'

export interface History {
  consultation: Consultation
  life: Life
  /** The unit that took it in, by name. */
  into: { id: string; name: string } | null
  /** Comments of a unit that no longer stands. */
  thread: Thread | null
  view: View
}

export function historyPage(ctx: PageContext, { consultation: c, life, into, thread, view }: History): Html {
  const { t } = ctx
  const title = t('past.title', { name: life.name })
  const body = html`${sectionBar(ctx, c.slug, 'none')}
    <div class="revisions">
      ${wayBack(ctx, c)}
      <h1 dir="auto">${title}</h1>
      <p class="lead">${t('past.lead')}</p>
      ${
        life.archived
          ? html`<p class="notice">
              ${
                into && life.end
                  ? html`${t('past.into', { n: life.end.revision })}
                      <a href="/c/${c.slug}/paragraph/${into.id}#p-${into.id}">${into.name}</a>.`
                  : t('past.removed', { n: life.end?.revision ?? c.revision })
              }
            </p>`
          : html`<p><a class="way" href="/c/${c.slug}/paragraph/${life.id}#p-${life.id}">${t('past.where')}</a></p>`
      }
      ${life.end ? sayingPiece(ctx, life.end) : ''}
      <ol class="wordings" reversed>
        ${life.wordings.map((w, n) => wording(ctx, c, life, w, life.wordings[n - 1] ?? null, life.wordings[n + 1] ?? null))}
      </ol>
      ${
        thread
          ? html`<h2>${t('past.comments')}</h2>
              ${threadPiece(ctx, { ...view, consultation: { ...view.consultation, state: 'closed' } }, thread)}`
          : ''
      }
    </div>`
  return layout(ctx, { title: `${title} – ${c.title}`, body, style: revisionStyle, noindex: true })
}

function wording(
  ctx: PageContext,
  c: Consultation,
  life: Life,
  w: Wording,
  later: Wording | null,
  earlier: Wording | null,
): Html {
  const { t } = ctx
  const until = later?.texts[0]?.revision
  const heading =
    until === undefined && !life.archived ? t('past.now') : t('past.until', { n: until ?? life.end?.revision ?? c.revision })
  return html`<li class="wording">
    <h2>${heading}</h2>
    ${w.shut ? html`<p class="muted">${t('past.frozen')}</p>` : ''}
    ${w.agreement ? agreementPiece(ctx, w.id, w.agreement, { minVotes: c.minVotes, state: 'closed' }) : html`<p class="muted">${t('past.noVotes')}</p>`}
    ${w.texts.toReversed().map((text, n, all) => step(ctx, c, life.id, text, all[n + 1] ?? earlier?.texts.at(-1) ?? null))}
  </li>`
}

function step(ctx: PageContext, c: Consultation, id: string, text: PastText, before: PastText | null): Html {
  const { t } = ctx
  const of = text.said?.class
  return html`<article class="change">
    <p class="change-head">
      <a href="/c/${c.slug}/r/${text.revision}?at=${id}#p-${id}">${t('revisions.text', { n: text.revision })}</a>
      <span class="muted">${time(text.at, shortTime(ctx.lang, text.at, c.closingZone ?? 'UTC'))}</span>
      ${of ? classChip(ctx, of) : ''}${before && of ? html`<span class="muted">${t(`class.${of}.means`)}</span>` : ''}
    </p>
    ${diffPiece(ctx, { before: (before ?? text).text, after: text.text }, 'inline', { lang: c.lang, dir: c.dir }, before !== null && of === 'edited')}
    ${text.said ? sayingPiece(ctx, text.said) : ''}
  </article>`
}
