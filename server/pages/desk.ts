// The desk: consultations to work on, the list of comments that wait, settings, and the deadline.

import { html, raw } from 'hono/html'
import { filters, type Filter } from '../../db/desk.ts'
import { commentKinds, outcomes, reasons, type Comment } from '../../shared/comment.ts'
import type { ConsultationView } from '../../shared/view.ts'
import type { PageContext } from './context.ts'
import { deadlineLine, stateChip } from './deadline.ts'
import { layout, tokenField } from './layout.ts'
import { apart, plainText, shortTime, time, type Html } from './piece.ts'
import type { Card } from './home.ts'
import { deskFiles, type Attached } from './desk-files.ts'

export interface DeskItem {
  comment: Comment
  label: string
  reports: { reason: string; note: string | null }[]
  seen: boolean
}
export interface DeskPage {
  consultation: ConsultationView
  counts: { comments: number; votes: number; answered: number }
  filter: Filter
  query: { place: string; author: string; kind: string; q: string }
  items: DeskItem[]
  next: string | null
  message: string | null
  files: Attached[]
  described: { asker: string; description: string; next: string; links: string; reportPublic: boolean; opens: string }
}

export function deskHome(
  ctx: PageContext,
  cards: Card[],
  may: { create: boolean },
  outbox: { kind: string; to: string; at: string; sent: boolean }[],
): Html {
  const { t } = ctx
  const body = html`<div class="front">
    <h1>${t('desk.title')}</h1>
    ${may.create ? html`<p><a class="button button-primary" href="/desk/new">${t('desk.new')}</a></p>` : ''}${
      cards.length
        ? html`<ul class="cards">
            ${cards.map(
              c =>
                html`<li class="card">
                  <p>${stateChip(ctx, c)}</p>
                  <h3><a href="/c/${c.slug}/desk">${c.title}</a></h3>
                  <p class="small">${deadlineLine(ctx, { ...c, zone: c.zone ?? 'UTC' })}</p>
                  <p class="muted small">${t('home.counts', { comments: c.comments, votes: c.votes })}</p>
                </li>`,
            )}
          </ul>`
        : html`<p class="notice">${t('desk.empty')}</p>`
    }${may.create ? staffForm(ctx) : ''}${
      outbox.length
        ? html`<section>
            <h2>${t('desk.outbox')}</h2>
            <p class="hint">${t('desk.outboxHint')}</p>
            <ul>
              ${outbox.map(
                m =>
                  html`<li>
                    ${m.to} · ${time(m.at, shortTime(ctx.lang, m.at, 'UTC'))} · ${t(m.sent ? 'desk.sent' : 'desk.unsent')}
                  </li>`,
              )}
            </ul>
          </section>`
        : ''
    }
  </div>`
  return layout(ctx, { title: `${t('desk.title')} – ${ctx.instance.name}`, body, noindex: true, desk: true })
}

function staffForm(ctx: PageContext): Html {
  const { t } = ctx
  return html`<section>
    <h2>${t('desk.people')}</h2>
    <form class="stack" method="post" action="/desk/staff">
      ${tokenField(ctx)}<label class="label" for="email">${t('signIn.email')}</label
      ><input class="input" id="email" name="email" type="email" required /><label class="label" for="role"
        >${t('desk.role')}</label
      ><select class="input" id="role" name="role">
        ${['moderator', 'drafter', 'secretariat'].map(r => html`<option value="${r}">${t(`role.${r}`)}</option>`)}</select
      ><button class="button">${t('desk.grant')}</button>
    </form>
  </section>`
}

export function deskPage(ctx: PageContext, page: DeskPage): Html {
  const { t } = ctx
  const c = page.consultation
  const zone = c.closing?.zone ?? 'UTC'
  const wait = t('desk.coverage', { answered: page.counts.answered, all: page.counts.comments })
  const body = html`<div class="desk">
    <p>
      <a href="/c/${c.slug}">${t('desk.public')}</a> · <a href="/c/${c.slug}/dashboard">${t('dash.title')}</a> ·
      <a href="/c/${c.slug}/reports">${t('reading.downloads')}</a
      >${c.state === 'draft' ? html` · <a href="/c/${c.slug}/desk/draft">${t('desk.draft')}</a>` : ''}
    </p>
    <h1>${c.title}</h1>
    <p>${stateChip(ctx, c)} ${deadlineLine(ctx, { ...c, zone })}</p>
    <p>${wait}</p>
    ${page.message ? html`<p class="error" role="alert">${page.message}</p>` : ''}${settings(ctx, page)}${list(ctx, page)}
  </div>`
  return layout(ctx, { title: `${t('desk.title')}: ${c.title}`, body, noindex: true, desk: true })
}

