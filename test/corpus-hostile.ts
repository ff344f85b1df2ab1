// Every hostile file of a folder must end in a refusal with a sentence or in a draft that holds nothing but harmless marks.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { parseFragment } from 'parse5'
import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import { ImportRefused } from '../server/import/blocks.ts'
import type { ImportedDraft, Source } from '../server/import/blocks.ts'
import { readHtml } from '../server/import/html.ts'
import { importFile } from '../server/import/import.ts'
import { readMarkdown } from '../server/import/markdown.ts'
import { checkPicture } from '../server/import/pictures.ts'
import { readText } from '../server/import/text.ts'
import { toDraft } from '../server/import/units.ts'
import { hasWords } from '../shared/words.ts'

export interface HostileResult {
  file: string
  /** How it ended: the code of the refusal, or the number of units. */
  end: string
  ms: number
  problem: string | null
}

const allowed: Record<string, readonly string[]> = {
  a: ['href', 'rel', 'class'],
  img: ['src', 'alt'],
  ol: ['start', 'type', 'class'],
  th: ['scope', 'colspan', 'rowspan'],
  td: ['colspan', 'rowspan'],
  p: [],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  strong: [],
  em: [],
  code: [],
  sup: [],
  sub: [],
  br: [],
  blockquote: [],
  pre: [],
  ul: ['class'],
  li: ['class', 'value'],
  table: [],
  caption: [],
  tbody: [],
  tr: [],
  span: ['class'],
}

/** What is not harmless in the HTML of a draft, or null: judged on the tree that a browser would make, not on its letters. */
export function harmIn(draft: ImportedDraft): string | null {
  for (const unit of draft.units) {
    const stack: Tree.ChildNode[] = [...parseFragment(unit.html).childNodes]
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if ('childNodes' in node) for (const child of node.childNodes) stack.push(child)
      if (!('tagName' in node)) continue
      const attributes = allowed[node.tagName]
      if (!attributes) return `<${node.tagName}>`
      for (const { name, value } of node.attrs) {
        if (!attributes.includes(name)) return `${name} on <${node.tagName}>`
        if (name === 'href' && !/^(https?:\/\/|mailto:|#footnote-)/i.test(value)) return `href ${value}`
        if (name === 'src' && !/^picture:[\w-]+$/.test(value)) return `src ${value}`
      }
    }
  }
  const picture = draft.pictures.find(one => typeof checkPicture(one.bytes) === 'string')
  return picture ? `picture ${picture.id}` : null
}

export async function hostileFile(name: string, bytes: Uint8Array, seconds = 10): Promise<HostileResult> {
  const start = performance.now()
  const result = (end: string, problem: string | null): HostileResult => {
    const ms = Math.round(performance.now() - start)
    return { file: name, end, ms, problem: problem ?? (ms > seconds * 1000 + 1000 ? 'too slow' : null) }
  }
  try {
    const draft = await importFile(name, bytes, { seconds })
    return result(`${draft.units.length} units`, harmIn(draft))
  } catch (cause) {
    if (!(cause instanceof ImportRefused)) return result('fault', String(cause))
    return result(cause.code, hasWords(`import.refused.${cause.code}`) ? null : `no sentence for ${cause.code}`)
  }
}

/** Under which names a file is tried: as it is called, and as what it may pretend to be. */
function namesOf(path: string): string[] {
  const name = basename(path)
  const ending = extname(name).toLowerCase()
  if (/^\.(docx|odt|pdf)$/.test(ending)) return [name]
  if (/^\.(zip|gz|xlsx)$/.test(ending)) return [name, `${name}.docx`, `${name}.odt`]
  return [name, `${name}.html`, `${name}.md`, `${name}.txt`]
}

export async function hostileResults(folder: string): Promise<HostileResult[]> {
  const out: HostileResult[] = []
  const files = readdirSync(join(folder, 'hostile'), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name)
    const bytes = new Uint8Array(readFileSync(path))
    for (const name of namesOf(path)) out.push(await hostileFile(name, bytes))
    if (/\.(json|txt|mjs)$/.test(entry.name)) out.push(piecesOf(entry.name, new TextDecoder().decode(bytes)))
  }
  return out
}

const readers: Record<string, (bytes: Uint8Array) => Source> = { markdown: readMarkdown, html: readHtml, text: readText }

/** Each line, each text of a JSON file, by itself: an attack must not hide behind the one before it. */
function piecesOf(file: string, text: string): HostileResult {
  const start = performance.now()
  const pieces = file.endsWith('.json') ? textsOf(JSON.parse(text)) : text.split('\n').filter(line => line.trim() !== '')
  const some = pieces.length > 2000 ? pieces.filter((_, index) => index % Math.ceil(pieces.length / 2000) === 0) : pieces
  let problem: string | null = null
  for (const piece of some) {
    for (const [kind, read] of Object.entries(readers)) problem ??= judged(kind, read, piece)
  }
  return { file: `${file}, piece by piece`, end: `${some.length} pieces`, ms: Math.round(performance.now() - start), problem }
}

function judged(kind: string, read: (bytes: Uint8Array) => Source, piece: string): string | null {
  try {
    const harm = harmIn(toDraft(read(new TextEncoder().encode(piece))))
    return harm === null ? null : `${kind}: ${harm} from ${piece.slice(0, 200)}`
  } catch (cause) {
    return cause instanceof ImportRefused ? null : `${kind}: ${String(cause)} from ${piece.slice(0, 200)}`
  }
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : []
}
