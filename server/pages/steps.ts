// A guided way as a list of steps: what is done, where one is, what comes; each a link as soon as it can be opened.

import { html, raw } from 'hono/html'
import type { PageContext } from './context.ts'
import { icon, type Html } from './piece.ts'

export interface Step {
  label: string
  /** Null while it cannot be opened yet. */
  href: string | null
  done: boolean
}

export function steps(ctx: PageContext, list: Step[], now: number): Html {
  const { t } = ctx
  return html`<nav class="steps" aria-label="${t('steps.nav')}">
    <ol>
      ${list.map((step, n) => {
        const words = html`<span class="step-mark">${step.done && n !== now ? icon('check') : n + 1}</span
          ><span>${step.label}</span
          ><span class="visually-hidden">${t(n === now ? 'steps.now' : step.done ? 'steps.done' : 'steps.todo')}</span>`
        return html`<li class="${step.done ? 'step-done' : ''}">
          ${
            step.href && n !== now
              ? html`<a class="step" href="${step.href}">${words}</a>`
              : html`<span class="step" ${n === now ? raw('aria-current="step"') : ''}>${words}</span>`
          }
        </li>`
      })}
    </ol>
  </nav>`
}
