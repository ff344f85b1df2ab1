// The only place where the HTML and the readable text of units are made: blocks in, safe strings out.
import type { Block, Cell, Inline, ListItem, Row } from './blocks.ts'

type Text = Extract<Inline, { text: string }>
type List = Extract<Block, { kind: 'list' }>
type Table = Extract<Block, { kind: 'table' }>

/** What drawing needs to know from outside: the mark of each footnote, numbered in the order of the document. */
export interface Drawing {
  mark: (note: string) => string
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g

/** Text without the signs that no page and no XML file may hold, and without soft hyphens, which part words for every search. */
function fit(text: string): string {
  return text.replace(control, '').replace(loneSurrogate, '').replaceAll('\u00AD', '')
}

export function escapeHtml(text: string): string {
  return fit(text).replace(/[&<>"']/g, sign => entities[sign] ?? sign)
}

/** The address as it may stand in a link, or null: only http, https and mailto leave a draft. */
export function safeHref(href: string): string | null {
  // oxlint-disable-next-line no-control-regex
  const clean = href.replace(/[\u0000-\u0020\u007F-\u00A0]+/g, gap => (gap === ' ' ? '%20' : '')).replace(/^(%20)+|(%20)+$/g, '')
  return clean.length <= 2000 && /^(https?:\/\/[^/?#]|mailto:[^?])/i.test(clean) ? clean : null
}

/** A paragraph with the blank ends removed and the pieces of equal look put together. */
export function tidy(content: Inline[]): Inline[] {
  const out: Inline[] = []
  for (const piece of content) {
    const last = out.at(-1)
    if ('text' in piece) {
      const text = fit(piece.text)
      if (text === '') continue
      if (last && 'text' in last && sameLook(last, piece)) out[out.length - 1] = { ...last, text: last.text + text }
      else out.push({ ...piece, text })
    } else out.push(piece)
  }
  while (out.length > 0 && isBlankEnd(out[0])) out.shift()
  while (out.length > 0 && isBlankEnd(out.at(-1))) out.pop()
  const [first] = out
  if (first && 'text' in first) out[0] = { ...first, text: first.text.trimStart() }
  const last = out.at(-1)
  if (last && 'text' in last) out[out.length - 1] = { ...last, text: last.text.trimEnd() }
  return out
}

function isBlankEnd(piece: Inline | undefined): boolean {
  return piece !== undefined && ('break' in piece || ('text' in piece && piece.text.trim() === ''))
}

function sameLook(a: Text, b: Text): boolean {
  return (
    a.bold === b.bold && a.italic === b.italic && a.code === b.code && a.sup === b.sup && a.sub === b.sub && a.href === b.href
  )
}

function inlineHtml(content: Inline[], drawing: Drawing): string {
  let out = ''
  let open: string | null = null
  for (const piece of tidy(content)) {
    const href: string | null = 'text' in piece && piece.href !== undefined ? safeHref(piece.href) : null
    if (href !== open) {
      if (open !== null) out += '</a>'
      if (href !== null) out += `<a href="${escapeHtml(href)}" rel="noopener nofollow">`
      open = href
    }
    out += pieceHtml(piece, drawing)
  }
  return open === null ? out : `${out}</a>`
}

function pieceHtml(piece: Inline, drawing: Drawing): string {
  if ('text' in piece) {
    let html = escapeHtml(piece.text)
    if (piece.code) html = `<code>${html}</code>`
    if (piece.sub) html = `<sub>${html}</sub>`
    if (piece.sup) html = `<sup>${html}</sup>`
    if (piece.italic) html = `<em>${html}</em>`
    return piece.bold ? `<strong>${html}</strong>` : html
  }
  if ('break' in piece) return '<br>'
  if ('symbol' in piece) return escapeHtml(piece.symbol)
  if ('image' in piece) return `<img src="picture:${escapeHtml(piece.image)}" alt="${escapeHtml(piece.alt ?? '')}">`
  if ('note' in piece) {
    const mark = escapeHtml(drawing.mark(piece.note))
    return `<sup><a class="footnote-ref" href="#footnote-${mark}">${mark}</a></sup>`
  }
  return ''
}

export function blockHtml(block: Block, drawing: Drawing): string {
  switch (block.kind) {
    case 'heading':
      return paragraphHtml(block.number, `<strong>${inlineHtml(block.content, drawing)}</strong>`)
    case 'prose': {
      const html = paragraphHtml(block.number, inlineHtml(block.content, drawing))
      return block.quote ? `<blockquote>${html}</blockquote>` : html
    }
    case 'code':
      return `<pre><code>${escapeHtml(block.text)}</code></pre>`
    case 'list':
      return listHtml(block, drawing)
    case 'table':
      return tableHtml(block, drawing)
  }
}

export function blocksHtml(blocks: Block[], drawing: Drawing): string {
  return blocks.map(block => blockHtml(block, drawing)).join('')
}

function paragraphHtml(number: string | undefined, html: string): string {
  return `<p>${numberHtml(number)}${html}</p>`
}

function numberHtml(number: string | undefined): string {
  return number ? `<span class="label">${escapeHtml(number)}</span> ` : ''
}

/** A heading stands bare: the page puts it into the heading element that fits its place. */
export function headingHtml(block: Extract<Block, { kind: 'heading' }>, drawing: Drawing): string {
  return numberHtml(block.number) + inlineHtml(block.content, drawing)
}

function listHtml(list: List, drawing: Drawing): string {
  const tag = list.ordered ? 'ol' : 'ul'
  const start = list.ordered && list.start !== undefined && list.start !== 1 ? ` start="${Math.trunc(list.start)}"` : ''
  const format = list.ordered && list.format ? ` type="${list.format}"` : ''
  const labelled = list.items.some(item => item.label) ? ' class="labelled"' : ''
  return `<${tag}${labelled}${format}${start}>${list.items.map(item => itemHtml(item, drawing)).join('')}</${tag}>`
}

/** An item of one paragraph holds it bare, so that lists stay as tight as they were written. */
function itemHtml(item: ListItem, drawing: Drawing): string {
  const [first, ...rest] = item.content
  const label = numberHtml(item.label)
  if (!first) return '<li></li>'
  if (first.kind !== 'prose' || first.quote || rest.some(block => block.kind === 'prose')) {
    return `<li>${label}${blocksHtml(item.content, drawing)}</li>`
  }
  return `<li>${label}${inlineHtml(first.content, drawing)}${blocksHtml(rest, drawing)}</li>`
}

function tableHtml(table: Table, drawing: Drawing): string {
  const caption = table.caption && table.caption.length > 0 ? `<caption>${inlineHtml(table.caption, drawing)}</caption>` : ''
  return `<table>${caption}${table.rows.map(row => rowHtml(row, drawing)).join('')}</table>`
}

function rowHtml(row: Row, drawing: Drawing): string {
  const wide = row.cells.length > 1 || (row.cells[0]?.colspan ?? 1) > 1
  const across = wide && row.cells.every(cell => cell.header)
  return `<tr>${row.cells.map(cell => cellHtml(cell, across ? 'col' : 'row', drawing)).join('')}</tr>`
}

function cellHtml(cell: Cell, scope: 'col' | 'row', drawing: Drawing): string {
  const tag = cell.header ? 'th' : 'td'
  const span = (name: string, n: number | undefined) => (n !== undefined && n > 1 ? ` ${name}="${Math.trunc(n)}"` : '')
  const attributes = (cell.header ? ` scope="${scope}"` : '') + span('colspan', cell.colspan) + span('rowspan', cell.rowspan)
  const [only, ...more] = cell.content
  const bare = only?.kind === 'prose' && !only.quote && !only.number && more.length === 0
  return `<${tag}${attributes}>${bare ? inlineHtml(only.content, drawing) : blocksHtml(cell.content, drawing)}</${tag}>`
}

export function inlineText(content: Inline[]): string {
  return tidy(content)
    .map(piece => ('text' in piece ? piece.text : 'break' in piece ? '\n' : ''))
    .join('')
    .replace(/[^\S\n]+\n/g, '\n')
    .trim()
}

/** Readable text: list items on lines, cells by tab, rows on lines; the paragraphs of one cell on lines of their own. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'prose':
      return inlineText(block.content)
    case 'code':
      return fit(block.text).trim()
    case 'list':
      return lines(block.items.map(item => blocksText(item.content)))
    case 'table':
      return lines([
        block.caption ? inlineText(block.caption) : '',
        ...block.rows.map(row => row.cells.map(cell => blocksText(cell.content)).join('\t')),
      ])
  }
}

export function blocksText(blocks: Block[]): string {
  return lines(blocks.map(blockText))
}

function lines(parts: string[]): string {
  return parts.filter(part => part.trim() !== '').join('\n')
}
