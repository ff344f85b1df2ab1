// What a text needs so that everybody can follow it: cells that name their column or row, words in place of a picture. Works on HTML as render.ts and clean.ts draw it.

const tables = /<table>(?:(?!<\/?table>).)*<\/table>/gs
const row = /<tr>.*?<\/tr>/gs
const silentPicture = /(<img src="[^"]*" alt=")(">)/g

/** Rows and columns are there to be told apart, and nothing names them. */
const isNameless = (table: string): boolean =>
  !table.includes('<th') && (table.match(row)?.length ?? 0) > 1 && /<\/td><td/.test(table)

export const namelessTables = (html: string): number => (html.match(tables) ?? []).filter(isNameless).length
export const silentPictures = (html: string): number => html.match(silentPicture)?.length ?? 0

/** The first row, or the first cell of each row, becomes names. Tables that have names keep them. */
export function nameCells(html: string, of: 'columns' | 'rows'): string {
  const asNames = (cells: string, scope: 'col' | 'row'): string =>
    cells.replaceAll('<td', `<th scope="${scope}"`).replaceAll('</td>', '</th>')
  return html.replace(tables, table => {
    if (!isNameless(table)) return table
    if (of === 'rows') return table.replace(row, cells => cells.replace(/<td.*?<\/td>/s, cell => asNames(cell, 'row')))
    const [first = ''] = table.match(row) ?? []
    return table.replace(first, () => asNames(first, 'col'))
  })
}

/** Words for the pictures that have none, in their order; `escaped` for an attribute. */
export function describePictures(html: string, escaped: readonly string[]): string {
  let n = 0
  return html.replace(silentPicture, (_, before: string, after: string) => `${before}${escaped[n++] ?? ''}${after}`)
}
