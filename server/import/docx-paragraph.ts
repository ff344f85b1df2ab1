// One Word paragraph: its runs with their looks, links, fields, notes and pictures; tracked changes as accepted.
import type { Inline } from './blocks.ts'
import { picturesIn } from './docx-drawing.ts'
import type { Field, Story, Word } from './docx-package.ts'
import { isOn, val } from './docx-styles.ts'
import { inlineText } from './render.ts'
import { symbol } from './symbols.ts'
import type { El } from './xml.ts'
import { child, elements, textOf } from './xml.ts'

export interface Paragraph {
  inlines: Inline[]
  /** Text boxes that hang on the paragraph. */
  boxes: El[]
  /** A line of a generated contents list. */
  contents: boolean
  /** The paragraph ends in a deleted mark: accepted, it runs on into the next. */
  runsOn: boolean
  deleted: string
  hidden: string
}

interface Place {
  href: string | null
  gone: 'deleted' | 'moved' | null
}
interface Reading extends Paragraph {
  word: Word
  story: Story
  pPr: El | undefined
  listed: string
  comments: string[]
}

export function readParagraph(p: El, word: Word, story: Story): Paragraph {
  const pPr = child(p, 'w:pPr')
  const empty = { inlines: [], boxes: [], contents: false, deleted: '', hidden: '', listed: '', comments: [] }
  const mark = child(pPr, 'w:rPr')
  const runsOn = child(mark, 'w:del') !== undefined || child(mark, 'w:moveFrom') !== undefined
  const reading: Reading = { ...empty, runsOn, word, story, pPr }
  for (const el of elements(p)) walk(el, { href: null, gone: null }, reading)
  const text = inlineText(reading.inlines)
  reading.contents =
    word.styles.isContentsLine(pPr) || (reading.listed.trim() !== '' && squeezed(reading.listed) === squeezed(text))
  for (const id of reading.comments) hangComment(id, text, word)
  return reading
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '')
}

function hangComment(id: string, text: string, word: Word): void {
  const comment = word.comments.get(id)
  if (!comment || word.found.has(id)) return
  word.found.add(id)
  comment.on = text
}

function walk(el: El, place: Place, reading: Reading): void {
  switch (el.name) {
    case 'w:r':
      return walkRun(el, place, reading)
    case 'w:hyperlink': {
      const relation = reading.story.relations.get(el.attrs['r:id'] ?? '')
      const href = relation && relation.part === null ? relation.target : place.href
      return walkAll(el, { ...place, href }, reading)
    }
    case 'w:fldSimple':
      return walkSimpleField(el, place, reading)
    case 'w:del':
      return walkAll(el, { ...place, gone: 'deleted' }, reading)
    case 'w:moveFrom':
      return walkAll(el, { ...place, gone: place.gone ?? 'moved' }, reading)
    case 'w:commentRangeStart':
      reading.comments.push(el.attrs['w:id'] ?? '')
      return
    case 'm:t':
      return emit(textOf(el), {}, place, reading)
    case 'mc:AlternateContent':
      return walkAll(child(el, 'mc:Choice') ?? child(el, 'mc:Fallback'), place, reading)
    case 'w:pPr':
    case 'w:sdtPr':
      return
    default:
      return walkAll(el, place, reading)
  }
}

function walkAll(parent: El | undefined, place: Place, reading: Reading): void {
  for (const el of elements(parent)) walk(el, place, reading)
}

function walkSimpleField(el: El, place: Place, reading: Reading): void {
  const field: Field = { begin: el, instruction: el.attrs['w:instr'] ?? '', inResult: true }
  reading.story.fields.push(field)
  walkAll(el, place, reading)
  reading.story.fields.pop()
}

function walkRun(run: El, place: Place, reading: Reading): void {
  const { word } = reading
  const rPr = child(run, 'w:rPr')
  const look = word.styles.look(rPr, reading.pPr)
  const format: Format = {}
  if (look.bold) format.bold = true
  if (look.italic) format.italic = true
  if (look.vert) format[look.vert] = true
  const lang = isOn(rPr, 'w:rtl') ? child(rPr, 'w:lang')?.attrs['w:bidi'] : val(rPr, 'w:lang')
  for (const el of elements(run)) runPiece(el, { format, hidden: look.hidden, lang: lang ?? null }, place, reading)
}

