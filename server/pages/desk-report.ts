// The report builder: which form, for whom, which table; what each is good for; its making, its hash, and whether the public may have it.

import { html, raw } from 'hono/html'
import type { Desk } from '../desk.ts'
import type { Table } from '../report/names.ts'
import type { PageContext } from './context.ts'
import { deskLayout } from './desk-frame.ts'
import { tokenField } from './layout.ts'
import { icon, type Html } from './piece.ts'

export const offered = ['docx', 'pdf', 'xlsx', 'csv', 'draft-docx', 'html', 'json', 'clean-docx', 'clean-pdf'] as const
export interface Choice {
  format: (typeof offered)[number]
  edition: 'public' | 'staff'
  table: Table
}
export interface BuilderPage {
  desk: Desk
  choice: Choice
  href: string
  /** Of the file as it lies there; null while it is not made. */
  sha256: string | null
  message: string | null
}

/** Where a report lies; the clean draft has no editions, and only CSV is a table of one kind. */
export function reportAddress(slug: string, { format, edition, table }: Choice): string {
  if (format.startsWith('clean-')) return `/c/${slug}/report.${format}`
  const params = new URLSearchParams({ edition, ...(format === 'csv' && { table }) })
  return `/c/${slug}/report.${format}?${params.toString()}`
}

export function builderPage(ctx: PageContext, p: BuilderPage): Html {
  const { t } = ctx
  const { desk, choice } = p
  const { slug } = desk.consultation
  const radio = (name: keyof Choice, value: string, label: string, hint: string): Html =>
    html`<label class="builder-choice"
      ><input type="radio" name="${name}" value="${value}" ${choice[name] === value ? raw('checked') : ''} /><span
        ><b>${label}</b><span class="hint">${hint}</span></span
      ></label
    >`
  const body = html`<p class="lead">${t('work.report.lead')}</p>
    ${desk.waits.waiting ? html`<p class="notice">${t('work.report.unread', { n: desk.waits.waiting })}</p>` : ''}<report-builder
      class="builder"
      data-slug="${slug}"
      ><form class="stack" action="/c/${slug}/desk/report">
        <fieldset class="builder-set">
          <legend>${t('work.report.format')}</legend>
          ${offered.map(f => radio('format', f, t(`format.${f}`), t(`work.format.${f}`)))}
        </fieldset>
        <fieldset class="builder-set" data-for="edition">
          <legend>${t('work.report.edition')}</legend>
          ${radio('edition', 'public', t('work.edition.public'), t('work.edition.public.hint'))}${radio('edition', 'staff', t('work.edition.staff'), t('work.edition.staff.hint'))}
        </fieldset>
        <fieldset class="builder-set" data-for="table">
          <legend>${t('work.report.table')}</legend>
          ${radio('table', 'comments', t('work.table.comments'), t('work.table.comments.hint'))}${radio('table', 'paragraphs', t('work.table.paragraphs'), t('work.table.paragraphs.hint'))}
        </fieldset>
        <button class="button" data-plain>${t('work.report.choose')}</button>
      </form>
      ${making(ctx, p)}</report-builder
    >
    ${opening(ctx, desk)}`
  return deskLayout(ctx, desk, { here: 'report', body, message: p.message, live: true })
}

function making(ctx: PageContext, p: BuilderPage): Html {
  const { t } = ctx
  const c = p.desk.consultation
  return html`<section class="builder-made" aria-label="${t('work.report.yours')}">
    <h2>${t('work.report.yours')}</h2>
    <p data-chosen>${t(`format.${p.choice.format}`)}</p>
    <p class="hint">
      ${c.closedSeq === null ? t('reports.asOf', { seq: p.desk.seq }) : t('reports.closedAt', { closed: c.closedSeq, seq: p.desk.seq })}
    </p>
    <p class="button-row">
      <a class="button button-primary" href="${p.href}" data-make>${icon('get')}${t('work.report.make')}</a
      ><a class="act" href="${p.href.replace(/(\?|$)/, '.sha256$1')}" data-hash>SHA-256</a>
    </p>
    <div data-progress hidden>
      <p role="status" data-said-here></p>
      <progress max="1" value="0" aria-label="${t('reports.building')}"></progress>
      <form method="post" data-cancel>
        ${tokenField(ctx)}<button class="button" type="button">${t('reports.cancel')}</button>
      </form>
    </div>
    <p class="small" data-sha ${p.sha256 ? '' : raw('hidden')}>SHA-256 <code class="hash">${p.sha256 ?? ''}</code></p>
  </section>`
}

/** Before closing the public has the report only when the secretariat says so. */
function opening(ctx: PageContext, desk: Desk): Html {
  const { t } = ctx
  const { slug, state } = desk.consultation
  const open = desk.reportPublic || state === 'closed'
  const change = desk.may('consultation.manage') && state !== 'closed'
  return html`<section class="work-section">
    <h2>${t('work.report.public')}</h2>
    <p>
      ${t(open ? (state === 'closed' ? 'work.report.openClosed' : 'work.report.open') : 'work.report.notOpen')}
      <a href="/c/${slug}/reports">${t('work.report.publicPage')}</a>
    </p>
    ${
      change
        ? html`<form method="post" action="/c/${slug}/desk/report/public">
            ${tokenField(ctx)}<input type="hidden" name="open" value="${desk.reportPublic ? '' : 'yes'}" /><button class="button">
              ${t(desk.reportPublic ? 'work.report.shut' : 'work.report.openIt')}
            </button>
          </form>`
        : ''
    }
  </section>`
}
