// The settings of a consultation, with what readers will see beside them; copying, archiving and deleting it.

import { html, raw } from 'hono/html'
import type { Desk } from '../desk.ts'
import { richText } from '../rich-text.ts'
import type { PageContext } from './context.ts'
import { deadlineActs } from './desk-deadline.ts'
import { deskFiles, fileLink, type Attached } from './desk-files.ts'
import { deskLayout } from './desk-frame.ts'
import { deadlineLine, stateChip } from './deadline.ts'
import { tokenField } from './layout.ts'
import { zoneOf, type Html } from './piece.ts'
import { field } from './preview-forms.ts'

export interface Described {
  title: string
  asker: string
  description: string
  links: string
  next: string
  minVotes: string
  guests: boolean
}
export interface SettingsPage {
  desk: Desk
  described: Described
  files: Attached[]
  /** What was typed to copy it, when that was refused. */
  copy: { title: string; slug: string }
  mayCreate: boolean
  saved: boolean
  message: string | null
}

export function settingsPage(ctx: PageContext, p: SettingsPage): Html {
  const { t } = ctx
  const { desk } = p
  const c = desk.consultation
  const said = p.saved ? t('work.saved') : null
  const body = html`${said ? html`<p class="notice">${said}</p>` : ''}
    <div class="settings">
      ${describing(ctx, p)}
      <section class="settings-preview" data-preview aria-label="${t('work.readersSee')}">
        ${settingsPreview(ctx, desk, p.described, p.files)}
      </section>
    </div>
    <section class="work-section">
      <h2>${t('work.deadline')}</h2>
      <p>${deadlineLine(ctx, { ...c, zone: zoneOf(c) })}</p>
      ${deadlineActs(ctx, c)}
    </section>
    <section class="work-section">
      <h2>${t('desk.files')}</h2>
      ${deskFiles(ctx, c.slug, p.files)}
    </section>
    ${p.mayCreate ? copying(ctx, p) : ''}${ending(ctx, p)}`
  return deskLayout(ctx, desk, { here: 'settings', body, message: p.message, said })
}

function describing(ctx: PageContext, { desk, described: d }: SettingsPage): Html {
  const { t } = ctx
  const line = (name: 'title' | 'asker', more = ''): Html =>
    field({
      id: `f-${name}`,
      label: t(`desk.field.${name}`),
      control: () =>
        html`<input class="input" id="f-${name}" name="${name}" value="${d[name]}" maxlength="300" dir="auto" ${raw(more)} />`,
    })
  const area = (name: 'description' | 'links' | 'next', rows: number): Html =>
    field({
      id: `f-${name}`,
      label: t(`desk.field.${name}`),
      control: () => html`<textarea class="input" id="f-${name}" name="${name}" rows="${rows}" dir="auto">${d[name]}</textarea>`,
    })
  return html`<settings-form data-preview-at="/c/${desk.consultation.slug}/desk/settings/preview"
    ><form class="stack" method="post" action="/c/${desk.consultation.slug}/desk/describe">
      ${tokenField(ctx)}${line('title', 'required')}${line('asker')}${area('description', 7)}${area('links', 3)}${area('next', 5)}${field(
        {
          id: 'f-minVotes',
          label: t('desk.field.minVotes'),
          hint: t('work.minVotesHint'),
          control: tied =>
            html`<input
              class="input settings-number"
              id="f-minVotes"
              name="minVotes"
              type="number"
              min="1"
              max="1000"
              value="${d.minVotes}"
              required
              ${raw(tied)}
            />`,
        },
      )}<label class="check"
        ><input type="checkbox" name="guests" value="yes" ${d.guests ? raw('checked') : ''} /><span
          >${t('desk.field.guests')}</span
        ></label
      >
      <div class="button-row">
        <button class="button button-primary">${t('work.save')}</button
        ><button class="button" name="do" value="preview" data-plain>${t('work.preview')}</button>
      </div>
    </form></settings-form
  >`
}

