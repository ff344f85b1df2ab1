// Lists as Word puts them on the clipboard: paragraphs that carry their list and depth in a style, and their label in a span.
import type { Block, ListItem } from './blocks.ts'
import { attribute, find, styleOf, textBelow } from './html-tree.ts'
import type { Element } from './html-tree.ts'
import { markOf } from './text-lines.ts'

export interface WordItem {
  depth: number
  label: string
}
type List = Extract<Block, { kind: 'list' }>

/** Lists made here, so that a list of the page's own is never added to. */
const made = new WeakSet<Block>()

/** The label that Word drew; its text is no text of the paragraph. */
export const isWordLabel = (element: Element): boolean => styleOf(element).includes('mso-list:ignore')
export const isWordContents = (element: Element): boolean => /^msotoc\d/i.test(attribute(element, 'class') ?? '')

export function wordItem(element: Element): WordItem | null {
  const level = /mso-list:\w+?level(\d)/.exec(styleOf(element))?.[1]
  if (level === undefined) return null
  const label = find(element, isWordLabel)
  return { depth: Math.max(1, Number(level)), label: label ? textBelow(label).replace(/\s+/g, '') : '•' }
}

/** Adds the paragraph to the list that goes on, at its depth, or begins one. */
export function addWordItem(out: Block[], item: WordItem, content: Block[]): void {
  if (content.length === 0) return
  let list = out.at(-1)
  if (list?.kind !== 'list' || !made.has(list)) {
    list = newList(item)
    out.push(list)
  }
  for (let depth = 1; depth < item.depth && list.kind === 'list'; depth++) {
    const above: ListItem | undefined = list.items.at(-1)
    if (!above) break
    const last: Block | undefined = above.content.at(-1)
    const inner: List = last?.kind === 'list' ? last : newList(item)
    if (last !== inner) above.content.push(inner)
    list = inner
  }
  const counted = /^\d+\.$/.test(item.label) || !/[\p{L}\p{N}]/u.test(item.label) || item.label === 'o'
  if (list.kind === 'list') list.items.push({ content, ...(counted ? {} : { label: item.label }) })
}

function newList(item: WordItem): List {
  const mark = item.label === 'o' ? null : markOf(`${item.label} x`)
  const ordered = (mark !== null && mark.kind !== 'bullet') || /^[\p{L}\p{N}.]+[.)]$/u.test(item.label)
  const list: List = {
    kind: 'list',
    ordered,
    ...(mark?.kind === 'number' && mark.value !== 1 ? { start: mark.value } : {}),
    items: [],
  }
  made.add(list)
  return list
}
