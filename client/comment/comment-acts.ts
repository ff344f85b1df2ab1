// What may be done with a comment beside voting and replying, in place: change, withdraw, report, hide, show again, copy its link.

import { command } from '../api.ts'
import { connected } from '../live.ts'
import { page, t } from '../page.ts'
import { say } from '../say.ts'
import { newId } from '../uuid7.ts'
import { redrawOne } from './comment-card.ts'

const done: Record<string, string> = {
  edit: 'acts.edited',
  withdraw: 'acts.withdrawn',
  report: 'acts.reported',
  hide: 'acts.hidden',
  restore: 'acts.restored',
}
const path = /\/comments\/([^/]+)\/(\w+)$/
const busy = new WeakSet<HTMLFormElement>()

/** Listens to the plain forms and links of all cards; without a session they stay plain. */
export function listenToActs(): void {
  if (!page.token) return
  document.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement
    const [, id, act = ''] = form.closest('comment-card') ? (path.exec(new URL(form.action).pathname) ?? []) : []
    if (!id || !(act in done)) return
    event.preventDefault()
    if (!busy.has(form)) void send(form, id, act)
  })
  document.addEventListener('click', event => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.act-link')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return
    event.preventDefault()
    void copy(link)
  })
}

async function send(form: HTMLFormElement, id: string, act: string): Promise<void> {
  busy.add(form)
  refuse(form, '')
  const { token: _, ...fields } = Object.fromEntries(new FormData(form)) as Record<string, string>
  const key = newId()
  for (;;) {
    const answer = await command(`comment.${act}`, { id, ...fields }, key)
    if ('ok' in answer) break
    refuse(form, 'no' in answer ? answer.no.message : t('live.notSent'))
    if ('no' in answer) return void busy.delete(form)
    await connected()
  }
  busy.delete(form)
  const card = form.closest<HTMLElement>('comment-card')
  form.closest('details.more-acts')?.removeAttribute('open')
  if (act === 'report') form.replaceWith(sentence('hint', t('acts.reported')))
  else await redrawOne(id)
  say(t(done[act] ?? ''))
  if (!card) return
  card.tabIndex = -1
  card.focus({ preventScroll: true })
}

async function copy(link: HTMLAnchorElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(link.href)
  } catch {
    return location.assign(link.href)
  }
  link.closest('details.more-acts')?.removeAttribute('open')
  say(t('acts.copied'))
}

function refuse(form: HTMLFormElement, words: string): void {
  form.querySelector(':scope > .error')?.remove()
  if (!words) return
  const p = sentence('error', words)
  p.setAttribute('role', 'alert')
  form.prepend(p)
}

function sentence(className: string, words: string): HTMLElement {
  const p = document.createElement('p')
  p.className = className
  p.textContent = words
  return p
}
