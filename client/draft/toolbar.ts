// The toolbar: one stop for the Tab key, arrows move inside; each button says its name, its key and whether it is on.

import type { EditorView } from 'prosemirror-view'
import { t } from '../page.ts'
import { inTable, type Act } from './commands.ts'

const groups: Act['group'][] = ['history', 'block', 'mark', 'list', 'insert', 'table']
const mac = /Mac|iP(hone|ad|od)/.test(navigator.platform)

export const keyName = (key: string): string =>
  key
    .split('-')
    .map(part =>
      part === 'Mod'
        ? mac
          ? '⌘'
          : t('room.key.ctrl')
        : part === 'Alt'
          ? mac
            ? '⌥'
            : 'Alt'
          : part === 'Shift'
            ? t('room.key.shift')
            : part.length === 1
              ? part.toUpperCase()
              : part,
    )
    .join(mac ? ' ' : '+')

export function drawToolbar(host: HTMLElement, acts: readonly Act[], view: EditorView): { update: () => void } {
  const buttons = new Map<HTMLButtonElement, Act>()
  const boxes = groups.map(group => {
    const box = document.createElement('div')
    box.className = 'room-tools'
    box.role = 'group'
    box.ariaLabel = t(`room.group.${group}`)
    for (const act of acts.filter(a => a.group === group)) {
      const button = document.createElement('button')
      const words = t(`room.act.${act.name}`)
      button.type = 'button'
      button.className = 'room-tool'
      // A sign is a picture: drawn by the style, so that the button's words are its name alone.
      if (act.sign) button.dataset['sign'] = act.sign
      else button.textContent = words
      button.ariaLabel = words
      button.title = act.key ? `${words} (${keyName(act.key)})` : words
      button.tabIndex = -1
      button.addEventListener('mousedown', event => event.preventDefault())
      button.addEventListener('click', () => {
        act.run(view.state, tr => view.dispatch(tr), view)
        if (!document.querySelector('dialog[open]') && document.activeElement !== button) view.focus()
      })
      buttons.set(button, act)
      box.append(button)
    }
    return { group, box }
  })
  host.append(...boxes.map(b => b.box))
  const reachable = (): HTMLButtonElement[] => [...buttons.keys()].filter(b => b.closest('[hidden]') === null)
  const enter = (button: HTMLButtonElement | undefined): void => {
    for (const b of buttons.keys()) b.tabIndex = b === button ? 0 : -1
  }
  host.addEventListener('keydown', event => {
    const all = reachable()
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    if (at < 0) return
    const forward = getComputedStyle(host).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight'
    const to =
      event.key === forward
        ? at + 1
        : event.key === back
          ? at - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? all.length - 1
              : null
    if (event.key === 'Escape') view.focus()
    if (to === null) return
    event.preventDefault()
    const next = all[(to + all.length) % all.length]
    enter(next)
    next?.focus()
  })
  host.addEventListener('focusin', event => enter(event.target as HTMLButtonElement))
  enter(reachable()[0])
  return {
    update() {
      const { state } = view
      const table = inTable(state)
      for (const { group, box } of boxes) if (group === 'table') box.hidden = !table
      for (const [button, act] of buttons) {
        if (act.isOn) button.ariaPressed = String(act.isOn(state))
        button.ariaDisabled = String(!view.editable || !act.run(state))
      }
    },
  }
}
