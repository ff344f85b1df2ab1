// The form of a comment or reply: counts, keeps what is typed, sends without leaving the page, tells what stands in the way.

import { MAX_TEXT, type Comment } from '../../shared/comment.ts'
import { all, page, setText, t } from '../page.ts'
import { keptAt, person } from '../offline/device.ts'
import { say } from '../say.ts'
import { keep, post } from './posting.ts'

type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement

export class CommentForm extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('input', this)
    this.addEventListener('submit', this)
    this.#restore()
  }
  disconnectedCallback(): void {
    this.removeEventListener('input', this)
    this.removeEventListener('submit', this)
  }

  handleEvent(event: Event): void {
    if (event.type === 'input') this.#typed()
    else if (page.token || keptAt) {
      event.preventDefault()
      void this.#send()
    } else keep.put(this.#place, this.#replyTo, { text: this.text, posted: true })
  }

  get text(): string {
    return this.#area?.value ?? ''
  }

  /** Nothing more is taken: what was typed stays to be read and copied. */
  close(): void {
    const area = this.#area
    if (area) area.readOnly = true
    for (const field of this.querySelectorAll<HTMLButtonElement | HTMLSelectElement>('button, select')) field.disabled = true
    this.#refuse(t('live.closed'))
  }

  get #place(): string {
    return this.dataset['place'] ?? ''
  }
  get #replyTo(): string {
    return this.dataset['replyTo'] ?? ''
  }
  get #area(): HTMLTextAreaElement | null {
    return this.querySelector('textarea')
  }
  #value(name: string): string {
    return this.querySelector<Field>(`[name=${name}]`)?.value ?? ''
  }

  #restore(): void {
    const area = this.#area
    const kept = keep.get(this.#place, this.#replyTo)
    if (!area) return
    if (area.value && !kept) this.#typed()
    if (!kept || area.value) return this.#count()
    area.value = kept.text
    const kind = this.querySelector('select')
    if (kind) kind.value = kept.kind
    if (kept.text) this.closest<HTMLDetailsElement>('details.reply')?.setAttribute('open', '')
    this.#count()
    this.#note(kept.text ? 'live.saved' : '')
    if (kept.waiting && person) void this.#send()
  }

  #typed(): void {
    this.#count()
    if (!this.text && !keep.get(this.#place, this.#replyTo)) return
    keep.put(this.#place, this.#replyTo, { text: this.text, kind: this.#value('kind'), posted: false })
    this.#note('live.saved')
  }

  #count(): void {
    const left = MAX_TEXT - [...this.text].length
    const hint = this.querySelector('[data-left]')
    if (this.text) setText(hint, left < 0 ? t('live.over', { n: -left }) : t('live.left', { n: left }))
    hint?.classList.toggle('error', left < 0)
  }

  #note(key: string): void {
    setText(this.querySelector('[data-saved]'), key ? t(key) : '')
  }

  async #send(): Promise<void> {
    const area = this.#area
    if (!area) return
    if (!person) return this.#refuse(t('offline.nobody'))
    if (!keep.get(this.#place, this.#replyTo))
      keep.put(this.#place, this.#replyTo, { text: this.text, kind: this.#value('kind') })
    this.#busy(true)
    this.#note('live.sending')
    this.#refuse('')
    const draft = {
      place: this.#place,
      replyTo: this.#replyTo,
      lang: this.#value('lang'),
      name: this.#value('name').trim() || null,
    }
    const outcome = await post(draft, () => this.#note('live.notSent'))
    this.#busy(false)
    if ('no' in outcome) {
      this.#note('live.saved')
      this.#refuse(outcome.no.message)
      return area.focus()
    }
    area.value = ''
    this.#note('')
    setText(this.querySelector('[data-left]'), t('form.atMost', { max: MAX_TEXT }))
    this.querySelector('form')?.reset()
    area.value = ''
    if (draft.name) named()
    this.closest('details.reply')?.removeAttribute('open')
    say(t(this.#replyTo ? 'live.replied' : 'live.posted'))
    this.dispatchEvent(new CustomEvent<Comment>('parley-posted', { bubbles: true, detail: outcome.posted }))
  }

  #busy(on: boolean): void {
    const area = this.#area
    if (area) area.readOnly = on
    const button = this.querySelector<HTMLButtonElement>('.button-primary')
    button?.setAttribute('aria-disabled', String(on))
    if (!on) button?.removeAttribute('aria-disabled')
  }

  #refuse(sentence: string): void {
    const area = this.#area
    const form = this.querySelector('form')
    const id = `error-${area?.id.replace(/^text-/, '') ?? ''}`
    this.querySelector('form > .error')?.remove()
    area?.toggleAttribute('aria-invalid', false)
    area?.removeAttribute('aria-describedby')
    if (!sentence || !form || !area) return
    const p = document.createElement('p')
    p.className = 'error'
    p.id = id
    p.setAttribute('role', 'alert')
    p.textContent = sentence
    form.querySelector('label')?.before(p)
    area.setAttribute('aria-invalid', 'true')
    area.setAttribute('aria-describedby', id)
  }
}

/** The person has a name now: no form asks for it again. */
function named(): void {
  for (const field of all('comment-form [name=name]')) {
    field.previousElementSibling?.remove()
    field.remove()
  }
}
