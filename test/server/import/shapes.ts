// How tests look at blocks: one short line for each, in order.
import type { Block, Source } from '../../../server/import/blocks.ts'
import { plain } from '../../../server/import/inlines.ts'

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

export function shapeOf(blocks: readonly Block[]): string[] {
  return blocks.map(block => {
    switch (block.kind) {
      case 'heading':
        return `h${block.level} ${plain(block.content)}`
      case 'prose':
        return `p ${plain(block.content)}`
      case 'code':
        return `code ${block.text}`
      case 'list': {
        const items = block.items.map(item => `${item.label ? `${item.label}|` : ''}${shapeOf(item.content).join(' / ')}`)
        return `${block.ordered ? `ol${block.start ?? ''}` : 'ul'} [${items.join('; ')}]`
      }
      case 'table':
        return `table [${block.rows
          .map(row =>
            row.cells
              .map(
                cell =>
                  `${cell.header ? 'th' : 'td'}${cell.colspan ? `c${cell.colspan}` : ''}${cell.rowspan ? `r${cell.rowspan}` : ''} ${shapeOf(cell.content).join(' / ')}`,
              )
              .join(' | '),
          )
          .join('; ')}]`
    }
  })
}

export const notesOf = (source: Source): string[] => [...source.notes.values()].map(blocks => shapeOf(blocks).join(' / '))
export const leftOf = (source: Source): string[] => source.leftOut.map(({ why, text }) => `${why}: ${text}`)
