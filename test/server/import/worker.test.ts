// The import as the server calls it: progress, limits, refusals with sentences, and a server that goes on meanwhile.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { importFile } from '../../../server/import/import.ts'
import type { ImportProgress } from '../../../server/import/worker.ts'
import { langs, wordsOf } from '../../../shared/words.ts'
import { bytesOf } from './shapes.ts'
import { smallPdf } from './small-pdf.ts'
import { delayWhile } from '../../helpers/loop.ts'

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'imported',
    (cause: { code?: string }) => String(cause.code),
  )

test('a draft comes back, with progress on the way', async () => {
  const seen: ImportProgress[] = []
  const pages = [1, 2, 3].map(n => [{ text: `Page ${n} holds some words.`, x: 60, y: 700 - n * 40 }])
  const draft = await importFile('draft.pdf', smallPdf(pages), {}, progress => seen.push(progress))
  expect(draft.units).toHaveLength(3)
  expect(seen.map(({ stage, done, of }) => `${stage} ${done}/${of}`)).toEqual([
    'reading 0/1',
    'reading 1/3',
    'reading 2/3',
    'reading 3/3',
    'cutting 0/1',
    'done 1/1',
  ])
})

test('pasted rich text, and rows as units', async () => {
  const html = '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>'
  const draft = await importFile('', bytesOf(html), { pasted: true, rowPerUnit: true })
  expect(draft.units.map(unit => unit.text)).toEqual(['a\tb', 'c\td'])
})

test.each([
  ['nothing.txt', new Uint8Array(), 'empty'],
  ['blank.md', bytesOf(' \n\n'), 'empty'],
  ['old.doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]), 'oldWord'],
  ['film.mp4', bytesOf('xx'), 'unknownKind'],
  ['huge.txt', new Uint8Array(20 * 1024 * 1024 + 1), 'tooLarge'],
  ['no.docx', bytesOf('plain'), 'broken'],
])('%s is refused with a sentence', async (name, bytes, code) => {
  expect(await codeOf(importFile(name, bytes))).toBe(code)
  for (const lang of langs) expect(wordsOf(lang)(`import.refused.${code}`, { max: 20 })).toMatch(/[.]$/)
})

test('[G30] time, memory and people can end an import', async () => {
  const large = bytesOf('A line of words that stands for many.\n'.repeat(200_000))
  expect(await codeOf(importFile('a.txt', large, { seconds: 0.05 }))).toBe('tooHeavy')
  expect(await codeOf(importFile('a.txt', large, { memoryMb: 16 }))).toBe('tooHeavy')
  const stop = new AbortController()
  const work = codeOf(importFile('a.txt', large, { signal: stop.signal }))
  stop.abort()
  expect(await work).toBe('stopped')
})

test('two run at once, others wait their turn', async () => {
  const stages: string[] = []
  const all = [1, 2, 3, 4].map(n => importFile(`${n}.md`, bytesOf(`# ${n}`), {}, ({ stage }) => stages.push(stage)))
  expect((await Promise.all(all)).map(draft => draft.title)).toEqual(['1', '2', '3', '4'])
  expect(stages.filter(stage => stage === 'waiting')).toHaveLength(2)
})

test('the server goes on while a large file is read', async () => {
  const bytes = bytesOf(`<table>${'<tr><td>A cell with <b>some</b> words</td><td>and another</td></tr>'.repeat(20_000)}</table>`)
  // Other programs can make a try worse and never better: the best of five is ours.
  const tries: number[] = []
  while (tries.length < 5 && !tries.some(p99 => p99 < 50))
    tries.push(await delayWhile(async () => expect((await importFile('large.html', bytes)).counts.rows).toBe(20_000)))
  expect(Math.min(...tries)).toBeLessThan(50)
})

test('[G30] nothing is asked of the network, whatever a file names', async () => {
  let asked = 0
  const server = createServer((_, answer) => {
    asked++
    answer.end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const there = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const html = `<link rel=stylesheet href="${there}/a.css"><p>Text<img src="${there}/b.png"><iframe src="${there}"></iframe></p>`
  await importFile('a.html', bytesOf(html))
  await importFile('a.md', bytesOf(`Text ![x](${there}/c.png)\n\n${html}`))
  await importFile('a.rtf', bytesOf(`{\\rtf1 Text{\\field{\\*\\fldinst INCLUDEPICTURE "${there}/d.png"}{\\fldrslt x}}}`))
  expect(asked).toBe(0)
  await new Promise(resolve => server.close(resolve))
})
