// XML into a small tree of elements: namespaces by their own short names, no entities, no doctype, absolute limits.
import { SaxesParser } from 'saxes'
import { ImportRefused } from './blocks.ts'

export interface El {
  /** Short name of the namespace and local name ("w:p"), whatever prefix the file uses. */
  name: string
  attrs: Record<string, string>
  nodes: (El | string)[]
}

const limits = { depth: 400, elements: 2_000_000 }
const ooxml = 'http://schemas.openxmlformats.org/'
const strict = 'http://purl.oclc.org/ooxml/'
const odf = 'urn:oasis:names:tc:opendocument:xmlns:'
const names: Record<string, string> = {
  [`${ooxml}wordprocessingml/2006/main`]: 'w',
  [`${strict}wordprocessingml/main`]: 'w',
  [`${ooxml}officeDocument/2006/relationships`]: 'r',
  [`${strict}officeDocument/relationships`]: 'r',
  [`${ooxml}officeDocument/2006/math`]: 'm',
  [`${strict}officeDocument/math`]: 'm',
  [`${ooxml}drawingml/2006/main`]: 'a',
  [`${strict}drawingml/main`]: 'a',
  [`${ooxml}drawingml/2006/wordprocessingDrawing`]: 'wp',
  [`${strict}drawingml/wordprocessingDrawing`]: 'wp',
  [`${ooxml}drawingml/2006/picture`]: 'pic',
  [`${strict}drawingml/picture`]: 'pic',
  [`${ooxml}drawingml/2006/chart`]: 'c',
  [`${ooxml}drawingml/2006/diagram`]: 'dgm',
  [`${ooxml}markup-compatibility/2006`]: 'mc',
  [`${ooxml}package/2006/relationships`]: 'rel',
  'http://schemas.microsoft.com/office/drawing/2017/decorative': 'adec',
  'urn:schemas-microsoft-com:vml': 'v',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://www.w3.org/1999/xlink': 'xlink',
  'http://www.w3.org/XML/1998/namespace': 'xml',
  [`${odf}xsl-fo-compatible:1.0`]: 'fo',
  [`${odf}svg-compatible:1.0`]: 'svg',
}
for (const name of ['office', 'text', 'table', 'drawing', 'style', 'meta']) {
  names[`${odf}${name}:1.0`] = name === 'drawing' ? 'draw' : name
}

function shortName(uri: string, local: string): string {
  return uri === '' ? local : `${names[uri] ?? '?'}:${local}`
}

/** White space between elements says nothing, but inside a run of text it does. */
function holdsText(parent: El): boolean {
  return parent.name.startsWith('w:t') || parent.name.startsWith('text:') || parent.name.startsWith('m:t')
}

export function parseXml(bytes: Uint8Array): El {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const root: El = { name: '', attrs: {}, nodes: [] }
  const open: El[] = [root]
  let elements = 0
  parser.on('doctype', () => refuse('unsafe'))
  parser.on('error', () => refuse('broken'))
  parser.on('opentag', tag => {
    elements += 1
    if (elements > limits.elements || open.length > limits.depth) refuse('tooHeavy')
    const attrs: Record<string, string> = {}
    for (const { uri, local, value } of Object.values(tag.attributes)) {
      if (!local.startsWith('rsid')) attrs[shortName(uri, local)] = value
    }
    const element: El = { name: shortName(tag.uri, tag.local), attrs, nodes: [] }
    open.at(-1)?.nodes.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  const onText = (text: string) => {
    const parent = open.at(-1)
    if (parent && (holdsText(parent) || text.trim() !== '')) parent.nodes.push(text)
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.write(decode(bytes)).close()
  const top = root.nodes.find(node => typeof node !== 'string')
  return top && typeof top !== 'string' ? top : refuse('broken')
}

function refuse(code: string): never {
  throw new ImportRefused(code)
}

/** Byte order marks are tolerated; XML without one is UTF-8 unless it says otherwise. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200))
  const label = /^[^>]{0,60}encoding\s*=\s*["']([\w-]{2,30})["']/.exec(start)?.[1]?.toLowerCase()
  if (label === undefined || label === 'utf-8') return new TextDecoder().decode(bytes)
  try {
    return new TextDecoder(label).decode(bytes)
  } catch (cause) {
    if (cause instanceof RangeError) return refuse('broken')
    throw cause
  }
}

export function elements(parent: El | undefined): El[] {
  return parent ? parent.nodes.filter(node => typeof node !== 'string') : []
}

export function child(parent: El | undefined, ...path: string[]): El | undefined {
  let at = parent
  for (const name of path) at = elements(at).find(el => el.name === name)
  return at
}

export function children(parent: El | undefined, name: string): El[] {
  return elements(parent).filter(el => el.name === name)
}

export function* descendants(parent: El): Generator<El> {
  for (const node of parent.nodes) {
    if (typeof node === 'string') continue
    yield node
    yield* descendants(node)
  }
}

export function textOf(el: El | undefined): string {
  return el ? el.nodes.map(node => (typeof node === 'string' ? node : textOf(node))).join('') : ''
}
