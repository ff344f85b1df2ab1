// Formats one ICU message with its arguments; pages and scripts share it, catalogues stay out.

export type Args = Record<string, string | number>

/** What Intl is asked for in a language: English dates with the day first; Portuguese as in Portugal, as it is written here; Arabic with the digits of P12 and of the report, in every browser. */
export const localeOf = (lang: string): string => ({ en: 'en-GB', pt: 'pt-PT', ar: 'ar-u-nu-latn' })[lang] ?? lang

const numbers = new Map<string, Intl.NumberFormat>()
const plurals = new Map<string, Intl.PluralRules>()

/** Kept: making one costs as much as formatting a page of numbers. */
export function numbersOf(lang: string, options?: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = options ? `${lang} ${JSON.stringify(options)}` : lang
  const known = numbers.get(key) ?? new Intl.NumberFormat(localeOf(lang), options)
  numbers.set(key, known)
  return known
}
function pluralsOf(lang: string): Intl.PluralRules {
  const known = plurals.get(lang) ?? new Intl.PluralRules(localeOf(lang))
  plurals.set(lang, known)
  return known
}

/** Formats one ICU message: {name}, {n, number}, {n, plural, =0 {…} one {…} other {…}}, {x, select, a {…} other {…}}; # is the number. */
export function format(lang: string, message: string, args: Args, count?: number): string {
  let out = ''
  for (let i = 0; i < message.length; i++) {
    const char = message[i]
    if (char === '#' && count !== undefined) out += numbersOf(lang).format(count)
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
  if (kind === undefined) return typeof value === 'number' ? numbersOf(lang).format(value) : value
  if (kind.trim() === 'number') return numbersOf(lang).format(Number(value))
  const options = choices(rest.join(','))
  if (kind.trim() === 'select') return format(lang, options[String(value)] ?? options['other'] ?? '', args)
  const n = Number(value)
  const rule = options[`=${n}`] ?? options[pluralsOf(lang).select(n)] ?? options['other'] ?? ''
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
