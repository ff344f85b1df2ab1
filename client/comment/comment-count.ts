// How many comments a place has, and the way into its thread: opened in place, closed by the same press.

import { drawn, page, setText, t } from '../page.ts'
import { piece } from '../api.ts'
import { offlineThread } from '../offline/thread.ts'
import { say } from '../say.ts'

export class CommentCount extends HTMLElement {
  /** Where the reader was before the thread was opened. */
  #from = ''

  connectedCallback(): void {
    this.addEventListener('click', this)
    this.#tell()
  }
  disconnectedCallback(): void {
    this.removeEventListener('click', this)
  }

  handleEvent(event: MouseEvent): void {
    const link = (event.target as Element).closest('a')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return
    event.preventDefault()
    void this.#toggle(link)
  }

  set(n: number): void {
    this.dataset['n'] = String(n)
    const link = this.querySelector('a')
    const words = link?.querySelector('span')
    if (!link?.classList.contains('heading-comment'))
      return setText(words, t(link?.classList.contains('comment-link') ? 'unit.comments' : 'reading.whole', { n }))
    words?.classList.toggle('visually-hidden', n === 0)
    setText(words, n ? String(n) : t('unit.commentSection'))
  }

  async #toggle(link: HTMLAnchorElement): Promise<void> {
    const place = this.dataset['place'] ?? ''
    const unit = this.closest('draft-unit')
    const open = document.getElementById(`thread-${place}`)
    if (open) {
      open.remove()
      unit?.classList.remove('unit-open')
      this.#tell()
      history.replaceState(null, '', this.#from || `/c/${page.slug}`)
      return
    }
    this.setAttribute('aria-busy', 'true')
    const answer = await piece(`thread/${place}`)
    this.removeAttribute('aria-busy')
    if ('no' in answer) return say(answer.no.message)
    if (document.getElementById(`thread-${place}`)) return
    const thread = 'ok' in answer ? drawn(answer.ok) : offlineThread(place)
    if (unit) unit.append(thread)
    else this.replaceWith(thread)
    if (unit?.classList.contains('unit')) unit.classList.add('unit-open')
    this.#tell()
    this.#from = location.href
    history.replaceState(null, '', link.href)
    thread.querySelector<HTMLElement>('.thread-title')?.focus({ preventScroll: false })
  }

  /** The link says whether its thread stands open; that on the draft as a whole gives its place to it. */
  #tell(): void {
    const open = document.getElementById(`thread-${this.dataset['place']}`) !== null
    this.querySelector('a.comment-link')?.setAttribute('aria-expanded', String(open))
  }
}
