// Acts on comments at the desk: commands for one or many at once, the items drawn anew, and what takes each act back.

import { mostAtOnce } from '../../shared/desk.ts'
import { command, type Answer } from '../api.ts'
import { all, setText, t } from '../page.ts'
import { newId } from '../uuid7.ts'
import { withoutNotes } from './notes.ts'
import { toast } from './toast.ts'

export type Act = 'hide' | 'restore' | 'keep'
interface Done {
  act: Act
  /** What each is given back: a restored comment the reason it was hidden for. */
  items: { id: string; reason: string }[]
}

const done: Done[] = []
/** News is gathered for so long before it is drawn. */
const SOON = 250

const itemOf = (id: string): HTMLElement | null => document.getElementById(`q-${id}`)

/** Sends the same command for each; answers the ids that were done, and why one was refused. */
async function each(name: string, inputs: { id: string }[]): Promise<{ ran: string[]; refused: string }> {
  let refused = ''
  const ran = await Promise.all(
    inputs.map(async input => {
      const answer: Answer<object> = await command(name, input, newId())
      if ('ok' in answer) return input.id
      refused = 'no' in answer ? answer.no.message : t('live.failed')
      return null
    }),
  )
  return { ran: ran.filter(id => id !== null), refused }
}

export async function perform(act: Act, ids: string[], reason = 'other'): Promise<void> {
  const fit = ids.filter(id => fits(act, itemOf(id)))
  if (!fit.length) return toast(t('queue.cannot'))
  const items = fit.map(id => ({ id, reason: itemOf(id)?.dataset['reason'] || reason }))
  for (const id of fit) mark(id, act)
  // What the key changed is shown first, then it is sent.
  await new Promise(go => setTimeout(go))
  const { ran, refused } = await each(
    `comment.${act}`,
    fit.map(id => (act === 'hide' ? { id, reason } : { id })),
  )
  await refresh(fit)
  if (!ran.length) return toast(refused)
  done.push({ act, items: items.filter(item => ran.includes(item.id)) })
  toast(`${t(`queue.did.${act}`, { n: ran.length })} ${refused}`.trim(), undo)
}

export async function undo(): Promise<void> {
  const last = done.pop()
  if (!last) return toast(t('queue.noUndo'))
  const back: Record<Act, [string, (item: { id: string; reason: string }) => { id: string }]> = {
    hide: ['comment.restore', ({ id }) => ({ id })],
    restore: ['comment.hide', item => item],
    keep: ['comment.keep', ({ id }) => ({ id, seen: false })],
  }
  const [name, input] = back[last.act]
  const { ran, refused } = await each(name, last.items.map(input))
  await refresh(last.items.map(item => item.id))
  toast(`${ran.length ? t('queue.undone') : ''} ${refused}`.trim())
}

function fits(act: Act, item: HTMLElement | null): boolean {
  const state = item?.dataset['state']
  if (act === 'restore') return state === 'hidden'
  return state === 'published' && !(act === 'keep' && item?.hasAttribute('data-seen'))
}

/** Seen at once; the server's own drawing follows. */
function mark(id: string, act: Act): void {
  const item = itemOf(id)
  if (!item) return
  item.setAttribute('aria-busy', 'true')
  if (act === 'hide') item.dataset['state'] = 'hidden'
  if (act === 'restore') item.dataset['state'] = 'published'
  if (act === 'keep') item.dataset['seen'] = ''
  item.querySelector('details')?.removeAttribute('open')
}

/** The page as the server draws it now, as a document of its own. */
export async function pageAt(address: string): Promise<Document | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: 'text/html' } })
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null
  } catch {
    return null
  }
}

/** One after the other: what was asked first can never be drawn over what was asked later. */
let drawing = Promise.resolve()

/** Draws items anew where they stand; the numbers of the filters and of the navigation with them. */
export function refresh(ids: string[]): Promise<void> {
  for (const id of ids) stale.delete(id)
  drawing = drawing.then(() => redraw(ids))
  return drawing
}
async function redraw(ids: string[]): Promise<void> {
  const shown = ids.filter(itemOf)
  while (shown.length) {
    const part = shown.splice(0, mostAtOnce)
    const page = await pageAt(`${location.pathname}?ids=${part.join('.')}`)
    if (!page) return toast(t('live.failed'))
    for (const id of part) {
      const old = itemOf(id)
      const fresh = page.getElementById(`q-${id}`)
      if (old && fresh) renew(old, document.importNode(fresh, true))
    }
    counts(page)
  }
}

const stale = new Set<string>()
let soon: ReturnType<typeof setTimeout> | undefined
/** What changed, whoever changed it: many changes at once are one drawing. */
export function refreshSoon(id: string): void {
  stale.add(id)
  soon ??= setTimeout(() => {
    soon = undefined
    void refresh([...stale])
  }, SOON)
}

const boxOf = (item: HTMLElement): HTMLInputElement | null => item.querySelector<HTMLInputElement>(':scope > .check input')
const backIn = (item: HTMLElement): HTMLInputElement | null => item.querySelector<HTMLInputElement>('input[name=back]')
const held = (item: HTMLElement): HTMLElement[] => all('a, button, input, summary', item)

/** The newer drawing takes the place of the older one; what the person did to it (tick, cursor, focus, words begun) goes along, and so does its way back to this list. */
function renew(old: HTMLElement, next: HTMLElement): void {
  const [was, box] = [boxOf(old), boxOf(next)]
  if (was && box) {
    box.toggleAttribute('checked', was.hasAttribute('checked'))
    box.checked = was.checked
  }
  const [back, ours] = [backIn(next), backIn(old)]
  if (back && ours) back.setAttribute('value', ours.value)
  if (old.hasAttribute('data-current')) next.dataset['current'] = ''
  next.tabIndex = old.tabIndex
  const [panel, fold] = [old.querySelector('details'), next.querySelector('details')]
  const [note, words] = [panel?.querySelector('input'), fold?.querySelector('input')]
  if (panel && fold) fold.open = panel.open
  if (note && words) words.value = note.value
  if (!note) withoutNotes(next)
  if (next.isEqualNode(old)) return
  const focused = old.contains(document.activeElement)
  const place = held(old).indexOf(document.activeElement as HTMLElement)
  const same = held(old).length === held(next).length ? held(next)[place] : undefined
  old.replaceWith(next)
  if (focused) (same ?? next).focus({ preventScroll: true })
}

export function counts(page: Document): void {
  for (const count of all('[data-count]'))
    setText(count, page.querySelector(`[data-count="${count.dataset['count'] ?? ''}"]`)?.textContent ?? '')
  const nav = page.querySelector('.work-nav ul')
  if (nav && !document.querySelector('.work-nav :focus'))
    document.querySelector('.work-nav ul')?.replaceChildren(...document.importNode(nav, true).children)
  const covered = page.querySelector('[data-coverage]')
  if (covered) document.querySelector('[data-coverage]')?.replaceWith(document.importNode(covered, true))
}
