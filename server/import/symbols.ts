// Signs that Word keeps as places in symbol fonts, as the characters that everybody has.
import type { Inline } from './blocks.ts'

const wingdings: Record<string, string> = {
  '6C': '●',
  '6E': '■',
  '6F': '□',
  '71': '❑',
  '76': '❖',
  A7: '▪',
  A8: '☐',
  D8: '➢',
  E0: '→',
  FB: '✗',
  FC: '✓',
  FD: '☒',
  FE: '☑',
}
const symbols: Record<string, string> = {
  B7: '•',
  B0: '°',
  B1: '±',
  A3: '≤',
  B3: '≥',
  B9: '≠',
  AE: '→',
  DE: '⇒',
  A8: '♦',
  '2D': '−',
  B4: '×',
  D2: '®',
  D3: '©',
  D4: '™',
}

const greek = { A: 'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ', a: 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ' }

/** Letters are text; dingbats are only drawn, a box where the sign is not known. */
export function symbol(font: string, char: string): Inline {
  const code = Number.parseInt(char, 16)
  if (!Number.isInteger(code) || code < 32 || code > 0xffff) return { text: '' }
  const own = code >= 0xf000 && code <= 0xf0ff
  if (!own && !/wingdings|symbol/i.test(font)) return { text: String.fromCodePoint(code) }
  const low = code & 0xff
  const key = low.toString(16).toUpperCase().padStart(2, '0')
  if (/wingdings/i.test(font)) return { symbol: wingdings[key] ?? '□' }
  const letter = (low >= 0x61 ? greek.a[low - 0x61] : greek.A[low - 0x41]) ?? null
  return letter ? { text: letter } : { symbol: symbols[key] ?? '□' }
}
