// One comment: drawn anew when it changed, while replies, a reply being typed and the focus stay where they are.

import { piece } from '../api.ts'
import { all, drawn } from '../page.ts'
import type { CommentForm } from './comment-form.ts'

/** Asked at slightly different moments, so that a thousand readers do not ask at once. */
const SPREAD = 600

/** Draws anew every card that shows the comment: its own, and those that quote it. */
export function redraw(id: string): void {
  const quoting = all(`.quoted a[href$="#c-${CSS.escape(id)}"]`).map(link => link.closest('comment-card')?.id.slice(2))
  const cards = new Set([id, ...quoting.filter(x => x !== undefined)].filter(x => document.getElementById(`c-${x}`)))
  if (cards.size) setTimeout(() => cards.forEach(card => void redrawOne(card)), Math.random() * SPREAD)
}

export async function redrawOne(id: string): Promise<void> {
  const answer = await piece(`comment/${id}`)
  const old = document.getElementById(`c-${id}`)?.querySelector(':scope > article')
  const fresh = 'ok' in answer ? drawn(answer.ok).querySelector(':scope > article') : null
  if (!old || !fresh) return
  const open = all('details[open]', old).map(details => details.className)
  const typing = old.querySelector<CommentForm>('comment-form')
  const focused = document.activeElement
  const keeps = typing?.text || typing?.contains(focused)
  old.replaceWith(fresh)
  for (const details of all('details', fresh)) if (open.includes(details.className)) details.setAttribute('open', '')
  if (!typing || !keeps) return
  const place = fresh.querySelector('comment-form')
  if (place) place.replaceWith(typing)
  else {
    fresh.append(typing)
    typing.close()
  }
  if (focused instanceof HTMLElement && typing.contains(focused)) focused.focus({ preventScroll: true })
}

/** Once somebody voted on or replied to a comment its author can no longer edit it. */
export function settle(id: string): void {
  const edit = document.querySelector(`#c-${CSS.escape(id)} > article .act-edit`)
  if (edit && !edit.contains(document.activeElement)) edit.remove()
}
