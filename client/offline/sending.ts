// The one queue of this person on this device, and how an act goes out.

import { command, rename } from '../api.ts'
import { connected } from '../live.ts'
import { keepOf, own, shelf } from './device.ts'
import { createQueue } from './queue.ts'

const told = new Set<() => void>()
export const onQueue = (changed: () => void): void => void told.add(changed)

export const queue = createQueue({
  shelf,
  place: `${own} queue`,
  async attempt(act) {
    const named = act.rename ? await rename(act.rename) : { ok: {} }
    return 'ok' in named ? command(act.name, { consultation: act.slug, ...act.input }, act.key) : named
  },
  connected,
  answered(act, refused) {
    if (act.name !== 'comment.post') return
    const { paragraphId, replyTo } = act.input
    keepOf(act.slug)[refused ? 'refused' : 'clear'](paragraphId ?? '', replyTo ?? '')
  },
  changed() {
    for (const tell of told) tell()
  },
})
