// People and roles of a consultation: who works here, who is invited, who is blocked and why.

import { html, raw } from 'hono/html'
import { roles } from '../../shared/role.ts'
import type { Desk } from '../desk.ts'
import type { PageContext } from './context.ts'
import { deskLayout, undoBar } from './desk-frame.ts'
import { tokenField } from './layout.ts'
import { apart, shortTime, time, type Html } from './piece.ts'
import { field } from './preview-forms.ts'

export interface Colleague {
  person: string
  name: string | null
  /** The address, masked. */
  email: string
  role: string
  everywhere: boolean
  self: boolean
}
export interface Blocked {
  id: string
  name: string | null
  at: string
  reason: string | null
}
/** Somebody one thinks of blocking, come to by one of their comments. */
export interface Author {
  comment: string
  name: string
  kind: string
  comments: number
  hidden: number
  reported: number
  blocked: boolean
  staff: boolean
}
export interface PeoplePage {
  desk: Desk
  staff: Colleague[]
  /** Null for those who do not block people. */
  blocked: Blocked[] | null
  author: Author | null
  /** Roles may be given for all consultations. */
  mayEverywhere: boolean
  /** Invitations leave by mail; without a mail server they are links to hand over. */
  mails: boolean
  /** A link to hand over, shown once. */
  link: string | null
  said: string | null
  /** A role just taken away, to be given back. */
  undo: { person: string; role: string; everywhere: boolean } | null
  typed: { email: string; role: string }
  message: string | null
}

export function peoplePage(ctx: PageContext, p: PeoplePage): Html {
  const { desk } = p
  const base = `/c/${desk.consultation.slug}/desk/people`
  const body = html`${p.undo ? undoBar(ctx, `${base}/grant`, p.said ?? '', { person: p.undo.person, role: p.undo.role, everywhere: p.undo.everywhere ? 'yes' : '' }) : p.said ? html`<p class="notice">${p.said}</p>` : ''}${
    p.link ? handOver(ctx, p.link) : ''
  }${p.author ? authorCard(ctx, p, p.author, base) : ''}${
    desk.may('people.manage') ? html`${staffTable(ctx, p, base)}${inviting(ctx, p, base)}` : ''
  }${blockedList(ctx, p, base)}`
  return deskLayout(ctx, desk, { here: 'people', body, message: p.message, said: p.said })
}

function handOver(ctx: PageContext, link: string): Html {
  const { t } = ctx
  return html`<section class="work-card">
    <h2>${t('work.link.title')}</h2>
    <p>${t('work.link.lead')}</p>
    <p class="copy-line">
      <input class="input" readonly value="${link}" aria-label="${t('work.link.title')}" />
    </p>
  </section>`
}

function staffTable(ctx: PageContext, p: PeoplePage, base: string): Html {
  const { t } = ctx
  if (!p.staff.length)
    return html`<section class="work-section">
      <h2>${t('desk.people')}</h2>
      <p>${t('work.noStaff')}</p>
    </section>`
  return html`<section class="work-section">
    <h2>${t('desk.people')}</h2>
    <ul class="people">
      ${p.staff.map(
        s =>
          html`<li>
            <div>
              <b>${apart(s.name ?? s.email)}</b
              >${s.self ? html` <span class="chip">${t('work.you')}</span>` : ''}${s.name ? html` <span class="muted small">${s.email}</span>` : ''}
              <p class="small">${t(`role.${s.role}`)} · ${t(s.everywhere ? 'work.everywhere' : 'work.here')}</p>
            </div>
            ${
              s.role === 'administrator' || s.self || (s.everywhere && !p.mayEverywhere)
                ? ''
                : html`<form method="post" action="${base}/revoke">
                    ${tokenField(ctx)}<input type="hidden" name="person" value="${s.person}" /><input
                      type="hidden"
                      name="role"
                      value="${s.role}"
                    /><input type="hidden" name="everywhere" value="${s.everywhere ? 'yes' : ''}" /><button
                      class="button"
                      aria-label="${t('work.revokeOf', { name: s.name ?? s.email })}"
                    >
                      ${t('work.revoke')}
                    </button>
                  </form>`
            }
          </li>`,
      )}
    </ul>
  </section>`
}

