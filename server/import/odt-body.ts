// Walks the body of an OpenDocument text, a cell, a note or a text box, and makes blocks of what stands there.
import type { Block, Cell, Inline, LeftOut, ListItem, Row } from './blocks.ts'
import { announcesContents } from './contents-words.ts'
import type { Odt } from './odt-text.ts'
import { readParagraph } from './odt-text.ts'
import { blocksText, inlineText } from './render.ts'
import { childrenOf } from './tree.ts'
import type { El } from './xml.ts'
import { child, children, elements } from './xml.ts'

type List = Extract<Block, { kind: 'list' }>
const indexes = /^text:(table-of-content|illustration-index|table-index|object-index|user-index|alphabetical-index)$/
const groups = /^text:(section|bibliography|index-body|numbered-paragraph|index-title)$/

export function readBlocks(parent: El | undefined, odt: Odt): Block[] {
  const blocks: Block[] = []
  for (const el of elements(parent)) {
    if (el.name === 'text:p' || el.name === 'text:h') blocks.push(...paragraph(el, odt))
    else if (el.name === 'text:list') addList(list(el, odt, 1, undefined), blocks)
    else if (el.name === 'table:table') blocks.push(table(el, odt))
    else if (groups.test(el.name)) blocks.push(...readBlocks(el, odt))
    else if (indexes.test(el.name)) leaveIndex(el, blocks, odt)
    else if (el.name === 'text:tracked-changes') leaveDeleted(el, odt)
    else if (el.name.startsWith('draw:')) blocks.push(...paragraph({ name: 'text:p', attrs: {}, nodes: [el] }, odt))
  }
  return blocks
}

/** Lists side by side are one list, unless the second counts anew. */
function addList(next: List, blocks: Block[]): void {
  const last = blocks.at(-1)
  const goesOn = last?.kind === 'list' && last.ordered === next.ordered && last.format === next.format
  if (!goesOn || (next.ordered && next.start !== (last.start ?? 1) + last.items.length)) blocks.push(next)
  else last.items.push(...next.items)
}

function paragraph(el: El, odt: Odt): Block[] {
  const { inlines, boxes, hidden } = readParagraph(el, odt)
  const text = inlineText(inlines)
  leave({ why: 'furniture', kind: 'hidden', level: null, text: hidden.trim() }, odt)
  const style = odt.styles.namedStyle(el.attrs['text:style-name'])
  if (style === 'Title' && text !== '') odt.title ??= text.replace(/\s+/g, ' ')
  const below = boxes.flatMap(box => readBlocks(box, odt))
  if (el.name === 'text:h') return [heading(el, inlines, odt), ...below]
  return [{ kind: 'prose', content: inlines, ...(style === 'Quotations' ? { quote: true } : {}) }, ...below]
}

function heading(el: El, content: Inline[], odt: Odt): Block {
  const level = Math.min(Math.max(Math.trunc(Number(el.attrs['text:outline-level'] ?? 1)) || 1, 1), 9)
  const shape = odt.styles.outline(level)
  if (!shape?.ordered || el.attrs['text:is-list-header'] === 'true') return { kind: 'heading', level, content }
  const values = odt.outline
  values[level] = (values[level] ?? shape.start - 1) + 1
  values.length = level + 1
  const number = shape.label(values) ?? ''
  return { kind: 'heading', level, content, ...(number ? { number } : {}) }
}

