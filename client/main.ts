// Wakes what the server drew on readers' pages, and lets the news in.

import { viewNow } from './api.ts'
import { redraw, settle } from './comment/comment-card.ts'
import { listenToActs } from './comment/comment-acts.ts'
import { CommentCount } from './comment/comment-count.ts'
import { CommentForm } from './comment/comment-form.ts'
import { CommentThread } from './comment/comment-thread.ts'
import { NewsButton } from './comment/news-button.ts'
import { consultationChanged, offerReload, paragraphCorrected, stand } from './consultation/change.ts'
import { DeadlineCard, stale } from './consultation/deadline-card.ts'
import { revisionPublished, offerRevision } from './consultation/revision.ts'
import { DraftMap, maps } from './consultation/draft-map.ts'
import { DraftUnit } from './consultation/draft-unit.ts'
import { FirstTips } from './consultation/first-tips.ts'
import { LiveControl } from './consultation/live-control.ts'
import { ReaderTime } from './consultation/reader-time.ts'
import { own } from './comment/posting.ts'
import { startOffline } from './offline/start.ts'
import { showBar } from './offline/waiting-bar.ts'
import { shutWhenLeft } from './language-menu.ts'
import { start } from './live.ts'
import { all, page, t } from './page.ts'
import { heard, unheard } from './say.ts'
import { ballot } from './ballot.ts'
import { on, restart, setBallot } from './store.ts'
import { AgreementBar } from './vote/agreement-bar.ts'
import { VoteButtons } from './vote/vote-buttons.ts'

const placed = <T extends HTMLElement>(tag: string, place: string): T[] => all(`${tag}[data-place="${CSS.escape(place)}"]`) as T[]

function countAt(place: string, n: number): void {
  for (const count of placed<CommentCount>('comment-count', place)) count.set(n)
  for (const map of maps()) map.counted(place, n)
}

on('agreement', ({ item, agreement }) => {
  heard({ place: item })
  stale()
  if (agreement.n + agreement.unsure) settle(item)
})
on('vote.mine', ({ item }) => unheard(item))
on('comment.posted', data => {
  if (!own.has(data.comment.id)) heard({ comment: true, place: data.place.id })
  stale()
  countAt(data.place.id, data.place.comments.all)
  for (const thread of placed<CommentThread>('comment-thread', data.place.id)) thread.posted(data)
  if (data.parent) settle(data.parent.id)
})
on('comment.changed', ({ comment }) => redraw(comment.id))
on('consultation.changed', consultationChanged)
on('paragraph.corrected', paragraphCorrected)
on('revision.published', revisionPublished)

/** The range was too long to be told: the numbers come from the view, the cards on the page are drawn anew. */
async function reset(): Promise<void> {
  const answer = await viewNow()
  if (!('ok' in answer)) return
  const view = answer.ok
  restart(view.seq)
  for (const p of view.paragraphs) {
    setBallot(p.wordingId, b => ({ ...b, ...ballot(view.seq, p.agreement, view.me?.votes[p.wordingId] ?? null) }))
    countAt(p.id, p.comments.all)
  }
  countAt(view.whole.id, view.whole.comments)
  stand(view.consultation)
  offerRevision(view.consultation.revision)
  for (const card of all('comment-card')) redraw(card.dataset['id'] ?? '')
}

const why: Record<number, string> = { 4401: 'live.signedOut', 4403: 'live.rights', 4410: 'live.gone', 4426: 'live.old' }

customElements.define('agreement-bar', AgreementBar)
customElements.define('vote-buttons', VoteButtons)
customElements.define('news-button', NewsButton)
customElements.define('comment-form', CommentForm)
customElements.define('comment-thread', CommentThread)
customElements.define('comment-count', CommentCount)
customElements.define('reader-time', ReaderTime)
customElements.define('deadline-card', DeadlineCard)
customElements.define('live-control', LiveControl)
customElements.define('draft-unit', DraftUnit)
customElements.define('draft-map', DraftMap)
customElements.define('first-tips', FirstTips)
listenToActs()

shutWhenLeft(document.querySelector('details.langs'))
if (page.slug) {
  startOffline()
  start({
    changed: () => {
      document.querySelector<LiveControl>('live-control')?.show()
      showBar()
    },
    reset,
    bye: code => offerReload(t(why[code] ?? 'live.old')),
  })
}

// A page that comes back from the browser's memory may be another person's by now.
addEventListener('pageshow', event => {
  if (event.persisted) location.reload()
})