function inviting(ctx: PageContext, p: PeoplePage, base: string): Html {
  const { t } = ctx
  const given = roles.filter(r => r !== 'administrator')
  return html`<section class="work-section">
    <h2>${t('work.invite')}</h2>
    <p class="hint">${t(p.mails ? 'work.inviteMail' : 'work.inviteLink')}</p>
    <form class="stack" method="post" action="${base}/grant">
      ${tokenField(ctx)}${field({
        id: 'email',
        label: t('work.email'),
        control: () =>
          html`<input
            class="input"
            id="email"
            name="email"
            type="email"
            required
            maxlength="254"
            value="${p.typed.email}"
            autocomplete="off"
          />`,
      })}${field({
        id: 'role',
        label: t('desk.role'),
        control: () =>
          html`<select class="input" id="role" name="role">
            ${given.map(r => html`<option value="${r}" ${r === p.typed.role ? raw('selected') : ''}>${t(`role.${r}`)}</option>`)}
          </select>`,
      })}${p.mayEverywhere ? html`<label class="check"><input type="checkbox" name="everywhere" value="yes" /><span>${t('work.inAll')}</span></label>` : ''}<button
        class="button button-primary"
      >
        ${t('work.inviteSend')}
      </button>
    </form>
  </section>`
}

function authorCard(ctx: PageContext, p: PeoplePage, a: Author, base: string): Html {
  const { t } = ctx
  const list = `/c/${p.desk.consultation.slug}/desk/comments?${new URLSearchParams({ filter: 'all', author: a.name }).toString()}`
  const block = html`<form class="stack" method="post" action="${base}/block">
    ${tokenField(ctx)}<input type="hidden" name="comment" value="${a.comment}" />${field({
      id: 'block-reason',
      label: t('work.blockReason'),
      hint: t('work.blockHint'),
      control: tied =>
        html`<input class="input" id="block-reason" name="reason" required maxlength="1000" dir="auto" ${raw(tied)} />`,
    })}<button class="button button-alarm">${t('work.block')}</button>
  </form>`
  const why = a.staff ? 'work.blockStaff' : a.blocked ? 'work.blockedAlready' : p.blocked ? null : 'work.blockElsewhere'
  return html`<section class="work-card" id="author">
    <h2>${apart(a.name)}</h2>
    <p>
      <span class="chip">${t(`author.${a.kind}`)}</span>
      ${t('work.authorCounts', { comments: a.comments, hidden: a.hidden, reported: a.reported })}
    </p>
    <p><a class="way" href="${list}">${t('work.authorList')}</a></p>
    ${why ? html`<p class="hint">${t(why)}</p>` : block}
  </section>`
}

function blockedList(ctx: PageContext, p: PeoplePage, base: string): Html {
  const { t } = ctx
  if (!p.blocked) return p.author ? raw('') : html`<p class="hint">${t('work.blockElsewhere')}</p>`
  return html`<section class="work-section" id="blocked">
    <h2>${t('work.blocked')}</h2>
    ${
      p.blocked.length
        ? html`<ul class="people">
            ${p.blocked.map(
              b =>
                html`<li>
                  <div>
                    <b>${apart(b.name ?? t('comment.nobody'))}</b>
                    <span class="muted small">${time(b.at, shortTime(ctx.lang, b.at, 'UTC'))}</span>
                    <p class="small" dir="auto">${b.reason ?? ''}</p>
                  </div>
                  <form method="post" action="${base}/unblock">
                    ${tokenField(ctx)}<input type="hidden" name="person" value="${b.id}" /><button class="button">
                      ${t('work.unblock')}
                    </button>
                  </form>
                </li>`,
            )}
          </ul>`
        : html`<p class="hint">${t('work.noneBlocked')}</p>`
    }
  </section>`
}
