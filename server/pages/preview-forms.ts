// The forms around the preview: the file and other versions of it, the import that runs, and the rehearsal.

import { html, raw } from 'hono/html'
import { mostBytes } from '../import/limits.ts'
import type { PageContext } from './context.ts'
import { layout, tokenField } from './layout.ts'
import type { Html } from './piece.ts'
import type { Preview, Said } from './preview.ts'
import { wayOf, type Come } from './way.ts'

export const error = (id: string, message: string | undefined | null): Html =>
  message ? html`<p class="error" id="${id}" role="alert">${message}</p>` : raw('')

/** One labelled field; its hint and its error are tied to it. */
export function field(f: {
  id: string
  label: string
  hint?: string
  error?: string | null | undefined
  control: (described: string) => Html
}): Html {
  const described = [f.hint && `${f.id}-hint`, f.error && `${f.id}-error`].filter(Boolean).join(' ')
  return html`<div class="field">
    <label for="${f.id}">${f.label}</label
    >${f.hint ? html`<p class="hint" id="${f.id}-hint">${f.hint}</p>` : ''}${error(`${f.id}-error`, f.error)}${f.control(
      described ? `aria-describedby="${described}"${f.error ? ' aria-invalid="true"' : ''}` : '',
    )}
  </div>`
}

export function fileFields(ctx: PageContext, refused: string | null | undefined, text: string): Html {
  const { t } = ctx
  return html`${field({
      id: 'file',
      label: t('preview.field.file'),
      hint: t('preview.field.file.hint', { max: mostBytes / 1024 / 1024 }),
      error: refused,
      control: d =>
        html`<input
          class="input"
          type="file"
          id="file"
          name="file"
          accept=".docx,.odt,.md,.markdown,.html,.htm,.txt,.rtf,.pdf"
          ${raw(d)}
        />`,
    })}${field({
      id: 'text',
      label: t('preview.field.text'),
      hint: t('preview.field.text.hint'),
      control: d =>
        html`<textarea class="input" id="text" name="text" rows="6" dir="auto" data-paste="html" ${raw(d)}>${text}</textarea
          ><input type="hidden" name="html" value="" />`,
    })}<label class="check"><input type="checkbox" name="item" value="yes" /> ${t('preview.field.item')}</label
    ><label class="check"><input type="checkbox" name="row" value="yes" /> ${t('preview.field.row')}</label>`
}

export function fileForm(ctx: PageContext, p: Preview, said: Said): Html {
  const { t } = ctx
  const refused = said.refused?.at === 'file' ? said.refused.message : null
  const open = refused || !p.units.length ? raw('open') : ''
  return html`<details class="preview-form" id="file-form" ${open}>
    <summary>${t('preview.file.title')}</summary>
    <form
      method="post"
      action="/c/${p.slug}/desk/draft/import"
      enctype="multipart/form-data"
      data-upload
      data-drop-words="${t('way.dropHere')}"
      data-sending="${t('way.sending')}"
    >
      ${tokenField(ctx)}${
        p.units.length ? html`<p>${t('preview.file.lead')}</p>` : ''
      }${fileFields(ctx, refused, said.typed.text ?? '')}<button class="button ${p.units.length ? '' : 'button-primary'}">
        ${t('preview.file.send')}
      </button>
    </form>
  </details>`
}

export function rehearsalForm(ctx: PageContext, p: { slug: string; rehearsal: string | null }): Html {
  const { t } = ctx
  const address = p.rehearsal ? html`<p>${t('preview.rehearse.link')}: <a href="/c/${p.rehearsal}">/c/${p.rehearsal}</a></p>` : ''
  return html`<section class="preview-form" id="rehearsal">
    <h2>${t('preview.rehearse.title')}</h2>
    <p>${t('preview.rehearse.lead')}</p>
    ${address}
    <form method="post" action="/c/${p.slug}/desk/rehearse">
      ${tokenField(ctx)}<button class="button">${t(p.rehearsal ? 'preview.rehearse.again' : 'preview.rehearse.send')}</button>
    </form>
  </section>`
}

export function importingPage(
  ctx: PageContext,
  job: { stage: string; done: number; of: number; title: string; come: Come | null },
): Html {
  const { t } = ctx
  const title = `${t('preview.import.title')}: ${job.title}`
  const body = html`<div class="narrow guided">
    ${job.come ? wayOf(ctx, job.come, 'file') : raw('')}
    <h1>${title}</h1>
    <p role="status">${t(`import.stage.${job.stage}`)}</p>
    <progress max="${job.of}" value="${job.done}" aria-label="${t('preview.import.title')}"></progress>
    <p>${t('preview.import.lead')}</p>
  </div>`
  return layout(ctx, { title, body, noindex: true, desk: true })
}
