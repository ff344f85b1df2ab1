// A revision on an open page: told at the edge of the window, shown when the reader asks for it, without moving what is under their eyes.

import type { EventData } from '../../shared/events.ts'
import { outOfOrder } from '../../shared/revision.ts'
import { wholePage } from '../api.ts'
import type { CommentForm } from '../comment/comment-form.ts'
import { all, page, t } from '../page.ts'
import { say } from '../say.ts'
import { here } from '../store.ts'
import { offer, offerReload } from './change.ts'

/** A kept page may be a second old. */
const LAG = 1_100
/** Places that have the comments of merged ones since the page was drawn. */
const heirs = new Set<string>()

const root = (): HTMLElement | null => document.querySelector('parley-consultation')

export function revisionPublished({ revision, moved }: EventData['revision.published']): void {
  for (const place of Object.values(moved)) heirs.add(place)
  offerRevision(revision)
}

export function offerRevision(revision: number): void {
  if (revision <= Number(root()?.dataset['revision'] ?? revision)) return
  offer(t('live.revision', { n: revision }), 'live.revisionShow', () => void show())
}

async function show(): Promise<void> {
  const wanted = here().seq
  let path = location.pathname + location.search
  let fresh: Document | null = null
  for (let n = 0; n < 4 && Number(fresh?.querySelector<HTMLElement>('parley-consultation')?.dataset['seq'] ?? -1) < wanted; n++) {
    if (fresh && !fresh.querySelector('.wordings')) await new Promise(go => setTimeout(go, LAG))
    const answer = await wholePage(path)
    if (!('ok' in answer)) return say('no' in answer ? answer.no.message : t('live.failed'))
    fresh = new DOMParser().parseFromString(answer.ok, 'text/html')
    // The unit this address names stands no longer: then the part of the draft it stood in.
    if (fresh.querySelector('.wordings')) path = `/c/${page.slug}?section=${root()?.dataset['section'] ?? 0}`
  }
  const [draft, next] = [document.querySelector('.draft'), fresh?.querySelector('.draft')]
  const revision = fresh?.querySelector<HTMLElement>('parley-consultation')?.dataset['revision']
  if (!fresh || !draft || !next || !revision) return offerReload(t('live.old'))
  document.querySelector('.reload')?.remove()
  calmly(() => {
    lay(draft, document.adoptNode(next), Number(revision))
    for (const part of ['.map', '.opening']) {
      const piece = fresh.querySelector(part)
      if (piece) document.querySelector(part)?.replaceWith(document.adoptNode(piece))
    }
    const consultation = root()
    if (consultation) consultation.dataset['revision'] = revision
  })
  heirs.clear()
  say(t('live.revisionShown', { n: Number(revision) }))
}

/** What the reader looks at keeps its place in the window, and the focus stays where it was. */
function calmly(change: () => void): void {
  const focus = document.activeElement
  const held = focus?.closest('draft-unit') ?? inSight()
  const place = held?.getBoundingClientRect().top ?? 0
  const inside = focus instanceof HTMLTextAreaElement ? ([focus.selectionStart, focus.selectionEnd] as const) : null
  change()
  const stands = held?.isConnected ? held : document.getElementById(held?.id ?? '')
  if (stands) scrollBy({ top: stands.getBoundingClientRect().top - place, behavior: 'instant' })
  if (!(focus instanceof HTMLElement) || focus === document.activeElement || focus === document.body) return
  const again = focus.isConnected ? focus : stands?.querySelector<HTMLElement>('a, button')
  again?.focus({ preventScroll: true })
  if (inside && again instanceof HTMLTextAreaElement) again.setSelectionRange(...inside)
}

const inSight = (): Element | undefined => all('draft-unit').find(unit => unit.getBoundingClientRect().bottom > 0)

/** Units in their new order: what is the same stays untouched, what differs is drawn anew around an open thread; as few as can be move. */
function lay(draft: Element, next: Element, revision: number): void {
  const wanted = [...next.children].map(fresh => {
    const known = fresh.id ? document.getElementById(fresh.id) : draft.querySelector(`:scope > .${CSS.escape(fresh.className)}`)
    if (known?.parentElement !== draft) return fresh
    if (fresh.localName === 'draft-unit') redraw(known as HTMLElement, fresh as HTMLElement)
    return known
  })
  const stays = new Set(wanted)
  const before = [...draft.children].filter(old => stays.has(old))
  for (const old of all(':scope > *', draft)) if (!stays.has(old)) leave(old, revision)
  const key = (element: Element): string => String(before.indexOf(element))
  const moves = outOfOrder(before.map(key), wanted.filter(element => before.includes(element)).map(key))
  let last: Element | null = null
  for (const element of wanted) {
    if (element.parentElement !== draft || moves.has(key(element))) {
      if (last) last.after(element)
      else draft.prepend(element)
    }
    last = element
  }
}

const typed = (within: Element): boolean =>
  all('textarea', within).some(area => (area as HTMLTextAreaElement).value.trim() !== '')
const told = (unit: Element): string =>
  ['data-item', 'data-number'].map(name => unit.getAttribute(name)).join(' ') +
  all(':scope > .unit-stay > :is(.unit-text, .unit-look), :scope .unit-since, :scope > .heading-line > :first-child', unit)
    .map(part => part.innerHTML)
    .join(' ')

function redraw(unit: HTMLElement, fresh: HTMLElement): void {
  const thread = unit.querySelector(':scope > comment-thread')
  const freshThread = fresh.querySelector(':scope > comment-thread')
  const place = unit.dataset['place'] ?? ''
  if (thread && freshThread && heirs.has(place) && !typed(unit)) thread.replaceWith(freshThread)
  if (told(unit) === told(fresh)) return
  freshThread?.remove()
  fresh.querySelector('.thread-form')?.remove()
  const open = unit.querySelector(':scope > comment-thread')
  const form = unit.querySelector('.thread-form')
  for (const part of all(':scope > *', unit)) if (part !== open) part.remove()
  for (const part of all(':scope > *', fresh)) unit.insertBefore(part, open)
  const stay = unit.querySelector(':scope > .unit-stay')
  if (form && stay) stay.append(form)
  else if (form) unit.insertBefore(form, open)
  for (const name of ['data-item', 'data-number']) {
    const value = fresh.getAttribute(name)
    if (value !== null) unit.setAttribute(name, value)
  }
  unit.className = open ? unit.className : fresh.className
}

/** A removed unit leaves, unless something was typed under it: then it stays to be copied. */
function leave(unit: HTMLElement, revision: number): void {
  if (!typed(unit)) return unit.remove()
  for (const form of all('comment-form', unit) as CommentForm[]) form.close()
  unit.querySelectorAll('.pulse, .unit-look').forEach(part => part.remove())
  const p = document.createElement('p')
  p.className = 'notice unit-look'
  p.textContent = t('live.removed', { n: revision })
  unit.querySelector('.unit-text')?.before(p)
}
