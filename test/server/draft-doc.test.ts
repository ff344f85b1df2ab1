// The shared draft: a text goes in and comes out letter by letter, ids stay with their units, an older text is laid over a newer one.

import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { readHtml } from '../../server/import/html.ts'
import { toDraft } from '../../server/import/units.ts'
import { readUnit } from '../../server/draft-room/read-html.ts'
import { planted } from '../../server/draft-room/store.ts'
import { marksIn, toUnits } from '../../server/draft-room/to-units.ts'
import { lay, mendUnits, nodesOf, textOf } from '../../shared/draft-doc.ts'
import { mendIds } from '../../shared/draft-ids.ts'
import type { DraftUnit } from '../../shared/draft.ts'
import { throughRoom } from '../helpers/through-room.ts'

const page = `<html dir="rtl" lang="ar"><body>
<h1>الماء</h1><p>نص <strong>مهم</strong> و<em>مائل</em> مع <a href="https://example.org/a?b=1&amp;c=2">رابط</a>.</p>
<h2>Water &amp; heat</h2>
<p>Until the pipes are replaced, the company will:</p>
<ul><li>listen for <em>leaks</em><ol start="3" type="a"><li>at night;</li><li>by <code>hand</code>.<ul><li>deep</li></ul></li></ol></li><li>lower the pressure.</li></ul>
<blockquote><p>Said by <strong><em>somebody</em></strong><br>twice.</p></blockquote>
<pre>  code
    stays</pre>
<table><caption>Costs</caption><tr><th>What</th><th>Cost</th></tr><tr><td rowspan="2">Pipes</td><td>6</td></tr><tr><td><p>One</p><p>Two</p><ul><li>in a cell</li></ul></td></tr>
<tr><td colspan="2"></td></tr></table>
<p>H<sub>2</sub>O and m<sup>2</sup>.</p>
</body></html>`
const noted: DraftUnit = {
  id: 'noted',
  kind: 'prose',
  level: null,
  html: '<p><span class="label">1.2</span> One<sup><a class="footnote-ref" href="#footnote-1">1</a></sup> and two<sup><a class="footnote-ref" href="#footnote-2">2</a></sup>, see <img src="/c/water/file/abc" alt="A pump"></p>',
  text: 'One and two, see',
  items: 0,
  rows: 0,
  footnotes: [
    { mark: '1', text: 'First note' },
    { mark: '2', text: 'Second note' },
  ],
}
const imported = (): DraftUnit[] => [
  ...toDraft(readHtml(new TextEncoder().encode(page))).units.map((u, n) => ({ ...u, id: `unit-${n}` })),
  noted,
]

describe('there and back', () => {
  test('a draft with everything comes back letter by letter, drawn anew from its nodes alone', () => {
    const units = imported()
    expect(units.map(u => u.kind)).toEqual(expect.arrayContaining(['heading', 'prose', 'list', 'table', 'code']))
    const nodes = throughRoom(units)
    expect(toUnits(nodes, { marks: marksIn(nodes) })).toEqual(units)
  })

  test('HTML that the importer would write otherwise is given back as it was while nobody touches it', () => {
    const odd: DraftUnit = { ...noted, id: 'odd', html: '<p><em>a</em><em>b</em></p>', text: 'ab', footnotes: [] }
    expect(toUnits(throughRoom([odd]))[0]?.html).toBe('<p><em>ab</em></p>')
    expect(toUnits(throughRoom([odd]), { units: [odd] })).toEqual([odd])
  })

  test('a new footnote gets its number by its place, and all others follow', () => {
    const nodes = throughRoom([noted])
    nodes[0]?.content?.splice(1, 0, { type: 'footnote', attrs: { mark: 'new-a', text: 'Earlier' } })
    const [unit] = toUnits(nodes, { units: [noted], marks: ['1', '2'] })
    expect(unit?.footnotes).toEqual([
      { mark: '1', text: 'Earlier' },
      { mark: '2', text: 'First note' },
      { mark: '3', text: 'Second note' },
    ])
    expect(unit?.html).toContain('href="#footnote-3">3<')
  })

  test('nothing that a made-up document holds becomes unsafe HTML', () => {
    const doc = new Y.Doc()
    doc.transact(() => {
      const block = new Y.XmlElement('script')
      block.setAttribute('unit', 'evil-one')
      const text = new Y.XmlText()
      text.applyDelta([{ insert: '<script>x</script>', attributes: { link: { href: 'javascript:alert(1)' } } }])
      const image = new Y.XmlElement('image')
      image.setAttribute('src', 'https://evil.example/"onerror="x')
      image.setAttribute('alt', '"><script>')
      block.insert(0, [text, image])
      let deep = new Y.XmlElement('blockquote')
      textOf(doc).insert(0, [block, deep])
      for (let n = 0; n < 2_000; n++) {
        const next = new Y.XmlElement('blockquote')
        deep.insert(0, [next])
        deep = next
      }
    })
    expect(toUnits(nodesOf(doc)).map(u => u.html)).toEqual(['<p>&lt;script&gt;x&lt;/script&gt;</p>'])
  })
})

describe('ids of units', () => {
  const block = (unit: string | null, goesOn = false, heading = false) => ({ unit, goesOn, heading })
  const mended = (...blocks: ReturnType<typeof block>[]) =>
    mendIds(blocks, at => `new${at}`).map(b => (b.goesOn ? `+${b.unit}` : b.unit))

  test.each([
    ['the first half keeps the id', [block('a'), block('a'), block('b')], ['a', 'new1', 'b']],
    ['a list goes on with the half that announces it', [block('a'), block('a'), block('a', true)], ['a', 'new1', '+new1']],
    ['a list whose sentence was deleted stays under its id', [block('x'), block('a', true)], ['x', 'a']],
    ['a heading never goes on, and nothing goes on with one', [block('a', false, true), block('a', true)], ['a', 'new1']],
    ['a block without an id gets one', [block(null), block('')], ['new0', 'new1']],
    ['what is no id is replaced', [block('a"b'), block('x'.repeat(65))], ['new0', 'new1']],
  ])('%s', (_, blocks, wanted) => expect(mended(...blocks)).toEqual(wanted))

  test('of two copies the one that stood there before keeps the id', () => {
    expect(mendIds([block('a'), block('a')], at => `new${at}`, new Map([['a', 1]])).map(b => b.unit)).toEqual(['new0', 'a'])
  })

  test('two machines mend the same document alike', () => {
    const doc = planted(imported())
    const first = textOf(doc).get(1)
    textOf(doc).insert(0, [first.clone()])
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    for (const d of [doc, other]) d.transact(() => mendUnits(d))
    expect(nodesOf(other)).toEqual(nodesOf(doc))
    const ids = nodesOf(doc)
      .filter(n => !n.attrs?.['goesOn'])
      .map(n => n.attrs?.['unit'])
    expect(new Set(ids).size).toBe(ids.length)
    doc.transact(() => expect(mendUnits(doc)).toBe(false))
  })
})

describe('laying one text over another', () => {
  test('what both have in common stays the same blocks; the rest comes and goes', () => {
    const units = imported()
    const doc = planted(units)
    const before = textOf(doc).toArray()
    const wanted = [...units.slice(3).reverse(), ...units.slice(0, 2)]
    doc.transact(() => lay(doc, wanted.flatMap(readUnit)))
    expect(nodesOf(doc)).toEqual(wanted.flatMap(readUnit))
    expect(
      textOf(doc)
        .toArray()
        .filter(block => before.includes(block)).length,
    ).toBeGreaterThan(1)
  })
})
