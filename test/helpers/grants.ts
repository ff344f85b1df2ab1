// Taking a role away, as the command does it.

import type { Actor } from '../../shared/role.ts'
import { operator, type TestHouse } from './house.ts'

export async function removeGrants(house: TestHouse, actor: Actor): Promise<void> {
  for (const { role } of actor.grants) await house.commands.run('staff.revoke', operator, { person: actor.id, role })
}
