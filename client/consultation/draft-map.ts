// The map of the draft on an open page: its bars follow the votes, the unit being read and the open one are marked.

import { levelOf } from '../../shared/agreement.ts'
import { smallBarInside } from '../../shared/pulse.ts'
import { COLUMN, rowInWords, STRIP_HEIGHT, stripInside, stripInWords } from '../../shared/strip.ts'
import { shownTally } from '../ballot.ts'
import { person } from '../offline/device.ts'
import { all, setText, t } from '../page.ts'
import { ballotOf, here, watch } from '../store.ts'

const WIDE = '(min-width: 76rem)'
const agreementAt = (item: string) => shownTally(ballotOf(item), here().minVotes, person?.kind === 'guest')

export class DraftMap extends HTMLElement {
  #rows = new Map<string, HTMLElement>()
  #drawing = false
  #stop = (): void => {}
  #eye: IntersectionObserver | undefined

  connectedCallback(): void {
    this.#rows = new Map(all('.map-row', this).map(row => [row.dataset['item'] ?? '', row]))
    this.#stop = watch(item => this.#changed(item))
    const list = this.querySelector('details')
    if (list) list.open = matchMedia(WIDE).matches
    this.#eye = new IntersectionObserver(seen => this.#read(seen), { rootMargin: '-15% 0px -75% 0px' })
    for (const unit of all('draft-unit')) this.#eye.observe(unit)
  }
  disconnectedCallback(): void {
    this.#stop()
    this.#eye?.disconnect()
  }

  counted(place: string, n: number): void {
    const row = this.querySelector<HTMLElement>(`.map-row[href="#p-${CSS.escape(place)}"]`)
    setText(row?.querySelector('.num'), n ? String(n) : '')
    if (row) this.#name(row)
  }

  /** The row of the unit whose thread stands open. */
  mark(place: string, open: boolean): void {
    this.querySelector(`.map-row[href="#p-${CSS.escape(place)}"]`)?.classList.toggle('map-open', open)
  }

  #name(row: HTMLElement): void {
    const words = rowInWords(t, agreementAt(row.dataset['item'] ?? ''), Number(row.lastElementChild?.textContent))
    row.querySelector('svg')?.setAttribute('aria-label', words)
  }

  #changed(item: string): void {
    const row = this.#rows.get(item)
    const bar = row?.querySelector('svg')
    if (!row || !bar) return
    const a = agreementAt(item)
    bar.classList.toggle('bar-too-few', levelOf(a) === 'few')
    bar.innerHTML = smallBarInside(a)
    this.#name(row)
    if (this.#drawing) return
    this.#drawing = true
    queueMicrotask(() => this.#strip())
  }

  #strip(): void {
    this.#drawing = false
    const strip = this.querySelector('.strip')
    if (!strip) return
    const mine = strip.querySelector('.strip-here')
    const known = [...this.#rows.keys()].map(agreementAt)
    strip.innerHTML = stripInside(known)
    if (mine) strip.prepend(mine)
    strip.setAttribute('aria-label', stripInWords(t, known))
  }

  #read(seen: IntersectionObserverEntry[]): void {
    const unit = seen.filter(entry => entry.isIntersecting).at(-1)?.target
    if (!unit) return
    const href = `#${CSS.escape(unit.id)}`
    const place = this.querySelector(`a[href="${href}"]`)
    if (!place || place.hasAttribute('aria-current')) return
    for (const other of all('[aria-current]', this)) other.removeAttribute('aria-current')
    place.setAttribute('aria-current', 'location')
    if (place instanceof HTMLElement) this.#reveal(place)
    this.#point([...this.#rows.values()].findIndex(row => row === place))
  }

  /** In its own scroller alone: the page does not move. */
  #reveal(row: HTMLElement): void {
    const list = this.querySelector('details')
    if (!list || list.scrollHeight <= list.clientHeight) return
    const gap = row.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2
    if (Math.abs(gap) > list.clientHeight / 3) list.scrollTop += gap
  }

  #point(column: number): void {
    const strip = this.querySelector('.strip')
    if (!strip || column < 0) return
    const rect = strip.querySelector('.strip-here') ?? document.createElementNS('http://www.w3.org/2000/svg', 'rect')
    rect.setAttribute('class', 'strip-here')
    rect.setAttribute('x', String(column * COLUMN))
    rect.setAttribute('width', String(COLUMN))
    rect.setAttribute('height', String(STRIP_HEIGHT))
    strip.prepend(rect)
  }
}

export const maps = (): DraftMap[] => all('draft-map') as DraftMap[]
export const mark = (place: string, open: boolean): void => maps().forEach(map => map.mark(place, open))
