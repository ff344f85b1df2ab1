// Other people's cursors, with the names and colours the server gave them: classes instead of styles, because no inline style may run.

import { yCursorPlugin } from 'y-prosemirror'
import type { Plugin } from 'prosemirror-state'
import type { WebsocketProvider } from 'y-websocket'
import { COLOURS } from '../../shared/room.ts'
import { t } from '../page.ts'

interface User {
  id?: string
  name?: string
  colour?: number
}
const colourOf = (user: User): number => Math.abs(Math.trunc(Number(user.colour ?? 0))) % COLOURS
const nameOf = (user: User): string => user.name || t('room.somebody')

export const cursors = (provider: WebsocketProvider): Plugin =>
  yCursorPlugin(provider.awareness, {
    cursorBuilder(user: User) {
      const cursor = document.createElement('span')
      cursor.className = `room-cursor room-colour-${colourOf(user)}`
      const name = document.createElement('span')
      name.className = 'room-cursor-name'
      name.textContent = nameOf(user)
      name.ariaHidden = 'true'
      cursor.append('\u2060', name, '\u2060')
      return cursor
    },
    selectionBuilder: (user: User) => ({ class: `room-selection room-colour-${colourOf(user)}` }),
  })

/** Who is here, each person once. */
export function drawPeople(host: HTMLElement, provider: WebsocketProvider): void {
  const people = new Map<string, User>()
  for (const [, state] of provider.awareness.getStates()) {
    const user = state['user'] as User | undefined
    if (user?.id) people.set(user.id, user)
  }
  host.replaceChildren(
    ...[...people.values()].map(user => {
      const item = document.createElement('li')
      item.className = `room-person room-colour-${colourOf(user)}`
      item.textContent = nameOf(user)
      item.dir = 'auto'
      return item
    }),
  )
}
