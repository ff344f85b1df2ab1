// An open thread: other people's comments wait behind a button, one's own stand there at once; order and pages in place.

import type { Comment, Sort } from '../../shared/comment.ts'
import type { EventData } from '../../shared/events.ts'
import { piece } from '../api.ts'
import { all, drawn, drawnAll, setText, t } from '../page.ts'
import { say } from '../say.ts'
import { tallyIn } from '../vote/vote-buttons.ts'
import { NewsButton } from './news-button.ts'
import { before, type Standing } from './order.ts'
import { keep, own } from './posting.ts'

export class CommentThread extends HTMLElement {
  /** The unit with the form beside this thread. */
  #around: HTMLElement | null = null
  #waiting: { id: string; replyTo: string | null }[] = []

  connectedCallback(): void {
    this.addEventListener('click', this)
    this.#around = this.parentElement
    this.#around?.addEventListener('parley-posted', this)
    this.#forgetPosted()
  }
  disconnectedCallback(): void {
    this.removeEventListener('click', this)
    this.#around?.removeEventListener('parley-posted', this)
  }

  handleEvent(event: Event): void {
    if (event.type === 'parley-posted') {
      const { id, replyTo } = (event as CustomEvent<Comment>).detail
      void this.#insert(id, replyTo).then(card => card?.focus())
      return
    }
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent
    const target = event.target as Element
    if (target.closest('news-button')) return void this.#showNews()
    const link = target.closest<HTMLAnchorElement>('.order a, a[data-more]')
    if (!link || ctrlKey || metaKey || shiftKey) return
    event.preventDefault()
    void this.#turn(new URL(link.href), link.hasAttribute('data-more'))
  }

  posted({ comment, place }: EventData['comment.posted']): void {
    setText(
      this.querySelector('.thread-title'),
      t(this.closest('.whole') ? 'thread.whole' : 'thread.title', { n: place.comments.all }),
    )
    if (document.getElementById(`c-${comment.id}`) || own.has(comment.id)) return
    this.#waiting.push({ id: comment.id, replyTo: comment.replyTo })
    this.#button?.show(this.#waiting.length)
  }

  get #button(): NewsButton | null {
    return this.querySelector<NewsButton>('news-button')
  }
  get #list(): HTMLElement | null {
    return this.querySelector<HTMLElement>('[data-comments]')
  }
  get #place(): string {
    return this.dataset['place'] ?? ''
  }

  async #showNews(): Promise<void> {
    const waiting = this.#waiting
    this.#waiting = []
    this.#button?.show(0)
    let first: HTMLElement | undefined
    for (const { id, replyTo } of waiting) first ??= await this.#insert(id, replyTo)
    this.#button?.show(this.#waiting.length)
    first?.focus()
  }

  /** Draws one comment at its place; a comment that stands there already stays. */
  async #insert(id: string, replyTo: string | null): Promise<HTMLElement | undefined> {
    const known = document.getElementById(`c-${id}`)
    if (known) return known
    const more = replyTo && !own.has(id) && this.#moreOf(replyTo)
    if (more) return more
    const answer = await piece(`comment/${id}`)
    if (!('ok' in answer)) {
      say(t('live.failed'))
      return undefined
    }
    const there = document.getElementById(`c-${id}`)
    if (there) return there
    const card = drawn(answer.ok)
    card.tabIndex = -1
    const item = document.createElement('li')
    item.append(card)
    const top = replyTo ? card.dataset['replyTo'] || replyTo : null
    if (top)
      all('[data-replies]', this)
        .find(list => list.dataset['replies'] === top)
        ?.append(item)
    else this.#placeOf(card)(item)
    if (this.querySelector('[data-empty]') || (!this.querySelector('.order') && (this.#list?.children.length ?? 0) > 1))
      await this.#head()
    return card
  }

  /** Under a long conversation the last replies stand on a page of their own: then only their number grows. */
  #moreOf(replyTo: string): HTMLElement | null {
    const more = document.querySelector<HTMLElement>(`#c-${CSS.escape(replyTo)} > p > .more`)
    if (!more) return null
    const n = Number(more.dataset['n']) + 1
    more.dataset['n'] = String(n)
    more.textContent = t('comment.moreReplies', { n })
    return more
  }

  #placeOf(card: HTMLElement): (item: Element) => void {
    const sort = this.dataset['sort'] as Sort
    const mine = standing(card)
    const next = [...(this.#list?.children ?? [])].find(li => {
      const other = li.querySelector<HTMLElement>(':scope > comment-card')
      return other && before(sort, mine, standing(other))
    })
    return item => (next ? next.before(item) : this.#list?.append(item))
  }

  /** The tip and the choice of orders come with the first and the second comment. */
  async #head(): Promise<void> {
    const answer = await piece(`thread/${this.#place}?sort=${this.dataset['sort']}&limit=1`)
    if (!('ok' in answer)) return
    const fresh = threadIn(answer.ok)
    this.querySelectorAll(':scope > .tip, :scope > [data-empty], .order').forEach(old => old.remove())
    this.#button?.before(...fresh.querySelectorAll(':scope > .tip'))
    this.querySelector('.thread-head')?.append(...fresh.querySelectorAll('.order'))
  }

  /** Another order, or the next page. */
  async #turn(url: URL, more: boolean): Promise<void> {
    const answer = await piece(`thread/${this.#place}${url.search}`)
    if (!('ok' in answer)) return say('no' in answer ? answer.no.message : t('live.failed'))
    const fresh = threadIn(answer.ok)
    const items = all('[data-comments] > li', fresh)
    const list = this.#list
    if (!list) return
    if (!more) {
      this.#waiting = []
      this.#button?.show(0)
      list.replaceChildren(...items)
      this.dataset['sort'] = fresh.dataset['sort'] ?? ''
      this.querySelector('.order')?.replaceWith(...fresh.querySelectorAll('.order'))
    } else list.append(...items.filter(item => !document.getElementById(item.querySelector('comment-card')?.id ?? '')))
    all('[data-more]', this).forEach(old => old.parentElement?.remove())
    list.after(...all('[data-more]', fresh).flatMap(link => link.parentElement ?? []))
    if (more) items[0]?.querySelector<HTMLElement>('.when')?.focus()
    else this.querySelector<HTMLElement>('.order [aria-current]')?.focus()
  }

  /** Words that left with a plain form stand in the thread now: they need not be kept any longer. */
  #forgetPosted(): void {
    const texts = new Set(all('.comment-text', this).map(text => plain(text.textContent ?? '')))
    for (const form of all('comment-form', this.#around ?? this)) {
      const { place = '', replyTo = '' } = form.dataset
      const kept = keep.get(place, replyTo)
      if (!kept?.posted || !texts.has(plain(kept.text))) continue
      keep.clear(place, replyTo)
      const area = form.querySelector('textarea')
      if (area) area.value = ''
    }
  }
}

const threadIn = (html: string): HTMLElement =>
  drawnAll(html).find(element => element.localName === 'comment-thread') ?? document.createElement('comment-thread')
const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, '')

function standing(card: HTMLElement): Standing {
  const buttons = card.querySelector<HTMLElement>(':scope > article vote-buttons')
  const { agree = 0, disagree = 0 } = (buttons && tallyIn(buttons)) ?? {}
  const more = Number(card.querySelector<HTMLElement>(':scope > p > .more')?.dataset['n'] ?? 0)
  return { agree, disagree, replies: card.querySelectorAll('.replies > li').length + more, postedAt: card.dataset['seq'] ?? '' }
}
