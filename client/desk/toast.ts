// What was done, at the foot of the window, with its way back; said to those who listen.

import { t } from '../page.ts'
import { say } from '../say.ts'

const STAYS = 20_000
let timer: ReturnType<typeof setTimeout> | undefined

export function toast(text: string, undo?: () => void): void {
  clearTimeout(timer)
  const place = document.querySelector('.toast') ?? document.body.appendChild(document.createElement('div'))
  place.className = 'toast'
  const said = document.createElement('span')
  said.textContent = text
  place.replaceChildren(said)
  if (undo) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button'
    button.textContent = t('queue.undo')
    button.addEventListener('click', undo)
    place.append(button)
  }
  say(text)
  timer = setTimeout(untoast, STAYS)
}
export function untoast(): void {
  clearTimeout(timer)
  document.querySelector('.toast')?.remove()
}
