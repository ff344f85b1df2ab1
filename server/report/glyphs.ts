// Which signs the fonts of PDF files have: a sign they lack is shown as its code and named in a warning, never as an empty box.

// oxlint-disable-next-line no-misleading-character-class
const had =
  /[\t\n\u0020-\u007E\u00A0-\u024F\u0250-\u02AF\u02B0-\u02FF\u0300-\u036F\u0370-\u0377\u037A-\u037F\u0384-\u03FF\u0400-\u052F\u0591-\u05F4\u0600-\u06FF\u0750-\u077F\u1E00-\u1EFF\u1F00-\u1FFE\u2000-\u200F\u2010-\u2027\u202A-\u202F\u2030-\u205E\u2060\u2066-\u2069\u2070-\u208E\u20A0-\u20B9\u20BD\u2100-\u214F\u2190-\u21FF\u2200-\u22FF\u2500-\u25FF\uFB00-\uFB06\uFB1D-\uFB4F]/u

const scripts =
  'Hani Hira Kana Hang Bopo Thai Laoo Khmr Mymr Tibt Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Armn Geor Ethi Cher Cans Mong Syrc Thaa Nkoo Tfng Yiii Copt Goth Java Bali'.split(
    ' ',
  )
const tests = scripts.map(code => ({ code, has: new RegExp(`\\p{Script=${code}}`, 'u') }))

export interface Glyphs {
  fit: (text: string) => string
  /** The scripts met that have no letters here, in the reader's language. */
  missing: () => string[]
}

export function glyphsFor(lang: string, others: string): Glyphs {
  const met = new Set<string>()
  const names = new Intl.DisplayNames(lang, { type: 'script' })
  const code = (sign: string): string => {
    const script = tests.find(({ has }) => has.test(sign))?.code
    met.add(script ? (names.of(script) ?? script) : others)
    return `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
  }
  return {
    fit: text => [...text.toWellFormed()].map(sign => (had.test(sign) ? sign : code(sign))).join(''),
    missing: () => [...met].sort(),
  }
}
