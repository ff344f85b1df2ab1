// Reads HTML: a whole page (its main part only), or a piece of one, as people paste it or Markdown carries it.
import { parse, parseFragment } from 'parse5'
import type { Block, Source } from './blocks.ts'
import { declaredCharset, decodeText } from './decode.ts'
import { blocksBelow } from './html-blocks.ts'
import { findNotes } from './html-notes.ts'
import { mainPart, outside } from './html-page.ts'
import { attribute, find, textBelow } from './html-tree.ts'
import type { Element, Parent } from './html-tree.ts'
import { directionOf, newSource, plain, textOfBlocks } from './inlines.ts'

export function readHtml(bytes: Uint8Array): Source {
  const html = decodeText(bytes, declaredCharset(bytes))
  const document = parse(html)
  const body = find(document, element => element.tagName === 'body') ?? document
  const main = mainPart(body)
  const source = newSource()
  source.leftOut.push(...outside(body, main))
  source.blocks = blocksBelow(main, { source, notes: findNotes(body), page: true })
  const title = find(document, element => element.tagName === 'title' && element.namespaceURI.endsWith('xhtml'))
  source.title = (title && rawText(title)) || firstHeading(source.blocks)
  return placed(source, document)
}

/** Rich text from the clipboard: nothing around it is taken for a page's furniture. */
export function readPasted(bytes: Uint8Array): Source {
  const html = decodeText(bytes)
  const start = html.indexOf('<!--StartFragment-->')
  const end = html.indexOf('<!--EndFragment-->')
  return htmlPiece(start >= 0 && end > start ? html.slice(start + 20, end) : html)
}

/** `pictures` are those that the piece may point to as src="picture:<id>". */
export function htmlPiece(html: string, source: Source = newSource()): Source {
  const fragment = parseFragment(html)
  source.blocks = blocksBelow(fragment, { source, notes: findNotes(fragment), page: false })
  source.title ??= firstHeading(source.blocks)
  return placed(source, fragment)
}

function placed(source: Source, root: Parent): Source {
  const says = (name: string): Element | null =>
    find(root, element => /^(html|body|main|article)$/.test(element.tagName) && attribute(element, name) !== null)
  const lang = says('lang')
  const dir = says('dir')
  source.lang ??= /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.exec((lang && attribute(lang, 'lang')) ?? '')?.[0] ?? null
  const declared = dir && attribute(dir, 'dir')?.toLowerCase()
  source.dir = declared === 'rtl' || declared === 'ltr' ? declared : directionOf(textOfBlocks(source.blocks))
  return source
}

const rawText = (title: Element): string => {
  const first = title.childNodes[0]
  return first && 'value' in first ? first.value.replace(/\s+/g, ' ').trim() : textBelow(title)
}

function firstHeading(blocks: readonly Block[]): string | null {
  for (const block of blocks) if (block.kind === 'heading') return plain(block.content).replace(/\s+/g, ' ').trim() || null
  return null
}
