// The form for a new consultation: title, address, language, and the file or text of the draft.

import { html, raw } from 'hono/html'
import type { PageContext } from './context.ts'
import { layout, tokenField } from './layout.ts'
import type { Html } from './piece.ts'
import { field, fileFields } from './preview-forms.ts'
import { wayOf } from './way.ts'

export interface NewConsultation {
  title: string
  slug: string
  lang: string
  text: string
  /** A sentence for each field that was refused. */
  errors: Partial<Record<'title' | 'slug' | 'lang' | 'file', string>>
}

/** Languages offered for drafts; names by Intl in the reader's language. */
const offered =
  'en fr es ar bg ca cs cy da de el et eu fa fi ga gl he hi hr hu hy id is it ja ka ko lb lt lv mk mt nb nl nn pl pt ro ru sk sl sq sr sv sw th tr uk ur vi zh'.split(
    ' ',
  )

export function newConsultationPage(ctx: PageContext, f: NewConsultation): Html {
  const { t } = ctx
  const names = new Intl.DisplayNames(ctx.lang, { type: 'language' })
  const langs = offered
    .map(code => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, ctx.lang))
  const body = html`<div class="narrow guided preview-new">
    ${wayOf(ctx, null, 'file')}
    <h1>${t('preview.new.title')}</h1>
    <p class="lead">${t('preview.new.lead')}</p>
    <form
      method="post"
      action="/desk/import"
      enctype="multipart/form-data"
      data-upload
      data-drop-words="${t('way.dropHere')}"
      data-sending="${t('way.sending')}"
      data-keep="new"
      data-kept-words="${t('way.kept')}"
    >
      ${tokenField(ctx)}${field({
        id: 'title',
        label: t('preview.field.title'),
        error: f.errors.title,
        control: d =>
          html`<input class="input" id="title" name="title" value="${f.title}" maxlength="300" required dir="auto" ${raw(d)} />`,
      })}${field({
        id: 'slug',
        label: t('preview.field.slug'),
        hint: t('preview.field.slug.hint'),
        error: f.errors.slug,
        control: d =>
          html`<input
            class="input"
            id="slug"
            name="slug"
            value="${f.slug}"
            maxlength="60"
            autocapitalize="none"
            spellcheck="false"
            ${raw(d)}
          />`,
      })}${field({
        id: 'lang',
        label: t('preview.field.lang'),
        error: f.errors.lang,
        control: d =>
          html`<select class="input" id="lang" name="lang" ${raw(d)}>
            ${langs.map(l => html`<option value="${l.code}" ${l.code === f.lang ? raw('selected') : ''}>${l.name}</option>`)}
          </select>`,
      })}${fileFields(ctx, f.errors.file, f.text)}<button class="button button-primary">${t('preview.new.send')}</button>
    </form>
  </div>`
  return layout(ctx, { title: `${t('preview.new.title')} – ${ctx.instance.name}`, body, noindex: true, desk: true })
}
