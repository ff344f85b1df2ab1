// The text of a file by a way of its own, small and independent of the readers: every line of every paragraph, once.
import { strFromU8, unzipSync } from 'fflate'
import { parseFragment } from 'parse5'
import type { DefaultTreeAdapterTypes } from 'parse5'
import { SaxesParser } from 'saxes'
import type { SaxesTagNS } from 'saxes'

const squeeze = (text: string): string => text.replace(/[\s\u00AD\u200B]+/g, '')

/** Lines as they are compared: white space and soft hyphens do not count, nor do empty lines. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\n\t]/)
    .map(squeeze)
    .filter(line => line !== '')
}

interface Shape {
  paragraphs: Set<string>
  /** Elements whose text is read; none named means all text. */
  texts: Set<string> | null
  breaks: Set<string>
  skipped: Set<string>
}

const word: Shape = {
  paragraphs: new Set(['w:p']),
  texts: new Set(['w:t', 'm:t']),
  breaks: new Set(['w:br', 'w:cr', 'w:tab', 'w:ptab']),
  skipped: new Set(['mc:Fallback', 'w:del', 'w:moveFrom', 'w:rt', 'w:sdtPr']),
}
const openDocument: Shape = {
  paragraphs: new Set(['text:p', 'text:h']),
  texts: null,
  breaks: new Set(['text:line-break', 'text:tab']),
  skipped: new Set([
    'text:tracked-changes',
    'office:annotation',
    'text:note-citation',
    'svg:title',
    'svg:desc',
    'office:binary-data',
    'text:ruby-text',
  ]),
}

export function docxLines(bytes: Uint8Array): string[] {
  const files = unzipSync(bytes)
  const parts = Object.keys(files).filter(name => /^word\/(document|footnotes|endnotes)\.xml$/.test(name))
  return parts.flatMap(name => xmlLines(strFromU8(files[name] ?? new Uint8Array()), word))
}

export function odtLines(bytes: Uint8Array): string[] {
  const content = unzipSync(bytes)['content.xml']
  return content ? xmlLines(strFromU8(content), openDocument) : []
}

/** A paragraph inside another (a text box, a note) is one of its own; one whose mark is deleted runs on into the next. */
function xmlLines(xml: string, shape: Shape): string[] {
  const parser = new SaxesParser({ xmlns: true })
  const lines: string[] = []
  const open: string[] = []
  const path: string[] = []
  let skipping = 0
  let carried = ''
  let runsOn = false
  const named = (tag: SaxesTagNS): string => tag.name.replace(/^[^:]*:/, `${prefixes[tag.uri] ?? tag.prefix}:`)
  const reads = () => skipping === 0 && open.length > 0 && (shape.texts === null || shape.texts.has(path.at(-1) ?? ''))
  parser.on('opentag', tag => {
    const name = named(tag)
    path.push(name)
    if (name === 'w:del' && path.slice(-3).join(' ') === 'w:pPr w:rPr w:del') runsOn = true
    if (shape.skipped.has(name)) skipping += 1
    if (skipping > 0) return
    if (shape.paragraphs.has(name)) open.push('')
    else if (open.length > 0 && shape.breaks.has(name) && path.at(-2) !== 'w:tabs') open.push(`${open.pop()}\n`)
    else if (open.length > 0 && name === 'w:noBreakHyphen') open.push(`${open.pop()}\u2011`)
  })
  const onText = (text: string) => {
    if (reads()) open.push(open.pop() + (shape.texts === null ? text.replace(/\s+/g, ' ') : text))
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    const name = path.pop() ?? ''
    if (shape.skipped.has(name)) skipping -= 1
    if (skipping > 0 || !shape.paragraphs.has(name)) return
    const text = carried + (open.pop() ?? '')
    carried = runsOn ? text : ''
    if (!runsOn) lines.push(...linesOf(text))
    runsOn = false
  })
  parser.write(xml.replace(/^\uFEFF/, '')).close()
  return lines
}

const office = 'urn:oasis:names:tc:opendocument:xmlns:'
const prefixes: Record<string, string> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  [`${office}text:1.0`]: 'text',
  [`${office}office:1.0`]: 'office',
  [`${office}svg-compatible:1.0`]: 'svg',
}

/** The visible letters of a page or of a Markdown file, markup and addresses taken away in the plainest manner. A picture may be
    replaced by its alternative text, or not. */
export function looseLetters(text: string, kind: 'md' | 'html', alternatives: boolean): string[] {
  const html = (kind === 'md' ? withoutMarkdown(text) : text)
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<img\b[^>]*?\balt\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>/gi, alternatives ? ' $1$2 ' : ' ')
    .replace(/<sup\b[^>]*>\s*<a\b[^>]*>[^<]{1,4}<\/a>\s*<\/sup>|<sup\b[^>]*>[^<]{1,4}<\/sup>/gi, ' ')
    .replace(/<(script|style|head|template|noscript)\b[\s\S]*?<\/\1\s*>/gi, ' ')
  return lettersOf(textBelow(parseFragment(html)))
}

function textBelow(node: DefaultTreeAdapterTypes.Node): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textBelow).join(' ') : ''
}

/** Letters alone: numbers of notes and of items are made anew, signs may be markup. */
export function lettersOf(text: string): string[] {
  return text.normalize('NFC').match(/\p{L}/gu) ?? []
}

function withoutMarkdown(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)/g, ' $1 ')
    .replace(/<(?:https?|mailto):[^>]*>/g, found => ` ${found.slice(1, -1)} `)
    .replace(/^(~~~|```)[^]*?^\1/gm, code => code.replaceAll('<', ' '))
    .replace(/\\/g, '')
}
