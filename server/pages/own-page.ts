// The pages an instance has of its own: imprint, contact, privacy, accessibility.

import { html, raw } from 'hono/html'
import { textFor, type OwnPage } from '../../shared/instance.ts'
import { langNames } from '../../shared/words.ts'
import { richPage } from '../rich-text.ts'
import type { PageContext } from './context.ts'
import { layout } from './layout.ts'
import type { Html } from './piece.ts'

/** What is still to be filled in, in the text between tags. */
const marked = (page: string): string => page.replace(/(\[[^\]<>]+\])(?![^<]*>)/g, '<mark>$1</mark>')

/** `mayFill` is true for those who can complete it. */
export function ownPage(ctx: PageContext, page: OwnPage, mayFill: boolean): Html {
  const { t } = ctx
  const title = t(`own.${page}`)
  const found = textFor(ctx.instance, page, ctx.lang)
  const lang = found?.lang ?? ctx.lang
  const text = found?.text ?? ctx.instance.pages[page][ctx.lang] ?? t(`legal.${page}`)
  const body = html`<div class="narrow own-page">
    <h1>${title}</h1>
    ${
      found
        ? ''
        : html`<p class="notice">
            ${t('own.gap')}${mayFill ? html` <a href="/desk/instance/${page}">${t('own.fill')}</a>` : ''}
          </p>`
    }${lang === ctx.lang ? '' : html`<p class="hint">${t('own.other', { lang: langNames[lang] })}</p>`}
    <div class="own-text" lang="${lang}" dir="auto">${raw(found ? richPage(text) : marked(richPage(text)))}</div>
    ${found && mayFill ? html`<p><a class="button" href="/desk/instance/${page}">${t('way.change')}</a></p>` : ''}
  </div>`
  return layout(ctx, {
    title: `${title} – ${ctx.instance.name}`,
    body,
    noindex: !found,
    ...(found && { found: { path: `/${page}` } }),
  })
}
