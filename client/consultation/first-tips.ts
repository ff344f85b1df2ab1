// Tips for somebody who is here for the first time; put away once, they stay away on this device.

const KEY = 'parley tips'

export class FirstTips extends HTMLElement {
  connectedCallback(): void {
    this.hidden = seen()
    if (!this.hidden) document.addEventListener('click', this)
  }
  disconnectedCallback(): void {
    document.removeEventListener('click', this)
  }

  /** Put away by its button, and by whoever votes or opens a thread: they know. */
  handleEvent({ target }: Event): void {
    const button = this.contains(target as Element)
    if (!(target as Element).closest(button ? 'button' : '.vote, .comment-link')) return
    this.hidden = true
    document.removeEventListener('click', this)
    attempt(() => localStorage.setItem(KEY, 'seen'))
    if (button) document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
  }
}

const seen = (): boolean => attempt(() => localStorage.getItem(KEY)) !== null

/** Without storage nothing can be remembered: then nothing is shown either. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
