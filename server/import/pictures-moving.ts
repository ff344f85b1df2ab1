// GIF and WebP: their size, and their parts without comments, camera data and what follows the picture.
import type { Cleaned } from './pictures.ts'

/** Ends of the sub-blocks that start at `at`, or null when the file stops before. */
function afterBlocks(bytes: Uint8Array, at: number): number | null {
  for (;;) {
    const size = bytes[at]
    if (size === undefined) return null
    at += size + 1
    if (size === 0) return at
  }
}

export function cleanGif(bytes: Uint8Array): Cleaned | null {
  if (bytes.length < 13) return null
  const table = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 13 + table(bytes[10] ?? 0)
  const parts = [bytes.subarray(0, at)]
  while (at < bytes.length) {
    const kind = bytes[at]
    if (kind === 0x3b)
      return { width: view.getUint16(6, true), height: view.getUint16(8, true), parts: [...parts, bytes.subarray(at, at + 1)] }
    const data = kind === 0x2c ? at + 11 + table(bytes[at + 9] ?? 0) : kind === 0x21 ? at + 2 : null
    const end = data === null ? null : afterBlocks(bytes, data)
    if (end === null || end > bytes.length) return null
    const label = bytes[at + 1]
    const loops = label === 0xff && String.fromCharCode(...bytes.subarray(at + 3, at + 11)) === 'NETSCAPE'
    if (kind === 0x2c || label === 0xf9 || loops) parts.push(bytes.subarray(at, end))
    at = end
  }
  return null
}

const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])
export function cleanWebp(bytes: Uint8Array): Cleaned | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array[] = []
  let size: [number, number] | null = null
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4))
    const length = view.getUint32(at + 4, true)
    const end = at + 8 + length + (length & 1)
    if (end > bytes.length + (length & 1)) return null
    size ??= sizeOf(name, bytes.subarray(at + 8, at + 8 + length))
    if (kept.has(name)) {
      const part = bytes.slice(at, end)
      // The flags of the extended header must not promise the camera data and the profile that were taken out.
      if (name === 'VP8X') part[8] = (part[8] ?? 0) & ~0x2c
      parts.push(part)
    }
    at = end
  }
  if (size === null) return null
  const head = bytes.slice(0, 12)
  new DataView(head.buffer).setUint32(4, 4 + parts.reduce((sum, part) => sum + part.length, 0), true)
  return { width: size[0], height: size[1], parts: [head, ...parts] }
}

function sizeOf(name: string, data: Uint8Array): [number, number] | null {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  if (name === 'VP8X' && data.length >= 10) return [1 + (view.getUint32(4, true) & 0xffffff), 1 + (view.getUint32(6, true) >>> 8)]
  if (name === 'VP8L' && data.length >= 5) {
    const bits = view.getUint32(1, true)
    return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)]
  }
  if (name === 'VP8 ' && data.length >= 10) return [view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff]
  return null
}
