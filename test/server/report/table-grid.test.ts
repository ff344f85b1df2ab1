// Tables whose spans overlap or leave the table still become a grid in which each cell has places of its own.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gridOf } from '../../../server/report/table-grid.ts'
import { piecesOf, type TableCell } from '../../../server/report/unit-html.ts'

const cell = (colspan: number, rowspan: number): TableCell => ({ header: false, colspan, rowspan, pieces: [] })
const tables = fc.array(
  fc.array(
    fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9 })).map(([c, r]) => cell(c, r)),
    { minLength: 1, maxLength: 6 },
  ),
  { minLength: 1, maxLength: 8 },
)

test('every cell has its whole rectangle, within the table, and no cell is lost', () => {
  fc.assert(
    fc.property(tables, rows => {
      const { columns, places, cells } = gridOf(rows)
      expect(cells.length).toBe(rows.flat().length)
      expect(places.every(row => row.length === columns)).toBe(true)
      const covered = new Map(cells.map(one => [one, 0]))
      for (const [y, row] of places.entries()) {
        for (const [x, one] of row.entries()) {
          if (!one) continue
          expect(x >= one.x && x < one.x + one.colspan && y >= one.y && y < one.y + one.rowspan).toBe(true)
          covered.set(one, (covered.get(one) ?? 0) + 1)
        }
      }
      for (const [one, n] of covered) expect(n).toBe(one.colspan * one.rowspan)
    }),
    { seed: 7, numRuns: 500 },
  )
})

test('lists keep their numbers and depth, footnote marks stay raised, links that are not links stay text', () => {
  const pieces = piecesOf(
    '<p>A<sup>1</sup> <a href="javascript:x">b</a></p><ol start="3"><li>c<ul><li>d</li></ul></li><li><span class="label">4 bis</span> e</li></ol>',
  )
  expect(pieces).toEqual([
    {
      kind: 'text',
      quote: false,
      level: 0,
      marker: '',
      runs: [{ text: 'A' }, { sup: true, text: '1' }, { text: ' ' }, { text: 'b' }],
    },
    { kind: 'text', quote: false, level: 1, marker: '3.', runs: [{ text: 'c' }] },
    { kind: 'text', quote: false, level: 2, marker: '•', runs: [{ text: 'd' }] },
    { kind: 'text', quote: false, level: 1, marker: '4 bis', runs: [{ text: ' e' }] },
  ])
})
