// What an instance tells of itself: its name, its logo, and the pages the law asks for, each in the languages of the interface.

import type { Lang } from './words.ts'

export const ownPages = ['imprint', 'contact', 'privacy', 'accessibility'] as const
export type OwnPage = (typeof ownPages)[number]

export interface Instance {
  name: string
  /** False while nobody has given a name. */
  named: boolean
  logo: { id: string; width: number; height: number } | null
  pages: Record<OwnPage, Partial<Record<Lang, string>>>
  /** The last change, or null. */
  changedAt: string | null
}

export const blankInstance: Instance = {
  name: 'Parley',
  named: false,
  logo: null,
  pages: { imprint: {}, contact: {}, privacy: {}, accessibility: {} },
  changedAt: null,
}

/** A place that is still to be filled in: "[name of the authority]", which no link follows. */
const gap = /\[[^\]\n]+\](?!\()/

/** I1: a page is filled in when it says something and no place in brackets is left. */
export const isFilledIn = (text: string | undefined): boolean => !!text?.trim() && !gap.test(text)
export const gapsIn = (text: string): string[] => text.match(new RegExp(gap, 'g')) ?? []

/** The text of a page for a reader: in their language, else in the first one it was filled in; null while there is none. */
export function textFor(instance: Instance, page: OwnPage, lang: Lang): { lang: Lang; text: string } | null {
  const texts = instance.pages[page]
  const filled = (Object.keys(texts) as Lang[]).filter(l => isFilledIn(texts[l]))
  const chosen = filled.includes(lang) ? lang : filled[0]
  return chosen ? { lang: chosen, text: texts[chosen] ?? '' } : null
}

/** True when a page is filled in, in any language. */
export const hasPage = (instance: Instance, page: OwnPage): boolean => Object.values(instance.pages[page]).some(isFilledIn)
