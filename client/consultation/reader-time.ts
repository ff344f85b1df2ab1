// A moment in the consultation's zone; where the reader's clock says something else, that too.

import { page, t } from '../page.ts'

export class ReaderTime extends HTMLElement {
  connectedCallback(): void {
    const at = this.querySelector('time')?.dateTime
    const zone = this.dataset['zone']
    if (!at || !zone || this.querySelector('.your-time')) return
    const wall = (timeZone?: string): string =>
      new Intl.DateTimeFormat(page.lang, {
        day: 'numeric',
        month: 'long',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        ...(timeZone && { timeZone }),
      }).format(new Date(at))
    if (wall() === wall(zone)) return
    const yours = document.createElement('span')
    yours.className = 'your-time'
    yours.textContent = ` – ${t('live.yourTime', { time: wall() })}`
    this.append(yours)
  }
}
