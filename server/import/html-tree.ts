// Short words for walking a parsed HTML tree, without recursion where the depth is the writer's to choose.
import type { DefaultTreeAdapterTypes as Tree } from 'parse5'

export type Node = Tree.ChildNode
export type Element = Tree.Element
export type Parent = Tree.ParentNode

export const isElement = (node: Node | Parent | null | undefined): node is Element =>
  node !== null && node !== undefined && 'tagName' in node
export const isText = (node: Node): node is Tree.TextNode => node.nodeName === '#text'
export const childrenOf = (node: Node | Parent): Node[] => ('childNodes' in node ? node.childNodes : [])

export const attribute = (element: Element, name: string): string | null =>
  element.attrs.find(attr => attr.name === name)?.value ?? null
export const styleOf = (element: Element): string => (attribute(element, 'style') ?? '').toLowerCase().replace(/\s+/g, '')
/** Words of id, class and role, in lower case. */
export const tokensOf = (element: Element): string[] =>
  ['id', 'class', 'role']
    .flatMap(name => (attribute(element, name) ?? '').toLowerCase().split(/\s+/))
    .filter(token => token !== '')

/** Every node below, in document order. */
export function* below(root: Node | Parent): Generator<Node> {
  const stack = [...childrenOf(root)].reverse()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node
    const children = childrenOf(node)
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i]
      if (child) stack.push(child)
    }
  }
}

const silent = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'embed',
  'noembed',
  'noframes',
  'title',
  'head',
  'textarea',
])
export const isSilent = (element: Element): boolean => silent.has(element.tagName)

/** The text a reader would see below a node, white space collapsed. */
export function textBelow(root: Node | Parent): string {
  const parts: string[] = []
  const stack: Node[] = [...childrenOf(root)].reverse()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isText(node)) parts.push(node.value)
    else if (!isElement(node) || !isSilent(node)) {
      if (isElement(node) && !/^(a|b|i|em|strong|span|sup|sub|font|u|small|abbr|code)$/.test(node.tagName)) parts.push(' ')
      const children = childrenOf(node)
      for (let i = children.length - 1; i >= 0; i--) {
        const child = children[i]
        if (child) stack.push(child)
      }
    }
  }
  return parts.join('').replace(/\s+/g, ' ').trim()
}

export const find = (root: Node | Parent, wanted: (element: Element) => boolean): Element | null => {
  for (const node of below(root)) if (isElement(node) && wanted(node)) return node
  return null
}
export const count = (root: Node | Parent, wanted: (element: Element) => boolean): number => {
  let n = 0
  for (const node of below(root)) if (isElement(node) && wanted(node)) n++
  return n
}
