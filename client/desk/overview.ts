// On the overview, what is new since it was drawn waits behind a button.

import { setText, t } from '../page.ts'
import { on } from '../store.ts'

export function newsOfOverview(): void {
  const place = document.querySelector<HTMLElement>('.work-main > section > [data-news]')
  if (!place) return
  let n = 0
  on('comment.posted', () => {
    const button = place.querySelector('button') ?? place.appendChild(document.createElement('button'))
    button.type = 'button'
    button.className = 'button'
    setText(button, t('queue.new', { n: ++n }))
    button.onclick = () => location.reload()
    place.hidden = false
  })
}
