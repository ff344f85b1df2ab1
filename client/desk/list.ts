// A list of comments at the desk, by keyboard and in place: moving, ticking, hiding with one more key, undo, and new ones that wait.

import { mostAtOnce } from '../../shared/desk.ts'
import { all, setText, t } from '../page.ts'
import { on } from '../store.ts'
import { counts, pageAt, perform, refreshSoon, undo, type Act } from './acts.ts'
import { listenForKeys } from './keys.ts'
import { withNote, withoutNotes } from './notes.ts'
import { toast, untoast } from './toast.ts'

/** So far before the end the next page is fetched, so that no key waits for it. */
const AHEAD = 15
const isAct = (x: string | undefined): x is Act => x === 'hide' || x === 'restore' || x === 'keep'

export class DeskList extends HTMLElement {
  /** Asked why, these are hidden. */
  #asked: string[] | null = null
  #news = 0
  #turning = false

  connectedCallback(): void {
    listenForKeys({
      j: () => void this.#move(1),
      k: () => void this.#move(-1),
      x: () => this.#tick(),
      h: () => this.#ask(),
      r: () => this.#act('restore'),
      e: () => this.#act('keep'),
      a: () => this.answer(this.chosen()),
      z: () => void undo(),
      o: () => this.current()?.querySelector<HTMLElement>('.queue-place')?.click(),
      Escape: () => this.#forget(),
      ...Object.fromEntries(Array.from({ length: 9 }, (_, n) => [String(n + 1), () => this.#why(n)])),
    })
    this.addEventListener('click', event => this.#clicked(event))
    this.addEventListener('change', event => this.#ticked(event))
    this.addEventListener('toggle', event => this.#toggled(event.target as HTMLElement), true)
    withoutNotes(this)
    this.addEventListener('focusin', event => {
      const item = (event.target as HTMLElement).closest<HTMLElement>('.queue-item')
      if (item) this.#mark(item)
    })
    this.querySelector<HTMLFormElement>('#bulk')?.addEventListener('submit', event => this.#bulk(event))
    for (const box of all('[data-all]', this)) box.hidden = false
    this.#count()
    // The first number in words takes longest: it is made ready before the first key asks for it.
    setTimeout(() => t('queue.ticked', { n: 2 }))
    on('comment.posted', ({ comment }) => this.#heard(comment.id))
    on('comment.changed', ({ comment }) => refreshSoon(comment.id))
    on('comment.reported', ({ id }) => refreshSoon(id))
    on('comment.moderated', ({ id }) => refreshSoon(id))
  }

  /** One, or all that are ticked, are answered at the answers desk. */
  answer(ids: string[]): void {
    if (ids.length > mostAtOnce) return toast(t('refused.invalid.tooMany', { n: ids.length, most: mostAtOnce }))
    if (ids.length) location.assign(`${(this.dataset['path'] ?? '').replace(/\/[^/]*$/, '/answers')}?ids=${ids.join('.')}`)
  }
  current(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.queue-item[data-current]')
  }
  /** What an act is meant for: what is ticked, else where one stands. */
  chosen(): string[] {
    const ticked = this.ticked()
    return ticked.length ? ticked : [this.current()?.dataset['id'] ?? ''].filter(Boolean)
  }
  ticked(): string[] {
    return (all('.queue-item > .check input:checked', this) as HTMLInputElement[]).map(box => box.value)
  }

  #items(): HTMLElement[] {
    return all('.queue-item', this)
  }
  #mark(item: HTMLElement): void {
    const old = this.current()
    if (old === item) return
    if (old) {
      delete old.dataset['current']
      old.tabIndex = -1
    }
    item.dataset['current'] = ''
    item.tabIndex = 0
  }
  async #move(step: 1 | -1): Promise<void> {
    const items = this.#items()
    const at = items.indexOf(this.current() as HTMLElement)
    if (step === 1 && at === items.length - 1 && (await this.#more())) return this.#move(step)
    if (step === 1 && at === items.length - AHEAD) void this.#more()
    const next = items[at < 0 ? 0 : at + step]
    if (!next) return step === 1 ? toast(t('queue.end')) : undefined
    this.#mark(next)
    next.focus({ preventScroll: true })
    next.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }
  #tick(): void {
    const box = this.current()?.querySelector<HTMLInputElement>(':scope > .check input')
    if (!box) return
    box.checked = !box.checked
    this.#count()
  }

  /** Hiding asks why: the next digit says it. */
  #ask(): void {
    const ids = this.chosen()
    if (!ids.length) return
    this.#asked = ids
    if (ids.length === 1) document.querySelector(`#q-${CSS.escape(ids[0] ?? '')} .queue-hide`)?.setAttribute('open', '')
    toast(t('queue.why'))
  }
  #why(n: number): void {
    const reasons = all('.queue-why [data-reason], #bulk-reason option', this)
    const reason = reasons.map(r => r.dataset['reason'] ?? (r as HTMLOptionElement).value)[n]
    if (this.#asked && reason) this.#act('hide', this.#asked, reason)
  }
  #forget(): void {
    this.#asked = null
    untoast()
    for (const open of all('.queue-hide[open]', this)) open.removeAttribute('open')
  }
  #act(act: Act, ids = this.chosen(), reason?: string): void {
    if (!ids.length) return
    this.#asked = null
    const stays = ids.length > 1 || ids[0] !== this.current()?.dataset['id']
    void perform(act, ids, reason).then(() => this.#count())
    if (!stays && this.current() !== this.#items().at(-1)) void this.#move(1)
  }

  #clicked(event: Event): void {
    const button = (event.target as HTMLElement).closest<HTMLElement>('button, a')
    if (!button) return
    const more = button.closest('[data-more]')
    const id = button.closest<HTMLElement>('.queue-item')?.dataset['id']
    const act = button.dataset['reason'] ? 'hide' : button.dataset['act']
    if (more) {
      event.preventDefault()
      void this.#more()
    } else if (id && isAct(act)) {
      event.preventDefault()
      const note = button.closest('.queue-hide')?.querySelector('input')?.value.trim()
      // A note goes with the plain form, which carries it.
      if (note) return (button as HTMLButtonElement).form?.requestSubmit(button as HTMLButtonElement)
      this.#act(act, [id], button.dataset['reason'])
    }
  }
  #toggled(panel: HTMLElement): void {
    const id = panel.closest<HTMLElement>('.queue-item')?.dataset['id']
    if (id && panel.matches('.queue-hide[open]')) withNote(panel, id)
  }
  #bulk(event: SubmitEvent): void {
    const act = (event.submitter as HTMLButtonElement | null)?.value
    const ids = this.ticked()
    if (!ids.length || !(isAct(act) || act === 'answer')) return
    event.preventDefault()
    if (act === 'answer') return this.answer(ids)
    const reason = this.querySelector<HTMLSelectElement>('#bulk-reason')?.value
    for (const box of all('.queue-item > .check input:checked', this)) (box as HTMLInputElement).checked = false
    void perform(act, ids, reason).then(() => this.#count())
  }
  #ticked(event: Event): void {
    const box = event.target as HTMLInputElement
    if (box.closest('[data-all]'))
      for (const each of all('.queue-item > .check input', this)) (each as HTMLInputElement).checked = box.checked
    this.#count()
  }
  #count(): void {
    for (const said of all('[data-ticked]', this)) setText(said, t('queue.ticked', { n: this.ticked().length }))
  }

  /** The next page, below; true when there was one. */
  async #more(): Promise<boolean> {
    const link = this.querySelector<HTMLAnchorElement>('[data-more] a')
    if (!link || this.#turning) return false
    this.#turning = true
    // In the shortest pages: no key waits for a long one to be read.
    const address = new URL(link.href)
    address.searchParams.delete('show')
    const page = await pageAt(address.href)
    this.#turning = false
    if (!page) {
      toast(t('live.failed'))
      return false
    }
    const fresh = all('.queue-item', withoutNotes(page)).filter(item => !document.getElementById(item.id))
    this.querySelector('#queue')?.append(...fresh.map(item => document.importNode(item, true)))
    const next = page.querySelector('[data-more]')
    const place = link.closest('[data-more]')
    if (next) place?.replaceWith(document.importNode(next, true))
    else place?.remove()
    return fresh.length > 0
  }

  /** What others write waits until it is asked for: nothing moves under the hand. */
  #heard(id: string): void {
    if (document.getElementById(`q-${id}`)) return
    this.#news++
    const place = this.querySelector<HTMLElement>('[data-news]')
    if (!place) return
    const button = place.querySelector('button') ?? place.appendChild(document.createElement('button'))
    button.type = 'button'
    button.className = 'button'
    setText(button, t('queue.new', { n: this.#news }))
    button.onclick = () => void this.#show()
    place.hidden = false
  }
  async #show(): Promise<void> {
    const list = this.querySelector('#queue')
    const page = await pageAt(location.pathname + location.search)
    if (!page) return toast(t('live.failed'))
    if (!list?.children.length) return location.reload()
    const fresh = all('.queue-item', withoutNotes(page)).filter(item => !document.getElementById(item.id))
    list.prepend(...fresh.map(item => document.importNode(item, true)))
    counts(page)
    this.#news = 0
    const place = this.querySelector<HTMLElement>('[data-news]')
    if (place) place.hidden = true
    const first = this.#items()[0]
    if (first) this.#mark(first)
    first?.focus()
  }
}
