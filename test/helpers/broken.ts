// Commands with one part broken on purpose, for twins of tests that must go red; production code has no switch for this.

import { findConsultation } from '../../db/consultations.ts'
import { newId } from '../../server/clock.ts'
import { createCommands, type Commands, type Handlers } from '../../server/command.ts'
import { handlers } from '../../server/commands/handlers.ts'
import type { House } from '../../server/house.ts'

export function brokenCommands({ db, now, hub }: House, change: (sound: Handlers) => Partial<Handlers>): Commands {
  return createCommands({
    db,
    now,
    newId,
    handlers: { ...handlers, ...change(handlers) },
    committed: hub.committed,
    gone: hub.gone,
    changed: () => {},
    instanceChanged: async () => {},
    idOf: async slug => (await findConsultation(db.read, { slug }))?.id ?? null,
  })
}
