// The shared draft as a Yjs document: what it holds, how a text is planted in it, read from it, and laid over what stands there.

import * as Y from 'yjs'
import { mendIds } from './draft-ids.ts'
import { outOfOrder } from './revision.ts'
import { wordsIn } from './text-diff.ts'

export type Attrs = Record<string, string | number | boolean | null>
export interface Mark {
  type: string
  attrs?: Attrs
}
/** A node as the editor writes it in JSON. Blocks at the top bear `unit` and, when they belong to the one above, `goesOn`. */
export interface DocNode {
  type: string
  attrs?: Attrs
  content?: DocNode[]
  text?: string
  marks?: Mark[]
}

/** Where things stand in the document; the browser reads the same places. */
export const places = { text: 'draft', merged: 'merged', split: 'split', facts: 'facts' } as const
/** Deeper nesting than any draft has; below it nothing is read, so that a made-up document cannot exhaust the stack. */
const DEEPEST = 40
const markOrder = ['label', 'link', 'strong', 'em', 'sup', 'sub', 'code']

export const textOf = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(places.text)

/** The nodes of a document, in one normal form: no empty attributes, marks in one order, neighbours of equal look put together. */
export function nodesOf(doc: Y.Doc): DocNode[] {
  return childrenOf(textOf(doc), 0).map(normal)
}

function childrenOf(parent: Y.XmlFragment | Y.XmlElement, depth: number): DocNode[] {
  if (depth > DEEPEST) return []
  return parent.toArray().flatMap((child): DocNode[] => {
    if (child instanceof Y.XmlText) return textsOf(child)
    if (!(child instanceof Y.XmlElement)) return []
    return [{ type: child.nodeName, attrs: attrsOf(child.getAttributes()), content: childrenOf(child, depth + 1) }]
  })
}

function textsOf(text: Y.XmlText): DocNode[] {
  const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]
  return delta.flatMap(({ insert, attributes = {} }): DocNode[] => {
    if (typeof insert !== 'string' || insert === '') return []
    const marks = Object.entries(attributes)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => ({ type: name.split('--')[0] ?? name, attrs: attrsOf(value) }))
    return [{ type: 'text', text: insert, marks }]
  })
}

function attrsOf(given: unknown): Attrs {
  if (typeof given !== 'object' || given === null) return {}
  const attrs: Attrs = {}
  for (const [name, value] of Object.entries(given))
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') attrs[name] = value
  return attrs
}

export function normal(node: DocNode): DocNode {
  const out: DocNode = { type: node.type }
  const attrs = Object.entries(node.attrs ?? {})
    .filter(([name, value]) => value !== null && value !== false && !(name.endsWith('span') && value === 1))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  if (attrs.length) out.attrs = Object.fromEntries(attrs)
  if (node.type === 'text') {
    out.text = node.text ?? ''
    const marks = (node.marks ?? []).toSorted((a, b) => markOrder.indexOf(a.type) - markOrder.indexOf(b.type))
    if (marks.length)
      out.marks = marks.map(m => (Object.keys(m.attrs ?? {}).length ? { type: m.type, attrs: m.attrs ?? {} } : { type: m.type }))
    return out
  }
  const content: DocNode[] = []
  for (const child of (node.content ?? []).map(normal)) {
    const last = content.at(-1)
    if (last?.type === 'text' && child.type === 'text' && JSON.stringify(last.marks) === JSON.stringify(child.marks))
      content[content.length - 1] = { ...last, text: `${last.text ?? ''}${child.text ?? ''}` }
    else content.push(child)
  }
  if (content.length) out.content = content
  return out
}

const keyOf = (node: DocNode): string => JSON.stringify(normal(node))
export const sameNodes = (a: readonly DocNode[], b: readonly DocNode[]): boolean =>
  a.length === b.length && a.every((node, at) => keyOf(node) === keyOf(b[at] ?? { type: '' }))

/** Words of a text, whatever their looks; notes, pictures and breaks part words. */
export const countWords = (nodes: readonly DocNode[]): number =>
  nodes.reduce((sum, { content = [] }) => sum + wordsIn(content.map(n => n.text ?? ' ').join('')).length + countWords(content), 0)

/** Writes nodes into the text at a place. Must run in a transaction. */
export function plant(doc: Y.Doc, nodes: readonly DocNode[], at = textOf(doc).length): void {
  if (nodes.length) textOf(doc).insert(at, nodes.map(elementOf))
}

