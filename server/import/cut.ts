// Cutting, joining and taking apart the safe HTML of units, in step with their readable text: the shears of shared/draft.ts.

import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { Body, Shears } from '../../shared/draft.ts'
import { firstIn, placesIn, type Places } from './cut-places.ts'
import { adopt, drawn, isBlock, isList, isTable, itemsOf, sever, startOf, type Root } from './cut-tree.ts'
import { attribute, below, count, isElement, isText, type Element, type Node, type Parent } from './html-tree.ts'

/** The node that the second half begins with, for a cut before a place in the text; splits running text where it must. */
function beginning(root: Root, places: Places, at: number): Node | null {
  for (const [node, found] of places) {
    const sign = found.findIndex(place => place >= at)
    if (sign < 0 || !isText(node)) continue
    const holder = holderOf(node, root)
    const inside = !holder && found.subarray(0, sign).some(place => place >= 0)
    const start = holder ? itemOf(node, holder, places) : inside ? splitText(node, sign, found, places) : node
    return outward(root, start, places)
  }
  return null
}

/** The outermost table around a node, or list of several items: a list of one item is cut like what stands in it. */
function holderOf(node: Node, root: Root): Element | null {
  let holder: Element | null = null
  for (let above = node.parentNode; above && above !== root; above = (above as Element).parentNode)
    if (isTable(above) || (isList(above) && itemsOf(above).length > 1)) holder = above
  return holder
}

/** The outermost item or row that a node stands in; the whole list or table for its first. */
function itemOf(node: Node, holder: Element, places: Places): Node {
  const wanted = isTable(holder) ? /^(tr|caption)$/ : /^li$/
  let item: Node = holder
  for (let above: Node | Parent | null = node; above && above !== holder; above = (above as Element).parentNode)
    if (isElement(above) && wanted.test(above.tagName)) item = above
  return firstIn(item, places) === firstIn(holder, places) ? holder : item
}

/** A cut moves out of everything that begins with it; null when nothing stands before it. */
function outward(root: Root, start: Node, places: Places): Node | null {
  const first = firstIn(start, places)
  let node = start
  while (node.parentNode && node.parentNode !== root && firstIn(node.parentNode, places) === first)
    node = node.parentNode as Element
  return first === firstIn(root, places) ? null : node
}

function splitText(node: Tree.TextNode, sign: number, found: Int32Array, places: Places): Node {
  const rest: Tree.TextNode = { ...node, value: node.value.slice(sign) }
  places.set(node, found.slice(0, sign))
  places.set(rest, found.slice(sign))
  node.value = node.value.slice(0, sign).trimEnd()
  const siblings = node.parentNode?.childNodes ?? []
  siblings.splice(siblings.indexOf(node) + 1, 0, rest)
  return rest
}

/** A table of which only the caption is left is a paragraph. */
function withoutBareCaptions(root: Root): void {
  for (const node of root.childNodes) {
    const caption =
      isTable(node) && count(node, e => e.tagName === 'tr') === 0 ? node.childNodes.find(n => n.nodeName === 'caption') : null
    if (caption && isElement(caption) && isElement(node))
      Object.assign(node, { tagName: 'p', nodeName: 'p', attrs: [], childNodes: caption.childNodes })
  }
}

function bodyOf(root: Root, text: string, was: Body['kind']): Body {
  withoutBareCaptions(root)
  const rows = count(root, e => e.tagName === 'tr')
  const has = (tags: RegExp): boolean => root.childNodes.some(n => isElement(n) && tags.test(n.tagName))
  const blocks: Body['kind'] = has(/^(ul|ol)$/) ? 'list' : has(/^pre$/) && !has(/^(p|blockquote)$/) ? 'code' : 'prose'
  return {
    kind: has(/^table$/) ? (was === 'row' && rows === 1 ? 'row' : 'table') : blocks,
    html: drawn(root),
    text: text.trim(),
    items: count(root, e => e.tagName === 'li'),
    rows,
  }
}

/** What cleaned HTML holds; bare words become a paragraph. */
export function bodyIn(html: string, text: string, was: Body['kind']): Body {
  const root = parseFragment(html)
  const bare = root.childNodes.some(n => (isText(n) && n.value.trim()) || (isElement(n) && !isBlock(n)))
  return bodyOf(bare && !root.childNodes.some(isBlock) ? parseFragment(`<p>${html.trim()}</p>`) : root, text, was)
}

/** Every paragraph, outermost item and row of a unit; where there is but one item, what stands in it. */
const pieceNodes = (root: Root): Node[] => root.childNodes.flatMap(piecesOf)

