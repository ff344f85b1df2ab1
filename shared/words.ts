// Every sentence of the interface, by language: t(lang)(key, args). Messages are ICU ({name}, plural, select), numbers and plurals by Intl.

import { format, type Args } from './format.ts'
import { offlineWords } from './words/offline.ts'
import { arWords } from './words/ar.ts'
import { aroundWords } from './words/around.ts'
import { commandWords } from './words/commands.ts'
import { demoWords } from './words/demo.ts'
import { commonWords } from './words/common.ts'
import { commentWords } from './words/comment.ts'
import { pageWords } from './words/pages.ts'
import { peopleWords } from './words/people.ts'
import { ptWords } from './words/pt.ts'
import { readingWords } from './words/reading.ts'
import { glanceWords } from './words/glance.ts'
import { liveWords } from './words/live.ts'
import { deskWords } from './words/desk.ts'
import { deskWorkWords } from './words/desk-work.ts'
import { idWords } from './words/id.ts'
import { importWords } from './words/import.ts'
import { previewWords } from './words/preview.ts'
import { setupWords } from './words/setup.ts'
import { legalWords } from './words/legal.ts'
import { reportWords } from './words/report.ts'
import { dashboardWords } from './words/dashboard.ts'
import { revisionWords } from './words/revision.ts'
import { roomWords } from './words/room.ts'

export { format, type Args } from './format.ts'

export interface Words {
  (key: string, args?: Args): string
  /** The messages themselves of all keys that begin so: what a page hands to its scripts. */
  startingWith: (prefix: string) => Record<string, string>
}
/** English, French and Spanish are written side by side, one file an area; the other languages are one file each. */
type Area = Record<'en' | 'fr' | 'es', Record<string, string>>

/** A key stands in exactly one of them, in every language (test/shared/words.test.ts). */
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
  glanceWords,
  setupWords,
  legalWords,
  roomWords,
  demoWords,
]

const fromAreas = (lang: keyof Area): Record<string, string> => Object.assign({}, ...areas.map(area => area[lang]))

/** The languages of the interface, in the order they are offered: the name in the language itself, its direction, its messages. */
export const languages = {
  en: { name: 'English', dir: 'ltr', messages: fromAreas('en') },
  fr: { name: 'Français', dir: 'ltr', messages: fromAreas('fr') },
  es: { name: 'Español', dir: 'ltr', messages: fromAreas('es') },
  pt: { name: 'Português', dir: 'ltr', messages: ptWords },
  ar: { name: 'العربية', dir: 'rtl', messages: arWords },
  id: { name: 'Bahasa Indonesia', dir: 'ltr', messages: idWords },
} satisfies Record<string, { name: string; dir: 'ltr' | 'rtl'; messages: Record<string, string> }>
export type Lang = keyof typeof languages
export const langs = Object.keys(languages) as Lang[]
export const langNames = Object.fromEntries(langs.map(lang => [lang, languages[lang].name])) as Record<Lang, string>
export const dirOf = (lang: Lang): 'ltr' | 'rtl' => languages[lang].dir

export const isLang = (x: string | undefined | null): x is Lang => !!x && Object.hasOwn(languages, x)

/** The sentences of one language; an unknown key is a fault, found by the tests. */
export function wordsOf(lang: Lang): Words {
  const known = speakers.get(lang)
  if (known) return known
  const messages: Record<string, string> = languages[lang].messages
  const words = Object.assign(
    (key: string, args: Args = {}) => {
      const message = messages[key]
      if (message === undefined) throw new Error(`no words for ${key}`)
      return format(lang, message, args)
    },
    {
      startingWith: (prefix: string) => Object.fromEntries(Object.entries(messages).filter(([key]) => key.startsWith(prefix))),
    },
  )
  speakers.set(lang, words)
  return words
}
const speakers = new Map<Lang, Words>()

export const hasWords = (key: string): boolean => key in languages.en.messages

/** Codes that browsers still send for a language that has another one today. */
const olderCodes: Record<string, string> = { in: 'id' }

/** The language of a tag ("pt-BR") when Parley speaks it. */
export function langOfTag(tag: string): Lang | null {
  const code = tag.trim().split(/[-_]/)[0]?.toLowerCase() ?? ''
  const lang = olderCodes[code] ?? code
  return isLang(lang) ? lang : null
}

/** The language that is wanted most (Accept-Language with its weights) among those Parley speaks. */
export function pickLang(header: string | undefined): Lang {
  let best: Lang = 'en'
  let most = 0
  for (const part of (header ?? '').split(',')) {
    const [tag = '', ...rest] = part.split(';')
    const lang = langOfTag(tag)
    const given = rest.find(r => /^\s*q\s*=/i.test(r))?.split('=')[1]
    const weight = given === undefined ? 1 : Number(given)
    if (lang && weight > most) [best, most] = [lang, weight]
  }
  return best
}
