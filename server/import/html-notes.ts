// Footnotes of HTML pages: a short mark that leads to an element elsewhere on the page is told apart from other links.
import { attribute, below, isElement, isText, textBelow, tokensOf } from './html-tree.ts'
import type { Element, Parent } from './html-tree.ts'

const named =
  /^#(.*[-_:.])?(_?ftn|_?edn|fn|foot-?notes?|end-?notes?|note|sdfootnote|sdendnote|cite_note|user-content-fn|authorialnote)[-_:.]?\w*/i
const mark = /^[[(]?\s*(\d{1,4}|[a-z]|[ivxl]{1,6}|[*†‡§¶]{1,4})\s*[\])]?$/i
const back = /^(\s|↩|↑|^|\ufe0e|⏎|[[(]?(\d{1,4}|[a-z]|[ivxl]{1,6}|[*†‡§¶]{1,4}|\^|back|retour|volver)[\])]?)*$/iu
const holder = /^(li|p|div|td|dd|aside|section|span|blockquote)$/

export interface HtmlNotes {
  /** The mark in the text → the element that holds the note. */
  refs: Map<Element, Element>
  holders: Set<Element>
}

export function findNotes(root: Parent): HtmlNotes {
  const places = new Map<string, Element>()
  const links: Element[] = []
  for (const node of below(root)) {
    if (!isElement(node)) continue
    for (const name of [attribute(node, 'id'), attribute(node, 'name')]) if (name && !places.has(name)) places.set(name, node)
    if (node.tagName === 'a' && (attribute(node, 'href') ?? '').startsWith('#')) links.push(node)
  }
  const notes: HtmlNotes = { refs: new Map(), holders: new Set() }
  for (const link of links) {
    if (!looksLikeRef(link)) continue
    const target = places.get(decode((attribute(link, 'href') ?? '').slice(1)))
    const holding = target && holderOf(target)
    if (!holding || inside(link, holding) || [...notes.refs.keys()].some(ref => inside(ref, holding))) continue
    notes.refs.set(link, holding)
    notes.holders.add(holding)
  }
  return notes
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch (cause) {
    if (cause instanceof URIError) return fragment
    throw cause
  }
}

function looksLikeRef(link: Element): boolean {
  const text = textBelow(link)
  if (text !== '' && !mark.test(text)) return false
  const declared = attribute(link, 'role') === 'doc-noteref' || tokensOf(link).some(token => /foot-?note|^fn|noteref/.test(token))
  const raised = isElement(link.parentNode) && link.parentNode.tagName === 'sup'
  const raises = link.childNodes.some(child => isElement(child) && child.tagName === 'sup')
  return declared || ((raised || raises || named.test(attribute(link, 'href') ?? '')) && text !== '')
}

/** An anchor at the start of a note stands for the paragraph around it, a lone paragraph for the box around it. */
function holderOf(target: Element): Element | null {
  let at: Element = target
  while (!holder.test(at.tagName) || (at === target && at.tagName === 'span' && textBelow(at).length < 6)) {
    if (!isElement(at.parentNode) || /^(body|main|article|table|ol|ul)$/.test(at.parentNode.tagName)) return null
    at = at.parentNode
  }
  const box = at.parentNode
  const alone =
    isElement(box) &&
    /^(div|li|aside)$/.test(box.tagName) &&
    at.tagName === 'p' &&
    /ftn|edn|note|^fn/i.test(tokensOf(box).join(' '))
  return alone && !/notes$/i.test(attribute(box, 'class') ?? '') && box.childNodes.filter(isElement).length <= 3 ? box : at
}

function inside(element: Element, outer: Element): boolean {
  for (let up: Parent | null = element; up !== null; up = 'parentNode' in up ? up.parentNode : null) if (up === outer) return true
  return false
}

/** The note's own copy of its mark and the links back to the text: they are drawn anew and stay out of its words. */
export function marksIn(holding: Element): Set<Element> {
  const out = new Set<Element>()
  let before = true
  for (const node of below(holding)) {
    if (isText(node) && node.value.trim() !== '' && ![...out].some(element => within(node.parentNode, element))) before = false
    if (!isElement(node)) continue
    const text = textBelow(node)
    const href = attribute(node, 'href') ?? ''
    const returns = node.tagName === 'a' && (href.startsWith('#') || href === '') && back.test(text)
    const leads = before && /^(sup|span|a)$/.test(node.tagName) && text !== '' && mark.test(text)
    if (returns || leads) out.add(node)
  }
  return out
}

const within = (node: Parent | null, outer: Element): boolean => node !== null && isElement(node) && inside(node, outer)
