// Which signs the fonts of PDF files have: a sign they lack is shown as its code and named in a warning, never as an empty box.

/** Tried one by one with the fonts of typst.ts; marks, joiners and directions belong to the letters they stand at. */
const ranges =
  `9-a 20-7e a0-374 375-3ce 3d0-3e1 3f0-4c4 4c7-4cc 4cf-4f9 510-511 51a-51d 531-55f 561-587 589-58a 591-6ff 750-77f 870-88e
 8a0-8ff 10d0-10fc 1dc4-1dff 1e00-200f 2010-2027 202a-20b5 20b8-20ba 20bd 20bf 20c1-20f0 2100-2151 2153-2184 2189 2190-23ff 2422-2423 2460-2487
 24b6-262f 2638-268b 2690-269c 26a0-26a7 26aa-26b2 2701-2704 2706-2709 270c-2727 2729-274b 274d 274f-2752 2756 2758-275e 2761-277f 2794
 2798-27af 27b1-27be 27c0-27ff 2900-2b95 2b97-2bff 2e02-2e05 2e17-2e18 fb00-fb04 fb1d-fb4f`
    .split(/\s+/)
    .map(range =>
      range
        .split('-')
        .map(end => `\\u{${end}}`)
        .join('-'),
    )
const had = new RegExp(`[${ranges.join('')}]`, 'u')

const scripts =
  'Hani Hira Kana Hang Bopo Thai Laoo Khmr Mymr Tibt Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Ethi Cher Cans Mong Syrc Thaa Nkoo Tfng Yiii Copt Goth Java Bali'.split(
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
