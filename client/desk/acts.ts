// Acts on comments at the desk: commands for one or many at once, the items drawn anew, and what takes each act back.

import { command, type Answer } from '../api.ts'
import { all, drawn, setText, t } from '../page.ts'
import { newId } from '../uuid7.ts'
import { toast } from './toast.ts'

export type Act = 'hide' | 'restore' | 'keep'
interface Done {
  act: Act
  /** What each is given back: a restored comment the reason it was hidden for. */
  items: { id: string; reason: string }[]
}

const done: Done[] = []
/** Changed from this page: their news is old here. */
export const own = new Set<string>()

const itemOf = (id: string): HTMLElement | null => document.getElementById(`q-${id}`)

/** Sends the same command for each; answers the ids that were done. What was refused is said once. */
async function each(name: string, inputs: { id: string }[]): Promise<string[]> {
  let refused = ''
  const ran = await Promise.all(
    inputs.map(async input => {
      own.add(input.id)
      const answer: Answer<object> = await command(name, input, newId())
      if ('ok' in answer) return input.id
      refused = 'no' in answer ? answer.no.message : t('live.failed')
      return null
    }),
  )
  const ids = ran.filter(id => id !== null)
  if (!ids.length && refused) toast(refused)
  return ids
}

export async function perform(act: Act, ids: string[], reason = 'other'): Promise<void> {
  const fit = ids.filter(id => fits(act, itemOf(id)))
  if (!fit.length) return toast(t('queue.cannot'))
  const items = fit.map(id => ({ id, reason: itemOf(id)?.dataset['reason'] || reason }))
  for (const id of fit) mark(id, act)
  const ran = await each(
    `comment.${act}`,
    fit.map(id => (act === 'hide' ? { id, reason } : { id })),
  )
  await refresh(fit)
  if (!ran.length) return
  done.push({ act, items: items.filter(item => ran.includes(item.id)) })
  toast(t(`queue.did.${act}`, { n: ran.length }), undo)
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
  const ran = await each(name, last.items.map(input))
  await refresh(last.items.map(item => item.id))
  if (ran.length) toast(t('queue.undone'))
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

/** Draws items anew where they stand; the numbers of the filters and of the navigation with them. */
export async function refresh(ids: string[]): Promise<void> {
  const shown = ids.filter(itemOf)
  if (!shown.length) return
  const page = await pageAt(`${location.pathname}?ids=${shown.join('.')}`)
  if (!page) return toast(t('live.failed'))
  for (const id of shown) {
    const old = itemOf(id)
    const fresh = page.getElementById(`q-${id}`)
    if (!old || !fresh) continue
    const focused = old.contains(document.activeElement)
    const next = drawn(fresh.outerHTML)
    if (old.hasAttribute('data-current')) next.dataset['current'] = ''
    next.tabIndex = old.tabIndex
    old.replaceWith(next)
    if (focused) next.focus({ preventScroll: true })
  }
  counts(page)
}

export function counts(page: Document): void {
  for (const count of all('[data-count]'))
    setText(count, page.querySelector(`[data-count="${count.dataset['count'] ?? ''}"]`)?.textContent ?? '')
  const nav = page.querySelector('.work-nav ul')
  if (nav && !document.querySelector('.work-nav :focus'))
    document.querySelector('.work-nav ul')?.replaceWith(document.importNode(nav, true))
  const covered = page.querySelector('[data-coverage]')
  if (covered) document.querySelector('[data-coverage]')?.replaceWith(document.importNode(covered, true))
}
