// Which part of a web page is the text: the menus, headers, footers and hidden things around it are told apart here.
import type { LeftOut } from './blocks.ts'
import { attribute, below, childrenOf, find, isElement, isSilent, isText, styleOf, textBelow, tokensOf } from './html-tree.ts'
import type { Element, Parent } from './html-tree.ts'

const chrome = new Set(['nav', 'aside', 'footer', 'dialog', 'menu'])
const control = new Set(['input', 'select', 'textarea', 'button', 'option', 'datalist', 'progress', 'meter'])
const roles = new Set([
  'navigation',
  'banner',
  'contentinfo',
  'search',
  'complementary',
  'dialog',
  'alertdialog',
  'menu',
  'menubar',
])
const names =
  /^(nav|navbar|navigation|menu|main-menu|breadcrumbs?|side-?bar|site-?header|site-?footer|page-?header|page-?footer|footer|cookies?(-?(banner|notice|consent|bar))?|share|sharing|social(-?links|-?share)?|skip-?(link|nav|to-content)|pagination|pager|language-?(selector|switcher)(-block)?|toolbar|screen-reader-text|sr-only|visually-hidden)$/

const isHidden = (element: Element): boolean =>
  attribute(element, 'hidden') !== null || /(^|;)(display:none|visibility:hidden)/.test(styleOf(element))
const isNote = (element: Element): boolean =>
  tokensOf(element).some(token => /foot-?note|end-?note|^doc-(foot|end)notes?$|^fn/.test(token))

/** What stands around the text. In a piece of a document (`page` false) only what no reader would see as text. */
export function isFurniture(element: Element, page: boolean): boolean {
  if (isHidden(element)) return true
  const { tagName } = element
  if (control.has(tagName)) return !insideHeading(element)
  if (tagName === 'nav') return true
  if (tagName === 'form') return textBelow(element).length < 200
  if (!page) return false
  if (chrome.has(tagName))
    return !isNote(element) && !(tagName === 'footer' && insideText(element) && find(element, isNote) !== null)
  if (tagName === 'header') return !insideText(element) || find(element, inner => inner.tagName === 'nav') !== null
  const role = attribute(element, 'role')
  if (role !== null && roles.has(role)) return true
  if (tagName === 'body' || tagName === 'html' || tagName === 'main' || tagName === 'article') return false
  return tokensOf(element).some(token => names.test(token)) || isBundleOfLinks(element)
}

function insideHeading(element: Element): boolean {
  for (let up = element.parentNode; isElement(up); up = up.parentNode) if (/^(h[1-6]|summary)$/.test(up.tagName)) return true
  return false
}
function insideText(element: Element): boolean {
  for (let up = element.parentNode; isElement(up); up = up.parentNode) if (/^(main|article)$/.test(up.tagName)) return true
  return false
}

/** Five links or more that make up most of what can be read: a menu, whatever its element is called. */
function isBundleOfLinks(element: Element): boolean {
  if (!/^(div|ul|p|section|ol)$/.test(element.tagName)) return false
  let links = 0
  let linked = 0
  for (const node of below(element)) {
    if (!isElement(node)) continue
    if (/^(h[1-6]|table)$/.test(node.tagName)) return false
    if (node.tagName !== 'a') continue
    links++
    linked += textBelow(node).length
  }
  return links >= 5 && linked > textBelow(element).length * 0.6 && !isContents(element)
}

/** A list whose every entry only leads to a place on the same page. */
export function isContents(element: Element): boolean {
  if (!/^(ul|ol|nav|div)$/.test(element.tagName)) return false
  let inside = 0
  let linked = 0
  for (const node of below(element)) {
    if (!isElement(node) || node.tagName !== 'a') continue
    if (!(attribute(node, 'href') ?? '').startsWith('#')) return false
    inside++
    linked += textBelow(node).length
  }
  return inside >= 3 && linked > textBelow(element).length * 0.8
}

/** The element that holds the text: <main>, else the one <article> with most of it, else the whole body. */
export function mainPart(body: Parent): Parent {
  const all = textBelow(body).length
  const main = find(body, element => element.tagName === 'main' || attribute(element, 'role') === 'main')
  if (main && textBelow(main).length > all * 0.25) return main
  const article = find(body, element => element.tagName === 'article')
  return article && textBelow(article).length > all * 0.5 ? article : body
}

/** What stands outside the main part, one entry for each piece of text. */
export function outside(body: Parent, main: Parent): LeftOut[] {
  const out: LeftOut[] = []
  const visit = (parent: Parent): void => {
    for (const child of childrenOf(parent)) {
      if (child === main || (isElement(child) && isSilent(child))) continue
      if (isElement(child) && holds(child, main)) visit(child)
      else {
        const text = isText(child) ? child.value.replace(/\s+/g, ' ').trim() : textBelow(child)
        if (text !== '') out.push({ why: 'furniture', kind: isElement(child) ? child.tagName : 'text', level: null, text })
      }
    }
  }
  if (main !== body) visit(body)
  return out
}

function holds(element: Element, main: Parent): boolean {
  for (let up: Parent | null = main; up !== null; up = 'parentNode' in up ? up.parentNode : null) if (up === element) return true
  return false
}
