// The keys of the desk, as a dialog that "?" opens; they can be switched off, for those whose keyboard or voice sends letters by itself.

import { html } from 'hono/html'
import type { PageContext } from './context.ts'
import type { Html } from './piece.ts'

const moving = ['j', 'k', 'x', 'o', '/', '?'] as const
const moderating = ['h', 'r', 'e'] as const

export function keysDialog(ctx: PageContext, moderates: boolean): Html {
  const { t } = ctx
  const keys = [...moving.slice(0, 3), ...(moderates ? moderating : []), 'a', 'z', ...moving.slice(3)]
  return html`<dialog class="keys" id="keys" aria-labelledby="keys-title">
    <h2 id="keys-title">${t('queue.keys')}</h2>
    <dl>
      ${keys.map(
        key =>
          html`<div>
            <dt><kbd>${key}</kbd></dt>
            <dd>${t(`work.key.${names[key] ?? key}`)}</dd>
          </div>`,
      )}
    </dl>
    <label class="check"><input type="checkbox" data-keys-on checked /><span>${t('work.keysOn')}</span></label>
    <form method="dialog"><button class="button">${t('work.close')}</button></form>
  </dialog>`
}

const names: Record<string, string> = { '/': 'search', '?': 'help' }
