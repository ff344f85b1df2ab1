// Which units a person changed: what the history of a draft names.

import * as Y from 'yjs'

/** Units by person. */
export type Touched = Map<string, Set<string>>

export function touchedIn(transaction: Y.Transaction, into: Touched): void {
  const person: unknown = transaction.origin
  if (typeof person !== 'string' || !person) return
  const units = into.get(person) ?? new Set<string>()
  for (const type of transaction.changed.keys()) {
    const unit = unitAbove(type)
    if (unit) units.add(unit)
  }
  if (transaction.changed.size) into.set(person, units)
}

/** The unit of the block at the top that something stands in. */
type Changed = Y.Transaction['changed'] extends Map<infer T, unknown> ? T : never
function unitAbove(type: Changed): string | null {
  let top: unknown = type
  for (let above: Y.Item | null = type._item; above; above = parentOf(above))
    if (above.content instanceof Y.ContentType) top = above.content.type
  const unit: unknown = top instanceof Y.XmlElement ? top.getAttribute('unit') : null
  return typeof unit === 'string' ? unit : null
}
const parentOf = ({ parent }: Y.Item): Y.Item | null => (parent instanceof Y.AbstractType ? parent._item : null)
