// Walks the body of a Word document, a cell, a note or a text box, and makes blocks of its paragraphs and tables.
import type { Block, Inline, LeftOut } from './blocks.ts'
import { announcesContents } from './contents-words.ts'
import type { NumberedItem } from './docx-lists.ts'
import { listsOf } from './docx-lists.ts'
import type { Story, Word } from './docx-package.ts'
import type { Paragraph } from './docx-paragraph.ts'
import { readParagraph } from './docx-paragraph.ts'
import { val } from './docx-styles.ts'
import { readTable } from './docx-table.ts'
import { blockText, inlineText } from './render.ts'
import type { El } from './xml.ts'
import { child, elements } from './xml.ts'

/** What one element of the body came to, before lists are put together. */
type Piece = { block: Block; announces: boolean } | { item: NumberedItem } | { left: LeftOut } | { gap: true }

interface Walk {
  word: Word
  story: Story
  pieces: Piece[]
  /** The beginning of a paragraph whose own end was deleted. */
  carried: Inline[]
  /** Inside a control that holds a generated list. */
  listed: boolean
}

export function readBlocks(parent: El | undefined, word: Word, story: Story): Block[] {
  const walk: Walk = { word, story, pieces: [], carried: [], listed: false }
  for (const el of elements(parent)) readElement(el, walk)
  flush(walk)
  return assemble(withoutAnnouncements(walk.pieces), word)
}

function readElement(el: El, walk: Walk): void {
  switch (el.name) {
    case 'w:p':
      return readOne(el, walk)
    case 'w:tbl': {
      flush(walk)
      const block = readTable(el, walk.word, walk.story, readBlocks)
      if (walk.listed) leave({ why: 'contents', kind: 'table', level: null, text: blockText(block) }, walk)
      else walk.pieces.push({ block, announces: false })
      return
    }
    case 'w:sdt': {
      const gallery = val(child(el, 'w:sdtPr', 'w:docPartObj'), 'w:docPartGallery') ?? ''
      const inner: Walk = { ...walk, listed: walk.listed || /table of contents|table of figures/i.test(gallery) }
      for (const within of elements(child(el, 'w:sdtContent'))) readElement(within, inner)
      walk.carried = inner.carried
      return
    }
    case 'w:altChunk':
      walk.word.source.warnings.push({ code: 'altChunk', unit: null })
      return
    case 'mc:AlternateContent':
      for (const inner of elements(child(el, 'mc:Choice') ?? child(el, 'mc:Fallback'))) readElement(inner, walk)
      return
    case 'w:customXml':
    case 'w:smartTag':
    case 'w:ins':
    case 'w:moveTo':
      for (const inner of elements(el)) readElement(inner, walk)
      return
    default:
      return
  }
}

function leave(left: LeftOut, walk: Walk): void {
  if (left.text !== '') walk.pieces.push({ left })
}

function flush(walk: Walk): void {
  if (walk.carried.length > 0) walk.pieces.push({ block: { kind: 'prose', content: walk.carried }, announces: false })
  walk.carried = []
}

function readOne(p: El, walk: Walk): void {
  const { word, story } = walk
  const pPr = child(p, 'w:pPr')
  const paragraph = readParagraph(p, word, story)
  const content = [...walk.carried, ...paragraph.inlines]
  leave({ why: 'deleted', kind: 'prose', level: null, text: paragraph.deleted.trim() }, walk)
  leave({ why: 'furniture', kind: 'hidden', level: null, text: paragraph.hidden.trim() }, walk)
  walk.carried = paragraph.runsOn ? content : []
  if (!paragraph.runsOn) placeParagraph(content, paragraph, pPr, walk)
  else boxesOf(paragraph, walk).forEach(block => walk.pieces.push({ block, announces: false }))
}

function placeParagraph(content: Inline[], paragraph: Paragraph, pPr: El | undefined, walk: Walk): void {
  const { word } = walk
  const { styles } = word
  const level = styles.headingLevel(pPr)
  const place = styles.numbering(pPr)
  const numbered = place && word.number(place)
  const text = inlineText(content)
  const kind = level === null ? 'prose' : 'heading'
  if (text !== '' && (walk.listed || paragraph.contents)) return leave({ why: 'contents', kind, level, text }, walk)
  if (text !== '' && styles.isTitle(pPr)) word.title ??= text.replace(/\s+/g, ' ')
  const boxes = boxesOf(paragraph, walk)
  const announces = styles.announcesContents(pPr) || announcesContents(text)
  if (content.every(inline => 'break' in inline || ('text' in inline && inline.text.trim() === '')))
    walk.pieces.push({ gap: true })
  else if (level !== null) {
    const label = numbered && numbered.ordered ? numbered.label : ''
    walk.pieces.push({
      block: { kind: 'heading', level, content: content.map(notBold), ...(label ? { number: label } : {}) },
      announces,
    })
  } else if (numbered) {
    walk.pieces.push({
      item: { numbered, content: [{ kind: 'prose', content }, ...boxes], apart: 'gap' in (walk.pieces.at(-1) ?? {}) },
    })
    return
  } else walk.pieces.push({ block: { kind: 'prose', content, ...(styles.isQuote(pPr) ? { quote: true } : {}) }, announces })
  for (const block of boxes) walk.pieces.push({ block, announces: false })
}

function boxesOf(paragraph: Paragraph, walk: Walk): Block[] {
  return paragraph.boxes.flatMap(box => readBlocks(box, walk.word, { relations: walk.story.relations, fields: [] }))
}

/** The style of a heading makes it bold; its words need not be. */
function notBold(inline: Inline): Inline {
  if (!('text' in inline)) return inline
  const { bold: _, ...rest } = inline
  return rest
}

const isLeft = (piece: Piece | undefined) => piece !== undefined && 'left' in piece && piece.left.why === 'contents'
const speaks = (piece: Piece) => 'block' in piece || 'item' in piece

/** A heading that only announces a generated list leaves with it. */
function withoutAnnouncements(pieces: Piece[]): Piece[] {
  const out = [...pieces]
  const first = pieces.findIndex(speaks)
  let next: Piece | undefined
  for (let at = pieces.length - 1; at > 0; at -= 1) {
    const piece = pieces[at]
    if (piece && speaks(piece)) next = piece
    if (!isLeft(piece)) continue
    let before = at - 1
    while (before > 0 && 'gap' in (pieces[before] ?? {})) before -= 1
    const announcing = pieces[before]
    if (!announcing || !('block' in announcing)) continue
    const { block, announces } = announcing
    if (block.kind !== 'heading' && !(block.kind === 'prose' && announces)) continue
    const follows = next && 'block' in next && next.block.kind === 'heading' ? next.block.level : null
    const nothingElse = block.kind === 'heading' && follows !== null && follows <= block.level && before > first
    if (!announces && !nothingElse) continue
    const level = block.kind === 'heading' ? block.level : null
    out[before] = { left: { why: 'contents', kind: block.kind, level, text: inlineText(block.content) } }
  }
  return out
}

function assemble(pieces: Piece[], word: Word): Block[] {
  const blocks: Block[] = []
  let items: NumberedItem[] = []
  const end = () => {
    blocks.push(...listsOf(items))
    items = []
  }
  for (const piece of pieces) {
    if ('item' in piece) items.push(piece.item)
    else if ('left' in piece) word.source.leftOut.push(piece.left)
    else if ('block' in piece) {
      end()
      blocks.push(piece.block)
    }
  }
  end()
  return blocks
}
