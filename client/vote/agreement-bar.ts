// A unit's pulse, patched in place: level, share, bar and counts, exactly as the server draws them.

import { levelOf } from '../../shared/agreement.ts'
import { barInside, barInWords, countsInWords, levelIcons, percentOf } from '../../shared/pulse.ts'
import { shownTally, type Ballot } from '../ballot.ts'
import { person } from '../offline/device.ts'
import { isOpen, page, setText, t } from '../page.ts'
import { here, join, leave, setMinVotes, type Shows } from '../store.ts'
import { tallyIn } from './vote-buttons.ts'

export class AgreementBar extends HTMLElement implements Shows {
  get #item(): string {
    return this.dataset['item'] ?? ''
  }

  connectedCallback(): void {
    setMinVotes(Number(this.dataset['min']))
    const tally = tallyIn(this)
    join(this.#item, this, tally ? { tally } : {})
  }
  disconnectedCallback(): void {
    leave(this.#item, this)
  }

  show(ballot: Ballot): void {
    const { minVotes } = here()
    const a = shownTally(ballot, minVotes, person?.kind === 'guest')
    const level = levelOf(a)
    const words = countsInWords(t, a, minVotes, isOpen())
    this.dataset['min'] = String(minVotes)
    this.dataset['votes'] = [a.agree, a.disagree, a.unsure, a.guests].join(' ')
    const head = this.querySelector('.level')
    if (head) head.className = `level level-${level}`
    head?.querySelector('use')?.setAttribute('href', `#i-${levelIcons[level]}`)
    setText(head?.lastElementChild, t(`level.${level}`))
    this.#share(a.enough && a.share !== null ? t('vote.share', { share: percentOf(page.lang, a.share) }) : null)
    const bar = this.querySelector('svg.bar')
    if (bar) {
      bar.classList.toggle('bar-too-few', level === 'few')
      bar.setAttribute('aria-label', barInWords(t, level, words))
      reshape(bar, barInside(a))
    }
    setText(this.querySelector('.agreement-words'), words)
  }

  #share(text: string | null): void {
    const known = this.querySelector('.share')
    if (text === null) return known?.remove()
    if (known) return setText(known, text)
    const link = document.createElement('a')
    link.className = 'share'
    link.href = '#formula'
    link.textContent = text
    this.querySelector('.agreement-head')?.append(link)
  }
}

/** Moves the parts that stand there; draws anew only when there are others. */
function reshape(bar: Element, inside: string): void {
  const wanted = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  wanted.innerHTML = inside
  const parts = [...bar.children].slice(1)
  const next = [...wanted.children]
  if (parts.length === next.length)
    parts.forEach((part, i) => {
      for (const { name, value } of next[i]?.attributes ?? [])
        if (part.getAttribute(name) !== value) part.setAttribute(name, value)
    })
  else {
    for (const part of parts) part.remove()
    bar.append(...next)
  }
}
