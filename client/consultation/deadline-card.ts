// The deadline on an open page: the time that is left goes down by itself; what is past is told by the server alone.

import { piece } from '../api.ts'
import { lookAfter } from './looks.ts'
import { drawn, serverNow, setText, t } from '../page.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export class DeadlineCard extends HTMLElement {
  #timer: ReturnType<typeof setInterval> | undefined

  connectedCallback(): void {
    this.#timer = setInterval(() => this.#count(), MINUTE / 2)
  }
  disconnectedCallback(): void {
    clearInterval(this.#timer)
  }

  #count(): void {
    const { state, closes } = this.dataset
    if (state === 'open' && closes) setText(this.querySelector('.deadline-left'), leftInWords(Date.parse(closes) - serverNow()))
  }
}

/** Draws the card anew, with what is counted on it, on pages that have one. */
export async function newDeadline(): Promise<void> {
  if (!document.querySelector('deadline-card')) return
  const answer = await piece('deadline')
  if ('ok' in answer) document.querySelector('deadline-card')?.replaceWith(drawn(answer.ok))
}

let counting: ReturnType<typeof setTimeout> | undefined
let looks = 0
/** People, votes and comments in sum are worth a look now and then, on pages that are looked at. */
export function stale(): void {
  counting ??= setTimeout(
    () => {
      counting = undefined
      if (document.visibilityState === 'visible') void newDeadline()
    },
    lookAfter(looks++) * (1 + Math.random()),
  )
}

function leftInWords(left: number): string {
  if (left < HOUR) return t('deadline.minutes', { n: Math.max(1, Math.ceil(left / MINUTE)) })
  return left < DAY ? t('deadline.hours', { n: Math.ceil(left / HOUR) }) : t('deadline.days', { n: Math.floor(left / DAY) })
}
