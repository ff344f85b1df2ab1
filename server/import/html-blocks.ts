// Walks an HTML tree and makes blocks of it: paragraphs, headings, lists, tables, code, notes and pictures.
import { ImportRefused } from './blocks.ts'
import type { Block, Cell, Inline, ListItem, Row, Source } from './blocks.ts'
import { marksIn } from './html-notes.ts'
import type { HtmlNotes } from './html-notes.ts'
import { isContents, isFurniture } from './html-page.ts'
import { attribute, below, childrenOf, isElement, isSilent, isText, styleOf, textBelow, tokensOf } from './html-tree.ts'
import type { Element, Node, Parent } from './html-tree.ts'
import { addWordItem, isWordContents, isWordLabel, wordItem } from './html-word.ts'
import { hasSubstance, linkTarget, splitAtBlankLines, squeeze } from './inlines.ts'
import type { Format } from './inlines.ts'
import { pictureFromDataUrl } from './pictures.ts'

const flowing = new Set(
  (
    'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header ' +
    'hgroup hr html legend li main menu nav ol option p pre search section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)
const deepest = 400

export interface HtmlWalk {
  source: Source
  notes: HtmlNotes
  /** A whole page has furniture; a piece pasted or found inside Markdown has none. */
  page: boolean
}

/** Blocks of everything below a node. Raises 'tooHeavy' for a tree deeper than any real text. */
export function blocksBelow(parent: Parent, walk: HtmlWalk): Block[] {
  return flow(childrenOf(parent), { walk, skip: new Set(), quote: false, depth: 0 })
}

interface Here {
  walk: HtmlWalk
  /** Elements of a footnote that repeat its mark. */
  skip: Set<Element>
  quote: boolean
  depth: number
}

function deeper(here: Here): Here {
  if (here.depth >= deepest) throw new ImportRefused('tooHeavy')
  return { ...here, depth: here.depth + 1 }
}

function flow(nodes: readonly Node[], here: Here): Block[] {
  const out: Block[] = []
  let run: Inline[] = []
  const flush = (): void => {
    for (const content of splitAtBlankLines(run))
      out.push(here.quote ? { kind: 'prose', content, quote: true } : { kind: 'prose', content })
    run = []
  }
  const visit = (node: Node, format: Format, at: Here): void => {
    if (isText(node)) run.push({ ...format, text: node.value })
    if (!isElement(node) || leaves(node, at)) return
    const inner = deeper(at)
    const ref = at.walk.notes.refs.get(node)
    if (ref) run.push({ note: noteOf(ref, inner) })
    else if (flowing.has(node.tagName) || isBlockSpan(node)) {
      flush()
      const item = node.tagName === 'p' || node.tagName === 'div' ? wordItem(node) : null
      if (item) addWordItem(out, item, flow(node.childNodes, inner))
      else out.push(...block(node, { ...inner, quote: here.quote }, format))
    } else if (node.tagName === 'br') run.push({ break: true })
    else if (node.tagName === 'img') run.push(...image(node, at.walk.source, format))
    else {
      if (node.tagName === 'q') run.push({ ...format, text: '“' })
      for (const child of node.childNodes) visit(child, formatIn(node, format), inner)
      if (node.tagName === 'q') run.push({ ...format, text: '”' })
    }
  }
  for (const node of nodes) visit(node, {}, here)
  flush()
  return out
}

/** True for what is not text to be read; what carries words is noted in leftOut. */
function leaves(element: Element, here: Here): boolean {
  const { source, notes, page } = here.walk
  if (isSilent(element) || here.skip.has(element) || notes.holders.has(element) || isWordLabel(element)) return true
  const contents = isWordContents(element) || (page && isContents(element))
  const why = element.tagName === 'del' ? 'deleted' : contents ? 'contents' : isFurniture(element, page) ? 'furniture' : null
  if (why === null) return false
  const text = textBelow(element)
  if (text !== '') source.leftOut.push({ why, kind: element.tagName, level: null, text })
  return true
}

/** Akoma Ntoso, the language of statute books, is shown with spans that stand for paragraphs. */
const isBlockSpan = (element: Element): boolean =>
  element.tagName === 'span' &&
  (/(^|;)display:(block|flex|grid)/.test(styleOf(element)) ||
    tokensOf(element).some(token =>
      /^akn-(p|item|listintroduction|listwrapup|blocklist|content|heading|subheading|hcontainer|body|act)$/.test(token),
    ))

function formatIn(element: Element, outer: Format): Format {
  const format: Format = { ...outer }
  const style = styleOf(element)
  const tag = element.tagName
  const weight = /font-weight:(\w+)/.exec(style)?.[1]
  if (/^(b|strong)$/.test(tag) ? weight !== 'normal' && weight !== '400' : /^(bold|bolder|[6-9]00)$/.test(weight ?? ''))
    format.bold = true
  if (/^(i|em|cite|dfn|var)$/.test(tag) || /font-style:(italic|oblique)/.test(style)) format.italic = true
  if (/^(code|kbd|samp|tt)$/.test(tag)) format.code = true
  if (tag === 'sup' || /vertical-align:super/.test(style)) format.sup = true
  if (tag === 'sub' || /vertical-align:sub/.test(style)) format.sub = true
  const href = tag === 'a' ? linkTarget(attribute(element, 'href')) : null
  if (href !== null) format.href = href
  return format
}

function block(element: Element, here: Here, format: Format): Block[] {
  const tag = element.tagName
  const level =
    /^h([1-6])$/.exec(tag)?.[1] ?? (attribute(element, 'role') === 'heading' ? (attribute(element, 'aria-level') ?? '2') : null)
  if (level !== null && /^[1-9]$/.test(level)) {
    const content = squeeze(inlinesIn(element, here))
    const number = wordItem(element)?.label ?? ''
    const label = /[\p{L}\p{N}]/u.test(number) ? { number } : {}
    return hasSubstance(content) ? [{ kind: 'heading', level: Number(level), content, ...label }] : []
  }
  if (tag === 'ul' || tag === 'ol' || tag === 'dir' || tag === 'menu') return list(element, here)
  if (tag === 'table') return table(element, here)
  if (tag === 'pre') return code(element)
  if (tag === 'hr') return []
  if (tag === 'blockquote') return flow(element.childNodes, { ...here, quote: true })
  if (tag === 'dt' || tag === 'summary') return bold(flow(element.childNodes, here))
  const inner = formatIn(element, format)
  const blocks = flow(element.childNodes, here)
  return inner.bold || inner.italic ? blocks.map(one => dressed(one, inner)) : blocks
}

const bold = (blocks: Block[]): Block[] => blocks.map(one => dressed(one, { bold: true }))
/** A paragraph inside <b> or under a bold style is bold itself. */
function dressed(one: Block, format: Format): Block {
  if (one.kind !== 'prose') return one
  const { href, ...look } = format
  return {
    ...one,
    content: one.content.map(run => ('text' in run ? { ...look, ...(href === undefined ? {} : { href }), ...run } : run)),
  }
}

/** Everything below as one run: paragraphs inside a heading or a caption are parted by a space. */
function inlinesIn(element: Element, here: Here): Inline[] {
  const parts = flow(element.childNodes, { ...here, quote: false }).map((one): Inline[] =>
    one.kind === 'heading' || one.kind === 'prose' ? one.content : [{ text: textBelow(element) }],
  )
  return parts.flatMap((part, index) => (index === 0 ? part : [{ text: ' ' }, ...part]))
}

function list(element: Element, here: Here): Block[] {
  const items: ListItem[] = []
  for (const child of element.childNodes) {
    if (isText(child) ? child.value.trim() === '' : !isElement(child) || leaves(child, here)) continue
    const inner = deeper(here)
    if (isElement(child) && child.tagName === 'li') {
      const content = flow(child.childNodes, inner)
      if (content.length > 0) items.push({ content })
      else here.walk.source.leftOut.push({ why: 'empty', kind: 'listItem', level: null, text: '' })
    } else {
      // A list written straight inside a list belongs to the item before it.
      const content = flow([child], inner)
      const before = isElement(child) && /^(ul|ol)$/.test(child.tagName) ? items.at(-1) : undefined
      if (before) before.content.push(...content)
      else if (content.length > 0) items.push({ content })
    }
  }
  if (items.length === 0) return []
  const start = Number(attribute(element, 'start') ?? 1)
  const ordered = element.tagName === 'ol'
  const format = ordered ? formatOf(element) : null
  return [
    {
      kind: 'list',
      ordered,
      ...(ordered && Number.isInteger(start) && start !== 1 ? { start } : {}),
      ...(format ? { format } : {}),
      items,
    },
  ]
}

/** Letters and roman numbers, said by attribute, style or one of the usual class names. */
function formatOf(element: Element): 'a' | 'A' | 'i' | 'I' | null {
  const type = attribute(element, 'type')
  if (type === 'a' || type === 'A' || type === 'i' || type === 'I') return type
  const name = /(lower|upper)-(alpha|latin|roman)/.exec(`${styleOf(element)} ${tokensOf(element).join(' ')}`)
  if (!name) return null
  const sign = name[2] === 'roman' ? 'i' : 'a'
  return name[1] === 'lower' ? sign : sign === 'i' ? 'I' : 'A'
}

function table(element: Element, here: Here): Block[] {
  if (/^(presentation|none)$/.test(attribute(element, 'role') ?? ''))
    return rowsOf(element).flatMap(row => cellsOf(row).flatMap(cell => flow(cell.childNodes, deeper(here))))
  const caption = element.childNodes.find(child => isElement(child) && child.tagName === 'caption')
  const rows: Row[] = rowsOf(element)
    .filter(row => !leaves(row, here))
    .map(row => ({ cells: cellsOf(row).map(cell => cellFrom(cell, deeper(here))) }))
    .filter(row => row.cells.length > 0)
  if (!rows.some(row => row.cells.some(cell => cell.content.length > 0))) return []
  const words = caption && isElement(caption) ? squeeze(inlinesIn(caption, deeper(here))) : []
  return [{ kind: 'table', rows, ...(words.length > 0 ? { caption: words } : {}) }]
}

const elementsIn = (parent: Parent): Element[] => parent.childNodes.filter(isElement)
const rowsOf = (element: Element): Element[] =>
  elementsIn(element).flatMap(child =>
    child.tagName === 'tr'
      ? [child]
      : /^t(head|body|foot)$/.test(child.tagName)
        ? elementsIn(child).filter(row => row.tagName === 'tr')
        : [],
  )
const cellsOf = (row: Element): Element[] => elementsIn(row).filter(cell => cell.tagName === 'td' || cell.tagName === 'th')

function cellFrom(element: Element, here: Here): Cell {
  const span = (name: string, most: number): number =>
    Math.min(most, Math.max(1, Math.trunc(Number(attribute(element, name) ?? 1)) || 1))
  const [colspan, rowspan] = [span('colspan', 100), span('rowspan', 1000)]
  return {
    ...(element.tagName === 'th' ? { header: true as const } : {}),
    ...(colspan > 1 ? { colspan } : {}),
    ...(rowspan > 1 ? { rowspan } : {}),
    content: flow(element.childNodes, here),
  }
}

function code(element: Element): Block[] {
  let text = ''
  for (const node of below(element)) {
    if (isText(node)) text += node.value
    else if (isElement(node) && node.tagName === 'br') text += '\n'
  }
  return text.trim() === '' ? [] : [{ kind: 'code', text: text.replace(/^\n+|\s+$/g, '') }]
}

function noteOf(holding: Element, here: Here): string {
  const { source } = here.walk
  const id = attribute(holding, 'id') ?? `note-${[...here.walk.notes.holders].indexOf(holding) + 1}`
  if (!source.notes.has(id)) {
    source.notes.set(id, [])
    const holders = new Set([...here.walk.notes.holders].filter(one => one !== holding))
    const walk = { ...here.walk, notes: { ...here.walk.notes, holders } }
    source.notes.set(id, flow(holding.childNodes, { ...here, walk, skip: marksIn(holding), quote: false }))
  }
  return id
}

/** Pictures inside the file stay; others are never fetched: their words stand in for them, and a warning says so. */
function image(element: Element, source: Source, format: Format): Inline[] {
  const src = (attribute(element, 'src') ?? '').trim()
  const alt = attribute(element, 'alt')?.replace(/\s+/g, ' ').trim() ?? null
  const tiny = ['width', 'height'].some(name => /^[01](px)?$/.test(attribute(element, name) ?? ''))
  if (src === '' || tiny) return []
  if (src.startsWith('data:')) {
    const picture = pictureFromDataUrl(src, `picture-${source.pictures.length + 1}`)
    if (typeof picture === 'string') return [{ warning: picture, args: { alt: alt ?? '' } }]
    source.pictures.push(picture)
    return [{ image: picture.id, alt }]
  }
  const known = source.pictures.find(picture => `picture:${picture.id}` === src)
  if (known) return [{ image: known.id, alt }]
  const warning: Inline = { warning: 'image.remote', args: { src: src.slice(0, 200), alt: alt ?? '' } }
  return alt ? [warning, { ...format, text: alt }] : [warning]
}
