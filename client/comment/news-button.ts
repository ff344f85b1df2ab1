// "Show 3 new comments": what others wrote waits here until it is asked for.

import { t } from '../page.ts'

export class NewsButton extends HTMLElement {
  show(n: number): void {
    this.hidden = n === 0
    if (!n) return this.replaceChildren()
    const button = this.querySelector('button') ?? document.createElement('button')
    button.type = 'button'
    button.className = 'button'
    button.textContent = t('live.new', { n })
    if (!button.parentElement) this.append(button)
  }
}