/** The opening of the public page with these words. */
export function settingsPreview(ctx: PageContext, desk: Desk, d: Described, files: Attached[]): Html {
  const { t } = ctx
  const c = desk.consultation
  const links = linksOf(d.links)
  return html`<p class="kicker">${t('work.readersSee')}</p>
    <div lang="${c.lang}" dir="${c.dir}">
      <p class="settings-title">${d.title || t('desk.field.title')}</p>
      <div class="settings-lead">${raw(richText(d.description))}</div>
    </div>
    ${d.asker ? html`<p class="muted small">${t('reading.asker')} <bdi>${d.asker}</bdi></p>` : ''}
    <p>${stateChip(ctx, c)} ${deadlineLine(ctx, { ...c, zone: zoneOf(c) })}</p>
    ${
      links.length + files.length
        ? html`<ul class="links">
            ${links.map(l => html`<li><a href="${l.url}" rel="noopener">${l.title}</a></li>`)}${files.map(f => html`<li>${fileLink(ctx, c.slug, f)}</li>`)}
          </ul>`
        : ''
    }${
      d.next.trim()
        ? html`<p class="next-title">${t('closed.next')}</p>
            <div class="next" lang="${c.lang}" dir="${c.dir}">${raw(richText(d.next))}</div>`
        : ''
    }
    <ul class="settings-rules">
      <li>${t(d.guests ? 'work.rule.guests' : 'work.rule.known')}</li>
      <li>${t('work.rule.minVotes', { n: Math.max(1, Math.trunc(Number(d.minVotes)) || 1) })}</li>
    </ul>`
}

/** "Title | address" a line; lines that are neither are left out. */
export const linksOf = (text: string): { title: string; url: string }[] =>
  text
    .split('\n')
    .map(line => line.split('|').map(part => part.trim()))
    .flatMap(([title = '', url = '']) => (title && /^https?:\/\//.test(url) && URL.canParse(url) ? [{ title, url }] : []))

function copying(ctx: PageContext, { desk, copy }: SettingsPage): Html {
  const { t } = ctx
  return html`<section class="work-section" id="copy">
    <h2>${t('work.copy')}</h2>
    <p class="hint">${t('work.copyHint')}</p>
    <form class="stack" method="post" action="/c/${desk.consultation.slug}/desk/duplicate">
      ${tokenField(ctx)}${field({
        id: 'copy-title',
        label: t('desk.field.title'),
        control: () =>
          html`<input class="input" id="copy-title" name="title" value="${copy.title}" maxlength="300" required dir="auto" />`,
      })}${field({
        id: 'copy-slug',
        label: t('preview.field.slug'),
        hint: t('preview.field.slug.hint'),
        control: tied =>
          html`<input
            class="input"
            id="copy-slug"
            name="slug"
            value="${copy.slug}"
            maxlength="60"
            spellcheck="false"
            autocapitalize="none"
            ${raw(tied)}
          />`,
      })}<button class="button">${t('work.copySend')}</button>
    </form>
  </section>`
}

/** The end of its life: archived and taken out again at will; deleted only while unpublished, and only when its address is typed. */
function ending(ctx: PageContext, { desk }: SettingsPage): Html {
  const { t } = ctx
  const c = desk.consultation
  if (c.state === 'draft')
    return html`<section class="work-section" id="remove">
      <h2>${t('desk.remove')}</h2>
      <p class="hint">${t('desk.removeHint')}</p>
      <form class="stack" method="post" action="/c/${c.slug}/desk/remove">
        ${tokenField(ctx)}${field({
          id: 'confirm',
          label: t('work.typeSlug', { slug: c.slug }),
          control: () =>
            html`<input
              class="input"
              id="confirm"
              name="confirm"
              required
              autocomplete="off"
              autocapitalize="none"
              spellcheck="false"
            />`,
        })}<button class="button button-alarm">${t('desk.remove')}</button>
      </form>
    </section>`
  if (c.state !== 'closed') return raw('')
  return html`<section class="work-section" id="archive">
    <h2>${t(desk.archived ? 'work.unarchive' : 'desk.archive')}</h2>
    <p class="hint">${t('desk.archiveHint')}</p>
    <form method="post" action="/c/${c.slug}/desk/archive">
      ${tokenField(ctx)}<input type="hidden" name="back" value="${desk.archived ? 'yes' : ''}" /><button class="button">
        ${t(desk.archived ? 'work.unarchive' : 'desk.archive')}
      </button>
    </form>
  </section>`
}
