// A vote: one person, one item, one value; absolute, so a retry can never undo it.

import { mayTakePart, type Dates } from './consultation.ts'
import { no, type No } from './refusal.ts'
import type { Actor } from './role.ts'

export { values, type Value } from './agreement.ts'

/** What the rules need to know of what is voted on; `shutAt` is set while it is hidden, withdrawn, or an earlier wording. */
export interface ItemFacts {
  shutAt: string | null
}

/** V1: a person's vote is taken while open, on an item of this consultation that stands (G3, G4, G13). Never refused because a vote exists. */
export function mayVote(
  actor: Actor | null,
  c: Dates & { id: string; guests: boolean },
  item: ItemFacts | undefined,
  now: string,
): No {
  const first = mayTakePart(actor, c, now)
  if (first) return first
  if (!item) return no('notFound')
  return item.shutAt ? no('gone') : null
}
