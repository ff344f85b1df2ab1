// Pictures: kinds by first bytes, limits of size, and nothing left in them but the picture.
import { expect, test } from 'vitest'
import { checkPicture, pictureFromDataUrl } from '../../../server/import/pictures.ts'

const part = (name: string, data: Uint8Array): Uint8Array => {
  const out = Buffer.alloc(12 + data.length)
  out.writeUInt32BE(data.length, 0)
  out.write(name, 4, 'latin1')
  out.set(data, 8)
  return out
}
const text = (words: string): Uint8Array => new TextEncoder().encode(words)
function png(width: number, height: number, ...more: Uint8Array[]): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    part('IHDR', header),
    ...more,
    part('IDAT', text('pixels')),
    part('IEND', new Uint8Array()),
  ])
}
const holds = (checked: ReturnType<typeof checkPicture>, words: string): boolean =>
  typeof checked !== 'string' && Buffer.from(checked.bytes).includes(words)

test('PNG: text and camera data leave, what follows the picture too', () => {
  const dirty = Buffer.concat([
    png(3, 2, part('tEXt', text('secret place')), part('eXIf', text('secret camera'))),
    text('<script>secret</script>'),
  ])
  const checked = checkPicture(dirty)
  expect(checked).toMatchObject({ type: 'image/png', width: 3, height: 2 })
  expect([holds(checked, 'pixels'), holds(checked, 'secret')]).toEqual([true, false])
})

test('JPEG: the application parts and comments leave', () => {
  const segment = (marker: number, data: Uint8Array): Uint8Array =>
    Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]), data])
  const jpeg = Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, text('JFIF')),
    segment(0xe1, text('Exif secret')),
    segment(0xfe, text('secret')),
    segment(0xc0, new Uint8Array([8, 0, 20, 0, 30, 1, 1, 0x11, 0])),
    segment(0xda, new Uint8Array([1, 1, 0, 0, 63, 0])),
    text('scan'),
    Buffer.from([0xff, 0, 0xff, 0xd0, 1, 0xff, 0xd9]),
    text('secret'),
  ])
  const checked = checkPicture(jpeg)
  expect(checked).toMatchObject({ type: 'image/jpeg', width: 30, height: 20 })
  expect([holds(checked, 'scan'), holds(checked, 'secret')]).toEqual([true, false])
})

test('GIF: comments leave, frames and the loop stay', () => {
  const gif = Buffer.concat([
    text('GIF89a'),
    Buffer.from([5, 0, 4, 0, 0, 0, 0]),
    Buffer.from([0x21, 0xfe, 6]),
    text('secret'),
    Buffer.from([0]),
    Buffer.from([0x21, 0xff, 11]),
    text('NETSCAPE2.0'),
    Buffer.from([3, 1, 0, 0, 0]),
    Buffer.from([0x2c, 0, 0, 0, 0, 5, 0, 4, 0, 0, 2, 1, 9, 0, 0x3b]),
    text('secret'),
  ])
  const checked = checkPicture(gif)
  expect(checked).toMatchObject({ type: 'image/gif', width: 5, height: 4 })
  expect([holds(checked, 'NETSCAPE'), holds(checked, 'secret')]).toEqual([true, false])
})

test('WebP: camera data leaves and is no longer announced', () => {
  const chunk = (name: string, data: Uint8Array): Uint8Array => {
    const out = Buffer.alloc(8 + data.length + (data.length & 1))
    out.write(name, 0, 'latin1')
    out.writeUInt32LE(data.length, 4)
    out.set(data, 8)
    return out
  }
  const chunks = [
    chunk('VP8X', new Uint8Array([0x0c, 0, 0, 0, 6, 0, 0, 7, 0, 0])),
    chunk('VP8L', new Uint8Array([0x2f, 6, 0xc0, 1, 0])),
    chunk('EXIF', text('secret')),
  ]
  const checked = checkPicture(Buffer.concat([text('RIFF'), Buffer.alloc(4), text('WEBP'), ...chunks]))
  expect(checked).toMatchObject({ type: 'image/webp', width: 7, height: 8 })
  expect(holds(checked, 'secret')).toBe(false)
  expect(typeof checked !== 'string' && checked.bytes[20]).toBe(0)
})

test('SVG, other kinds, damage and giants are refused', () => {
  expect(checkPicture(text('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'))).toBe('image.kind')
  expect(checkPicture(text('BM'))).toBe('image.kind')
  expect(checkPicture(png(3, 2).subarray(0, 30))).toBe('image.broken')
  expect(checkPicture(png(10_000, 10_000))).toBe('image.tooLarge')
  expect(checkPicture(new Uint8Array(9 * 1024 * 1024))).toBe('image.tooLarge')
})

test('pictures in data: addresses are judged alike', () => {
  expect(pictureFromDataUrl(`data:image/png;base64,${Buffer.from(png(1, 1)).toString('base64')}`, 'a')).toMatchObject({
    id: 'a',
    type: 'image/png',
  })
  expect(pictureFromDataUrl('data:image/svg+xml;base64,PHN2Zy8+', 'a')).toBe('image.kind')
  expect(pictureFromDataUrl('data:text/html,<script>', 'a')).toBe('image.kind')
})
