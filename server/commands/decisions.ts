// What drafters said about units of a revision, as it is kept: a class only where it is another than proposed, and only as long as the text is the one it was said of.

import { hash } from 'node:crypto'
import { getComment } from '../../db/comments.ts'
import { asKey, type DraftUnit } from '../../shared/draft.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import { isDecidable, type Change, type Decision, type Decisions } from '../../shared/revision.ts'
import type { Ctx, In } from '../command.ts'
import { nameOf } from '../revisions.ts'
import type { Making } from './revision.ts'

/** As stored: `about` names the two texts a class was decided about. */
export type Kept = Record<string, Decision & { about?: string }>
type Said = In<'revision.decide'>['decisions']

export const aboutOf = (was: DraftUnit | undefined, is: DraftUnit | undefined): string =>
  hash('sha256', JSON.stringify([was && asKey(was), is && asKey(is)]), 'base64url').slice(0, 22)

/** Names all that a page of changes is drawn from: the text readers see and the next one, in their orders. */
export const seenOf = ({ current, next }: Pick<Making, 'current' | 'next'>): string =>
  hash('sha256', JSON.stringify([current, next].map(units => units.map(u => [u.id, asKey(u)]))), 'base64url').slice(0, 22)

/** What stands of it: a class is forgotten when its text is another one; what was written as the reason stays, to be looked at. */
export function standing(kept: Kept, about: Making['about']): Decisions {
  return Object.fromEntries(
    Object.entries(kept).map(([id, { about: of, class: said, reason, because }]): [string, Decision] => [
      id,
      { ...(of === about(id) && { class: said }), reason, because },
    ]),
  )
}

export function toKeep(decisions: Decisions, changes: readonly Change[], about: Making['about']): Kept {
  const kept: Kept = {}
  for (const change of changes) {
    const said = decisions[change.id]
    const other = isDecidable(change) && said?.class !== change.class ? said?.class : undefined
    const reason = said?.reason?.trim()
    const because = said?.because ?? []
    if (other || reason || because.length)
      kept[change.id] = {
        ...(other && { class: other, about: about(change.id) }),
        ...(reason && { reason }),
        ...(because.length && { because }),
      }
  }
  return kept
}

/** What was said about units so far, with what is said now. */
export function merged(decisions: Decisions, more: Said): Decisions {
  const all: Decisions = { ...decisions }
  for (const { id, class: of, reason, because } of more ?? [])
    all[id] = { ...all[id], ...(of && { class: of }), ...(reason !== undefined && { reason }), ...(because && { because }) }
  return all
}

/** The same, where what is said now is about the texts that stand, and names comments of this consultation. */
export async function heard({ trx, consultation: c }: Ctx, making: Making, said: Said): Promise<Decisions> {
  for (const { id, class: of, about } of said ?? []) {
    if (!of || about === undefined || about === making.about(id)) continue
    const unit = [...making.next, ...making.current].find(u => u.id === id)
    throw new Refusal(
      no('conflict', 'revisionText', { name: unit ? nameOf({ number: making.numbers.get(id) ?? null, text: unit.text }) : '–' }),
    )
  }
  for (const id of new Set((said ?? []).flatMap(d => d.because ?? [])))
    if (!(await getComment(trx, { id, consultation: c.id }))) throw new Refusal(no('invalid', 'revisionComment', { comment: id }))
  return merged(making.decisions, said)
}
