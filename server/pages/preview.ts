// The preview: the draft as readers will see it, with what to look at, and real buttons for every act on it.

import { html, raw } from 'hono/html'
import type { DraftUnit } from '../../shared/draft.ts'
import { shortened } from '../../shared/excerpt.ts'
import type { Desk } from '../desk.ts'
import type { PlacedWarning } from '../commands/draft-warnings.ts'
import type { FoundComment, LeftOut } from '../import/blocks.ts'
import type { PageContext } from './context.ts'
import { deskLayout } from './desk-frame.ts'
import { tokenField } from './layout.ts'
import type { Html } from './piece.ts'
import { fileForm } from './preview-forms.ts'
import { previewUnit } from './preview-unit.ts'
import { wayOf, type Come } from './way.ts'

export interface PreviewUnit extends DraftUnit {
  number: number | null
  first: boolean
  last: boolean
  warnings: PlacedWarning[]
  /** Where it can be split, when that is asked. */
  places: { at: number; text: string }[] | null
}
export interface Described {
  asker: string
  description: string
  next: string
  guests: boolean
  zone: string
  opens: string
  closes: string
}
export interface Preview {
  slug: string
  /** Where this draft is worked on; `revising` when it is of a published text, with the unit being edited. */
  base: string
  revising: string | null
  title: string
  lang: string
  dir: 'ltr' | 'rtl'
  lastSeq: number
  units: PreviewUnit[]
  part: number
  /** The first words of each part. */
  parts: string[]
  counts: { key: string; n: number }[]
  guessed: boolean
  warnings: (PlacedWarning & { number: number | null })[]
  leftOut: LeftOut[]
  comments: FoundComment[]
  /** The act that undo takes back, and that redo does again. */
  undo: string | null
  redo: string | null
  come: Come
  mayEdit: boolean
  mayManage: boolean
}

/** What the page answers to: a refusal at its place with what was typed, or a sentence that says what was done. */
export interface Said {
  done: string | null
  refused: { at: string; message: string } | null
  typed: { text?: string }
}

export function previewPage(ctx: PageContext, desk: Desk, p: Preview, said: Said): Html {
  const { t } = ctx
  const body = html`<div class="preview">
    ${wayOf(ctx, p.come, p.units.length ? 'preview' : 'file')}
    <p class="lead">${t('preview.lead')}</p>
    ${said.done ? html`<p class="notice notice-plain">${said.done}</p>` : ''}${next(ctx, p)}${facts(ctx, p)}
    ${p.units.length ? '' : html`<p class="notice">${t('preview.empty')}</p>`}
    ${p.mayEdit && (p.undo || p.redo || said.refused?.at === 'top') ? undoBar(ctx, p, said) : ''}${p.parts.length > 1 ? html`<nav aria-label="${t('preview.contents')}">${partList(ctx, p)}</nav>` : ''}
    <div class="preview-text">
      ${p.units.map(u => previewUnit(ctx, p, u, said.refused?.at === u.id ? said.refused.message : null))}
    </div>
    ${partList(ctx, p)} ${p.mayEdit ? fileForm(ctx, p, said) : ''}${next(ctx, p)}
  </div>`
  return deskLayout(ctx, desk, { here: 'draft', title: t('preview.title', { title: p.title }), body, said: said.done })
}

/** The one way on, at the top and at the end of the draft. */
const next = (ctx: PageContext, p: Preview): Html | '' =>
  p.mayManage && p.units.length
    ? html`<p class="preview-next">
        <a class="button button-primary" href="/c/${p.slug}/desk/draft/about">${ctx.t('way.toAbout')}</a>
      </p>`
    : ''

function facts(ctx: PageContext, p: Preview): Html {
  const { t } = ctx
  const counts = p.counts.filter(c => c.n)
  return html`<ul class="preview-counts" aria-label="${t('preview.counts')}">
      ${counts.map(c => html`<li>${t(`preview.count.${c.key}`, { n: c.n })}</li>`)}
    </ul>
    ${p.guessed ? html`<p class="notice">${t('preview.guessed')}</p>` : ''}
    ${
      p.warnings.length
        ? html`<details class="preview-facts" open>
            <summary>${t('preview.warnings', { n: p.warnings.length })}</summary>
            <ul>
              ${p.warnings.map(w => html`<li>${warningLink(ctx, p, w)}</li>`)}
            </ul>
          </details>`
        : ''
    }${
      p.leftOut.length
        ? html`<details class="preview-facts">
            <summary>${t('preview.leftOut', { n: p.leftOut.length })}</summary>
            <ul>
              ${p.leftOut.map(
                l =>
                  html`<li>
                    <strong>${t(`preview.leftOut.${l.why}`)}</strong> <span lang="${p.lang}" dir="auto">${l.text}</span>
                  </li>`,
              )}
            </ul>
          </details>`
        : ''
    }${
      p.comments.length
        ? html`<details class="preview-facts">
            <summary>${t('preview.comments', { n: p.comments.length })}</summary>
            <p>${t('preview.comments.lead')}</p>
            <ul>
              ${p.comments.map(
                c =>
                  html`<li>
                    <strong><bdi>${c.author ?? t('preview.comments.nobody')}</bdi></strong> <span dir="auto">${c.text}</span
                    ><br /><span class="muted small" dir="auto">${t('preview.comments.on', { text: shortened(c.on, 120) })}</span>
                  </li>`,
              )}
            </ul>
          </details>`
        : ''
    }`
}

function warningLink(ctx: PageContext, p: Preview, w: Preview['warnings'][number]): Html {
  const message = ctx.t(`import.warning.${w.code}`, w.args)
  if (w.unit === null) return html`${message}`
  const label = w.number === null ? '' : `P${w.number}: `
  return html`<a href="/c/${p.slug}/desk/draft?at=${w.unit}#p-${w.unit}">${label}${message}</a>`
}

export function undoBar(ctx: PageContext, p: Preview, said: Pick<Said, 'refused'>): Html {
  const { t } = ctx
  const button = (act: 'undo' | 'redo', of: string | null): Html =>
    html`<button class="button" name="act" value="${act}" ${of ? '' : raw('disabled')}>
      ${of ? t(`preview.act.${act}This`, { act: t(`preview.act.${of}`) }) : t(`preview.act.${act}`)}
    </button>`
  return html`<form class="preview-undo button-row" method="post" action="${p.base}/act">
    ${tokenField(ctx)}<input type="hidden" name="seq" value="${p.lastSeq}" />${button('undo', p.undo)}${button('redo', p.redo)}${
      said.refused?.at === 'top' ? html`<p class="error" role="alert">${said.refused.message}</p>` : ''
    }
  </form>`
}

export function partList(ctx: PageContext, p: Preview): Html {
  if (p.parts.length < 2) return raw('')
  const { t } = ctx
  return html`<ol class="preview-parts">
    ${p.parts.map(
      (text, n) =>
        html`<li>
          <a href="${p.base}?part=${n}" ${n === p.part ? raw('aria-current="page"') : ''}
            >${t('preview.part', { n: n + 1, of: p.parts.length })}:
            <span lang="${p.lang}" dir="auto">${shortened(text, 60)}</span></a
          >
        </li>`,
    )}
  </ol>`
}
