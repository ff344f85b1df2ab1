// What the forms of a draft do, before it is public and in a revision alike: an act done once, an import waited for a moment.

import { hash } from 'node:crypto'
import { listDraft } from '../../db/drafts.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import type { Actor } from '../../shared/role.ts'
import type { House } from '../house.ts'
import { actOf } from './desk-fields.ts'
import type { Fields } from './form-token.ts'

/** The same button of the same page pressed twice is one act. */
export const onceKey = (seq: string | undefined, what: unknown): string =>
  `draft.${(seq ?? '').slice(0, 12)}.${hash('sha256', JSON.stringify(what), 'base64url').slice(0, 20)}`

/** Does what a button of the preview asks; answers what was done and the unit to look at, as the end of an address. */
export async function actOnDraft(
  { db, commands }: Pick<House, 'db' | 'commands'>,
  fields: Fields,
  consultation: string,
  actor: Actor,
): Promise<string> {
  const act = actOf(fields, consultation, await listDraft(db.read, { consultation }))
  if (!act) throw new Refusal(no('invalid'))
  const { result } = await commands.run(act.name, actor, act.input, onceKey(fields['seq'], [act.name, act.input]))
  const look = (result as { id: string | null }).id
  return `?did=${act.name.slice('draft.'.length)}${look ? `&at=${look}#p-${look}` : ''}`
}

/** Waits for the end of an import, but not for long: what takes longer gets a page of its own. */
export async function waitFor(ended: Promise<void>, patience: number): Promise<void> {
  let clock: NodeJS.Timeout | undefined
  await Promise.race([ended, new Promise<void>(go => (clock = setTimeout(go, patience)))])
  clearTimeout(clock)
}
