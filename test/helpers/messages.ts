// What is wrong with the messages of a language, beside the English ones: keys, arguments, plural forms, sentences left in English.

/** One hole of a message: its name, its kind, and the choices it offers. */
interface Hole {
  name: string
  kind: string
  choices: Record<string, string>
}

/** All holes of an ICU message, those inside choices too. */
export function holesOf(message: string): Hole[] {
  return outer(message).flatMap(body => {
    const [name = '', kind = 'plain', ...rest] = body.split(',')
    const choices = choicesOf(rest.join(','))
    const hole = { name: name.trim(), kind: kind.trim(), choices }
    return [hole, ...Object.values(choices).flatMap(holesOf)]
  })
}

/** The bodies of the outermost braces. */
function outer(message: string): string[] {
  const found: string[] = []
  for (let i = 0, depth = 0, open = 0; i < message.length; i++) {
    if (message[i] === '{' && depth++ === 0) open = i + 1
    if (message[i] === '}' && --depth === 0) found.push(message.slice(open, i))
    if (depth < 0 || (depth > 0 && i === message.length - 1)) throw new Error(`braces do not match in: ${message}`)
  }
  return found
}

function choicesOf(text: string): Record<string, string> {
  const bodies = outer(text)
  const names = bodies.reduce((left, body) => left.replace(`{${body}}`, '\n'), text).split('\n')
  return Object.fromEntries(bodies.map((body, i) => [names[i]?.trim() ?? '', body]))
}

const kinds = (holes: Hole[], name: string): Set<string> => new Set(holes.filter(h => h.name === name).map(h => h.kind))
const counted = new Set(['number', 'plural'])

/** Why a translation does not take what the English sentence takes; empty when it does. */
export function wrongArguments(english: string, translated: string): string[] {
  const [wanted, given] = [holesOf(english), holesOf(translated)]
  const names = new Set([...wanted, ...given].map(h => h.name))
  return [...names].flatMap(name => {
    const [from, to] = [kinds(wanted, name), kinds(given, name)]
    if (!to.size) return [`{${name}} is missing`]
    if (!from.size) return [`{${name}} is not known in English`]
    if ([...to].some(kind => !from.has(kind) && !(counted.has(kind) && [...counted].some(c => from.has(c))) && kind !== 'plain'))
      return [`{${name}} is ${[...to].join(', ')}; in English ${[...from].join(', ')}`]
    const offered = (holes: Hole[]): string =>
      [...new Set(holes.filter(h => h.name === name && h.kind === 'select').flatMap(h => Object.keys(h.choices)))]
        .sort()
        .join(' ')
    return offered(given) === offered(wanted)
      ? []
      : [`{${name}} chooses among "${offered(given)}", in English "${offered(wanted)}"`]
  })
}

const exact: Record<string, string> = { zero: '=0', one: '=1', two: '=2' }
/** In Arabic these three name one number each; elsewhere "one" may stand for more than 1. */
const isExact = (lang: string, form: string): boolean => lang === 'ar' && form in exact

/** The forms a language uses for what is counted here; that of whole millions in French, Spanish and Portuguese may fall back. */
function neededIn(lang: string): Set<string> {
  const rules = new Intl.PluralRules(lang)
  return new Set(Array.from({ length: 201 }, (_, n) => rules.select(n)))
}

/** Plural forms that the language needs and a message lacks, or has and the language does not know. */
export function wrongPlurals(lang: string, message: string): string[] {
  const needed = neededIn(lang)
  const known: string[] = new Intl.PluralRules(lang).resolvedOptions().pluralCategories
  return holesOf(message)
    .filter(h => h.kind === 'plural')
    .flatMap(({ name, choices }) => [
      ...[...needed]
        .filter(form => !(form in choices) && !(isExact(lang, form) && (exact[form] ?? '') in choices))
        .map(form => `{${name}} lacks ${form}`),
      ...Object.keys(choices)
        .filter(form => !form.startsWith('=') && !known.includes(form))
        .map(form => `{${name}} has ${form}`),
    ])
}

/** Enough words that no two languages say them alike. */
const isSentence = (message: string): boolean => (message.replace(/\{[^{}]*\}/g, '').match(/\p{L}{2,}/gu) ?? []).length >= 4

/** Everything that is wrong with a language, as `key: why`. */
export function faultsOf(lang: string, english: Record<string, string>, messages: Record<string, string>): string[] {
  const missing = Object.keys(english).filter(key => !(key in messages))
  const extra = Object.keys(messages).filter(key => !(key in english))
  const wrong = Object.entries(messages).flatMap(([key, message]) => {
    const source = english[key]
    if (source === undefined) return []
    if (!message.trim() && source.trim()) return [`${key}: is empty`]
    const left = lang !== 'en' && message === source && isSentence(source) ? ['is left in English'] : []
    return [...left, ...wrongArguments(source, message), ...wrongPlurals(lang, message)].map(why => `${key}: ${why}`)
  })
  return [...missing.map(key => `${key}: is missing`), ...extra.map(key => `${key}: is in no area`), ...wrong]
}
