// One door for all files: what a file is, is told by its first bytes, and only then by its name.
import type { Source } from './blocks.ts'
import { ImportRefused } from './blocks.ts'
import { mainPartOf, readDocx } from './docx.ts'
import { readHtml } from './html.ts'
import { mostBytes } from './limits.ts'
import { readMarkdown } from './markdown.ts'
import { isOdt, readOdt } from './odt.ts'
import { readRtf } from './rtf.ts'
import { readText } from './text.ts'
import { isOle, isZip, openZip } from './zip.ts'

type Progress = (done: number, of: number) => void

export async function readFile(name: string, bytes: Uint8Array, progress: Progress = () => undefined): Promise<Source> {
  if (bytes.length > mostBytes) throw new ImportRefused('tooLarge', { max: mostBytes / 1024 / 1024 })
  if (bytes.length === 0) throw new ImportRefused('empty')
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  if (isOle(bytes)) throw new ImportRefused(ending === 'doc' || ending === 'dot' ? 'oldWord' : 'protected')
  if (isZip(bytes)) return readZip(bytes)
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  // The PDF parser is large and seldom needed: it is loaded when its first file comes.
  if (start.includes('%PDF-') || ending === 'pdf') return (await import('./pdf.ts')).readPdf(bytes, progress)
  if (start.startsWith('{\\rtf')) return readRtf(bytes)
  switch (ending) {
    case 'docx':
    case 'odt':
    case 'rtf':
      throw new ImportRefused('broken')
    case 'doc':
      throw new ImportRefused('oldWord')
    case 'md':
    case 'markdown':
      return readMarkdown(bytes)
    case 'html':
    case 'htm':
    case 'xhtml':
      return readHtml(bytes)
    case 'txt':
    case 'text':
    case '':
      return /^\s*(<!doctype html|<html[\s>])/i.test(start) ? readHtml(bytes) : readText(bytes)
    default:
      throw new ImportRefused('unknownKind')
  }
}

function readZip(bytes: Uint8Array): Source {
  const zip = openZip(bytes)
  if (isOdt(zip)) return readOdt(zip)
  if (mainPartOf(zip) !== null) return readDocx(zip)
  throw new ImportRefused('unknownKind')
}
