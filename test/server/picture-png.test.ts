// Pictures as PNG: the right size, letters of several scripts really drawn, and an event loop that does not notice.

import { Resvg } from '@resvg/resvg-js'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { keptPictures, pngOf } from '../../server/picture-png.ts'
import { ownWorkOf } from '../helpers/loop.ts'

const drawing = (text: string, size = 40): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><text x="600" y="300" text-anchor="middle" font-family="Noto Sans" font-size="${size}">${text}</text></svg>`

/** Width, height, and how many pixels are darker than half grey. */
function seen(png: Buffer): { width: number; height: number; dark: number } {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const from = png.indexOf('IDAT')
  const rows = inflateSync(png.subarray(from + 4, from + 4 + png.readUInt32BE(from - 4)))
  let dark = 0
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if ((rows[y * (width * 4 + 1) + 1 + x * 4] ?? 255) < 128) dark++
  return { width, height, dark }
}

test('letters of Latin, Arabic and Hebrew script are drawn, each with its own shapes', async () => {
  expect(seen(await pngOf(drawing('')))).toEqual({ width: 1200, height: 630, dark: 0 })
  const drawn = await Promise.all(['Water', 'مياه', 'מים', 'Wasser'].map(async text => seen(await pngOf(drawing(text))).dark))
  for (const dark of drawn) expect(dark).toBeGreaterThan(200)
  expect(new Set(drawn).size).toBe(4)
})

test('a width asked for scales the picture, and the ground is painted', async () => {
  expect(seen(await pngOf(drawing('Water'), { width: 600 }))).toMatchObject({ width: 600, height: 315 })
  expect(seen(await pngOf(drawing(''), { width: 60, background: '#14171a' })).dark).toBe(60 * 32)
})

test('drawing happens beside the event loop: this thread does less than a third of what drawing costs', async () => {
  const svg = drawing('Water', 90)
  const all = async () => new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng()
  const twenty = (draw: () => Promise<Buffer>) => ownWorkOf(() => Promise.all(Array.from({ length: 20 }, draw)))
  await Promise.all([pngOf(svg), all()])
  expect(await twenty(() => pngOf(svg))).toBeLessThan((await twenty(all)) / 3)
})

test('a kept picture is drawn once for all who ask, anew after a failure, and makes room for others one by one', async () => {
  const kept = keptPictures(2)
  const drawn: string[] = []
  const ask = (key: string) =>
    kept(key, async () => {
      drawn.push(key)
      return Buffer.from(key)
    })
  const three = await Promise.all([ask('a'), ask('a'), ask('a')])
  expect([drawn, three.map(String)]).toEqual([['a'], ['a', 'a', 'a']])
  await ask('b')
  await ask('a')
  await ask('c')
  await ask('a')
  expect(drawn, 'asked for last, "a" stays; "b" went').toEqual(['a', 'b', 'c'])
  await ask('b')
  expect(drawn).toEqual(['a', 'b', 'c', 'b'])
  await expect(kept('d', () => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory')
  expect(String(await ask('d'))).toBe('d')
})
