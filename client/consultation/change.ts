// Changes of the consultation as a whole on an open page: deadline, closing, description, a corrected wording.

import { kickerOf } from '../../shared/consultation.ts'
import type { EventData } from '../../shared/events.ts'
import { nobodyInWords } from '../../shared/pulse.ts'
import { insideHeading } from '../../shared/section.ts'
import { zoneOf, type ConsultationView } from '../../shared/view.ts'
import { shortTime, zonePlace } from '../../shared/when.ts'
import { wideAttributes } from '../../shared/wide.ts'
import { wholePage } from '../api.ts'
import type { CommentCount } from '../comment/comment-count.ts'
import type { CommentForm } from '../comment/comment-form.ts'
import { all, button, isOpen, page, setText, t } from '../page.ts'
import { say } from '../say.ts'
import { newDeadline } from './deadline-card.ts'
import { here, setMinVotes, showAll } from '../store.ts'

/** A change reaches every open page at once; they ask for the new pieces one after the other. */
const SPREAD = 2_000
const root = (): HTMLElement | null => document.querySelector('parley-consultation')

export function consultationChanged({ what, consultation }: EventData['consultation.changed']): void {
  stand(consultation)
  if (what === 'described') setTimeout(() => void redescribe(), Math.random() * SPREAD)
  else setTimeout(() => void newDeadline(), Math.random() * SPREAD)
  if (what === 'extended') say(t('live.deadline'))
}

/** The page stands as the consultation does: numbers by its minimum, closed when it is. */
export function stand(consultation: ConsultationView): void {
  if (consultation.minVotes !== here().minVotes) {
    setMinVotes(consultation.minVotes)
    showAll()
  }
  const shown = root()
  const zone = zoneOf(consultation)
  if (shown?.dataset['zone'] && shown.dataset['zone'] !== zone) moveTimes(shown, zone)
  const before = shown?.dataset['state']
  if (!shown || before === consultation.state) return
  shown.dataset['state'] = consultation.state
  showAll()
  for (const count of all('comment-count') as CommentCount[]) count.show()
  for (const words of all('[data-empty]')) setText(words, nobodyInWords(t, isOpen()))
  title(consultation)
  if (consultation.state === 'closed') closeAll()
  else if (consultation.state === 'open') offerReload(t('live.changed'))
}

/** The deadline stands in another zone, and every time beside it. */
function moveTimes(shown: HTMLElement, zone: string): void {
  shown.dataset['zone'] = zone
  for (const time of all('comment-thread time') as HTMLTimeElement[]) setText(time, shortTime(page.lang, time.dateTime, zone))
  for (const said of all('.thread-times')) setText(said, t('thread.times', { zone: zonePlace(zone) }))
}

/** The line above the title, where there is one. */
const title = ({ state, revision }: ConsultationView): void =>
  setText(document.querySelector('.opening .kicker'), t(kickerOf(state), { n: revision }))

export function paragraphCorrected({ paragraph, consultation }: EventData['paragraph.corrected']): void {
  const unit = document.getElementById(`p-${paragraph.id}`)
  const text = unit?.querySelector(':scope > .unit-stay > .unit-text')
  if (text) {
    text.innerHTML = paragraph.html
    const name = unit?.querySelector('.unit-no')?.textContent ?? ''
    for (const [key, value] of Object.entries(wideAttributes(paragraph.html, name)))
      if (value === null) text.removeAttribute(key)
      else text.setAttribute(key, value)
  }
  const heading = unit?.querySelector(':scope > .heading-line > :is(h2, h3, h4, h5, h6)')
  if (heading) {
    heading.innerHTML = insideHeading(paragraph.html)
    setText(document.querySelector(`.contents a[href="#p-${CSS.escape(paragraph.id)}"] > span`), heading.textContent ?? '')
  }
  if (unit?.classList.contains('unit')) editedIn(unit, paragraph)
  const shown = root()
  if (shown?.dataset['revision'] === String(paragraph.revision - 1)) shown.dataset['revision'] = String(paragraph.revision)
  document.querySelector('[data-revisions]')?.removeAttribute('hidden')
  title(consultation)
  say(t('live.corrected'))
  setTimeout(() => void newDeadline(), Math.random() * SPREAD)
}

/** The line that says since when; that of a changed wording stays. */
function editedIn(unit: HTMLElement, { id, revision }: EventData['paragraph.corrected']['paragraph']): void {
  const known = unit.querySelector<HTMLElement>('.unit-since')
  if (known?.dataset['since'] === 'changed') return
  const line = known ?? document.createElement('p')
  const link = line.querySelector('a') ?? document.createElement('a')
  line.className = 'unit-since'
  line.dataset['since'] = 'edited'
  link.href = `/c/${page.slug}/paragraph/${id}/history`
  setText(link, t('unit.editedIn', { n: revision }))
  if (known) return
  line.append(link)
  unit.querySelector('.pulse')?.prepend(line)
}

/** Title, lead and links have no piece of their own: they come with the page, where it shows them. */
async function redescribe(): Promise<void> {
  const parts = ['.opening', '.formula'].filter(part => document.querySelector(part))
  if (!parts.length) return
  const answer = await wholePage()
  if (!('ok' in answer)) return
  const fresh = new DOMParser().parseFromString(answer.ok, 'text/html')
  // The unit of this address may have gone meanwhile, and another page stands there.
  if (!fresh.querySelector('parley-consultation')) return
  for (const part of parts) {
    const next = fresh.querySelector(part)
    if (next) document.querySelector(part)?.replaceWith(document.adoptNode(next))
  }
  document.title = fresh.title
}

/** Nothing is taken any more; what was typed stays to be read and copied. */
function closeAll(): void {
  offerReload(t('live.closed'))
  for (const form of all('vote-buttons > form')) {
    form.title = t('live.closed')
    for (const button of form.querySelectorAll('button')) button.disabled = true
  }
  for (const form of all('comment-form') as CommentForm[]) {
    const reply = form.closest('details.reply')
    if (form.text) form.close()
    else if (reply) reply.remove()
    else form.replaceWith(notice(t('thread.closed')))
  }
  for (const offered of all('first-tips, comment-thread > .tip, .act-edit:not([open])')) offered.remove()
}

function notice(words: string): HTMLElement {
  const p = document.createElement('p')
  p.className = 'notice'
  p.textContent = words
  return p
}

/** A sentence with the way on, at the edge of the window: nothing that is being read moves. */
export const offerReload = (sentence: string): void => offer(sentence, 'live.reload', () => location.reload())

/** The same with another way on. */
export function offer(sentence: string, key: string, go: () => void): void {
  document.querySelector('.reload')?.remove()
  const p = notice(`${sentence} `)
  p.classList.add('reload')
  p.append(
    button(key, go),
    ' ',
    button('live.later', () => p.remove()),
  )
  document.querySelector('main')?.append(p)
  say(sentence)
}
