// A moment in the consultation's zone; where the reader's clock says something else, that too.

import { wallTime } from '../../shared/when.ts'
import { page, t } from '../page.ts'

export class ReaderTime extends HTMLElement {
  connectedCallback(): void {
    const at = this.querySelector('time')?.dateTime
    const zone = this.dataset['zone']
    if (!at || !zone || !page.words['live.yourTime'] || this.querySelector('.your-time')) return
    const wall = wallTime(page.lang, at)
    if (wall === wallTime(page.lang, at, zone)) return
    const yours = document.createElement('span')
    yours.className = 'your-time'
    yours.textContent = ` – ${t('live.yourTime', { time: wall })}`
    this.append(yours)
  }
}
