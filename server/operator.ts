// Who acts on the command line: the operator of the machine.

import type { Actor } from '../shared/role.ts'

export const operator: Actor = { id: 'operator', name: null, kind: 'operator', grants: [], lang: 'en' }
