// Live, paused or offline; a button stops and restarts live updates.

import { connection, newsWaits, pause } from '../live.ts'
import { t } from '../page.ts'

export class LiveControl extends HTMLElement {
  connectedCallback(): void {
    this.role = 'group'
    this.ariaLabel = t('live.updates')
    const dot = document.createElement('span')
    dot.className = 'live-dot'
    const word = document.createElement('span')
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button button-quiet'
    button.addEventListener('click', () => pause(connection() !== 'paused'))
    this.replaceChildren(dot, word, button)
    this.show()
  }

  show(): void {
    const now = connection()
    const [, word, button] = this.children
    this.dataset['state'] = now
    if (word) word.textContent = t(newsWaits() ? 'live.waiting' : now === 'live' ? 'live.on' : `live.${now}`)
    if (button) button.textContent = t(now === 'paused' ? 'live.resume' : 'live.pause')
  }
}
