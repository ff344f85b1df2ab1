// Begins what works without a connection: the copy of this draft, the queue of an earlier page, and forgetting on signing out.

import { page } from '../page.ts'
import { resumeVote } from '../vote/voting.ts'
import { forgetAll, keptAt } from './device.ts'
import { onQueue, queue } from './sending.ts'
import { placeBar, showBar, unsent } from './waiting-bar.ts'

/** After the first view: the copy must not compete with what is being read. */
const LATER = 4_000

export function startOffline(): void {
  placeBar()
  onQueue(showBar)
  queue.resume(act => (act.slug === page.slug && act.name === 'vote.cast' ? resumeVote(act) : undefined))
  document.querySelector('form[action="/sign-out"]')?.addEventListener('submit', leave)
  if (!keptAt && 'serviceWorker' in navigator) addEventListener('load', () => setTimeout(() => void keepCopy(), LATER))
}

async function keepCopy(): Promise<void> {
  await navigator.serviceWorker.register('/worker.js')
  const { active } = await navigator.serviceWorker.ready
  active?.postMessage({ keep: location.pathname + location.search, lang: page.lang })
}

/** What was not sent is lost with the session: that is said first. */
function leave(event: Event): void {
  const sentence = unsent()
  if (sentence && !confirm(sentence)) return event.preventDefault()
  forgetAll()
  navigator.serviceWorker?.controller?.postMessage({ forget: true })
}
