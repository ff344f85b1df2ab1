// Reads zip containers with absolute limits: sizes are judged before anything is unpacked and again while unpacking.
import { crc32, inflateRawSync } from 'node:zlib'
import { ImportRefused } from './blocks.ts'

export const zipLimits = { entries: 2_000, unpacked: 64 * 1024 * 1024 }

export interface Zip {
  has: (name: string) => boolean
  names: () => string[]
  /** The bytes of one entry, or null when there is none; an entry inside a container is never opened as a container itself. */
  read: (name: string) => Uint8Array | null
}

interface Entry {
  name: string
  method: number
  flags: number
  crc: number
  packed: number
  unpacked: number
  offset: number
}

const oleMagic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/** The container of old Office files, and of new ones behind a password. */
export function isOle(bytes: Uint8Array): boolean {
  return oleMagic.every((byte, index) => bytes[index] === byte)
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && (bytes[3] === 4 || bytes[3] === 6)
}

export function openZip(bytes: Uint8Array): Zip {
  if (isOle(bytes)) throw new ImportRefused('protected')
  if (!isZip(bytes)) throw new ImportRefused('broken')
  const entries = new Map<string, Entry>()
  let declared = 0
  for (const entry of directory(bytes)) {
    declared += entry.unpacked
    if (declared > zipLimits.unpacked) throw new ImportRefused('tooLarge', { max: megabytes(zipLimits.unpacked) })
    if (!entries.has(key(entry.name))) entries.set(key(entry.name), entry)
  }
  let left = zipLimits.unpacked
  return {
    has: name => entries.has(key(name)),
    names: () => [...entries.values()].map(entry => entry.name),
    read: name => {
      const entry = entries.get(key(name))
      if (!entry) return null
      const out = unpack(bytes, entry, left)
      left -= out.length
      return out
    },
  }
}

function megabytes(n: number): number {
  return Math.round(n / 1024 / 1024)
}

/** Part names are compared as office programs do: without regard to case, leading slash or the kind of slash. */
function key(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()
}

function directory(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  const count = view.getUint16(end + 10, true)
  const size = view.getUint32(end + 12, true)
  const start = end - size
  const shift = start - view.getUint32(end + 16, true)
  if (count > zipLimits.entries) throw new ImportRefused('tooLarge', { max: megabytes(zipLimits.unpacked) })
  if (count === 0xffff || start < 0 || shift < 0) throw new ImportRefused('broken')
  const entries: Entry[] = []
  for (let at = start; entries.length < count;) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw new ImportRefused('broken')
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true) + shift,
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 0xffff; at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  throw new ImportRefused('broken')
}

function unpack(bytes: Uint8Array, entry: Entry, left: number): Uint8Array {
  if (entry.flags & 1) throw new ImportRefused('protected')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== 0x04034b50) throw new ImportRefused('broken')
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  const packed = bytes.subarray(start, start + entry.packed)
  if (packed.length < entry.packed) throw new ImportRefused('broken')
  if (entry.unpacked > left) throw new ImportRefused('tooLarge', { max: megabytes(zipLimits.unpacked) })
  const out = entry.method === 0 ? packed : inflate(packed, entry)
  if (out.length !== entry.unpacked || crc32(out) !== entry.crc) throw new ImportRefused('broken')
  return out
}

/** An entry may not grow beyond what the directory said: unpacking stops there. */
function inflate(packed: Uint8Array, entry: Entry): Uint8Array {
  if (entry.method !== 8) throw new ImportRefused('broken')
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(entry.unpacked, 1) })
  } catch (cause) {
    throw new ImportRefused('broken', { why: cause instanceof Error ? cause.name : '' })
  }
}
