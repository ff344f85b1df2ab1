// Every sentence of the interface, by language: t(lang)(key, args). Messages are ICU ({name}, plural, select), numbers and plurals by Intl.

import { commandWords } from './words/commands.ts'
import { commonWords } from './words/common.ts'
import { commentWords } from './words/comment.ts'
import { pageWords } from './words/pages.ts'
import { peopleWords } from './words/people.ts'
import { readingWords } from './words/reading.ts'
import { importWords } from './words/import.ts'
import { previewWords } from './words/preview.ts'
import { reportWords } from './words/report.ts'

export const langs = ['en', 'fr', 'es'] as const
export type Lang = (typeof langs)[number]
export const langNames: Record<Lang, string> = { en: 'English', fr: 'Français', es: 'Español' }
export type Args = Record<string, string | number>
export interface Words {
  (key: string, args?: Args): string
  /** The messages themselves of all keys that begin so: what a page hands to its scripts. */
  startingWith: (prefix: string) => Record<string, string>
}
type Area = Record<Lang, Record<string, string>>

/** One file an area; a key stands in exactly one of them, in every language (test/shared/words.test.ts). */
export const areas: Area[] = [commonWords, commandWords, importWords, readingWords, peopleWords, pageWords, commentWords, reportWords, previewWords]

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
    { startingWith: (prefix: string) => Object.fromEntries(Object.entries(catalogues[lang]).filter(([key]) => key.startsWith(prefix))) },
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

/** Formats one ICU message: {name}, {n, number}, {n, plural, =0 {…} one {…} other {…}}, {x, select, a {…} other {…}}; # is the number. */
export function format(lang: string, message: string, args: Args, count?: number): string {
  let out = ''
  for (let i = 0; i < message.length; i++) {
    const char = message[i]
    if (char === '#' && count !== undefined) out += new Intl.NumberFormat(lang).format(count)
    else if (char === '{') {
      const end = closing(message, i)
      out += hole(lang, message.slice(i + 1, end), args)
      i = end
    } else out += char
  }
  return out
}

function closing(message: string, open: number): number {
  for (let i = open, depth = 0; i < message.length; i++) {
    if (message[i] === '{') depth++
    if (message[i] === '}' && --depth === 0) return i
  }
  throw new Error(`a brace is not closed in: ${message}`)
}

function hole(lang: string, body: string, args: Args): string {
  const [name = '', kind, ...rest] = body.split(',')
  const value = args[name.trim()]
  if (value === undefined) throw new Error(`no argument ${name} for {${body}}`)
  if (kind === undefined) return typeof value === 'number' ? new Intl.NumberFormat(lang).format(value) : value
  if (kind.trim() === 'number') return new Intl.NumberFormat(lang).format(Number(value))
  const options = choices(rest.join(','))
  if (kind.trim() === 'select') return format(lang, options[String(value)] ?? options['other'] ?? '', args)
  const n = Number(value)
  const rule = options[`=${n}`] ?? options[new Intl.PluralRules(lang).select(n)] ?? options['other'] ?? ''
  return format(lang, rule, args, n)
}

function choices(text: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (let i = 0; i < text.length;) {
    const open = text.indexOf('{', i)
    if (open < 0) break
    const end = closing(text, open)
    found[text.slice(i, open).trim()] = text.slice(open + 1, end)
    i = end + 1
  }
  return found
}
