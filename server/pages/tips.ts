// What somebody who reads here for the first time may want to know; shown where scripts run, until it is put away on this device.

import { html } from 'hono/html'
import type { PageContext } from './context.ts'
import { icon, type Html } from './piece.ts'

export const firstTips = ({ t }: PageContext): Html =>
  html`<first-tips hidden
    ><section class="tips" aria-labelledby="tips-title">
      <h2 id="tips-title">${t('tips.title')}</h2>
      <ul>
        <li>${icon('check')}<span>${t('tips.vote')}</span></li>
        <li>${icon('comment')}<span>${t('tips.comment')}</span></li>
        <li>${icon('reply', 'mirror')}<span>${t('tips.comments')}</span></li>
      </ul>
      <button class="button button-primary" type="button">${t('tips.close')}</button>
    </section></first-tips
  >`
