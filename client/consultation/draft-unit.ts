// A unit: while its thread is open beside it, text and form stay in view as the thread scrolls by.

const EDGE = 16
const WIDE = '(min-width: 60rem)'

export class DraftUnit extends HTMLElement {
  #stay: HTMLElement | null = null

  connectedCallback(): void {
    sizes.observe(this)
  }
  disconnectedCallback(): void {
    sizes.unobserve(this)
    if (this.#stay) sizes.unobserve(this.#stay)
    this.#stay = null
  }

  /** Higher than the window: then its end stays in view instead of its beginning. */
  place(): void {
    const stay = this.querySelector<HTMLElement>(':scope > .unit-stay')
    if (!stay) return
    if (stay !== this.#stay) {
      if (this.#stay) sizes.unobserve(this.#stay)
      this.#stay = stay
      sizes.observe(stay)
    }
    const open = this.classList.contains('unit-open') && matchMedia(WIDE).matches
    stay.style.insetBlockStart = open ? `${Math.min(EDGE, innerHeight - stay.offsetHeight - EDGE)}px` : ''
  }
}

const sizes = new ResizeObserver(changed => {
  for (const { target } of changed) target.closest<DraftUnit>('draft-unit')?.place()
})
addEventListener('resize', () => {
  for (const unit of document.querySelectorAll<DraftUnit>('draft-unit.unit-open')) unit.place()
})
