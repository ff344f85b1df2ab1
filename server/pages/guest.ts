// Taking part without an account: an honest word on what is stored, then the act goes on.

import { html } from 'hono/html'
import type { PageContext } from './context.ts'
import { layout } from './layout.ts'
import type { Html } from './piece.ts'

interface Waiting {
  /** Where the form that brought the person here goes on to, with what it held. */
  action: string
  fields: Record<string, string>
  needsName: boolean
  slug: string
  message: string
}

export function guestPage(ctx: PageContext, { action, fields, needsName, slug, message }: Waiting): Html {
  const { t } = ctx
  const kept = Object.entries(fields).filter(([name]) => !['name', 'guest', 'token', 'text'].includes(name))
  const text =
    fields['text'] === undefined
      ? ''
      : html`<label class="label" for="text">${t('form.label')}</label
          ><textarea class="input" id="text" name="text" dir="auto">${fields['text']}</textarea>`
  const body = html`<div class="narrow">
    <h1>${t('guest.title')}</h1>
    <p class="notice" role="alert">${message}</p>
    <p>${t('guest.stored')}</p>
    <form class="stack" method="post" action="${action}">
      ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}<input
        type="hidden"
        name="guest"
        value="yes"
      />${text}<label class="label" for="name">${needsName ? t('guest.name') : t('guest.nameOptional')}</label
      ><input
        class="input"
        id="name"
        name="name"
        maxlength="80"
        autocomplete="name"
        value="${fields['name'] ?? ''}"
        ${needsName ? 'required' : ''}
      /><button class="button button-primary">${t('guest.go')}</button>
    </form>
    <p>${t('guest.or')} <a href="/sign-in?next=${encodeURIComponent(`/c/${slug}`)}">${t('page.signIn')}</a></p>
  </div>`
  return layout(ctx, { title: `${t('guest.title')} – ${ctx.instance.name}`, body, noindex: true })
}
