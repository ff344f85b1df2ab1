// The wording of one unit as a person typed or pasted it: only what render.ts could have drawn is kept, everything else falls away.

import { parseFragment } from 'parse5'
import { attribute, childrenOf, isElement, isText, type Element, type Node, type Parent } from './html-tree.ts'
import { escapeHtml, safeHref } from './render.ts'

const kept = new Set([
  'p', 'ul', 'ol', 'li', 'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'blockquote', 'pre', 'code', 'strong', 'em', 'sup', 'sub', 'br', 'a', 'img', 'span',
]) // prettier-ignore
const renamed: Record<string, string> = { b: 'strong', i: 'em', div: 'p' }
const silent = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'object', 'head', 'title', 'svg', 'math'])
const blocks = new Set(['p', 'li', 'tr', 'caption', 'blockquote', 'pre', 'table', 'ul', 'ol'])
const ownPicture = /^\/c\/[a-z0-9-]+\/file\/[0-9a-z]+$/
const anchor = /^#[a-z0-9-]{1,40}$/

/** Attributes a kept element may bear, by tag; null when the element cannot stand without them. */
function attributesOf(tag: string, el: Element): string | null {
  const value = (name: string, shape: RegExp): string => {
    const found = attribute(el, name)
    return found !== null && shape.test(found) ? ` ${name}="${escapeHtml(found)}"` : ''
  }
  switch (tag) {
    case 'a': {
      const href = attribute(el, 'href') ?? ''
      if (anchor.test(href)) return ` class="footnote-ref" href="${href}"`
      const safe = safeHref(href)
      return safe ? ` href="${escapeHtml(safe)}" rel="noopener nofollow"` : ''
    }
    case 'img':
      return ownPicture.test(attribute(el, 'src') ?? '')
        ? `${value('src', ownPicture)} alt="${escapeHtml(attribute(el, 'alt') ?? '')}"`
        : null
    case 'td':
    case 'th':
      return value('colspan', /^[1-9]\d?$/) + value('rowspan', /^[1-9]\d{0,2}$/) + value('scope', /^(row|col)$/)
    case 'ol':
      return value('start', /^-?\d{1,6}$/) + value('type', /^[1aAiI]$/) + value('class', /^labelled$/)
    case 'span':
      return attribute(el, 'class') === 'label' ? ' class="label"' : null
    case 'p':
      return value('class', /^footnote$/) + value('id', /^footnote-\d{1,5}$/)
    default:
      return ''
  }
}

/** Safe HTML and readable text; pictures must be the consultation's own. */
export function cleanHtml(html: string): { html: string; text: string } {
  const fragment = parseFragment(html)
  return {
    html: below(fragment),
    text: textOf(fragment)
      .replace(/[ \t]+\n/g, '\n')
      .replace(/\n{2,}/g, '\n')
      .trim(),
  }
}

const below = (node: Parent | Element): string => childrenOf(node).map(draw).join('')

function draw(node: Node): string {
  if (isText(node)) return escapeHtml(node.value)
  if (!isElement(node) || silent.has(node.tagName)) return ''
  const tag = renamed[node.tagName] ?? node.tagName
  const attributes = kept.has(tag) ? attributesOf(tag, node) : null
  if (attributes === null) return tag === 'img' ? '' : below(node)
  if (tag === 'br') return '<br>'
  return tag === 'img' ? `<img${attributes}>` : `<${tag}${attributes}>${below(node)}</${tag}>`
}

function textOf(node: Node | Parent): string {
  if ('value' in node && isText(node)) return node.value
  if ('tagName' in node && (silent.has(node.tagName) || attribute(node, 'class') === 'label')) return ''
  if ('tagName' in node && node.tagName === 'a' && anchor.test(attribute(node, 'href') ?? '')) return ''
  if ('tagName' in node && node.tagName === 'br') return '\n'
  const inside = childrenOf(node).map(textOf).join('')
  const tag = 'tagName' in node ? node.tagName : ''
  if (tag === 'td' || tag === 'th') return `${inside.replace(/\s+/g, ' ').trim()}\t`
  return blocks.has(tag) ? `${inside}\n` : inside
}
