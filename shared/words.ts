// Every sentence of the interface, by language: t(lang)(key, args). Messages are ICU ({name}, plural, select), numbers and plurals by Intl.

import { format, type Args } from './format.ts'
import { offlineWords } from './words/offline.ts'
import { aroundWords } from './words/around.ts'
import { commandWords } from './words/commands.ts'
import { demoWords } from './words/demo.ts'
import { commonWords } from './words/common.ts'
import { commentWords } from './words/comment.ts'
import { pageWords } from './words/pages.ts'
import { peopleWords } from './words/people.ts'
import { readingWords } from './words/reading.ts'
import { liveWords } from './words/live.ts'
import { deskWords } from './words/desk.ts'
import { deskWorkWords } from './words/desk-work.ts'
import { importWords } from './words/import.ts'
import { previewWords } from './words/preview.ts'
import { setupWords } from './words/setup.ts'
import { legalWords } from './words/legal.ts'
import { reportWords } from './words/report.ts'
import { dashboardWords } from './words/dashboard.ts'
import { revisionWords } from './words/revision.ts'
import { roomWords } from './words/room.ts'

export { format, type Args } from './format.ts'

export const langs = ['en', 'fr', 'es'] as const
export type Lang = (typeof langs)[number]
export const langNames: Record<Lang, string> = { en: 'English', fr: 'Français', es: 'Español' }
export interface Words {
  (key: string, args?: Args): string
  /** The messages themselves of all keys that begin so: what a page hands to its scripts. */
  startingWith: (prefix: string) => Record<string, string>
}
type Area = Record<Lang, Record<string, string>>

/** One file an area; a key stands in exactly one of them, in every language (test/shared/words.test.ts). */
export const areas: Area[] = [
  commonWords,
  commandWords,
  aroundWords,
  offlineWords,
  importWords,
  readingWords,
  peopleWords,
  pageWords,
  commentWords,
  reportWords,
  revisionWords,
  previewWords,
  deskWords,
  deskWorkWords,
  liveWords,
  dashboardWords,
  setupWords,
  legalWords,
  roomWords,
  demoWords,
]

const catalogues = Object.fromEntries(langs.map(lang => [lang, Object.assign({}, ...areas.map(a => a[lang]))])) as Record<
  Lang,
  Record<string, string>
>

export const isLang = (x: string | undefined | null): x is Lang => langs.includes(x as Lang)

/** The sentences of one language; an unknown key is a fault, found by the tests. */
export function wordsOf(lang: Lang): Words {
  const known = speakers.get(lang)
  if (known) return known
  const words = Object.assign(
    (key: string, args: Args = {}) => {
      const message = catalogues[lang][key]
      if (message === undefined) throw new Error(`no words for ${key}`)
      return format(lang, message, args)
    },
    {
      startingWith: (prefix: string) =>
        Object.fromEntries(Object.entries(catalogues[lang]).filter(([key]) => key.startsWith(prefix))),
    },
  )
  speakers.set(lang, words)
  return words
}
const speakers = new Map<Lang, Words>()

export const hasWords = (key: string): boolean => key in catalogues.en

/** The first of the accepted languages (Accept-Language) that Parley speaks. */
export function pickLang(header: string | undefined): Lang {
  for (const part of (header ?? '').split(',')) {
    const lang = part.trim().slice(0, 2).toLowerCase()
    if (isLang(lang)) return lang
  }
  return 'en'
}