type Format = { bold?: true; italic?: true; sup?: true; sub?: true }
interface RunLook {
  format: Format
  hidden: boolean
  lang: string | null
}

function runPiece(el: El, look: RunLook, place: Place, reading: Reading): void {
  const write = (text: string) => {
    if (look.hidden && place.gone === null) reading.hidden += text
    else emit(text, look.format, place, reading, look.lang)
  }
  switch (el.name) {
    case 'w:t':
      return write(textOf(el))
    case 'w:delText':
      if (place.gone === 'deleted') reading.deleted += textOf(el)
      return
    case 'w:tab':
    case 'w:ptab':
      return write('\t')
    case 'w:noBreakHyphen':
      return write('\u2011')
    case 'w:sym':
      return add(symbol(el.attrs['w:font'] ?? '', el.attrs['w:char'] ?? ''), place, reading)
    case 'w:br':
    case 'w:cr':
      return add({ break: true }, place, reading)
    case 'w:fldChar':
      return turnField(el, reading)
    case 'w:instrText': {
      const field = reading.story.fields.at(-1)
      if (field && !field.inResult) field.instruction += textOf(el)
      return
    }
    case 'w:footnoteReference':
    case 'w:endnoteReference': {
      const note = `${el.name === 'w:footnoteReference' ? 'footnote' : 'endnote'} ${el.attrs['w:id']}`
      if (place.gone === 'deleted') reading.word.goneNotes.add(note)
      else if (reading.word.source.notes.has(note)) add({ note }, place, reading)
      return
    }
    case 'w:commentReference':
      reading.comments.push(el.attrs['w:id'] ?? '')
      return
    case 'w:drawing':
    case 'w:pict':
    case 'w:object':
      return draw(el, place, reading)
    case 'mc:AlternateContent':
      for (const inner of elements(child(el, 'mc:Choice') ?? child(el, 'mc:Fallback'))) runPiece(inner, look, place, reading)
      return
    case 'w:ruby':
      return walkAll(child(el, 'w:rubyBase'), place, reading)
    default:
      return
  }
}

function draw(el: El, place: Place, reading: Reading): void {
  if (place.gone !== null) return
  const { inlines, boxes } = picturesIn(el, reading.word.pictures, reading.story.relations)
  for (const inline of inlines) add(inline, place, reading)
  reading.boxes.push(...boxes)
}

function emit(text: string, format: Format, place: Place, reading: Reading, lang: string | null = null): void {
  if (text === '' || inInstruction(reading.story)) return
  if (place.gone === 'deleted') reading.deleted += text
  if (place.gone !== null) return
  const href = place.href ?? fieldHref(reading.story)
  reading.inlines.push({ text, ...format, ...(href === null ? {} : { href }) })
  if (inContents(reading.story)) reading.listed += text
  const { langs, styles } = reading.word
  const spoken = lang ?? styles.lang
  if (spoken !== null) langs.set(spoken, (langs.get(spoken) ?? 0) + text.length)
}

function add(inline: Inline, place: Place, reading: Reading): void {
  if (place.gone === null && !inInstruction(reading.story)) reading.inlines.push(inline)
}

/** Marks without a partner are passed over: a field that never ends must not swallow the text after it. */
function turnField(el: El, { story, word }: Reading): void {
  const begin = word.marks.get(el)
  const type = el.attrs['w:fldCharType']
  const at = story.fields.findLastIndex(field => field.begin === begin)
  const field = story.fields[at]
  if (begin === el) story.fields.push({ begin, instruction: '', inResult: false })
  else if (field && type === 'separate') field.inResult = true
  else if (field && type === 'end') story.fields.splice(at, 1)
}

function inInstruction(story: Story): boolean {
  return story.fields.some(field => !field.inResult)
}

function inContents(story: Story): boolean {
  return story.fields.some(({ instruction }) => /^\s*(TOC|INDEX|TOA)\b/i.test(instruction))
}

function fieldHref(story: Story): string | null {
  for (const field of story.fields) {
    const link = /^\s*HYPERLINK\s+"([^"]+)"/i.exec(field.instruction)
    if (link?.[1] !== undefined) return link[1]
  }
  return null
}
