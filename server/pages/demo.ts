// What a page says of the demonstration: that it is one, its other languages, and the button that removes it.

import { html, raw } from 'hono/html'
import { demoLangs, demoSlugs, type DemoLang } from '../../shared/demo.ts'
import { langNames } from '../../shared/words.ts'
import type { PageContext } from './context.ts'
import type { Html } from './piece.ts'

/** What a page has to do with the demonstration: `lang` on its own pages, `offer` where an administrator may remove it. */
export interface DemoHere {
  lang: DemoLang | null
  offer: boolean
  removed: boolean
}

/** Stands at the top of each page of the demonstration, and of the front door and desk for administrators. */
export function demoNotice(ctx: PageContext): Html {
  const { t, demo } = ctx
  if (!demo) return raw('')
  if (demo.removed) return html`<p class="page demo demo-removed" role="status">${t('demo.removed')}</p>`
  return html`<aside class="demo" aria-label="${t('demo.label')}">
    <div class="page">
      <p>
        <strong>${t('demo.label')}</strong> ${t(demo.lang ? 'demo.text' : 'demo.offer')}
        ${demo.lang ? otherDemos(ctx, demo.lang) : ''}
      </p>
      ${
        demo.offer
          ? html`<form method="post" action="/desk/demo/remove">
              <input type="hidden" name="token" value="${ctx.formToken ?? ''}" /><button class="button">
                ${t('demo.remove')}
              </button>
            </form>`
          : ''
      }
    </div>
  </aside>`
}

/** The same demonstration in its other languages, the reader's own first. */
export function otherDemos(ctx: PageContext, here: DemoLang): Html {
  const others = demoLangs.filter(lang => lang !== here).sort((x, y) => Number(y === ctx.lang) - Number(x === ctx.lang))
  return html`<span class="demo-langs"
    >${ctx.t('demo.also')}
    ${others.map(lang => html`<a href="/c/${demoSlugs[lang]}" lang="${lang}" hreflang="${lang}">${langNames[lang]}</a> `)}</span
  >`
}
