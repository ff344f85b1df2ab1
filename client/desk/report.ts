// The report builder: a choice changes what is made; making shows how far it has come and can be stopped; then the file and its hash.

import { t } from '../page.ts'
import { say } from '../say.ts'
import { pageAt } from './acts.ts'
import { toast } from './toast.ts'

const AGAIN = 700

export class ReportBuilder extends HTMLElement {
  #making: AbortController | null = null

  connectedCallback(): void {
    const form = this.querySelector('form')
    for (const plain of this.querySelectorAll<HTMLElement>('[data-plain]')) plain.hidden = true
    form?.addEventListener('change', () => void this.#chosen(form))
    this.addEventListener('click', event => {
      const target = event.target as HTMLElement
      if (target.closest('[data-cancel]')) void this.#cancel()
      if (!target.closest('[data-make]')) return
      event.preventDefault()
      void this.#make()
    })
    if (form) this.#fit(form)
  }

  #link = (): HTMLAnchorElement | null => this.querySelector<HTMLAnchorElement>('[data-make]')
  #hashAddress = (): string =>
    this.#link()
      ?.getAttribute('href')
      ?.replace(/(\?|$)/, '.sha256$1') ?? ''

  /** Only what the format knows can be chosen. */
  #fit(form: HTMLFormElement): void {
    const format = String(new FormData(form).get('format'))
    for (const set of this.querySelectorAll<HTMLFieldSetElement>('fieldset[data-for]'))
      set.hidden = set.dataset['for'] === 'table' ? format !== 'csv' : format.startsWith('clean-')
  }
  async #chosen(form: HTMLFormElement): Promise<void> {
    this.#fit(form)
    this.#making?.abort()
    const asked = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
    const address = `${location.pathname}?${asked.toString()}`
    history.replaceState(null, '', address)
    const page = await pageAt(address)
    const made = page?.querySelector('.builder-made')
    if (made) this.querySelector('.builder-made')?.replaceWith(document.importNode(made, true))
  }

  /** Asks how far it is until it is whole; the download begins by itself. */
  async #make(): Promise<void> {
    const href = this.#link()?.href
    if (!href || this.#making) return
    this.#making = new AbortController()
    const { signal } = this.#making
    try {
      const sha = await this.#whole(signal)
      const place = this.querySelector<HTMLElement>('[data-sha]')
      const code = place?.querySelector('code')
      if (place && code) {
        code.textContent = sha.split(/\s/)[0] ?? ''
        place.hidden = false
      }
      say(t('queue.made'))
      location.assign(href)
    } catch (error) {
      if (!signal.aborted) toast(error instanceof Error && error.message ? error.message : t('live.failed'))
    } finally {
      this.#making = null
      const progress = this.querySelector<HTMLElement>('[data-progress]')
      if (progress) progress.hidden = true
    }
  }
  async #whole(signal: AbortSignal): Promise<string> {
    for (;;) {
      const answer = await fetch(this.#hashAddress(), { headers: { Prefer: 'respond-async' }, signal })
      if (answer.status === 200) return answer.text()
      if (answer.status !== 202) throw new Error(t('live.failed'))
      this.#progress(new DOMParser().parseFromString(await answer.text(), 'text/html'))
      await new Promise((go, stop) => {
        setTimeout(go, AGAIN)
        signal.addEventListener('abort', () => stop(new Error('')))
      })
    }
  }
  #progress(page: Document): void {
    const place = this.querySelector<HTMLElement>('[data-progress]')
    const bar = place?.querySelector('progress')
    const theirs = page.querySelector('main progress')
    const said = place?.querySelector('[data-said-here]')
    if (!place || !bar || !theirs || !said) return
    place.hidden = false
    bar.max = Number(theirs.getAttribute('max')) || 1
    bar.value = Number(theirs.getAttribute('value'))
    said.textContent = page.querySelector('main [role=status]')?.textContent ?? ''
  }
  async #cancel(): Promise<void> {
    this.#making?.abort()
    const token = this.querySelector<HTMLInputElement>('[data-cancel] [name=token]')?.value ?? ''
    const address =
      this.#link()
        ?.getAttribute('href')
        ?.replace(/(\?|$)/, '/cancel$1') ?? ''
    await fetch(address, { method: 'POST', body: new URLSearchParams({ token }), redirect: 'manual' }).catch(() => null)
    toast(t('queue.cancelled'))
  }
}
