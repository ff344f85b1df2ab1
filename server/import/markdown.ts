// Reads Markdown with GitHub's additions: written out as HTML first, so that HTML inside it may open and close around it.
import type { Literal, Nodes as Known, Parents, Root, Table } from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { ImportRefused } from './blocks.ts'
import type { Source } from './blocks.ts'
import { decodeText } from './decode.ts'
import { htmlPiece } from './html.ts'
import { newSource } from './inlines.ts'
import { escapeHtml } from './render.ts'

/** The nodes of Markdown, and the one kind of front matter that the types of mdast do not know. */
type Nodes = Known | (Literal & { type: 'toml' })

const deepest = 200
const parser = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml'])

export function readMarkdown(bytes: Uint8Array): Source {
  const text = decodeText(bytes)
  refuseDepth(text)
  const root: Root = parser.parse(text)
  const source = newSource()
  const writing = newWriting(root, source)
  const html = [...root.children.filter(node => node.type !== 'footnoteDefinition'), ...writing.footnotes]
    .map(node => write(node, writing, 0))
    .join('')
  return htmlPiece(html, source)
}

/** Markers of quotes and lists piled up on one line cost more than any text is worth. */
function refuseDepth(text: string): void {
  if (/^(?:[ \t]*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s))){100}/m.test(text)) throw new ImportRefused('tooHeavy')
  if (/^[ \t]{2000}\S/m.test(text)) throw new ImportRefused('tooHeavy')
}

interface Writing {
  source: Source
  links: Map<string, { url: string; alt?: string }>
  /** The number that stands for each footnote, in the order of the text. */
  marks: Map<string, number>
  footnotes: Nodes[]
}

function newWriting(root: Root, source: Source): Writing {
  const writing: Writing = { source, links: new Map(), marks: new Map(), footnotes: [] }
  const stack: Nodes[] = [root]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'definition' && !writing.links.has(node.identifier)) writing.links.set(node.identifier, { url: node.url })
    if (node.type === 'footnoteDefinition') {
      if (!writing.marks.has(node.identifier)) writing.footnotes.push(node)
      writing.marks.set(node.identifier, writing.marks.size + 1)
    }
    if ('children' in node) stack.push(...[...node.children].reverse())
  }
  return writing
}

function write(node: Nodes, writing: Writing, depth: number): string {
  if (depth > deepest) throw new ImportRefused('tooHeavy')
  const inner = (parent: Parents): string => parent.children.map(child => write(child, writing, depth + 1)).join('')
  const around = (tag: string, parent: Parents): string => `<${tag}>${inner(parent)}</${tag}>`
  switch (node.type) {
    case 'root':
      return inner(node)
    case 'text':
      return escapeHtml(node.value)
    case 'html':
      return raw(node.value)
    case 'paragraph':
      return around('p', node)
    case 'heading':
      return `<h${node.depth}>${inner(node).replace(/\s*\{[#.:][^{}<>]{0,100}\}\s*$/, '')}</h${node.depth}>`
    case 'blockquote':
      return around('blockquote', node)
    case 'list':
      return node.ordered ? `<ol start="${node.start ?? 1}">${inner(node)}</ol>` : around('ul', node)
    case 'listItem':
      return `<li>${typeof node.checked === 'boolean' ? (node.checked ? '☑ ' : '☐ ') : ''}${inner(node)}</li>`
    case 'code':
      return `<pre>\n${escapeHtml(node.value)}</pre>`
    case 'inlineCode':
      return `<code>${escapeHtml(node.value)}</code>`
    case 'strong':
      return around('strong', node)
    case 'emphasis':
      return around('em', node)
    case 'delete':
      return around('del', node)
    case 'break':
      return '<br>'
    case 'thematicBreak':
      return '<hr>'
    case 'link':
      return `<a href="${escapeHtml(node.url)}">${inner(node)}</a>`
    case 'linkReference':
      return `<a href="${escapeHtml(writing.links.get(node.identifier)?.url ?? '')}">${inner(node)}</a>`
    case 'image':
      return image(node.url, node.alt)
    case 'imageReference':
      return image(writing.links.get(node.identifier)?.url ?? '', node.alt)
    case 'footnoteReference':
      return footnoteMark(node.identifier, writing)
    case 'footnoteDefinition':
      return depth === 0 && writing.footnotes.includes(node)
        ? `<aside id="fn-md-${writing.marks.get(node.identifier) ?? 0}" class="footnote">${inner(node)}</aside>`
        : ''
    case 'table':
      return table(node, writing, depth)
    case 'tableRow':
    case 'tableCell':
      return inner(node)
    case 'yaml':
    case 'toml':
      return frontMatter(node.value, writing.source)
    case 'definition':
      return ''
  }
}

const image = (url: string, alt: string | null | undefined): string =>
  `<img src="${escapeHtml(url)}"${alt === null || alt === undefined ? '' : ` alt="${escapeHtml(alt)}"`}>`

function footnoteMark(identifier: string, writing: Writing): string {
  const mark = writing.marks.get(identifier)
  return mark === undefined ? escapeHtml(`[^${identifier}]`) : `<sup><a href="#fn-md-${mark}">${mark}</a></sup>`
}

function table(node: Table, writing: Writing, depth: number): string {
  const rows = node.children.map((row, index) => {
    const tag = index === 0 ? 'th' : 'td'
    return `<tr>${row.children.map(cell => `<${tag}>${write(cell, writing, depth + 2)}</${tag}>`).join('')}</tr>`
  })
  return `<table>${rows.join('')}</table>`
}

/** Elements that would swallow the text after them are let through only when they close in the same piece. */
function raw(html: string): string {
  return html.replace(
    /<(?=(title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext|template|select|svg|math|!--)(?:[\s/>]|$|(?<=--)))/gi,
    (sign, name: string, at: number) => {
      const rest = html.slice(at).toLowerCase()
      return rest.includes(name === '!--' ? '-->' : `</${name.toLowerCase()}`) ? sign : '&lt;'
    },
  )
}

/** The data block at the head of the file: its title is used, the rest is no text. */
function frontMatter(value: string, source: Source): string {
  const title = /^title\s*[:=]\s*(.+)$/im.exec(value)?.[1]?.trim()
  const lang = /^lang(?:uage)?\s*[:=]\s*["']?([a-z]{2,3}(?:-[a-z0-9]{2,8})?)["']?\s*$/im.exec(value)?.[1]
  if (title) source.title = title.replace(/^(["'])(.*)\1$/, '$2')
  if (lang) source.lang = lang
  source.leftOut.push({ why: 'furniture', kind: 'frontMatter', level: null, text: value.trim() })
  return ''
}
