// Single keys that act on a list: never while somebody types, never with a modifier, and switched off for good by who wishes.

import { all } from '../page.ts'

const OFF = 'parley keys off'
type Act = (event: KeyboardEvent) => void

const dialog = (): HTMLDialogElement | null => document.querySelector<HTMLDialogElement>('#keys')
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'))

/** Storage may be forbidden: then the choice holds for this page alone. */
let off = false
function remembered(): boolean {
  try {
    return localStorage.getItem(OFF) !== null
  } catch {
    return off
  }
}
function remember(value: boolean): void {
  off = value
  try {
    if (value) localStorage.setItem(OFF, 'yes')
    else localStorage.removeItem(OFF)
  } catch {
    off = value
  }
}

export function listenForKeys(acts: Record<string, Act>): void {
  off = remembered()
  const help = (): void => dialog()?.showModal()
  const known: Record<string, Act> = {
    '/': () => document.querySelector<HTMLElement>('input[type=search]')?.focus(),
    '?': help,
    ...acts,
  }
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || dialog()?.open) return
    if (event.key === 'Escape' && typing(event.target)) return (event.target as HTMLElement).blur()
    if (off || typing(event.target)) return
    const act = known[event.key]
    if (!act) return
    event.preventDefault()
    act(event)
  })
  for (const button of all('[data-keys]')) {
    button.hidden = false
    button.addEventListener('click', help)
  }
  const box = document.querySelector<HTMLInputElement>('[data-keys-on]')
  if (!box) return
  box.checked = !off
  box.addEventListener('change', () => remember(!box.checked))
}
