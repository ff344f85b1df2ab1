// The next revision at the desk: begin it, edit the text, look through the changes, lay a file over it, publish or give up.

import { html, raw } from 'hono/html'
import type { Desk } from '../desk.ts'
import type { PageContext } from './context.ts'
import { deskLayout } from './desk-frame.ts'
import { tokenField } from './layout.ts'
import type { Html } from './piece.ts'
import { fileFields } from './preview-forms.ts'
import { previewUnit } from './preview-unit.ts'
import { partList, undoBar, type Preview } from './preview.ts'
import { changesPiece, type Changes } from './revision-changes.ts'
import { mapPiece, type MapView } from './revision-map.ts'
import { revisionStyle } from './revisions.ts'

export const tabs = ['text', 'changes', 'file'] as const
export type Tab = (typeof tabs)[number]
export interface RevisionDesk {
  desk: Desk
  tab: Tab
  /** Null when no revision is in the making; of it, only what the tab shows. */
  making: { preview: Preview | null; changes: Changes | null; map: MapView | null; total: number } | null
  revision: number
  mayEdit: boolean
  message: string | null
  /** The unit at which an act was refused. */
  at: string | null
  done: string | null
  typed: string
}

export function revisionPage(ctx: PageContext, r: RevisionDesk): Html {
  const { t } = ctx
  const c = r.desk.consultation
  const base = `/c/${c.slug}/desk/revision`
  const body = html`<div class="revisions revise">
    ${r.done ? html`<p class="notice notice-plain">${r.done}</p>` : ''}
    <p>${t('revise.lead')} <a href="/c/${c.slug}/revisions">${t('revisions.title')}</a></p>
    ${r.making ? making(ctx, r, base, r.making) : r.mayEdit ? begin(ctx, r, base) : ''}
  </div>`
  return deskLayout(ctx, r.desk, {
    here: 'revision',
    body,
    message: r.at === null ? r.message : null,
    said: r.done,
    style: revisionStyle,
  })
}

function begin(ctx: PageContext, r: RevisionDesk, base: string): Html {
  const { t } = ctx
  return html`<p>${t('revise.beginLead')}</p>
    <form method="post" action="${base}/begin">
      ${tokenField(ctx)}<button class="button button-primary">${t('revise.begin', { n: r.revision })}</button>
    </form>
    ${file(ctx, r, base)}`
}

function file(ctx: PageContext, r: RevisionDesk, base: string): Html {
  const { t } = ctx
  return html`<section class="preview-form" id="file-form">
    <h2>${t('revise.tab.file')}</h2>
    <p>${t('revise.file.lead')}</p>
    <form class="stack" method="post" enctype="multipart/form-data" action="${base}/import">
      ${tokenField(ctx)}${fileFields(ctx, null, r.typed)}<button class="button">${t('revise.file.send')}</button>
    </form>
  </section>`
}

function making(ctx: PageContext, r: RevisionDesk, base: string, m: NonNullable<RevisionDesk['making']>): Html {
  const { t } = ctx
  const tab = (name: Tab, words: string): Html =>
    html`<a class="button" href="${base}?view=${name}" ${name === r.tab ? raw('aria-current="page"') : ''}>${words}</a>`
  return html`<nav class="ways" aria-label="${t('work.nav.revision')}">
      ${tab('text', t('revise.tab.text'))}${tab('changes', t('revise.tab.changes', { n: m.total }))}${tab('file', t('revise.tab.file'))}
    </nav>
    ${
      m.changes && r.mayEdit
        ? changesPiece(ctx, m.changes, n => `${base}?view=changes&part=${n}`)
        : m.map
          ? mapPiece(ctx, m.map)
          : m.preview
            ? text(ctx, r, m.preview)
            : r.tab === 'file' && r.mayEdit
              ? file(ctx, r, base)
              : ''
    }
    ${
      r.mayEdit
        ? html`<details class="preview-facts">
            <summary>${t('revise.drop')}</summary>
            <p>${t('revise.dropLead')}</p>
            <form method="post" action="${base}/drop">
              ${tokenField(ctx)}<button class="button button-alarm">${t('revise.dropSure')}</button>
            </form>
          </details>`
        : ''
    }`
}

function text(ctx: PageContext, r: RevisionDesk, p: Preview): Html {
  const refused = r.message ? { at: r.at ?? 'top', message: r.message } : null
  return html`<div class="preview">
    ${p.mayEdit && (p.undo || p.redo) ? undoBar(ctx, p, { refused: refused?.at === 'top' ? refused : null }) : ''}${partList(ctx, p)}
    <div class="preview-text">${p.units.map(u => previewUnit(ctx, p, u, refused?.at === u.id ? refused.message : null))}</div>
    ${partList(ctx, p)}
  </div>`
}
