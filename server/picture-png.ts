// Draws an SVG of ours as PNG: rendering and packing happen on the thread pool, so that the event loop waits for neither.

import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'
import { createShelf } from './shelf.ts'

export interface PngOptions {
  /** In pixels; without it as wide as the SVG says. */
  width?: number
  /** What lies behind the picture: it always is opaque. */
  background?: string
}

const packed = promisify(deflate)
const { resolve } = createRequire(import.meta.url)
const font = (path: string): string => resolve(`@expo-google-fonts/${path}.ttf`)
/** Write `font-family="Noto Sans"`: letters it lacks are taken from the others. */
const fonts = [
  'noto-sans/400Regular/NotoSans_400Regular',
  'noto-sans/700Bold/NotoSans_700Bold',
  'noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular',
  'noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold',
  'noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular',
  'noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold',
].map(font)
/** Letters the fonts above do not have: the machine's own fonts are searched for them, which takes longer. */
const otherLetters = /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{Letter}/u

const MOST_AT_ONCE = 2
const waiting: (() => void)[] = []
let running = 0

/** Two at once, so that the pool stays free for the database's and the network's own work. */
export async function pngOf(svg: string, { width, background = '#ffffff' }: PngOptions = {}): Promise<Buffer<ArrayBuffer>> {
  if (running >= MOST_AT_ONCE) await new Promise<void>(go => waiting.push(go))
  else running++
  try {
    // Loaded with the first picture: it takes memory that most processes never need.
    const { renderAsync } = await import('@resvg/resvg-js')
    const drawn = await renderAsync(svg, {
      background,
      font: {
        loadSystemFonts: otherLetters.test(svg),
        fontFiles: fonts,
        defaultFontFamily: 'Noto Sans',
        sansSerifFamily: 'Noto Sans',
      },
      logLevel: 'off',
      ...(width ? { fitTo: { mode: 'width', value: width } } : {}),
    })
    return await packedAsPng(drawn.pixels, drawn.width, drawn.height)
  } finally {
    // The place is handed on to the one who waits longest.
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/** Draws what is asked for under a key, or answers with what was drawn before. */
export type KeptPictures = (key: string, draw: () => Promise<Buffer<ArrayBuffer>>) => Promise<Buffer<ArrayBuffer>>

/** At most so many pictures: those who ask at once share one drawing, one that failed is tried anew, and what was asked for longest ago goes first. */
export function keptPictures(most: number): KeptPictures {
  const kept = createShelf<Promise<Buffer<ArrayBuffer>>>(most)
  return (key, draw) => {
    const known = kept.get(key)
    if (known) return known
    const made = draw()
    kept.set(key, made)
    made.catch(() => kept.drop(key, made))
    return made
  }
}

/** The renderer's own packing would run on the event loop (10 ms for a card): here only rows are copied. */
async function packedAsPng(pixels: Buffer, width: number, height: number): Promise<Buffer<ArrayBuffer>> {
  const row = width * 4
  const rows = Buffer.allocUnsafe((row + 1) * height)
  for (let y = 0; y < height; y++) {
    // Each row says that nothing was done to it.
    rows[y * (row + 1)] = 0
    pixels.copy(rows, y * (row + 1) + 1, y * row, (y + 1) * row)
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  // 8 bits, red green blue alpha, no interlacing.
  head.set([8, 6], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', await packed(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