function list(ctx: PageContext, page: DeskPage): Html {
  const { t } = ctx
  const { slug } = page.consultation
  const query = (filter: string) => `/c/${slug}/desk?${new URLSearchParams({ ...page.query, filter }).toString()}#list`
  return html`<section id="list">
    <h2>${t('desk.comments')}</h2>
    <nav class="order" aria-label="${t('desk.filter')}">
      ${filters.map(
        f => html`<a href="${query(f)}" ${f === page.filter ? raw('aria-current="true"') : ''}>${t(`filter.${f}`)}</a>`,
      )}
    </nav>
    <form class="form-line" action="/c/${slug}/desk">
      <input type="hidden" name="filter" value="${page.filter}" /><input
        type="hidden"
        name="place"
        value="${page.query.place}"
      /><label class="label" for="q">${t('desk.words')}</label
      ><input class="input desk-narrow" id="q" name="q" type="search" maxlength="200" value="${page.query.q}" /><label
        class="label"
        for="author"
        >${t('desk.author')}</label
      ><input class="input desk-narrow" id="author" name="author" value="${page.query.author}" /><label class="label" for="kind"
        >${t('form.kind')}</label
      ><select class="input" id="kind" name="kind">
        <option value=""></option>
        ${commentKinds.map(
          k => html`<option value="${k}" ${k === page.query.kind ? raw('selected') : ''}>${t(`kind.${k}`)}</option>`,
        )}</select
      ><button class="button">${t('desk.find')}</button>
    </form>
    ${page.items.length ? answerForm(ctx, page) : html`<p class="notice">${t('desk.none')}</p>`}
    <ol class="comments">
      ${page.items.map(i => html`<li>${item(ctx, slug, i)}</li>`)}
    </ol>
    ${page.next ? html`<p><a class="button" href="${page.next}">${t('thread.more')}</a></p>` : ''}
  </section>`
}

/** One answer to all that are ticked: the boxes belong to this form wherever they stand. */
function answerForm(ctx: PageContext, page: DeskPage): Html {
  const { t } = ctx
  return html`<details class="reply">
    <summary class="act">${t('desk.answerMany')}</summary>
    <form class="comment-form" id="answers" method="post" action="/c/${page.consultation.slug}/desk/answers">
      ${tokenField(ctx)}
      <p class="hint">${t('desk.answerHint')}</p>
      <label class="label" for="outcome">${t('desk.outcome')}</label
      ><select class="input" id="outcome" name="outcome">
        ${outcomes.map(o => html`<option value="${o}">${t(`outcome.${o}`)}</option>`)}</select
      ><label class="label" for="answer">${t('desk.answerText')}</label
      ><textarea class="input" id="answer" name="text" required></textarea
      ><button class="button button-primary">${t('desk.answer')}</button>
    </form>
  </details>`
}

function item(ctx: PageContext, slug: string, { comment: c, label, reports, seen }: DeskItem): Html {
  const { t } = ctx
  const action = `/c/${slug}/desk/comments/${c.id}`
  const hide = html`<form class="form-line" method="post" action="${action}/hide">
    ${tokenField(ctx)}<label class="visually-hidden" for="why-${c.id}">${t('moderate.reason')}</label
    ><select class="input" id="why-${c.id}" name="reason">
      ${reasons.map(r => html`<option value="${r}">${t(`reason.${r}`)}</option>`)}</select
    ><label class="visually-hidden" for="note-${c.id}">${t('moderate.note')}</label
    ><input class="input desk-narrow" id="note-${c.id}" name="note" placeholder="${t('moderate.note')}" maxlength="1000" /><button
      class="button button-alarm"
    >
      ${t('moderate.hide')}
    </button>
  </form>`
  const acts = html`${
    c.state === 'hidden'
      ? html`<form method="post" action="${action}/restore">
          ${tokenField(ctx)}<button class="button">${t('moderate.restore')}</button>
        </form>`
      : c.state === 'published'
        ? hide
        : ''
  }${seen || c.state !== 'published' ? '' : html`<form method="post" action="${action}/keep">${tokenField(ctx)}<button class="button">${t('desk.keep')}</button></form>`}`
  return html`<article class="comment" data-desk-item>
    <p class="comment-head">
      <label class="check"
        ><input type="checkbox" form="answers" name="id" value="${c.id}" /><span class="visually-hidden"
          >${t('desk.pick', { name: c.author?.name ?? '' })}</span
        ></label
      ><a class="when" href="${c.url}#c-${c.id}">${label}</a
      ><b>${apart(c.author?.name ?? t('comment.gone'))}</b
      >${c.kind ? html`<span class="chip">${t(`kind.${c.kind}`)}</span>` : ''}<span class="muted"
        >${time(c.postedAt, shortTime(ctx.lang, c.postedAt, 'UTC'))}</span
      >${c.state === 'hidden' ? html`<span class="chip">${t('filter.hidden')}: ${t(`reason.${c.reason ?? 'other'}`)}</span>` : ''}${c.answer ? html`<span class="chip chip-staff">${t(`outcome.${c.answer.outcome}`)}</span>` : ''}
    </p>
    <div class="comment-text" dir="auto" lang="${c.lang}">
      ${c.text === null ? html`<p class="placeholder">${t('comment.withdrawn')}</p>` : plainText(c.text)}
    </div>
    ${
      reports.length
        ? html`<ul class="notice">
            ${reports.map(r => html`<li>${t('desk.reported', { reason: t(`reason.${r.reason}`) })} ${r.note ? html`<q dir="auto">${r.note}</q>` : ''}</li>`)}
          </ul>`
        : ''
    }
    <p class="muted small">
      ${t('vote.counts', { agree: c.agreement.agree, disagree: c.agreement.disagree, unsure: c.agreement.unsure })}
    </p>
    <div class="comment-acts">${acts}</div>
  </article>`
}

