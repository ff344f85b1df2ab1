// Cutting the tree of a unit in two, so that both halves are whole HTML again.

import { parseFragment, serialize, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import { isBlank } from './cut-places.ts'
import { severRows } from './cut-rows.ts'
import { attribute, isElement, isText, type Element, type Node, type Parent } from './html-tree.ts'

export type Root = Tree.DocumentFragment

export const isList = (node: Node | Parent): node is Element => isElement(node) && /^[uo]l$/.test(node.tagName)
export const isTable = (node: Node | Parent): node is Element => isElement(node) && node.tagName === 'table'
export const itemsOf = (list: Element): Element[] =>
  list.childNodes.filter((n): n is Element => isElement(n) && n.tagName === 'li')

/** Everything from a node on leaves the tree and stands in a new one, inside the same elements; but out of an item, when it is the only one. */
export function sever(root: Root, start: Node): Root {
  let parent = start.parentNode as Parent
  let moved = parent.childNodes.splice(parent.childNodes.indexOf(start as Tree.ChildNode))
  trimEnd(parent)
  while (parent !== root) {
    const left = parent as Element
    parent = left.parentNode as Parent
    const after = parent.childNodes.splice(parent.childNodes.indexOf(left) + 1)
    if (left.tagName === 'li') moved = outOfItem(moved)
    else if (!isList(left) || moved.every(n => n.nodeName === 'li')) moved = [continued(left, moved)]
    moved.push(...after)
  }
  const rest = parseFragment('')
  adopt(rest, moved)
  return rest
}

/** The same element again, for what is cut off: numbers go on, cells that reach over the cut leave an empty place. */
function continued(left: Element, moved: Tree.ChildNode[]): Element {
  const right: Element = { ...left, attrs: left.attrs.map(a => ({ ...a })), childNodes: [] }
  adopt(right, moved)
  if (left.tagName === 'ol') setAttribute(right, 'start', startOf(left) + itemsOf(left).length)
  if (left.tagName === 'tbody') severRows(rowsOf(left), rowsOf(right))
  return right
}

/** Words that stand bare in an item become a paragraph. */
function outOfItem(moved: Tree.ChildNode[]): Tree.ChildNode[] {
  const blocks = moved.findIndex(isBlock)
  const words = blocks < 0 ? moved : moved.slice(0, blocks)
  const [paragraph] = parseFragment('<p></p>').childNodes
  if (!words.length || !paragraph || !isElement(paragraph)) return moved
  adopt(paragraph, words)
  return [paragraph, ...moved.slice(words.length)]
}
export const isBlock = (node: Node): boolean => isElement(node) && /^(p|ul|ol|table|pre|blockquote)$/.test(node.tagName)

export const adopt = (parent: Parent, nodes: Tree.ChildNode[]): void => {
  for (const node of nodes) node.parentNode = parent
  parent.childNodes.push(...nodes)
}
const rowsOf = (body: Element): Element[] => body.childNodes.filter((n): n is Element => isElement(n) && n.tagName === 'tr')
export const startOf = (list: Element): number => Number(attribute(list, 'start') ?? 1)
function setAttribute(element: Element, name: string, value: string | number): void {
  element.attrs = [...element.attrs.filter(a => a.name !== name), { name, value: String(value) }]
}

/** Line breaks and spaces at the end of what stays. */
function trimEnd(parent: Parent): void {
  for (let last = parent.childNodes.at(-1); last; last = parent.childNodes.at(-1)) {
    if (!(isText(last) && isBlank(last.value)) && !(isElement(last) && last.tagName === 'br')) return
    parent.childNodes.pop()
  }
}

/** As render.ts writes it: no row groups, spaces as themselves. */
export const drawn = (root: Parent): string =>
  serialize(root)
    .replaceAll(/<\/?tbody>/g, '')
    .replaceAll('&nbsp;', '\u00A0')
