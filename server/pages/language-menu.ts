// The choice of language in the masthead: each by its own name; opens without scripts, and links to the same page.

import { html, raw } from 'hono/html'
import { dirOf, langNames, langs } from '../../shared/words.ts'
import type { PageContext } from './context.ts'
import { icon, type Html } from './piece.ts'

export function languageMenu(ctx: PageContext): Html {
  return html`<details class="langs">
    <summary>
      ${icon('globe')}<span class="visually-hidden">${ctx.t('page.language')}: </span><span>${langNames[ctx.lang]}</span>
    </summary>
    <ul>
      ${langs.map(
        lang =>
          html`<li>
            <a
              href="${withLang(ctx.here, lang)}"
              lang="${lang}"
              dir="${dirOf(lang)}"
              hreflang="${lang}"
              ${lang === ctx.lang ? raw('aria-current="true"') : ''}
              >${langNames[lang]}</a
            >
          </li>`,
      )}
    </ul>
  </details>`
}

/** The same address in another language. */
function withLang(here: string, lang: string): string {
  const url = new URL(here, 'http://x')
  url.searchParams.set('lang', lang)
  return url.pathname + url.search
}
