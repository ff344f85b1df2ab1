// Reads an OpenDocument text: body, notes, annotations, pictures, title and language, from the file alone.
import type { Source } from './blocks.ts'
import { ImportRefused } from './blocks.ts'
import { directionOf, languageOf, newSource, textOfBlocks } from './inlines.ts'
import { readBlocks } from './odt-body.ts'
import { readOdtStyles } from './odt-styles.ts'
import type { Odt } from './odt-text.ts'
import { pictureCase } from './picture-case.ts'
import { inlineText } from './render.ts'
import { everyBlock } from './tree.ts'
import type { El } from './xml.ts'
import { child, descendants, parseXml, textOf } from './xml.ts'
import type { Zip } from './zip.ts'

export function isOdt(zip: Zip): boolean {
  return (
    zip.has('content.xml') && new TextDecoder().decode(zip.read('mimetype') ?? new Uint8Array()).includes('opendocument.text')
  )
}

export function readOdt(zip: Zip): Source {
  const manifest = new TextDecoder().decode(zip.read('META-INF/manifest.xml') ?? new Uint8Array())
  if (manifest.includes('encryption-data')) throw new ImportRefused('protected')
  const part = (name: string): El | undefined => {
    const bytes = zip.read(name)
    return bytes === null || bytes.length === 0 ? undefined : parseXml(bytes)
  }
  const content = part('content.xml')
  const text = child(content, 'office:body', 'office:text')
  if (!text) throw new ImportRefused('broken')
  const styles = part('styles.xml')
  const pictures = pictureCase(place => zip.read(place))
  const source: Source = { ...newSource(), pictures: pictures.pictures }
  const odt: Odt = {
    styles: readOdtStyles(content, styles),
    pictures,
    source,
    comments: source.comments,
    notes: new Map(),
    title: null,
    outline: [],
    counters: new Map(),
  }
  source.blocks = readBlocks(text, odt)
  for (const [id, body] of odt.notes) source.notes.set(id, readBlocks(body, odt))
  leaveFurniture(styles, source)
  const meta = child(part('meta.xml'), 'office:meta')
  const all = textOfBlocks(source.blocks)
  source.title = textOf(child(meta, 'dc:title')).replace(/\s+/g, ' ').trim() || odt.title || firstHeading(source)
  source.dir = directionOf(all)
  source.lang = languageOf(odt.styles.lang ?? textOf(child(meta, 'dc:language')), all, source.dir)
  return source
}

function firstHeading(source: Source): string | null {
  for (const { block, inTable } of everyBlock(source.blocks)) {
    if (block.kind === 'heading' && !inTable) return inlineText(block.content).replace(/\s+/g, ' ') || null
  }
  return null
}

/** Headers and footers stand on every page, not in the text: each wording is listed once. */
function leaveFurniture(styles: El | undefined, source: Source): void {
  const texts = new Set<string>()
  for (const el of descendants(child(styles, 'office:master-styles') ?? { name: '', attrs: {}, nodes: [] })) {
    if (!/^style:(header|footer)/.test(el.name)) continue
    for (const p of descendants(el))
      if (p.name === 'text:p' || p.name === 'text:h') texts.add(textOf(p).replace(/\s+/g, ' ').trim())
  }
  texts.delete('')
  for (const text of texts) source.leftOut.push({ why: 'furniture', kind: 'prose', level: null, text })
}
