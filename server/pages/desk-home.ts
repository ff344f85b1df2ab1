// The desk of the whole house: every consultation with its state and what waits there, outgoing mail, colleagues.

import { html, raw } from 'hono/html'
import type { PageContext } from './context.ts'
import { emptyState, undoBar } from './desk-frame.ts'
import { deadlineLine, stateChip } from './deadline.ts'
import { siteLink } from './instance.ts'
import { layout, tokenField } from './layout.ts'
import { shortTime, time, type Html } from './piece.ts'
import type { Card } from './home.ts'

export interface DeskHome {
  cards: (Card & { waiting: number; reported: number; unanswered: number })[]
  archived: { slug: string; title: string; archivedAt: string | null }[]
  mayCreate: boolean
  /** Administrators are told while the site itself is not ready. */
  mayName: boolean
  outbox: { kind: string; to: string; at: string; sent: boolean }[]
  /** The one just archived, to be taken back. */
  undo: string | null
}

export function deskHome(ctx: PageContext, p: DeskHome): Html {
  const { t } = ctx
  const undo = p.archived.find(a => a.slug === p.undo)
  const body = html`<div class="front desk-home">
    <div class="desk-home-head">
      <h1>${t('desk.title')}</h1>
      ${p.mayCreate ? html`<a class="button button-primary" href="/desk/new">${t('desk.new')}</a>` : ''}
    </div>
    ${p.mayName ? siteLink(ctx) : ''}${undo ? undoBar(ctx, `/c/${undo.slug}/desk/archive`, t('work.did.archived', { title: undo.title }), { back: 'yes' }) : ''}${
      p.cards.length
        ? html`<ul class="desk-list">
            ${p.cards.map(c => card(ctx, c))}
          </ul>`
        : emptyState(
            ctx,
            p.mayCreate ? 'house' : 'houseStaff',
            p.mayCreate ? { href: '/desk/new', label: t('desk.new') } : undefined,
          )
    }${archive(ctx, p)}${p.mayCreate ? staffForm(ctx) : ''}${outbox(ctx, p)}
  </div>`
  return layout(ctx, { title: `${t('desk.title')} – ${ctx.instance.name}`, body, noindex: true, desk: true })
}

function card(ctx: PageContext, c: DeskHome['cards'][number]): Html {
  const { t } = ctx
  const link = (name: 'waiting' | 'reported' | 'unanswered', path: string): Html =>
    c[name]
      ? html`<li>
          <a href="/c/${c.slug}/desk/${path}"
            ><b>${t('work.number', { n: c[name] })}</b> ${t(`work.tile.${name}`, { n: c[name] })}</a
          >
        </li>`
      : raw('')
  const waits = c.waiting + c.reported + c.unanswered
  return html`<li>
    <div>
      <p>${stateChip(ctx, c)}</p>
      <h2><a href="/c/${c.slug}/desk" lang="${c.lang}" dir="auto">${c.title}</a></h2>
      <p class="small">${deadlineLine(ctx, { ...c, zone: c.zone ?? 'UTC' })}</p>
      <p class="muted small">${t('home.counts', { comments: c.comments, votes: c.votes })}</p>
    </div>
    ${
      waits
        ? html`<ul class="desk-waits">
            ${link('waiting', 'comments?filter=waiting')}${link('reported', 'comments?filter=reported')}${link('unanswered', 'answers')}
          </ul>`
        : html`<p class="muted small">${t('work.nothingWaits')}</p>`
    }
  </li>`
}

function archive(ctx: PageContext, { archived }: DeskHome): Html {
  if (!archived.length) return raw('')
  return html`<details class="work-fold">
    <summary>${ctx.t('work.archive', { n: archived.length })}</summary>
    <ul class="links">
      ${archived.map(a => html`<li><a href="/c/${a.slug}/desk">${a.title}</a></li>`)}
    </ul>
  </details>`
}

function staffForm(ctx: PageContext): Html {
  const { t } = ctx
  return html`<details class="work-fold">
    <summary>${t('work.everywhereStaff')}</summary>
    <form class="stack" method="post" action="/desk/staff">
      ${tokenField(ctx)}<label class="label" for="email">${t('work.email')}</label
      ><input class="input" id="email" name="email" type="email" required /><label class="label" for="role"
        >${t('desk.role')}</label
      ><select class="input" id="role" name="role">
        ${['moderator', 'drafter', 'secretariat'].map(r => html`<option value="${r}">${t(`role.${r}`)}</option>`)}</select
      ><button class="button">${t('desk.grant')}</button>
    </form>
  </details>`
}

function outbox(ctx: PageContext, { outbox: mails }: DeskHome): Html {
  const { t } = ctx
  if (!mails.length) return raw('')
  return html`<section id="outbox">
    <h2>${t('desk.outbox')}</h2>
    <p class="hint">${t('desk.outboxHint')}</p>
    <ul class="people">
      ${mails.map(
        m =>
          html`<li>
            <span>${m.to} · ${time(m.at, shortTime(ctx.lang, m.at, 'UTC'))}</span>
            <span class="chip">${t(m.sent ? 'desk.sent' : 'desk.unsent')}</span>
          </li>`,
      )}
    </ul>
  </section>`
}
