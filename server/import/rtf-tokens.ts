// Cuts RTF into tokens: braces, control words with their numbers, and bytes of text.
export type RtfToken =
  { kind: 'open' } | { kind: 'close' } | { kind: 'word'; word: string; value: number | null } | { kind: 'bytes'; bytes: number[] }

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90))
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57

/** Signs after a backslash that stand for themselves, for a byte, or for a word. */
export function* rtfTokens(source: Uint8Array): Generator<RtfToken> {
  let at = 0
  let run: number[] = []
  const text = function* (): Generator<RtfToken> {
    if (run.length > 0) yield { kind: 'bytes', bytes: run }
    run = []
  }
  while (at < source.length) {
    const byte = source[at]
    if (byte === 0x7b || byte === 0x7d) {
      yield* text()
      yield byte === 0x7b ? { kind: 'open' } : { kind: 'close' }
      at++
    } else if (byte === 0x5c) {
      const next = source[at + 1]
      if (next === 0x27) {
        run.push(Number.parseInt(String.fromCharCode(source[at + 2] ?? 48, source[at + 3] ?? 48), 16) || 0x3f)
        at += 4
      } else if (next === 0x5c || next === 0x7b || next === 0x7d) {
        run.push(next)
        at += 2
      } else if (isLetter(next)) {
        yield* text()
        let end = at + 1
        while (isLetter(source[end]) && end - at < 34) end++
        const word = String.fromCharCode(...source.subarray(at + 1, end))
        let number = end
        if (source[number] === 0x2d) number++
        while (isDigit(source[number]) && number - end < 11) number++
        const digits = String.fromCharCode(...source.subarray(end, number))
        const value = /\d/.test(digits) ? Number(digits) : null
        at = value === null ? end : number
        if (source[at] === 0x20) at++
        if (word === 'bin') at += Math.max(0, value ?? 0)
        yield { kind: 'word', word, value }
      } else {
        yield* text()
        const sign = next === undefined ? '' : String.fromCharCode(next)
        yield { kind: 'word', word: sign === '\n' || sign === '\r' ? 'par' : sign, value: null }
        at += 2
      }
    } else {
      if (byte !== undefined && byte !== 0x0a && byte !== 0x0d && byte !== 0) run.push(byte)
      at++
    }
  }
  yield* text()
}
