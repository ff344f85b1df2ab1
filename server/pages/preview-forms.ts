// The forms around the preview: another version of the file, the rehearsal, and publishing with its deadline.

import { html, raw } from 'hono/html'
import { mostBytes } from '../import/limits.ts'
import type { PageContext } from './context.ts'
import { layout, tokenField } from './layout.ts'
import type { Html } from './piece.ts'
import type { Preview, Said } from './preview.ts'

const error = (id: string, message: string | undefined | null): Html =>
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
    <form method="post" action="/c/${p.slug}/desk/draft/import" enctype="multipart/form-data" data-upload>
      ${tokenField(ctx)}${
        p.units.length ? html`<p>${t('preview.file.lead')}</p>` : ''
      }${fileFields(ctx, refused, said.typed.text ?? '')}<button class="button button-primary">${t('preview.file.send')}</button>
    </form>
  </details>`
}

export function rehearsalForm(ctx: PageContext, p: Preview): Html {
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

export function publishForm(ctx: PageContext, p: Preview, said: Said): Html {
  const { t } = ctx
  const d = { ...p.described, ...said.typed }
  const refused = said.refused?.at === 'publish' ? said.refused.message : null
  const area = (id: 'description' | 'next', rows: number, hint?: string): Html =>
    field({
      id,
      label: t(`preview.publish.${id}`),
      ...(hint && { hint }),
      control: tied =>
        html`<textarea class="input" id="${id}" name="${id}" rows="${rows}" dir="auto" ${raw(tied)}>${d[id]}</textarea>`,
    })
  const moment = (id: 'opens' | 'closes'): Html =>
    field({
      id,
      label: t(`preview.publish.${id}`),
      hint: t(`preview.publish.${id}.hint`),
      control: tied => html`<input class="input" type="datetime-local" id="${id}" name="${id}" value="${d[id]}" ${raw(tied)} />`,
    })
  return html`<section class="preview-form" id="publish">
    <h2>${t('preview.publish.title')}</h2>
    <p>${t('preview.publish.lead')}</p>
    ${error('publish-error', refused)}
    <form method="post" action="/c/${p.slug}/desk/publish">
      ${tokenField(ctx)}${field({
        id: 'asker',
        label: t('preview.publish.asker'),
        control: () => html`<input class="input" id="asker" name="asker" maxlength="300" value="${d.asker}" dir="auto" />`,
      })}${area('description', 6, t('preview.publish.description.hint'))}${area('next', 3)}<label class="check"
        ><input type="checkbox" name="guests" value="yes" ${d.guests ? raw('checked') : ''} />
        ${t('preview.publish.guests')}</label
      >${moment('opens')}${moment('closes')}${field({
        id: 'zone',
        label: t('preview.publish.zone'),
        control: () =>
          html`<select class="input" id="zone" name="zone" ${d.zone ? '' : raw('data-guess')}>
            ${zones(d.zone || 'UTC')}
          </select>`,
      })}${said.typed.which ? which(ctx) : ''}
      <div class="button-row">
        <button class="button" name="do" value="save">${t('preview.publish.save')}</button
        ><button class="button button-primary" name="do" value="publish">${t('preview.publish.send')}</button>
      </div>
    </form>
  </section>`
}

function zones(chosen: string): Html {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone').filter(z => z !== 'UTC')]
  return raw(
    (known.includes(chosen) ? known : [chosen, ...known])
      .map(z => `<option${z === chosen ? ' selected' : ''}>${z.replace(/[<&]/g, '')}</option>`)
      .join(''),
  )
}

/** Clocks are put back: which of two equal times is meant. */
function which(ctx: PageContext): Html {
  const { t } = ctx
  return html`<fieldset class="field">
    <legend>${t('preview.publish.which')}</legend>
    <label class="check"><input type="radio" name="earlier" value="yes" required /> ${t('preview.publish.earlier')}</label
    ><label class="check"><input type="radio" name="earlier" value="no" /> ${t('preview.publish.later')}</label>
  </fieldset>`
}

export function importingPage(ctx: PageContext, job: { stage: string; done: number; of: number; title: string }): Html {
  const { t } = ctx
  const title = `${t('preview.import.title')}: ${job.title}`
  const body = html`<div class="narrow">
    <h1>${title}</h1>
    <p role="status">${t(`import.stage.${job.stage}`)}</p>
    <progress max="${job.of}" value="${job.done}" aria-label="${t('preview.import.title')}"></progress>
    <p>${t('preview.import.lead')}</p>
  </div>`
  return layout(ctx, { title, body, noindex: true, desk: true })
}
