// From the HTML of a unit to the nodes of the shared draft; to-units.ts is the way back.

import { parseFragment } from 'parse5'
import { normal, type Attrs, type DocNode, type Mark } from '../../shared/draft-doc.ts'
import type { DraftUnit } from '../../shared/draft.ts'
import { attribute, childrenOf, isElement, isText, type Element, type Node, type Parent } from '../import/html-tree.ts'

type Notes = ReadonlyMap<string, string>
const marked: Record<string, string> = { strong: 'strong', em: 'em', sup: 'sup', sub: 'sub', code: 'code' }
const blockTags = /^(p|ul|ol|table|pre|blockquote)$/

/** The blocks of a unit, its id on each. */
export function readUnit(unit: Pick<DraftUnit, 'id' | 'kind' | 'level' | 'html' | 'footnotes'>): DocNode[] {
  const root = parseFragment(unit.html)
  const notes = new Map(unit.footnotes.map(n => [n.mark, n.text]))
  const told = new Set<string>()
  if (unit.kind === 'heading') {
    const attrs = { unit: unit.id, level: unit.level ?? 1 }
    return [normal({ type: 'heading', attrs, content: inlines(childrenOf(root), [], notes, told) })]
  }
  const blocks = blocksIn(root, notes, told)
  return (blocks.length ? blocks : [paragraph([])]).map((block, at) =>
    normal({
      ...block,
      attrs: {
        ...block.attrs,
        unit: unit.id,
        ...(at > 0 && { goesOn: true }),
        ...(unit.kind === 'row' && block.type === 'table' && { row: true }),
      },
    }),
  )
}

const paragraph = (content: DocNode[]): DocNode => ({ type: 'paragraph', content })

/** Blocks below an element; words that stand bare between them are a paragraph. */
function blocksIn(parent: Parent, notes: Notes, told: Set<string>): DocNode[] {
  const out: DocNode[] = []
  let bare: Node[] = []
  const endBare = (): void => {
    const content = inlines(bare, [], notes, told)
    if (content.length) out.push(paragraph(content))
    bare = []
  }
  for (const node of childrenOf(parent)) {
    if (!isElement(node) || !blockTags.test(node.tagName)) bare.push(node)
    else {
      endBare()
      out.push(...block(node, notes, told))
    }
  }
  endBare()
  return out
}

function block(el: Element, notes: Notes, told: Set<string>): DocNode[] {
  switch (el.tagName) {
    case 'ul':
    case 'ol':
      return [list(el, notes, told)]
    case 'table':
      return table(el, notes, told)
    case 'pre':
      return [{ type: 'code_block', content: textNode(wordsBelow(el), []) }]
    case 'blockquote':
      return [{ type: 'blockquote', content: filled(blocksIn(el, notes, told)) }]
    default:
      return [paragraph(inlines(childrenOf(el), [], notes, told))]
  }
}
const filled = (blocks: DocNode[]): DocNode[] => (blocks.length ? blocks : [paragraph([])])

function list(el: Element, notes: Notes, told: Set<string>): DocNode {
  const start = Number(attribute(el, 'start') ?? 1)
  const attrs: Attrs = {
    start: el.tagName === 'ol' && start !== 1 ? start : null,
    format: attribute(el, 'type'),
    labelled: attribute(el, 'class') === 'labelled',
  }
  const items = childrenOf(el).filter((n): n is Element => isElement(n) && n.tagName === 'li')
  return {
    type: el.tagName === 'ul' ? 'bullet_list' : 'ordered_list',
    attrs,
    content: items.map(item => ({ type: 'list_item', attrs: loose(item), content: filled(blocksIn(item, notes, told)) })),
  }
}

/** One paragraph alone that is written as such, where others stand bare. */
function loose(el: Element): Attrs {
  const [only, ...more] = childrenOf(el)
  return only && isElement(only) && only.tagName === 'p' && !more.length ? { loose: true } : {}
}

function table(el: Element, notes: Notes, told: Set<string>): DocNode[] {
  const children = childrenOf(el).filter(isElement)
  const captions = children.filter(n => n.tagName === 'caption')
  const rows = children.flatMap(n => (n.tagName === 'tr' ? [n] : /^t(body|head|foot)$/.test(n.tagName) ? rowsOf(n) : []))
  const cell = (n: Element): DocNode => ({
    type: n.tagName === 'th' ? 'table_header' : 'table_cell',
    attrs: { ...loose(n), colspan: span(n, 'colspan'), rowspan: span(n, 'rowspan') },
    content: filled(blocksIn(n, notes, told)),
  })
  return [
    ...captions.map((n): DocNode => ({ type: 'caption', content: inlines(childrenOf(n), [], notes, told) })),
    {
      type: 'table',
      content: rows.map(row => ({
        type: 'table_row',
        content: childrenOf(row)
          .filter((n): n is Element => isElement(n) && /^t[dh]$/.test(n.tagName))
          .map(cell),
      })),
    },
  ]
}
const rowsOf = (el: Element): Element[] => childrenOf(el).filter((n): n is Element => isElement(n) && n.tagName === 'tr')
const span = (el: Element, name: string): number => Math.max(1, Number(attribute(el, name) ?? 1) || 1)

function inlines(nodes: Node[], marks: Mark[], notes: Notes, told: Set<string>): DocNode[] {
  return nodes.flatMap((node): DocNode[] => {
    if (isText(node)) return textNode(node.value, marks)
    if (!isElement(node)) return []
    const note = noteIn(node)
    if (note !== null) {
      const text = told.has(note) ? null : (notes.get(note) ?? null)
      told.add(note)
      return [{ type: 'footnote', attrs: { mark: note, text } }]
    }
    if (node.tagName === 'br') return [{ type: 'hard_break' }]
    if (node.tagName === 'img')
      return [{ type: 'image', attrs: { src: attribute(node, 'src') ?? '', alt: attribute(node, 'alt') ?? '' } }]
    return inlines(childrenOf(node), [...marks, ...markOf(node)], notes, told)
  })
}

const textNode = (text: string, marks: Mark[]): DocNode[] => (text === '' ? [] : [{ type: 'text', text, marks }])

function markOf(el: Element): Mark[] {
  if (el.tagName === 'a') return [{ type: 'link', attrs: { href: attribute(el, 'href') ?? '' } }]
  if (el.tagName === 'span') return attribute(el, 'class') === 'label' ? [{ type: 'label' }] : []
  const type = marked[el.tagName]
  return type ? [{ type }] : []
}

/** The mark of the footnote that a reference leads to. */
function noteIn(el: Element): string | null {
  const [only, ...more] = childrenOf(el)
  const link = el.tagName === 'a' ? el : el.tagName === 'sup' && only && isElement(only) && !more.length ? only : null
  if (!link || attribute(link, 'class') !== 'footnote-ref') return null
  return /^#footnote-(.+)$/.exec(attribute(link, 'href') ?? '')?.[1] ?? null
}

function wordsBelow(node: Node | Parent): string {
  return 'value' in node && isText(node) ? node.value : childrenOf(node).map(wordsBelow).join('')
}
