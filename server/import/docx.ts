// Reads a Word file: body, notes, comments, pictures, title and language; nothing outside the file is ever asked for.
import type { Block, FoundComment, Source } from './blocks.ts'
import { ImportRefused } from './blocks.ts'
import { readBlocks } from './docx-body.ts'
import { numberer } from './docx-numbering.ts'
import type { Relations, Word } from './docx-package.ts'
import { partOf, related, relationsOf } from './docx-package.ts'
import { readStyles } from './docx-styles.ts'
import { directionOf, languageOf, newSource, textOfBlocks } from './inlines.ts'
import { pictureCase } from './picture-case.ts'
import { inlineText } from './render.ts'
import { everyBlock } from './tree.ts'
import type { El } from './xml.ts'
import { child, children, descendants, elements, textOf } from './xml.ts'
import type { Zip } from './zip.ts'

/** The part that holds the text of a Word file, or null when the container holds something else. */
export function mainPartOf(zip: Zip): string | null {
  const named = related(relationsOf(zip, ''), 'officeDocument') ?? 'word/document.xml'
  return zip.has(named) && /(^|\/)(word\/|document)/i.test(named) ? named : null
}

export function readDocx(zip: Zip): Source {
  const main = mainPartOf(zip)
  const document = partOf(zip, main)
  if (main === null || document?.name !== 'w:document') throw new ImportRefused('broken')
  const relations = relationsOf(zip, main)
  const styles = readStyles(partOf(zip, related(relations, 'styles')))
  const pictures = pictureCase(place => zip.read(place))
  const source: Source = { ...newSource(), pictures: pictures.pictures }
  const body = child(document, 'w:body')
  const word: Word = {
    styles,
    number: numberer(partOf(zip, related(relations, 'numbering')), styles),
    pictures,
    source,
    marks: new Map(),
    comments: new Map(),
    found: new Set(),
    goneNotes: new Set(),
    langs: new Map(),
    title: null,
  }
  pairMarks(document, word.marks)
  const noted = [...notePart(zip, relations, 'footnote'), ...notePart(zip, relations, 'endnote')]
  for (const [id, el] of noted) {
    pairMarks(el, word.marks)
    source.notes.set(id, [])
  }
  readComments(zip, relations, word)
  source.blocks = readBlocks(body, word, { relations, fields: [] })
  for (const [id, el, own] of noted) source.notes.set(id, readBlocks(el, word, { relations: own, fields: [] }))
  source.comments = [...word.comments.values()].filter(comment => comment.text !== '')
  leaveGoneNotes(word)
  leaveFurniture(zip, relations, source)
  return finish(zip, source, word)
}

function finish(zip: Zip, source: Source, word: Word): Source {
  const core = partOf(zip, related(relationsOf(zip, ''), 'core-properties'))
  const named = textOf(child(core, 'dc:title')).replace(/\s+/g, ' ').trim()
  const told = named !== '' && !/^(microsoft word|document ?\d*$|untitled|sans titre|template|modèle)/i.test(named)
  source.title = told ? named : (word.title ?? firstHeading(source.blocks))
  const text = textOfBlocks(source.blocks)
  source.dir = directionOf(text)
  const [spoken] = [...word.langs].toSorted((a, b) => b[1] - a[1])
  source.lang = languageOf(spoken?.[0] ?? null, text, source.dir)
  return source
}

function firstHeading(blocks: Block[]): string | null {
  for (const { block, inTable } of everyBlock(blocks)) {
    if (block.kind === 'heading' && !inTable) return inlineText(block.content).replace(/\s+/g, ' ') || null
  }
  return null
}

/** Pairs the marks of fields: each mark of a field that begins and ends is led back to its beginning. */
function pairMarks(root: El | undefined, marks: Map<El, El>): void {
  const open: El[][] = []
  for (const el of root ? descendants(root) : []) {
    if (el.name !== 'w:fldChar') continue
    const type = el.attrs['w:fldCharType']
    if (type === 'begin') open.push([el])
    else open.at(-1)?.push(el)
    const whole = type === 'end' ? open.pop() : undefined
    const begin = whole?.[0]
    if (whole && begin) for (const mark of whole) marks.set(mark, begin)
  }
}

function notePart(zip: Zip, relations: Relations, kind: 'footnote' | 'endnote'): [string, El, Relations][] {
  const part = related(relations, `${kind}s`)
  const root = partOf(zip, part)
  if (part === null || !root) return []
  const own = relationsOf(zip, part)
  const real = children(root, `w:${kind}`).filter(el => (el.attrs['w:type'] ?? 'normal') === 'normal')
  return real.map(el => [`${kind} ${el.attrs['w:id']}`, el, own])
}

function readComments(zip: Zip, relations: Relations, word: Word): void {
  for (const el of children(partOf(zip, related(relations, 'comments')), 'w:comment')) {
    const author = el.attrs['w:author']?.trim() || null
    const comment: FoundComment = { author, text: lines(el).join('\n'), on: '' }
    word.comments.set(el.attrs['w:id'] ?? '', comment)
  }
}

/** The paragraphs of a part as plain lines, text boxes included once. */
function lines(root: El): string[] {
  const out: string[] = []
  const gather = (el: El): string => {
    if (el.name === 'mc:Fallback' || el.name === 'w:instrText' || el.name === 'w:delText') return ''
    if (el.name === 'w:t') return textOf(el)
    if (el.name === 'w:tab' || el.name === 'w:br') return ' '
    const text = elements(el).map(gather).join('')
    if (el.name !== 'w:p') return text
    if (text.trim() !== '') out.push(text.trim())
    return ''
  }
  gather(root)
  return out
}

function leaveGoneNotes(word: Word): void {
  const { source } = word
  for (const id of word.goneNotes) {
    const text = textOfBlocks(source.notes.get(id) ?? []).trim()
    source.notes.delete(id)
    if (text !== '') source.leftOut.push({ why: 'deleted', kind: 'footnote', level: null, text })
  }
}

/** Headers and footers stand on every page, not in the text: each wording is listed once. */
function leaveFurniture(zip: Zip, relations: Relations, source: Source): void {
  const parts = [...relations.values()].filter(({ type }) => type === 'header' || type === 'footer')
  const texts = new Set(parts.flatMap(({ part }) => lines(partOf(zip, part) ?? { name: '', attrs: {}, nodes: [] })))
  // What holds no letter is a page number.
  for (const text of texts) if (/\p{L}/u.test(text)) source.leftOut.push({ why: 'furniture', kind: 'prose', level: null, text })
}
