// Keeps the dashboard fresh in place: bars and counts with each event, the rest now and then; what would move waits until it is asked for.

import './main.ts'
import { numbersOf } from '../shared/format.ts'
import { piece } from './api.ts'
import { shownTally, type Ballot } from './ballot.ts'
import { fresh, keysOf } from './dashboard/fresh.ts'
import { all, page, setText } from './page.ts'
import { here, join, on } from './store.ts'

/** After the first news, so that not every page asks at once; then not more often than this. */
const SPREAD = 1_000
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
const news = document.querySelector<HTMLElement>('[data-news]')
const button = news?.querySelector('button')
const again = news?.querySelector('a')

/** At the edge of the window, where nothing is pushed away. */
function offer(what: HTMLElement | null | undefined, on = true): void {
  if (!news || !what) return
  what.hidden = !on
  news.hidden = [...news.children].every(child => child.hasAttribute('hidden'))
}
/** Rows keep their places under the reader; to sort them again is offered. */
function reorderable(): void {
  const order = document.querySelector<HTMLElement>('[data-order]')?.dataset['order']
  if (order !== undefined && order !== 'text') offer(again)
}

const root = document.querySelector('parley-consultation')
const shownSeq = (): number => Number(root?.getAttribute('data-seq'))
let timer: ReturnType<typeof setTimeout> | undefined
let last = 0
let drawnSeq = page.seq
/** What waits to be asked for. */
const waiting = new Map<HTMLElement, HTMLElement>()

/** Soon after news, calmly in a rush, not at all while nobody looks. */
function stale(): void {
  if (timer !== undefined || document.visibilityState === 'hidden' || shownSeq() <= drawnSeq) return
  const wait = Math.max((1 + Math.random()) * SPREAD, last + CALM - Date.now())
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
    fresh(block, next)
  } else waiting.set(block, next)
  offer(button, waiting.size > 0)
}

/** All that waits, at once; what is nearest to the reader stays where it was and has the focus. */
button?.addEventListener('click', () => {
  const top = (block: HTMLElement): number => block.getBoundingClientRect().top
  const [nearest] = [...waiting.keys()].sort((a, b) => Math.abs(top(a)) - Math.abs(top(b)))
  const before = nearest ? top(nearest) : 0
  for (const [block, next] of waiting) fresh(block, next)
  waiting.clear()
  offer(button, false)
  if (!nearest) return
  scrollBy({ top: top(nearest) - before, behavior: 'instant' })
  nearest.focus({ preventScroll: true })
})

if (root) new MutationObserver(stale).observe(root, { attributeFilter: ['data-seq'] })
document.addEventListener('visibilitychange', stale)
