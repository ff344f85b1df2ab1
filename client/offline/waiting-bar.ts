// The bar at the edge of the window that says what is not sent yet, what was not taken and why, and that this page is a copy.

import { localeOf } from '../../shared/format.ts'
import { connection } from '../live.ts'
import { button, page, setText, t } from '../page.ts'
import { keptAt } from './device.ts'
import type { Act } from './queue.ts'
import { queue } from './sending.ts'

const bar = document.createElement('section')
const copy = document.createElement('p')
const waiting = document.createElement('p')
const refused = document.createElement('ul')

export function placeBar(): void {
  bar.className = 'waiting-bar notice'
  bar.setAttribute('aria-label', t('offline.bar'))
  waiting.setAttribute('role', 'status')
  refused.className = 'waiting-refused'
  bar.append(copy, waiting, refused)
  document.querySelector('main')?.append(bar)
}

export function showBar(): void {
  const acts = queue.all()
  const waits = acts.filter(act => act.waits && !act.refused)
  const noes = acts.filter(act => act.refused)
  tellCopy()
  setText(waiting, waits.length ? t('offline.waiting', counted(waits)) : '')
  refused.replaceChildren(...noes.map(lineOf))
  bar.hidden = !keptAt && !waits.length && !noes.length
}

const counted = (acts: Act[]): { what: string; comments: number; votes: number } => {
  const votes = acts.filter(act => act.name === 'vote.cast').length
  const comments = acts.length - votes
  return { what: votes && comments ? 'both' : votes ? 'votes' : 'comments', comments, votes }
}
/** Asked before signing out, which removes them. */
export const unsent = (): string => {
  const acts = queue.all()
  return acts.length ? t('offline.signOut', counted(acts)) : ''
}

function tellCopy(): void {
  if (!keptAt) return
  const when = new Intl.DateTimeFormat(localeOf(page.lang), { dateStyle: 'long', timeStyle: 'short' }).format(new Date(keptAt))
  const back = connection() === 'live'
  setText(copy, t(back ? 'offline.back' : 'offline.copy', { when }))
  if (back)
    copy.append(
      ' ',
      button('live.reload', () => location.reload()),
    )
}

/** One act that was not taken: why, and of a comment its words, which stay until they are put away. */
function lineOf(act: Act): HTMLElement {
  const line = document.createElement('li')
  const why = document.createElement('p')
  why.textContent = t('offline.refused', { what: act.name === 'vote.cast' ? 'vote' : 'comment', why: act.refused ?? '' })
  line.append(why)
  if (act.input['text']) {
    const words = document.createElement('blockquote')
    words.dir = 'auto'
    words.textContent = act.input['text']
    line.append(words)
  }
  line.append(button('offline.dismiss', () => queue.dismiss(act.key)))
  return line
}
