// Acts on comments at the desk: commands for one or many at once, the items drawn anew, and what takes each act back.

import { mostAtOnce } from '../../shared/desk.ts'
import { command, type Answer } from '../api.ts'
import { all, setText, t } from '../page.ts'
import { newId } from '../uuid7.ts'
import { withoutNotes } from './notes.ts'
import { toast } from './toast.ts'

export type Act = 'hide' | 'restore' | 'keep'
/** What each is given back: a restored comment the reason it was hidden for. */
interface Item {
  id: string
  reason: string
}
interface Done {
  act: Act
  /** Those it was done to, once that is known. */
  items: Promise<Item[]>
  /** It is being taken back already. */
  taken: boolean
}

/** In the order of the keys, whichever answer comes first. */
const done = new Set<Done>()
/** A page that has not come by then is not waited for. */
const LATEST = 10_000
/** News is gathered for so long before it is drawn. */
const SOON = 250

const itemOf = (id: string): HTMLElement | null => document.getElementById(`q-${id}`)

interface Sent {
  ran: Item[]
  /** No answer came for these. */
  lost: Item[]
  /** Why one was not done. */
  refused: string
}
/** Sends the same command for each. */
async function each(name: string, items: Item[], input: (item: Item) => { id: string }): Promise<Sent> {
  const sent: Sent = { ran: [], lost: [], refused: '' }
  await Promise.all(
    items.map(async item => {
      const answer: Answer<object> = await command(name, input(item), newId())
      if ('ok' in answer) return void sent.ran.push(item)
      if ('offline' in answer) sent.lost.push(item)
      sent.refused = 'no' in answer ? answer.no.message : t('live.failed')
    }),
  )
  return sent
}

export async function perform(act: Act, ids: string[], reason = 'other'): Promise<void> {
  const fit = ids.filter(id => fits(act, itemOf(id)))
  if (!fit.length) return toast(t('queue.cannot'))
  const items = fit.map(id => ({ id, reason: itemOf(id)?.dataset['reason'] || reason }))
  for (const id of fit) mark(id, act)
  // What the key changed is shown first, then it is sent.
  const sent = new Promise(go => setTimeout(go)).then(() =>
    each(`comment.${act}`, items, ({ id }) => (act === 'hide' ? { id, reason } : { id })),
  )
  const mine: Done = { act, items: sent.then(({ ran }) => ran), taken: false }
  done.add(mine)
  const { ran, refused } = await sent
  if (!ran.length) done.delete(mine)
  await refresh(fit)
  for (const item of items) unmark(item.id, act, ran.includes(item))
  if (!ran.length) return toast(refused)
  toast(`${t(`queue.did.${act}`, { n: ran.length })} ${refused}`.trim(), mine.taken ? undefined : () => void undo(mine))
}

/** Takes back the last act, or the one that is named; what did not reach the server can be taken back once more. */
export async function undo(which = [...done].findLast(one => !one.taken)): Promise<void> {
  if (!which || which.taken) return toast(t('queue.noUndo'))
  which.taken = true
  const items = await which.items
  // It came to nothing by itself, and that was said.
  if (!items.length) return
  const back: Record<Act, [string, (item: Item) => { id: string }]> = {
    hide: ['comment.restore', ({ id }) => ({ id })],
    restore: ['comment.hide', item => item],
    keep: ['comment.keep', ({ id }) => ({ id, seen: false })],
  }
  const [name, input] = back[which.act]
  const { ran, lost, refused } = await each(name, items, input)
  which.items = Promise.resolve(lost)
  which.taken = !lost.length
  if (!lost.length) done.delete(which)
  await refresh(items.map(item => item.id))
  toast(`${ran.length ? t('queue.undone') : ''} ${refused}`.trim(), lost.length ? () => void undo(which) : undefined)
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

/** What was shown before it was sent stands only when it was done. */
function unmark(id: string, act: Act, ran: boolean): void {
  const item = itemOf(id)
  if (!item?.hasAttribute('aria-busy')) return
  item.removeAttribute('aria-busy')
  if (ran) return
  if (act === 'keep') delete item.dataset['seen']
  else item.dataset['state'] = act === 'restore' ? 'hidden' : 'published'
}

/** The page as the server draws it now, as a document of its own. */
export async function pageAt(address: string): Promise<Document | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(LATEST) })
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null
  } catch {
    return null
  }
}

/** One after the other: what was asked first can never be drawn over what was asked later, and what fails stops nothing after it. */
let drawing = Promise.resolve()

/** Draws items anew where they stand; the numbers of the filters and of the navigation with them. */
export function refresh(ids: string[]): Promise<void> {
  for (const id of ids) stale.delete(id)
  drawing = drawing.then(() => redraw(ids)).catch(() => toast(t('live.failed')))
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
