// demo.remove: the demonstration with everything in it, and the people made for it; nothing else is touched.

import { takeConsultation } from '../../db/consultations.ts'
import { listBeginning, removePeopleBeginning } from '../../db/demo.ts'
import { removeConsultation, removeRehearsals } from '../../db/removal.ts'
import { DEMO, mayRemoveDemo } from '../../shared/demo.ts'
import { refuseIf } from '../../shared/refusal.ts'
import type { HouseCtx } from '../command.ts'

export async function removeDemo({ trx, actor, gone }: HouseCtx): Promise<{ consultations: number; people: number }> {
  refuseIf(mayRemoveDemo(actor))
  const pattern = `${DEMO}%`
  const found = await listBeginning(trx, { pattern })
  for (const { id } of found) {
    await takeConsultation(trx, { id })
    await removeRehearsals(trx, id, gone)
    await removeConsultation(trx, id)
    gone(id)
  }
  return { consultations: found.length, people: await removePeopleBeginning(trx, { pattern }) }
}
