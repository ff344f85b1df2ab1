// Pictures from files: known by their first bytes, limited in size, and stripped of everything that is not the picture.
import type { Picture } from './blocks.ts'
import { cleanGif, cleanWebp } from './pictures-moving.ts'

const pictureBytes = 8 * 1024 * 1024
const mostPixels = 40_000_000

/** A picture without its metadata, or the warning to show in its place. */
export type CheckedPicture = { type: Picture['type']; bytes: Uint8Array; width: number; height: number } | PictureProblem
export type PictureProblem = 'image.kind' | 'image.tooLarge' | 'image.broken'

export interface Cleaned {
  width: number
  height: number
  parts: Uint8Array[]
}

/** SVG and everything else that is no PNG, JPEG, GIF or WebP is refused, whatever its name says. */
export function checkPicture(bytes: Uint8Array): CheckedPicture {
  if (bytes.length > pictureBytes) return 'image.tooLarge'
  const type = typeOf(bytes)
  if (type === null) return 'image.kind'
  const cleaned = cleaners[type](bytes)
  if (cleaned === null || cleaned.width < 1 || cleaned.height < 1) return 'image.broken'
  if (cleaned.width * cleaned.height > mostPixels) return 'image.tooLarge'
  return { type, width: cleaned.width, height: cleaned.height, bytes: joined(cleaned.parts) }
}

/** The picture in a data: address, under the given id. */
export function pictureFromDataUrl(url: string, id: string): Picture | PictureProblem {
  const parts = /^data:image\/[\w.+-]+(?:;[\w=-]+)*;base64,/i.exec(url)
  if (!parts) return 'image.kind'
  if (url.length > pictureBytes * 1.4) return 'image.tooLarge'
  const checked = checkPicture(new Uint8Array(Buffer.from(url.slice(parts[0].length), 'base64')))
  return typeof checked === 'string' ? checked : { id, type: checked.type, bytes: checked.bytes }
}

const starts = (bytes: Uint8Array, ...signs: number[]): boolean => signs.every((sign, index) => bytes[index] === sign)
function typeOf(bytes: Uint8Array): Picture['type'] | null {
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(bytes, 0x47, 0x49, 0x46, 0x38) && (bytes[4] === 0x37 || bytes[4] === 0x39)) return 'image/gif'
  if (starts(bytes, 0x52, 0x49, 0x46, 0x46) && starts(bytes.subarray(8), 0x57, 0x45, 0x42, 0x50)) return 'image/webp'
  return null
}

const cleaners: Record<Picture['type'], (bytes: Uint8Array) => Cleaned | null> = {
  'image/png': cleanPng,
  'image/jpeg': cleanJpeg,
  'image/gif': cleanGif,
  'image/webp': cleanWebp,
}

const pngParts = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs'])
function cleanPng(bytes: Uint8Array): Cleaned | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = [bytes.subarray(0, 8)]
  const named = (at: number): string => String.fromCharCode(...bytes.subarray(at + 4, at + 8))
  if (bytes.length < 33 || named(8) !== 'IHDR') return null
  let at = 8
  for (let name = ''; name !== 'IEND' && at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) return null
    name = named(at)
    if (pngParts.has(name)) parts.push(bytes.subarray(at, end))
    at = end
  }
  return { width: view.getUint32(16), height: view.getUint32(20), parts }
}

function cleanJpeg(bytes: Uint8Array): Cleaned | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = [bytes.subarray(0, 2)]
  let [width, height] = [0, 0]
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at++
      continue
    }
    const end = at + 2 + view.getUint16(at + 2)
    if (end > bytes.length) return null
    const sizes = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (sizes && end >= at + 9) [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
    // Of the application parts only JFIF and Adobe's, which say how the colours are meant; no comments.
    const meta = (marker > 0xe0 && marker <= 0xef && marker !== 0xee) || marker === 0xfe
    if (!meta) parts.push(bytes.subarray(at, end))
    at = end
    if (marker !== 0xda) continue
    while (at + 1 < bytes.length && !(bytes[at] === 0xff && bytes[at + 1] !== 0 && !isRestart(bytes[at + 1] ?? 0))) at++
    parts.push(bytes.subarray(end, at))
    if (bytes[at + 1] === 0xd9 || at + 1 >= bytes.length)
      return { width, height, parts: [...parts, new Uint8Array([0xff, 0xd9])] }
  }
  return null
}
const isRestart = (sign: number): boolean => sign >= 0xd0 && sign <= 0xd7

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
