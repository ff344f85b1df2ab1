// The form of three buttons: a real form without a session, at once with one.

import type { Tally, Value } from '../../shared/agreement.ts'
import { shownChoice, shownTally, type Ballot } from '../ballot.ts'
import { keptAt, person } from '../offline/device.ts'
import { all, page, setText } from '../page.ts'
import { here, join, leave, type Shows } from '../store.ts'
import { vote } from './voting.ts'

export function tallyIn(element: HTMLElement): Tally | undefined {
  const [agree, disagree, unsure, guests] = (element.dataset['votes'] ?? '').split(' ').map(Number)
  if (agree === undefined || disagree === undefined || unsure === undefined || guests === undefined) return undefined
  return { agree, disagree, unsure, guests }
}

export class VoteButtons extends HTMLElement implements Shows {
  get #item(): string {
    return this.dataset['item'] ?? ''
  }

  connectedCallback(): void {
    const tally = tallyIn(this)
    const mine = (this.#buttons.find(b => b.ariaPressed === 'true')?.dataset['value'] ?? null) as Value | null
    join(this.#item, this, { mine, ...(tally && { tally }) })
    if (page.token || keptAt) this.addEventListener('submit', this)
  }
  disconnectedCallback(): void {
    this.removeEventListener('submit', this)
    leave(this.#item, this)
  }

  handleEvent(event: Event): void {
    const button = (event as SubmitEvent).submitter
    if (!(button instanceof HTMLButtonElement)) return
    event.preventDefault()
    vote(this.#item, (button.value || null) as Value | null, sentence => this.#tell(sentence))
  }

  show(ballot: Ballot): void {
    const choice = shownChoice(ballot)
    const a = shownTally(ballot, here().minVotes, person?.kind === 'guest')
    this.toggleAttribute('data-pending', ballot.wanted !== undefined)
    if (this.dataset['votes'] !== undefined) this.dataset['votes'] = [a.agree, a.disagree, a.unsure, a.guests].join(' ')
    for (const button of this.#buttons) {
      const value = button.dataset['value'] as Value
      button.value = value === choice ? '' : value
      button.ariaPressed = String(value === choice)
      setText(button.querySelector('[data-count]'), String(a[value]))
    }
  }

  get #buttons(): HTMLButtonElement[] {
    return all('button[data-value]', this) as HTMLButtonElement[]
  }

  #tell(sentence: string): void {
    const said = this.querySelector(':scope > .error')
    if (!sentence) said?.remove()
    else if (said) setText(said, sentence)
    else {
      const p = document.createElement('p')
      p.className = 'error'
      p.setAttribute('role', 'alert')
      p.textContent = sentence
      this.append(p)
    }
  }
}
