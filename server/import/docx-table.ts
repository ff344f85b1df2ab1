// Word tables: cells over several columns and rows, header rows, rows inside content controls, deleted rows.
import type { Block, Cell, Row } from './blocks.ts'
import type { Story, Word } from './docx-package.ts'
import { isOn, val } from './docx-styles.ts'
import { blocksText } from './render.ts'
import type { El } from './xml.ts'
import { child, elements } from './xml.ts'

type ReadBlocks = (parent: El, word: Word, story: Story) => Block[]
const wrappers = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:smartTag', 'w:ins', 'w:moveTo'])

/** Elements of one name, also inside content controls and other wrappers. */
function* within(parent: El, name: string): Generator<El> {
  for (const el of elements(parent)) {
    if (el.name === name) yield el
    else if (wrappers.has(el.name)) yield* within(el, name)
  }
}

export function readTable(table: El, word: Word, story: Story, readBlocks: ReadBlocks): Block {
  const rows: Row[] = []
  const reaching = new Map<number, Cell>()
  for (const tr of within(table, 'w:tr')) {
    const trPr = child(tr, 'w:trPr')
    const header = isOn(trPr, 'w:tblHeader') ?? false
    const row: Row = { cells: [] }
    let column = Number(val(trPr, 'w:gridBefore') ?? 0)
    for (const tc of within(tr, 'w:tc')) {
      const tcPr = child(tc, 'w:tcPr')
      const width = Math.min(Math.max(Number(val(tcPr, 'w:gridSpan') ?? 1) || 1, 1), 200)
      const content = readBlocks(tc, word, story)
      const merge = child(tcPr, 'w:vMerge')
      const above = merge && merge.attrs['w:val'] !== 'restart' ? reaching.get(column) : undefined
      if (above) {
        above.rowspan = (above.rowspan ?? 1) + 1
        above.content.push(...content)
      } else {
        const cell: Cell = { content }
        if (header) cell.header = true
        if (width > 1) cell.colspan = width
        row.cells.push(cell)
        if (merge) reaching.set(column, cell)
        else reaching.delete(column)
      }
      column += width
    }
    if (child(trPr, 'w:del')) leaveRow(row, word)
    else rows.push(row)
  }
  return { kind: 'table', rows }
}

function leaveRow(row: Row, word: Word): void {
  const text = row.cells
    .map(cell => blocksText(cell.content))
    .join('\t')
    .trim()
  if (text !== '') word.source.leftOut.push({ why: 'deleted', kind: 'row', level: null, text })
}
