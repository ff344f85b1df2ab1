// A table as a grid in which no two cells claim one place, whatever its spans say: Word and PDF files take nothing else.

import type { TableCell } from './unit-html.ts'

export interface PlacedCell extends TableCell {
  x: number
  y: number
}
export interface TableGrid {
  columns: number
  /** Rows of places; a cell stands in every place it covers. */
  places: (PlacedCell | null)[][]
  cells: PlacedCell[]
}

/** Each cell goes to the first free place of its row; a span ends where another cell stands or the table does. */
export function gridOf(rows: TableCell[][]): TableGrid {
  const places: (PlacedCell | null)[][] = rows.map(() => [])
  const cells: PlacedCell[] = []
  for (const [y, row] of rows.entries()) {
    let x = 0
    for (const cell of row) {
      while (places[y]?.[x]) x++
      let colspan = 1
      while (colspan < cell.colspan && !places[y]?.[x + colspan]) colspan++
      const rowspan = Math.min(cell.rowspan, rows.length - y)
      const placed = { ...cell, x, y, colspan, rowspan }
      cells.push(placed)
      for (const covered of places.slice(y, y + rowspan)) spread(covered, placed)
      x += colspan
    }
  }
  const columns = Math.max(1, ...places.map(row => row.length))
  return { columns, places: places.map(row => Array.from({ length: columns }, (_, x) => row[x] ?? null)), cells }
}

function spread(row: (PlacedCell | null)[], cell: PlacedCell): void {
  for (let x = cell.x; x < cell.x + cell.colspan; x++) row[x] = cell
}
