// Lays a correction of one unit over a shared draft in which people go on writing: word for word where its words still stand.

import * as Y from 'yjs'
import { nodesOf, plant, sameNodes, textOf, type Attrs, type DocNode } from '../../shared/draft-doc.ts'
import { sameEnds } from '../../shared/text-diff.ts'

/** Words that others stand in the place of, with what stands around them in the same run of text. */
interface Edit {
  before: string
  out: string
  into: string
  after: string
}
/** Words around an edit by which its place is known again. */
const AROUND = 40

/**
 * Makes a unit that was `was` into `is`. Where drafters have rewritten it since, its changed words alone are replaced, and where these no
 * longer stand there once, theirs stay. Must run in a transaction.
 */
export function overlay(doc: Y.Doc, unit: string, was: readonly DocNode[], is: readonly DocNode[]): void {
  const text = textOf(doc)
  const children = text.toArray()
  const places = [...children.keys()].filter(at => unitOf(children[at]) === unit)
  const [first] = places
  if (first === undefined) return
  const now = nodesOf(doc).filter(node => node.attrs?.['unit'] === unit)
  const runs = places.flatMap(at => textsIn(children[at]))
  const found = editsOf(was, is)?.map(edit => ({ edit, places: placesOf(edit, runs) }))
  if (found?.every(({ places: of }) => of.length === 1))
    replaceAll(found.flatMap(({ edit, places: of }) => of.map(place => ({ place, edit }))))
  else if (sameNodes(now, was)) {
    for (const at of places.toReversed()) text.delete(at, 1)
    plant(doc, is, first)
  }
}

const unitOf = (child: unknown): unknown => (child instanceof Y.XmlElement ? child.getAttribute('unit') : null)

function textsIn(child: unknown): Y.XmlText[] {
  if (child instanceof Y.XmlText) return [child]
  return child instanceof Y.XmlElement ? child.toArray().flatMap(textsIn) : []
}

/** The words that differ, run by run; null when more than words does. */
function editsOf(was: readonly DocNode[], is: readonly DocNode[]): Edit[] | null {
  const [old, wanted] = [was.flatMap(runsOf), is.flatMap(runsOf)]
  if (shapeOf(was) !== shapeOf(is)) return null
  return old.flatMap((run, at) => {
    const next = wanted[at] ?? run
    return run === next ? [] : [editOf(run, next)]
  })
}
const runsOf = (node: DocNode): string[] => (node.type === 'text' ? [node.text ?? ''] : (node.content ?? []).flatMap(runsOf))
const shapeOf = (nodes: readonly DocNode[]): string =>
  JSON.stringify(nodes, (key, value: unknown) => (key === 'text' && typeof value === 'string' ? '' : value))

function editOf(old: string, next: string): Edit {
  let { head: start, tail: end } = sameEnds(old, next)
  // Signs of two halves, as emoji are, stay whole.
  if (start && isHigh(old, start - 1)) start--
  if (end && isHigh(old, old.length - end - 1)) end--
  const upto = old.length - end
  return {
    before: old.slice(Math.max(0, start - AROUND), start),
    out: old.slice(start, upto),
    into: next.slice(start, next.length - end),
    after: old.slice(upto, upto + AROUND),
  }
}

const isHigh = (text: string, at: number): boolean => /[\ud800-\udbff]/.test(text.charAt(at))

interface Place {
  text: Y.XmlText
  at: number
  look: Record<string, Attrs>
}
/** Every place where the words to be replaced stand among the same words in one look. */
function placesOf({ before, out, after }: Edit, texts: readonly Y.XmlText[]): Place[] {
  const wanted = before + out + after
  return texts.flatMap(text => {
    const places: Place[] = []
    let offset = 0
    for (const { insert, attributes = {} } of text.toDelta() as { insert: unknown; attributes?: Record<string, Attrs> }[]) {
      const run = typeof insert === 'string' ? insert : ' '
      for (let at = run.indexOf(wanted); at >= 0; at = run.indexOf(wanted, at + 1))
        places.push({ text, at: offset + at + before.length, look: attributes })
      offset += run.length
    }
    return places
  })
}

/** From the end to the start, so that no place shifts before its turn; what would lie in each other stays as it is. */
function replaceAll(found: readonly { place: Place; edit: Edit }[]): void {
  const ordered = found.toSorted((a, b) => b.place.at - a.place.at)
  const apart = ordered.every(({ place: { text, at }, edit }, n) =>
    ordered.slice(0, n).every(later => later.place.text !== text || at + edit.out.length <= later.place.at),
  )
  if (!apart) return
  for (const {
    place: { text, at, look },
    edit: { out, into },
  } of ordered) {
    if (out) text.delete(at, out.length)
    if (into) text.insert(at, into, look)
  }
}