function piecesOf(node: Node): Node[] {
  if (isTable(node))
    return [...below(node)].filter(n => isElement(n) && (n.tagName === 'caption' || (n.tagName === 'tr' && tableOf(n) === node)))
  if (!isList(node)) return isElement(node) ? [node] : []
  const items = itemsOf(node)
  const [only] = items
  if (!only || items.length > 1) return items
  const inside = only.childNodes.filter(isBlock).flatMap(piecesOf)
  const [first] = only.childNodes
  return [only, ...inside.slice(first && isBlock(first) ? 1 : 0)]
}
function tableOf(row: Element): Node | null {
  let above: Parent | null = row.parentNode
  while (above && !isTable(above)) above = (above as Element).parentNode
  return above as Element | null
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function cut(body: Body, at: number): [Body, Body] | null {
  if (at < 1 || at >= body.text.length) return null
  const root = parseFragment(body.html)
  const places = placesIn(root, body.text)
  const whole = graphemes.segment(body.text).containing(at)?.index ?? at
  const start = places && beginning(root, places, whole)
  const place = start && firstIn(start, places)
  if (!start || place === null) return null
  const rest = sever(root, start)
  if (body.kind !== 'heading')
    return [bodyOf(root, body.text.slice(0, place), body.kind), bodyOf(rest, body.text.slice(place), body.kind)]
  const cutOff = parseFragment(`<p>${drawn(rest)}</p>`)
  return [{ ...body, html: drawn(root), text: body.text.slice(0, place).trim() }, bodyOf(cutOff, body.text.slice(place), 'prose')]
}

function apart(body: Body): Body[] {
  let root = parseFragment(body.html)
  const places = placesIn(root, body.text)
  if (!places) return []
  const nodes = pieceNodes(root)
  const starts: number[] = []
  for (const node of nodes.toReversed()) starts.unshift(firstIn(node, places) ?? starts[0] ?? body.text.length)
  const pieces: Body[] = []
  for (const [n, node] of nodes.entries()) {
    const next = nodes[n + 1]
    const kind = isElement(node) && node.tagName === 'tr' ? 'row' : body.kind
    const rest = next ? sever(root, beginningWith(next, root)) : root
    const piece = bodyOf(root, body.text.slice(starts[n], next ? starts[n + 1] : undefined), kind)
    if (piece.text || piece.html.includes('<img')) pieces.push(piece)
    root = rest
  }
  return pieces
}

/** The outermost element that begins with a node: before the first item, the cut is before the whole list. */
function beginningWith(node: Node, root: Root): Node {
  let here = node
  while (here.parentNode && here.parentNode !== root && here.parentNode.childNodes[0] === here) here = here.parentNode as Element
  return here
}

/** Two lists of one kind become one when the numbers go on, and rows one table. */
function join(first: Body, second: Body): Body {
  const root = parseFragment(first.html)
  const rest = parseFragment(second.html)
  const last = root.childNodes.at(-1)
  const next = rest.childNodes[0]
  if (last && next && isElement(last) && isElement(next) && goesOn(last, next, first, second)) {
    const [into, from] = isTable(last) ? [rowsBody(last), rowsBody(next)] : [last, next]
    adopt(into, from.childNodes)
    rest.childNodes.shift()
  }
  adopt(root, rest.childNodes)
  const kind = first.kind === 'row' || second.kind === 'row' ? 'table' : first.kind
  return bodyOf(root, `${first.text}\n${second.text}`, kind)
}
const rowsBody = (table: Element): Element => (table.childNodes.find(n => n.nodeName === 'tbody') as Element | undefined) ?? table

function goesOn(last: Element, next: Element, first: Body, second: Body): boolean {
  if (last.tagName !== next.tagName || attribute(last, 'class') !== attribute(next, 'class')) return false
  if (last.tagName === 'table')
    return (first.kind === 'row' || second.kind === 'row') && !next.childNodes.some(n => n.nodeName === 'caption')
  if (attribute(last, 'type') !== attribute(next, 'type')) return false
  return (
    last.tagName === 'ul' ||
    (last.tagName === 'ol' && (startOf(next) === startOf(last) + itemsOf(last).length || attribute(last, 'class') === 'labelled'))
  )
}

function inside(html: string): string | null {
  const { childNodes } = parseFragment(html)
  const [only] = childNodes
  if (!only || childNodes.length > 1 || !isElement(only)) return null
  if (only.tagName === 'blockquote') return inside(drawn(only))
  return only.tagName === 'p' ? drawn(only) : null
}

/** Where a unit may be cut: before each further paragraph, item and row, and before each sentence of running text. */
export function placesToCut(body: Body, lang: string): number[] {
  const root = parseFragment(body.html)
  const places = placesIn(root, body.text)
  if (!places) return []
  const nodes = pieceNodes(root)
  const starts = (nodes.length ? nodes : [root]).flatMap(node => firstIn(node, places) ?? [])
  const found = new Set(starts)
  for (const [n, node] of (nodes.length ? nodes : [root]).entries()) {
    if (isElement(node) && (/^(tr|pre|caption)$/.test(node.tagName) || isOneOfMany(node))) continue
    const from = starts[n] ?? 0
    for (const s of sentences(lang).segment(body.text.slice(from, starts[n + 1]))) found.add(from + s.index)
  }
  return [...found].filter(at => at > (starts[0] ?? 0) && at < body.text.length).sort((a, b) => a - b)
}
const isOneOfMany = (node: Element): boolean => node.tagName === 'li' && itemsOf(node.parentNode as Element).length > 1
const sentences = (lang: string): Intl.Segmenter => new Intl.Segmenter(lang, { granularity: 'sentence' })

export const shears: Shears = { cut, apart, join, inside }
