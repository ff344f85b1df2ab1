// One OpenDocument paragraph: its spans with their looks, links, notes, annotations, pictures and text boxes.
import type { FoundComment, Inline, Source } from './blocks.ts'
import type { OdtLook, OdtStyles } from './odt-styles.ts'
import type { PictureCase } from './picture-case.ts'
import { inlineText } from './render.ts'
import type { El } from './xml.ts'
import { child, children, elements, textOf } from './xml.ts'

export interface Odt {
  styles: OdtStyles
  pictures: PictureCase
  source: Source
  comments: FoundComment[]
  /** Bodies of notes by their id, read when everything else is. */
  notes: Map<string, El>
  title: string | null
  /** Running numbers of headings and of lists that are continued. */
  outline: number[]
  counters: Map<string, number>
}
export interface OdtParagraph {
  inlines: Inline[]
  /** Text boxes and shapes with text that hang on the paragraph. */
  boxes: El[]
  hidden: string
}

interface Place {
  look: OdtLook
  href: string | null
}
interface Reading extends OdtParagraph {
  odt: Odt
  comments: FoundComment[]
}

/** Elements inside a paragraph whose text belongs elsewhere or nowhere. */
const silent = new Set([
  'office:annotation-end',
  'text:note-citation',
  'text:bookmark',
  'text:change',
  'office:forms',
  'text:ruby-text',
  'svg:title',
  'svg:desc',
  'office:event-listeners',
  'office:binary-data',
  'text:script',
])

export function readParagraph(p: El, odt: Odt): OdtParagraph {
  const reading: Reading = { inlines: [], boxes: [], hidden: '', odt, comments: [] }
  const look = p.name === 'text:h' ? {} : odt.styles.look(p.attrs['text:style-name'])
  walkAll(p, { look, href: null }, reading)
  reading.inlines = collapse(reading.inlines)
  const text = inlineText(reading.inlines)
  for (const comment of reading.comments) comment.on = text
  return reading
}

/** Line ends of the file are spaces, and spaces side by side are one, also across spans; text:s holds the others. */
function collapse(inlines: Inline[]): Inline[] {
  let spaced = true
  const out: Inline[] = []
  for (const inline of inlines) {
    if (!('text' in inline)) {
      spaced = 'break' in inline
      out.push(inline)
      continue
    }
    let text = inline.text.replace(/[ \n\r]+/g, ' ')
    if (spaced) text = text.replace(/^ /, '')
    if (text !== '') spaced = text.endsWith(' ')
    out.push({ ...inline, text: text.replaceAll(keptSpace, ' ') })
  }
  return out
}
const keptSpace = '\uE0F0'

function walkAll(parent: El | undefined, place: Place, reading: Reading): void {
  for (const node of parent?.nodes ?? []) {
    if (typeof node === 'string') write(node, place, reading)
    else walk(node, place, reading)
  }
}

function write(text: string, { look, href }: Place, reading: Reading): void {
  if (look.hidden) {
    reading.hidden += text
    return
  }
  const run: Inline = { text }
  if (look.bold) run.bold = true
  if (look.italic) run.italic = true
  if (look.vert) run[look.vert] = true
  if (href !== null) run.href = href
  reading.inlines.push(run)
}

function walk(el: El, place: Place, reading: Reading): void {
  const { odt } = reading
  if (silent.has(el.name)) return
  switch (el.name) {
    case 'text:span':
      return walkAll(el, { ...place, look: { ...place.look, ...odt.styles.look(el.attrs['text:style-name']) } }, reading)
    case 'text:a':
      return walkAll(el, { ...place, href: el.attrs['xlink:href'] ?? place.href }, reading)
    case 'text:s':
      return write(keptSpace.repeat(Math.min(Number(el.attrs['text:c'] ?? 1) || 1, 100)), place, reading)
    case 'text:tab':
      return write('\t', place, reading)
    case 'text:line-break':
      reading.inlines.push({ break: true })
      return
    case 'text:note': {
      const note = `note ${odt.notes.size + 1}`
      const body = child(el, 'text:note-body')
      if (body) {
        odt.notes.set(note, body)
        reading.inlines.push({ note })
      }
      return
    }
    case 'office:annotation':
      return annotate(el, reading)
    case 'draw:frame':
      return frame(el, reading)
    case 'draw:text-box':
      reading.boxes.push(el)
      return
    case 'draw:a':
    case 'draw:g':
      for (const inner of elements(el)) walk(inner, place, reading)
      return
    default:
      if (el.name.startsWith('draw:')) {
        if (elements(el).some(inner => /^text:(p|h|list)$/.test(inner.name))) reading.boxes.push(el)
      } else walkAll(el, place, reading)
  }
}

/** A frame holds one thing in several forms: the first picture that can be shown, or a text box. */
function frame(el: El, reading: Reading): void {
  const box = child(el, 'draw:text-box')
  if (box) {
    reading.boxes.push(box)
    return
  }
  const alt = textOf(child(el, 'svg:desc')).trim() || textOf(child(el, 'svg:title')).trim() || null
  const shown = children(el, 'draw:image').map(image => picture(image.attrs['xlink:href'], alt, reading.odt))
  const best = shown.find(inline => 'image' in inline) ?? shown[0]
  if (best) reading.inlines.push(best)
  else if (elements(el).some(inner => /^draw:(object|object-ole|plugin)$/.test(inner.name)))
    reading.inlines.push({ warning: 'drawing' })
}

function picture(href: string | undefined, alt: string | null, odt: Odt): Inline {
  const place = (href ?? '').replace(/^\.\//, '')
  if (place === '' || /^([a-z][a-z0-9+.-]*:|\/|\.\.)/i.test(place)) return { warning: 'image.external' }
  return odt.pictures.take(place, alt)
}

function annotate(el: El, reading: Reading): void {
  const text = elements(el)
    .filter(inner => /^text:(p|list|h)$/.test(inner.name))
    .map(inner => textOf(inner).trim())
    .filter(line => line !== '')
    .join('\n')
  if (text === '') return
  const comment: FoundComment = { author: textOf(child(el, 'dc:creator')).trim() || null, text, on: '' }
  reading.comments.push(comment)
  reading.odt.comments.push(comment)
}
