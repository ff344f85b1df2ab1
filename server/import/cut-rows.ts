// Cells that reach over a cut between two rows of a table: shortened above, an empty place below, so that columns stay aligned.

import { attribute, isElement, type Element } from './html-tree.ts'

interface Reaching {
  cell: Element
  column: number
  /** Rows that it covers below the cut. */
  rows: number
}

const spanOf = (cell: Element, name: 'rowspan' | 'colspan'): number => Math.max(1, Number(attribute(cell, name) ?? 1))
const cellsOf = (row: Element): Element[] => row.childNodes.filter(isElement)

function setSpan(cell: Element, rows: number): void {
  const others = cell.attrs.filter(a => a.name !== 'rowspan')
  cell.attrs = rows > 1 ? [...others, { name: 'rowspan', value: String(rows) }] : others
}

export function severRows(above: Element[], under: Element[]): void {
  const [next] = under
  const reaching = reachingOf(above)
  if (!next || !reaching.length) return
  const cells = cellsOf(next)
  const placed: Element[] = []
  let column = 0
  while (cells.length || reaching.length) {
    const held = reaching[0]
    const cell = held && (held.column <= column || !cells.length) ? emptied(reaching.shift() ?? held) : cells.shift()
    if (!cell) break
    cell.parentNode = next
    placed.push(cell)
    column += spanOf(cell, 'colspan')
  }
  next.childNodes = placed
}

/** Shortens the cells that reach over the end of these rows; they come back in order of columns. */
function reachingOf(rows: Element[]): Reaching[] {
  const found: Reaching[] = []
  const covered: number[] = []
  for (const [n, row] of rows.entries()) {
    let column = 0
    for (const cell of cellsOf(row)) {
      while ((covered[column] ?? 0) > n) column++
      const span = spanOf(cell, 'rowspan')
      const width = spanOf(cell, 'colspan')
      for (let i = 0; i < width; i++) covered[column + i] = n + span
      const over = n + span - rows.length
      if (over > 0) {
        found.push({ cell, column, rows: over })
        setSpan(cell, span - over)
      }
      column += width
    }
  }
  return found.sort((a, b) => a.column - b.column)
}

function emptied({ cell, rows }: Reaching): Element {
  const empty: Element = {
    ...cell,
    tagName: 'td',
    nodeName: 'td',
    childNodes: [],
    attrs: cell.attrs.filter(a => a.name === 'colspan'),
  }
  setSpan(empty, rows)
  return empty
}
