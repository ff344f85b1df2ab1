// Keeps the dashboard fresh in place: bars and counts with each event, the rest now and then; what would move waits behind a button.

import './main.ts'
import { numbersOf } from '../shared/format.ts'
import { piece } from './api.ts'
import { shownTally, type Ballot } from './ballot.ts'
import { fresh, keysOf } from './dashboard/fresh.ts'
import { all, page, setText } from './page.ts'
import { here, join, on } from './store.ts'

/** After the first news, so that not every page asks at once; then not more often than this. */
const SPREAD = 2_000
const CALM = 20_000

const number = (n: number): string => numbersOf(page.lang).format(n)

/** The rows of the table hear each vote as their bars do. */
for (const row of all('tr[data-unit]')) {
  const item = row.dataset['unit'] ?? ''
  const show = (ballot: Ballot): void => {
    const tally = shownTally(ballot, here().minVotes, page.kind === 'guest')
    let moved = false
    for (const cell of all('[data-of]', row)) {
      const words = number(tally[cell.dataset['of'] as 'agree' | 'disagree' | 'unsure' | 'guests'])
      moved ||= cell.textContent !== words
      setText(cell, words)
    }
    if (moved) reorderable()
  }
  join(item, { show }, {})
}
on('comment.posted', ({ place }) => {
  for (const cell of all(`[data-comments="${CSS.escape(place.id)}"]`)) {
    setText(cell, number(place.comments.all))
    reorderable()
  }
})
/** Rows keep their places under the reader; another order is offered. */
function reorderable(): void {
  const offer = document.querySelector<HTMLElement>('[data-reorder]')
  if (offer) offer.hidden = false
}

const root = document.querySelector('parley-consultation')
const shownSeq = (): number => Number(root?.getAttribute('data-seq'))
let timer: ReturnType<typeof setTimeout> | undefined
let last = 0
let drawnSeq = page.seq
/** What waits behind a block's button. */
const waiting = new Map<HTMLElement, HTMLElement>()

/** Soon after news, calmly in a rush, not at all while nobody looks. */
function stale(): void {
  if (timer !== undefined || document.visibilityState === 'hidden' || shownSeq() <= drawnSeq) return
  const wait = Math.max(Math.random() * SPREAD, last + CALM - Date.now())
  timer = setTimeout(() => void refresh(), wait)
}

async function refresh(): Promise<void> {
  const wanted = shownSeq()
  const answer = await piece(`dashboard?lang=${page.lang}`)
  timer = undefined
  last = Date.now()
  if (!('ok' in answer)) return stale()
  const template = document.createElement('template')
  template.innerHTML = answer.ok
  const seq = Number(template.content.firstElementChild?.getAttribute('data-seq'))
  drawnSeq = Math.max(drawnSeq, seq)
  // Kept from a moment ago: the one that is wanted comes soon.
  if (seq < wanted) last += SPREAD - CALM
  for (const next of all('[data-live]', template.content)) {
    const block = document.querySelector<HTMLElement>(`[data-live="${next.dataset['live']}"]`)
    if (block) settle(block, next)
  }
  stale()
}

/** The same rows are changed in place; others wait, unless their place is not on the screen yet. */
function settle(block: HTMLElement, next: HTMLElement): void {
  const below = block.getBoundingClientRect().top > innerHeight && !block.contains(document.activeElement)
  if (below || keysOf(block) === keysOf(next)) {
    waiting.delete(block)
    return fresh(block, next)
  }
  waiting.set(block, next)
  const news = block.querySelector<HTMLElement>('[data-news]')
  if (news) news.hidden = false
}
document.addEventListener('click', event => {
  const button = (event.target as Element).closest('[data-news] button')
  const block = button?.closest<HTMLElement>('[data-live]')
  const next = block && waiting.get(block)
  if (!next) return
  waiting.delete(block)
  fresh(block, next)
  block.focus({ preventScroll: true })
})

if (root) new MutationObserver(stale).observe(root, { attributeFilter: ['data-seq'] })
document.addEventListener('visibilitychange', stale)
