// After the closing: what happened, what comes next, with dates.

import { html, raw } from 'hono/html'
import type { About, PageContext, ReadingPage } from './context.ts'
import { fullDay, icon, time, zoneOf, type Html } from './piece.ts'

export function closedPanel(ctx: PageContext, page: ReadingPage): Html {
  const { t, lang } = ctx
  const { view, about } = page
  const c = view.consultation
  if (c.state !== 'closed') return raw('')
  const at = c.closedAt ?? c.closesAt ?? ctx.now
  const zone = zoneOf(c)
  return html`<section class="closed" aria-labelledby="closed-title">
    <div>
      <h2 id="closed-title">${t('closed.title', { n: about.people })}</h2>
      <p class="muted">${t('closed.final')}</p>
      <p class="button-row">
        <a class="button button-primary" href="/c/${c.slug}/reports">${icon('get')}${t('closed.reports')}</a
        ><a class="button" href="/c/${c.slug}/table">${t('closed.table')}</a>
      </p>
    </div>
    <div>
      <h3 class="steps-title">${t('closed.next')}</h3>
      <ol class="steps">
        <li class="done">
          <b>${t('closed.closed')}</b>
          <span class="muted"
            >${time(at, fullDay(lang, at, zone))}${c.closedSeq === null ? '' : ` · ${t('closed.record', { seq: c.closedSeq })}`}</span
          >
        </li>
        <li class="done"><b>${t('closed.report')}</b> <span class="muted">${t('closed.everyComment')}</span></li>
        ${answersStep(ctx, about)}${about.next ? html`<li><div class="next" lang="${c.lang}" dir="${c.dir}">${raw(about.next)}</div></li>` : ''}
      </ol>
    </div>
  </section>`
}

function answersStep({ t }: PageContext, { comments, answered }: About): Html {
  if (!comments) return raw('')
  return html`<li class="${answered >= comments ? 'done' : ''}">
    <b>${t('closed.answers')}</b>
    <span class="muted taking-part"
      >${answered ? t('closed.answered', { n: answered, of: comments }) : t('closed.notAnswered')}</span
    >
  </li>`
}
