// How many comments a place has, and the way into its thread: opened in place, closed by the same press.

import { commentsInWords } from '../../shared/pulse.ts'
import { mark } from '../consultation/draft-map.ts'
import { drawnAll, isOpen, page, setText, t } from '../page.ts'
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
    this.show()
  }

  /** In words that ask for a comment while one may write. */
  show(): void {
    const n = Number(this.dataset['n'])
    const link = this.querySelector('a')
    const words = link?.querySelector('span')
    if (!link?.classList.contains('heading-comment'))
      return setText(
        words,
        commentsInWords(t, link?.classList.contains('comment-link') ? 'unit.comments' : 'reading.whole', n, isOpen()),
      )
    words?.classList.toggle('visually-hidden', n === 0)
    setText(words, n ? String(n) : t(isOpen() ? 'unit.commentSection' : 'unit.noComments'))
  }

  async #toggle(link: HTMLAnchorElement): Promise<void> {
    const place = this.dataset['place'] ?? ''
    const unit = this.closest('draft-unit')
    const open = document.getElementById(`thread-${place}`)
    if (open) {
      unit?.querySelector('.thread-form')?.remove()
      open.remove()
      unit?.classList.remove('unit-open')
      mark(place, false)
      this.#tell()
      history.replaceState(null, '', this.#from || `/c/${page.slug}`)
      return
    }
    this.setAttribute('aria-busy', 'true')
    const answer = await piece(`thread/${place}`)
    this.removeAttribute('aria-busy')
    if ('no' in answer) return say(answer.no.message)
    if (document.getElementById(`thread-${place}`)) return
    const [thread, form] = 'ok' in answer ? drawnAll(answer.ok).reverse() : [offlineThread(place)]
    if (!thread) return
    const stay = unit?.querySelector(':scope > .unit-stay')
    if (stay && form) stay.append(form)
    const pieces = form && !stay ? [form, thread] : [thread]
    if (unit) unit.append(...pieces)
    else this.replaceWith(...pieces)
    unit?.classList.add('unit-open')
    mark(place, true)
    this.#tell()
    this.#from = location.href
    history.replaceState(null, '', link.href)
    const title = thread.querySelector<HTMLElement>('.thread-title')
    title?.focus({ preventScroll: true })
    title?.scrollIntoView({ block: 'nearest' })
  }

  /** The link says whether its thread stands open; that on the draft as a whole gives its place to it. */
  #tell(): void {
    const open = document.getElementById(`thread-${this.dataset['place']}`) !== null
    this.querySelector('a.comment-link')?.setAttribute('aria-expanded', String(open))
  }
}
