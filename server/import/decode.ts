// Bytes to text: byte order marks, a declared charset, then UTF-8, then UTF-16 by its zeros, then Windows-1252.
import { ImportRefused } from './blocks.ts'

const zerosAt = (bytes: Uint8Array, parity: 0 | 1): number => {
  const upto = Math.min(bytes.length, 4096)
  let zeros = 0
  for (let i = parity; i < upto; i += 2) if (bytes[i] === 0) zeros++
  return upto === 0 ? 0 : zeros / (upto / 2)
}

function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (zerosAt(bytes, 1) > 0.3 && zerosAt(bytes, 0) < 0.1) return 'utf-16le'
  if (zerosAt(bytes, 0) > 0.3 && zerosAt(bytes, 1) < 0.1) return 'utf-16be'
  return null
}

/** Null when the label is unknown or the bytes are not valid in it. */
function tryDecode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch (cause) {
    if (cause instanceof TypeError || cause instanceof RangeError) return null
    throw cause
  }
}

/** `declared` is what the file says of itself (a meta tag); a mark in the bytes and valid UTF-8 weigh more. */
export function decodeText(bytes: Uint8Array, declared: string | null = null): string {
  const marked = byMark(bytes)
  const text =
    (marked && new TextDecoder(marked).decode(bytes)) ??
    tryDecode(bytes, 'utf-8') ??
    (declared && tryDecode(bytes, declared)) ??
    new TextDecoder('windows-1252').decode(bytes)
  // A zero among letters means that this is no text at all; a few strays in a long file are dropped.
  const zeros = text.split('\0').length - 1
  if (zeros > 0 && zeros > text.length / 1000) throw new ImportRefused('unknownKind')
  return text.replaceAll('\0', '').replace(/\r\n?/g, '\n')
}

/** The charset that an HTML file declares in its first bytes. */
export function declaredCharset(bytes: Uint8Array): string | null {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, 4096))
  return /<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,40})/i.exec(start)?.[1] ?? null
}