function elementOf(node: DocNode): Y.XmlElement {
  const element = new Y.XmlElement(node.type)
  for (const [name, value] of Object.entries(node.attrs ?? {}))
    if (value !== null) element.setAttribute(name, value as unknown as string)
  const children: (Y.XmlElement | Y.XmlText)[] = []
  let run: DocNode[] = []
  const endRun = (): void => {
    if (!run.length) return
    const text = new Y.XmlText()
    text.applyDelta(run.map(({ text: insert, marks = [] }) => ({ insert, attributes: attributesOf(marks) })))
    children.push(text)
    run = []
  }
  for (const child of node.content ?? []) {
    if (child.type === 'text') run.push(child)
    else {
      endRun()
      children.push(elementOf(child))
    }
  }
  endRun()
  if (children.length) element.insert(0, children)
  return element
}
const attributesOf = (marks: Mark[]): Record<string, Attrs> => Object.fromEntries(marks.map(m => [m.type, m.attrs ?? {}]))

/** Makes the text of a document this one: blocks that stand already stay as they are, in both texts' common order. */
export function lay(doc: Y.Doc, nodes: readonly DocNode[]): void {
  const text = textOf(doc)
  const old = childrenOf(text, 0).map(keyOf)
  const wanted = nodes.map(keyOf)
  const stays = inCommon(old, wanted)
  let at = 0
  let done = 0
  const replace = (upToOld: number, upToNew: number, from: { old: number; new: number }): void => {
    if (upToOld > from.old) text.delete(at, upToOld - from.old)
    const fresh = nodes.slice(from.new, upToNew)
    plant(doc, fresh, at)
    at += fresh.length
  }
  let from = { old: 0, new: 0 }
  for (; done < stays.length; done++) {
    const [o, n] = stays[done] ?? [0, 0]
    replace(o, n, from)
    at += 1
    from = { old: o + 1, new: n + 1 }
  }
  replace(old.length, nodes.length, from)
}

/** Pairs of places of equal keys, rising in both lists: as many as can be of the keys that stand once in each. */
function inCommon(a: readonly string[], b: readonly string[]): [number, number][] {
  const [inA, inB] = [once(a), once(b)]
  const both = [...inA.keys()].filter(key => inB.has(key))
  const moved = outOfOrder(
    both,
    [...inB.keys()].filter(key => inA.has(key)),
  )
  return both.flatMap(key => (moved.has(key) ? [] : [[inA.get(key) ?? 0, inB.get(key) ?? 0]]))
}
/** Places of the keys that stand once, in their order. */
function once(keys: readonly string[]): Map<string, number> {
  const places = new Map<string, number>()
  const seen = new Set<string>()
  for (const [at, key] of keys.entries()) {
    if (seen.has(key)) places.delete(key)
    else places.set(key, at)
    seen.add(key)
  }
  return places
}

/** Gives missing and doubled ids anew, the same on whatever machine does it; true when something was mended. Must run in a transaction. */
export function mendUnits(doc: Y.Doc, isTaken: (unit: string) => boolean = () => false): boolean {
  const blocks = textOf(doc)
    .toArray()
    .filter(child => child instanceof Y.XmlElement)
  const ids = blocks.map(block => {
    const unit: unknown = block.getAttribute('unit')
    const known = typeof unit === 'string' && !isTaken(unit) ? unit : null
    return { unit: known, goesOn: Boolean(block.getAttribute('goesOn')), heading: block.nodeName === 'heading' }
  })
  const mended = mendIds(ids, at => bornAs(blocks[at]))
  let changed = false
  for (const [at, block] of blocks.entries()) {
    const { unit, goesOn } = mended[at] ?? { unit: null, goesOn: false }
    if (unit === null) continue
    if (block.getAttribute('unit') !== unit) {
      block.setAttribute('unit', unit)
      changed = true
    }
    if (goesOn !== ids[at]?.goesOn) {
      block.removeAttribute('goesOn')
      changed = true
    }
  }
  return changed
}

/** An id made of the place in history where a block was born: every copy of the document knows the same. */
function bornAs(block: Y.XmlElement | undefined): string {
  const born = block?._item?.id
  return `y${(born?.client ?? 0).toString(36)}-${(born?.clock ?? 0).toString(36)}`
}

/** Which unit took in which (`merged`), and which was cut off which (`split`), as the editors noted it. */
export function lineageOf(doc: Y.Doc): { merged: Map<string, string>; split: Map<string, string> } {
  const read = (name: string): Map<string, string> => {
    const out = new Map<string, string>()
    for (const [from, into] of doc.getMap(name)) if (typeof into === 'string') out.set(from, into)
    return out
  }
  return { merged: read(places.merged), split: read(places.split) }
}
