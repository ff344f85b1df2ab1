// The drawn text of a unit laid beside its readable text: where each sign of the page stands in the text.

import { attribute, below, childrenOf, isElement, isText, type Element, type Node, type Parent } from './html-tree.ts'

/** Where each sign of the drawn text stands in the readable text; -1 for spaces and for what is drawn but is no text. */
export type Places = Map<Node, Int32Array>
export const isBlank = (sign: string | undefined): boolean => sign !== undefined && sign.trim() === ''
/** Generated numbers and the marks of footnotes are drawn, but are no part of the text. */
const isDrawn = (node: Element): boolean => /^(label|footnote-ref)$/.test(attribute(node, 'class') ?? '')

/** The readable text is the drawn text without some signs; null when it is not. */
export function placesIn(root: Parent, text: string): Places | null {
  const places: Places = new Map()
  let at = 0
  const walk = (parent: Parent): void => {
    for (const node of childrenOf(parent)) {
      if (isElement(node) && !isDrawn(node)) walk(node)
      if (!isText(node)) continue
      const found = new Int32Array(node.value.length).fill(-1)
      for (let i = 0; i < found.length; i++) {
        if (isBlank(node.value[i])) continue
        while (isBlank(text[at])) at++
        if (node.value[i] === text[at]) found[i] = at++
      }
      places.set(node, found)
    }
  }
  walk(root)
  return text.slice(at).trim() ? null : places
}

/** The first place in the text of anything in a node. */
export function firstIn(node: Node | Parent, places: Places): number | null {
  for (const inner of isText(node as Node) ? [node as Node] : below(node))
    for (const place of places.get(inner) ?? []) if (place >= 0) return place
  return null
}
