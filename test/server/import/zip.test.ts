// Containers and XML with absolute limits: what is too large, too deep, protected or broken is refused before it costs anything.
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { ImportRefused } from '../../../server/import/blocks.ts'
import { readFile } from '../../../server/import/read.ts'
import { parseXml } from '../../../server/import/xml.ts'
import { openZip, zipLimits } from '../../../server/import/zip.ts'
import { docx, odt, p } from './office.ts'

function refusal(act: () => unknown): string {
  try {
    act()
  } catch (cause) {
    if (cause instanceof ImportRefused) return cause.code
    throw cause
  }
  return 'read'
}
const refusalOf = async (name: string, bytes: Uint8Array) =>
  readFile(name, bytes).then(
    () => 'read',
    (cause: unknown) => (cause instanceof ImportRefused ? cause.code : String(cause)),
  )
const zeros = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024)

test('[G30] what would unpack to more than the limit is refused before it is unpacked', () => {
  const bomb = zipSync({ a: zeros(40), b: zeros(40) })
  expect(bomb.length).toBeLessThan(200_000)
  expect(refusal(() => openZip(bomb))).toBe('tooLarge')
  expect(refusal(() => openZip(zipSync({ a: zeros(40) })).read('a'))).toBe('read')
})

test('[G30] an entry that lies about its size stops where it said it would end', () => {
  const bytes = zipSync({ a: zeros(4) })
  const view = new DataView(bytes.buffer)
  const directory = view.getUint32(bytes.length - 6, true)
  view.setUint32(directory + 24, 100, true)
  expect(refusal(() => openZip(bytes).read('a'))).toBe('broken')
})

test('one entry over and over counts every time it is read', () => {
  const zip = openZip(zipSync({ a: zeros(30) }))
  expect(refusal(() => [1, 2, 3].map(() => zip.read('a')))).toBe('tooLarge')
})

test('too many entries are refused, a high ratio is not', () => {
  const many = Object.fromEntries(Array.from({ length: zipLimits.entries + 1 }, (_, n) => [`f${n}`, new Uint8Array(1)]))
  expect(refusal(() => openZip(zipSync(many)))).toBe('tooLarge')
  expect(openZip(zipSync({ a: zeros(2) })).read('a')?.length).toBe(2 * 1024 * 1024)
})

test('damage is noticed: cut off, changed inside, no container at all', async () => {
  const whole = docx({ body: p('a') })
  expect(await refusalOf('a.docx', whole.subarray(0, whole.length - 30))).toBe('broken')
  const changed = zipSync({ a: strToU8('abc') }, { level: 0 })
  changed[31] = (changed[31] ?? 0) ^ 1
  expect(refusal(() => openZip(changed).read('a'))).toBe('broken')
  expect(await refusalOf('a.docx', strToU8('hello'))).toBe('broken')
  expect(await refusalOf('a.odt', strToU8('hello'))).toBe('broken')
})

test('files behind a password, old Word files and other kinds each get their own answer', async () => {
  const ole = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])
  expect(await refusalOf('a.docx', ole)).toBe('protected')
  expect(await refusalOf('a.doc', ole)).toBe('oldWord')
  const manifest = strToU8('<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>')
  expect(await refusalOf('a.odt', odt('', '', { 'META-INF/manifest.xml': manifest }))).toBe('protected')
  expect(await refusalOf('a.docx', zipSync({ 'xl/workbook.xml': strToU8('<a/>') }))).toBe('unknownKind')
  expect(await refusalOf('a.png', new Uint8Array([0x89, 0x50]))).toBe('unknownKind')
  expect(await refusalOf('a.docx', new Uint8Array())).toBe('empty')
})

test('a container inside a container is never opened', async () => {
  expect(await refusalOf('a.docx', zipSync({ 'a.docx': docx({ body: p('inside') }) }))).toBe('unknownKind')
})

test('[G30] XML names no entities, asks for nothing, and is not too deep', () => {
  const xml = (text: string) => () => parseXml(strToU8(text))
  expect(refusal(xml('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'))).toBe('unsafe')
  expect(refusal(xml('<a>&b;</a>'))).toBe('broken')
  expect(refusal(xml('<a><b></a>'))).toBe('broken')
  expect(refusal(xml('<a>'.repeat(1000) + '</a>'.repeat(1000)))).toBe('tooHeavy')
})

test('byte order marks, other encodings and strict namespaces are read', () => {
  const strict = '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
  expect(parseXml(strToU8(`\uFEFF<?xml version="1.0"?>${strict}`)).name).toBe('w:document')
  const utf16 = new Uint8Array([0xff, 0xfe, ...new Uint8Array(Uint16Array.from(strict, sign => sign.charCodeAt(0)).buffer)])
  expect(parseXml(utf16).name).toBe('w:document')
})