function settings(ctx: PageContext, page: DeskPage): Html {
  const { t } = ctx
  const c = page.consultation
  const d = page.described
  const action = `/c/${c.slug}/desk`
  const field = (name: string, label: string, value: string) =>
    html`<label class="label" for="f-${name}">${label}</label
      ><input class="input" id="f-${name}" name="${name}" value="${value}" />`
  const area = (name: string, label: string, value: string) =>
    html`<label class="label" for="f-${name}">${label}</label
      ><textarea class="input" id="f-${name}" name="${name}">${value}</textarea>`
  const reason = (id: string) =>
    html`<label class="label" for="r-${id}">${t('desk.reason')}</label
      ><input class="input" id="r-${id}" name="reason" required maxlength="1000" />`
  const until = (id: string) =>
    html`<label class="label" for="u-${id}">${t('desk.until')}</label
      ><input class="input" id="u-${id}" name="until" type="datetime-local" ${id === 'reopen' ? '' : 'required'} /><label
        class="label"
        for="z-${id}"
        >${t('desk.zone')}</label
      ><input class="input" id="z-${id}" name="zone" value="${c.closing?.zone ?? 'Europe/Paris'}" required />`
  const form = (to: string, label: string, inside: Html, alarm = false) =>
    html`<details class="more-acts">
      <summary class="act">${label}</summary>
      <form method="post" action="${action}/${to}">
        ${tokenField(ctx)}${inside}<button class="button ${alarm ? 'button-alarm' : 'button-primary'}">${label}</button>
      </form>
    </details>`
  return html`<section class="desk-acts">
    <h2>${t('desk.settings')}</h2>
    ${form(
      'describe',
      t('desk.describe'),
      html`${field('title', t('desk.field.title'), c.title)}${field('asker', t('desk.field.asker'), d.asker)}${area('description', t('desk.field.description'), d.description)}${area('links', t('desk.field.links'), d.links)}${area('next', t('desk.field.next'), d.next)}${field('minVotes', t('desk.field.minVotes'), String(c.minVotes))}<label
          class="check"
          ><input type="checkbox" name="guests" value="yes" ${c.guests ? raw('checked') : ''} /><span
            >${t('desk.field.guests')}</span
          ></label
        ><label class="check"
          ><input type="checkbox" name="reportPublic" value="yes" ${d.reportPublic ? raw('checked') : ''} /><span
            >${t('desk.field.reportPublic')}</span
          ></label
        >`,
    )}${deskFiles(ctx, c.slug, page.files)}${c.state === 'open' || c.state === 'announced' ? form('extend', t('desk.extend'), html`${until('extend')}${reason('extend')}`) : ''}${c.state === 'open' || c.state === 'announced' ? form('close', t('desk.close'), reason('close'), true) : ''}${c.state === 'closed' ? form('reopen', t('desk.reopen'), html`${until('reopen')}${reason('reopen')}`) : ''}${c.state === 'closed' ? form('archive', t('desk.archive'), html`<p class="hint">${t('desk.archiveHint')}</p>`, true) : ''}${c.state === 'draft' ? form('remove', t('desk.remove'), html`<p class="hint">${t('desk.removeHint')}</p>`, true) : ''}
  </section>`
}

/** Correcting a wording: old and new are shown to the public with the reason; votes stay. */
export function correctPage(
  ctx: PageContext,
  c: { slug: string; title: string },
  p: { id: string; number: number | null; html: string },
  message: string | null,
): Html {
  const { t } = ctx
  const body = html`<div class="narrow">
    <p><a href="/c/${c.slug}/desk">${c.title}</a></p>
    <h1>${t('desk.correct')} ${p.number ? `P${p.number}` : ''}</h1>
    ${message ? html`<p class="error" role="alert">${message}</p>` : ''}
    <p>${t('desk.correctHint')}</p>
    <form class="stack" method="post" action="/c/${c.slug}/desk/correct/${p.id}">
      ${tokenField(ctx)}<label class="label" for="html">${t('desk.wording')}</label
      ><textarea class="input" id="html" name="html" required>${p.html}</textarea
      ><label class="label" for="reason">${t('desk.reason')}</label
      ><input class="input" id="reason" name="reason" required maxlength="1000" /><button class="button button-primary">
        ${t('desk.correct')}
      </button>
    </form>
  </div>`
  return layout(ctx, { title: `${t('desk.correct')} – ${c.title}`, body, noindex: true, desk: true })
}
