// What the server told this page about itself, and its sentences.

import { format, type Args } from '../shared/format.ts'

interface PageData {
  slug: string
  seq: number
  lang: string
  /** Present when the page was drawn for a session. */
  token: string | null
  kind: 'guest' | 'participant' | null
  /** Whose session it is, and whether they have a name. */
  who: string | null
  named: boolean
  now: string
  words: Record<string, string>
}

export const page: PageData = JSON.parse(document.getElementById('parley-data')?.textContent ?? '{"words":{}}') as PageData

/** The difference between the server's clock and this device's. */
const ahead = Date.parse(page.now) - Date.now()
export const serverNow = (): number => Date.now() + ahead

export const t = (key: string, args: Args = {}): string => format(page.lang, page.words[key] ?? '', args)

/** True while votes and comments are taken. */
export const isOpen = (): boolean => document.querySelector<HTMLElement>('parley-consultation')?.dataset['state'] === 'open'

export const all = (selector: string, within: ParentNode = document): HTMLElement[] => [
  ...within.querySelectorAll<HTMLElement>(selector),
]

/** Sets text only where it differs, so that nothing is announced or repainted without need. */
export function setText(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text
}

/** Elements from served HTML. */
export function drawnAll(html: string): HTMLElement[] {
  const template = document.createElement('template')
  template.innerHTML = html.trim()
  return [...template.content.children] as HTMLElement[]
}
export const drawn = (html: string): HTMLElement => drawnAll(html)[0] as HTMLElement

export function button(key: string, press: () => void): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'button'
  element.textContent = t(key)
  element.addEventListener('click', press)
  return element
}
