// What is said to those who listen: own acts at once, other people's in sum, at most every 20 seconds and three a minute.

import { t } from './page.ts'

const QUIET = 20_000
const spoken: number[] = []
let news = { comments: 0, places: new Set<string>() }
let timer: ReturnType<typeof setTimeout> | undefined

const region = (): Element | null => document.querySelector('[data-said]')

export function say(text: string): void {
  spoken.push(Date.now())
  const said = region()
  if (said) said.textContent = text
}

export function heard(what: { comment?: true; place: string }): void {
  if (what.comment) news.comments++
  else news.places.add(what.place)
  timer ??= setTimeout(tell, QUIET)
}

/** It was one's own act, told already. */
export const unheard = (place: string): void => {
  news.places.delete(place)
}

function tell(): void {
  timer = undefined
  const recent = spoken.filter(at => Date.now() - at < 60_000)
  spoken.splice(0, spoken.length, ...recent)
  if (recent.length >= 3) {
    timer = setTimeout(tell, QUIET)
    return
  }
  const { comments, places } = news
  news = { comments: 0, places: new Set() }
  if (comments + places.size) say(t('live.others', { comments, votes: places.size }).trim())
}
