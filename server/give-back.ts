// What starting took is given back: V8 keeps the room it grew into while modules were loaded (about 50 MB) until it is asked for it.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** By then what starting itself began has ended; it costs some 0.1 s, before anybody is likely to be there. */
const AFTER = 1_000

/** V8 has no other door to it than its own collector, last resort: the young generation shrinks to what it began with. */
function collect(): void {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  setFlagsFromString('--no-expose-gc')
}

/** Once, soon after the start; nothing waits for it. */
export const giveBackSoon = (): void => void setTimeout(collect, AFTER).unref()