function list(el: El, odt: Odt, level: number, inherited: string | undefined): List {
  const style = el.attrs['text:style-name'] ?? inherited
  const shape = odt.styles.listLevel(style, level)
  const ordered = shape?.ordered ?? false
  const key = `${style} ${level}`
  const goesOn = el.attrs['text:continue-numbering'] === 'true' || el.attrs['text:continue-list'] !== undefined
  let value = goesOn ? (odt.counters.get(key) ?? 0) : (shape?.start ?? 1) - 1
  const items: ListItem[] = []
  let start: number | undefined
  for (const itemEl of elements(el)) {
    if (itemEl.name !== 'text:list-item' && itemEl.name !== 'text:list-header') continue
    const content = elements(itemEl).flatMap(inner =>
      inner.name === 'text:list' ? [list(inner, odt, level + 1, style)] : readBlocks({ ...itemEl, nodes: [inner] }, odt),
    )
    const own = itemEl.name === 'text:list-item'
    const set = itemEl.attrs['text:start-value']
    if (own) value = set === undefined ? value + 1 : Number(set) || 1
    start ??= value
    const values: number[] = []
    for (let at = 1; at < level; at += 1) values[at] = odt.counters.get(`${style} ${at}`) ?? 1
    values[level] = value
    const label = ordered && own ? shape?.label(values) : null
    items.push(label ? { content, label } : { content })
    odt.counters.set(key, value)
  }
  const read: List = { kind: 'list', ordered, items }
  if (ordered && start !== undefined) read.start = start
  if (ordered && shape?.format) read.format = shape.format
  return read
}

/** Rows and cells as they are written; covered cells give what they hold to nobody, for they hold nothing that is shown. */
function table(el: El, odt: Odt): Block {
  const rows: Row[] = []
  const gather = (parent: El, header: boolean) => {
    for (const inner of elements(parent)) {
      if (inner.name === 'table:table-row') rows.push(row(inner, header, odt))
      else if (inner.name === 'table:table-header-rows') gather(inner, true)
      else if (/^table:table-(rows|row-group)$/.test(inner.name)) gather(inner, header)
    }
  }
  gather(el, false)
  return { kind: 'table', rows }
}

function row(el: El, header: boolean, odt: Odt): Row {
  const cells = children(el, 'table:table-cell').map((cellEl): Cell => {
    const span = (name: string) => Math.min(Number(cellEl.attrs[`table:number-${name}-spanned`] ?? 1) || 1, 500)
    const cell: Cell = { content: readBlocks(cellEl, odt) }
    if (header) cell.header = true
    if (span('columns') > 1) cell.colspan = span('columns')
    if (span('rows') > 1) cell.rowspan = span('rows')
    return cell
  })
  return { cells }
}

function leave(left: LeftOut, odt: Odt): void {
  if (left.text !== '' || left.kind === 'listItem') odt.source.leftOut.push(left)
}

/** A generated list leaves, and with it the heading before it that only announces it. */
function leaveIndex(el: El, before: Block[], odt: Odt): void {
  const last = before.findLast(block => block.kind !== 'prose' || inlineText(block.content) !== '')
  if (last && (last.kind === 'heading' || last.kind === 'prose') && announcesContents(inlineText(last.content))) {
    before.splice(before.indexOf(last), 1)
    leaveBlock(last, odt)
  }
  const body = child(el, 'text:index-body')
  for (const block of readBlocks(body, odt)) leaveBlock(block, odt)
}

function leaveBlock(block: Block, odt: Odt): void {
  if (block.kind === 'heading' || block.kind === 'prose') {
    const level = block.kind === 'heading' ? block.level : null
    leave({ why: 'contents', kind: block.kind, level, text: inlineText(block.content) }, odt)
  } else if (block.kind === 'list') for (const item of block.items) leaveItem(item, odt)
  else for (const inner of childrenOf(block)) leaveBlock(inner, odt)
}

function leaveItem({ content }: ListItem, odt: Odt): void {
  const text = blocksText(content.filter(block => block.kind !== 'list'))
  leave({ why: 'contents', kind: 'listItem', level: null, text }, odt)
  for (const block of content) if (block.kind === 'list') leaveBlock(block, odt)
}

function leaveDeleted(el: El, odt: Odt): void {
  for (const region of children(el, 'text:changed-region')) {
    for (const block of readBlocks(child(region, 'text:deletion'), { ...odt, comments: [], notes: new Map() })) {
      const text = 'content' in block ? inlineText(block.content) : ''
      leave({ why: 'deleted', kind: block.kind, level: null, text }, odt)
    }
  }
}
