// Reads PDF: text and its places come from pdf.js, the structure is guessed and says so.
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import { ImportRefused } from './blocks.ts'
import type { LeftOutReason, Source } from './blocks.ts'
import { directionOf, newSource, plain, textOfBlocks } from './inlines.ts'
import { blocksOf, bodySize, takeNotes, titleKey } from './pdf-blocks.ts'
import type { Outline } from './pdf-blocks.ts'
import { contentsOf, furnitureOf } from './pdf-furniture.ts'
import type { PageSize } from './pdf-furniture.ts'
import { linesOf } from './pdf-lines.ts'
import type { Line } from './pdf-lines.ts'
import { openPage } from './pdf-page.ts'
import type { OpenPage } from './pdf-page.ts'

const mostPages = 2000
type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

export async function readPdf(
  bytes: Uint8Array,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<Source> {
  const pdf = await opened(bytes)
  if (pdf.numPages > mostPages) throw new ImportRefused('tooHeavy')
  const pages = await allPages(pdf, progress)
  const lines = pages.flatMap((page, index) => linesOf(page.pieces, index))
  const letters = lines.reduce((sum, line) => sum + line.text.trim().length, 0)
  // Stamps and page numbers alone are no text.
  if (letters < Math.max(4, pdf.numPages * 8)) throw new ImportRefused('pdf.scanned')
  return sourceOf(
    lines,
    pages.map(page => page.size),
    await outlineOf(pdf),
    await titleOf(pdf),
  )
}

async function allPages(pdf: Pdf, progress: (done: number, of: number) => void): Promise<OpenPage[]> {
  const { OPS } = await getResolvedPDFJS()
  const pages: OpenPage[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    pages.push(await orBroken(openPage(pdf, number, OPS.showText)))
    progress(number, pdf.numPages)
  }
  return pages
}

/** What the parser cannot make sense of is the file's fault. */
async function orBroken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw Object.assign(new ImportRefused('broken'), { cause })
  }
}

/** The parser's own kinds of trouble, each as a sentence for people. */
async function opened(bytes: Uint8Array): Promise<Pdf> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
      disableFontFace: true,
      useSystemFonts: false,
      useWorkerFetch: false,
      stopAtErrors: false,
      maxImageSize: 1,
      verbosity: 0,
    })
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : ''
    throw new ImportRefused(name === 'PasswordException' ? 'protected' : 'broken')
  }
}

function sourceOf(lines: readonly Line[], sizes: readonly PageSize[], outline: Outline, title: string | null): Source {
  const source = newSource()
  const furniture = furnitureOf(lines, sizes)
  const inside = lines.filter(line => !furniture.has(line))
  const contents = contentsOf(inside)
  const leave = (why: LeftOutReason, line: Line): void => {
    source.leftOut.push({ why, kind: 'line', level: null, text: line.text.replace(/\s+/g, ' ').trim() })
  }
  for (const line of furniture) leave('furniture', line)
  for (const line of contents) leave('contents', line)
  const text = inside.filter(line => !contents.has(line))
  const body = bodySize(text)
  const keep = hyphensOf(text)
  source.blocks = blocksOf(takeNotes(text, body, source, keep), body, outline, keep)
  const heading = source.blocks.find(block => block.kind === 'heading')
  source.title = title ?? (heading?.kind === 'heading' ? plain(heading.content) : null)
  source.dir = directionOf(textOfBlocks(source.blocks))
  source.guessed = true
  source.warnings.push({ code: 'pdf.guessed', unit: null })
  return source
}

/** A hyphen at the end of a line stays where the file writes that word with one, or hardly ever parts words. */
function hyphensOf(lines: readonly Line[]): (first: string, second: string) => boolean {
  const words = new Set(lines.flatMap(line => line.text.toLowerCase().match(/[\p{L}]+(?:[-\u2010][\p{L}]+)*/gu) ?? []))
  const parted = lines.filter(line => /\p{Ll}[-\u2010]\s*$/u.test(line.text)).length > lines.length * 0.015
  return (first, second) => {
    const [a, b] = [first.toLowerCase(), second.toLowerCase()]
    if (words.has(`${a}-${b}`)) return true
    return !words.has(a + b) && !parted
  }
}

async function outlineOf(pdf: Pdf): Promise<Outline> {
  const out: Outline = new Map()
  type Entries = NonNullable<Awaited<ReturnType<Pdf['getOutline']>>>
  const visit = (entries: Entries, depth: number): void => {
    for (const entry of entries) {
      const key = titleKey(entry.title)
      if (key !== '' && !out.has(key)) out.set(key, depth)
      if (depth < 6) visit(entry.items, depth + 1)
    }
  }
  visit((await orBroken(pdf.getOutline())) ?? [], 1)
  return out
}

async function titleOf(pdf: Pdf): Promise<string | null> {
  const { info } = await orBroken(pdf.getMetadata())
  const title = 'Title' in info && typeof info.Title === 'string' ? info.Title.trim() : ''
  return title === '' || /\.(docx?|pdf|odt|indd)$|^(microsoft word|untitled|sans titre)/i.test(title) ? null : title
}
