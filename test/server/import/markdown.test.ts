// Markdown: front matter, nested lists, tables, footnotes of both kinds, HTML inside, pictures that are never fetched.
import { expect, test } from 'vitest'
import { readMarkdown } from '../../../server/import/markdown.ts'
import { toDraft } from '../../../server/import/units.ts'
import { bytesOf, leftOf, notesOf, shapeOf } from './shapes.ts'

const read = (text: string) => readMarkdown(bytesOf(text))

test('front matter leaves, its title stays', () => {
  const source = read('---\ntitle: "Rules for the market"\nmenu: x\n---\n\n## Purpose\n\nThe market is open.\n')
  expect(source.title).toBe('Rules for the market')
  expect(shapeOf(source.blocks)).toEqual(['h2 Purpose', 'p The market is open.'])
  expect(leftOf(source)[0]).toContain('furniture: title')
})

test('lists nest, numbers keep their start, tables keep their heads', () => {
  const source = read('3. three\n   - inner\n     - inmost\n4. four\n\n| A | B |\n|---|---|\n| 1 | **2** |\n')
  expect(shapeOf(source.blocks)).toEqual([
    'ol3 [p three / ul [p inner / ul [p inmost]]; p four]',
    'table [th p A | th p B; td p 1 | td p 2]',
  ])
})

test('footnotes hang on their marks, in Markdown and in HTML', () => {
  const source = read(
    'A claim.[^src] Another<sup><a href="#fn9">9</a></sup>.\n\n[^src]: The *source*.\n\n<ol><li id="fn9">The ninth. <a href="#r9">↩</a></li></ol>\n',
  )
  expect(notesOf(source).toSorted()).toEqual(['p The ninth.', 'p The source.'])
  expect(toDraft(source).units.map(unit => unit.footnotes.map(note => note.text))).toEqual([['The source.', 'The ninth.']])
})

test('HTML may open and close around Markdown; what could act is shown as it was written', () => {
  const source = read(
    '<details>\n<summary>More</summary>\n\nInside **bold**.\n\n</details>\n\nSee <script>alert(1)</script> [here](javascript:alert(2)) and <b onclick="x()">there</b>.\n',
  )
  const { units } = toDraft(source)
  expect(units.map(unit => unit.text)).toEqual(['More', 'Inside bold.', 'See <script>alert(1) here and there.'])
  expect(units.map(unit => unit.html).join('')).not.toMatch(/<script|onclick|href/)
})

test('an element that is never closed does not swallow what follows', () => {
  const source = read('Before <textarea> between\n\nAfter.\n')
  expect(shapeOf(source.blocks)).toEqual(['p Before <textarea> between', 'p After.'])
})

test('a picture elsewhere is not fetched: its words stand for it, and a warning says so', () => {
  const { units, warnings } = toDraft(read('![A map of the harbour](https://example.org/map.png)\n\nText.\n'))
  expect(units[0]?.text).toBe('A map of the harbour')
  expect(warnings).toMatchObject([{ code: 'image.remote', unit: 0, args: { src: 'https://example.org/map.png' } }])
})

test('links to the web stay, others are words only; what was struck out is listed', () => {
  const source = read('[web](https://example.org/a?b=1&c=2), [mail](mailto:a@example.org), [file](other.md), ~~gone~~ here.\n')
  expect(toDraft(source).counts.links).toBe(2)
  expect(leftOf(source)).toEqual(['deleted: gone'])
})

test('code stays as it was written', () => {
  expect(shapeOf(read('```sh\nnpm start\n  <b>\n```\n').blocks)).toEqual(['code npm start\n  <b>'])
})
