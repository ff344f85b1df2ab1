// Reads RTF with a small reader of our own: paragraphs, styles, lists, tables, footnotes, links, comments and tracked deletions.
import { ImportRefused } from './blocks.ts'
import type { Source } from './blocks.ts'
import { directionOf, linkTarget, newSource, plain, textOfBlocks } from './inlines.ts'
import { checkPicture } from './pictures.ts'
import { addRow, blocksOfParagraphs, endTable, textOfParagraphs } from './rtf-blocks.ts'
import type { RtfCellPlan, RtfParagraph } from './rtf-blocks.ts'
import { freshParagraph, freshState, lookOf, newStretch, places } from './rtf-state.ts'
import type { State, Stretch } from './rtf-state.ts'
import { RtfStyles } from './rtf-styles.ts'
import { rtfTokens } from './rtf-tokens.ts'
import { furniture, pageOfNumber, signs, skipped } from './rtf-words.ts'

const deepest = 400
export function readRtf(bytes: Uint8Array): Source {
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 5)) !== '{\\rtf') throw new ImportRefused('broken')
  return new RtfReader().read(bytes)
}

class RtfReader {
  private source = newSource()
  private state = freshState()
  private stack: State[] = []
  private stretches: Stretch[] = [newStretch('body', 0)]
  private paragraph = freshParagraph()
  private plans: RtfCellPlan[] = []
  private plan: RtfCellPlan = { merged: false, starts: false, hangs: false }
  private headerRow = false
  private toSkip = 0
  private starred = false
  private text = ''
  private styles = new RtfStyles()
  private author: string | null = null
  private lastText = ''

  read(bytes: Uint8Array): Source {
    for (const token of rtfTokens(bytes)) {
      if (token.kind === 'open') this.open()
      else if (token.kind === 'close') this.close()
      else if (token.kind === 'bytes') this.bytes(token.bytes)
      else this.word(token.word, token.value)
    }
    while (this.stretches.length > 1) this.endStretch()
    this.endParagraph()
    const body = this.here
    if (body.cells.length > 0 || body.cell.length > 0) this.endRow()
    this.settle(body)
    endTable(body.flow)
    const { source } = this
    source.blocks = body.flow.blocks
    const heading = source.blocks.find(block => block.kind === 'heading')
    source.title ??= heading?.kind === 'heading' ? plain(heading.content) : null
    source.dir = directionOf(textOfBlocks(source.blocks))
    return source
  }

  private get here(): Stretch {
    return this.stretches.at(-1) ?? newStretch('body', 0)
  }

  private open(): void {
    if (this.stack.length >= deepest) throw new ImportRefused('tooHeavy')
    this.stack.push({ ...this.state })
    this.starred = false
  }

  private close(): void {
    const { place } = this.state
    const before = this.stack.pop()
    if (!before) return
    if (place === 'fonts' && this.text !== '') this.text = ''
    if (place === 'styles' && this.text !== '') this.styles.name(this.taken())
    if (place === 'title' && before.place !== 'title') this.source.title = this.taken() || null
    if (place === 'author' && before.place !== 'author') this.author = this.taken() || null
    if (place === 'label' && before.place !== 'label') this.paragraph.label = this.taken()
    if (place === 'picture' && before.place !== 'picture') this.endPicture()
    const link = place === 'link' && before.place !== 'link' ? this.taken() : null
    this.state = before
    // The instruction of a field stands in a group of its own beside its result: both hang on the group around them.
    if (link !== null) this.field(link)
    while (this.stretches.length > 1 && this.stack.length < this.here.depth) this.endStretch()
  }

  private taken(): string {
    const text = this.text.trim()
    this.text = ''
    return text
  }

  private field(instruction: string): void {
    const address = /HYPERLINK\s+(?:\\l\s+)?"?([^"\s]+)/i.exec(instruction)?.[1]
    if (address) this.state.href = linkTarget(address)
    if (/^TOC\b/i.test(instruction)) {
      this.endParagraph()
      this.stretch('contents')
    }
  }

  private bytes(bytes: number[]): void {
    const { place } = this.state
    const left = bytes.slice(this.toSkip)
    this.toSkip = Math.max(0, this.toSkip - bytes.length)
    if (left.length === 0 || place === 'skip') return
    this.write(new TextDecoder(this.state.page).decode(new Uint8Array(left)))
  }

  private write(text: string): void {
    const { place, hidden, deleted } = this.state
    if (place === 'body') {
      if (hidden) return
      if (deleted) {
        if (text.trim() !== '') this.source.leftOut.push({ why: 'deleted', kind: 'text', level: null, text })
        return
      }
      this.here.run.push({ text, ...lookOf(this.state) })
    } else if (place !== 'skip') {
      this.text += text
      if (place === 'styles' && text.includes(';')) this.styles.name(this.taken())
    }
  }

  private word(word: string, value: number | null): void {
    if (word === '*') {
      this.starred = true
      return
    }
    const { starred } = this
    this.starred = false
    if (this.state.place === 'skip') return
    if (this.destination(word, starred) || this.character(word, value) || this.structure(word, value) || this.table(word)) return
    if (this.state.place === 'fonts' || this.state.place === 'styles') this.styles.define(word, value)
  }

  /** Words that say where the text of this group belongs. */
  private destination(word: string, starred: boolean): boolean {
    const place = places[word]
    if (place) {
      this.state.place = place
      this.text = ''
    } else if (word === 'footnote') this.startNote()
    else if (word === 'annotation') this.stretch('comment')
    else if (furniture.has(word)) this.stretch('furniture')
    else if (word === 'shppict' || word === 'shptxt') return true
    else if (skipped.has(word) || (starred && !/^(cs|ds|ts|tx|ud|shppict)$/.test(word))) this.state.place = 'skip'
    else return false
    return true
  }

  private stretch(kind: Stretch['kind'], note: string | null = null): void {
    this.stretches.push(newStretch(kind, this.stack.length, this.paragraph, note))
    this.paragraph = freshParagraph()
    this.state = { ...this.state, bold: false, italic: false, sup: false, sub: false, href: null }
  }

  private startNote(): void {
    const note = `note-${this.source.notes.size + 1}`
    this.source.notes.set(note, [])
    this.here.run.push({ note })
    this.stretch('note', note)
  }

  private endStretch(): void {
    const ended = this.here
    this.endParagraph()
    if (ended.cells.length > 0 || ended.cell.length > 0) this.endRow()
    this.stretches.pop()
    this.paragraph = ended.outer
    const text = textOfParagraphs(ended.flow.pending)
    if (ended.note !== null) this.source.notes.set(ended.note, blocksOfParagraphs(ended.flow.pending))
    else if (text !== '') {
      if (ended.kind === 'comment')
        this.source.comments.push({ author: this.author, text, on: plain(this.here.run).trim() || this.lastText })
      else
        this.source.leftOut.push({
          why: ended.kind === 'contents' ? 'contents' : 'furniture',
          kind: 'paragraph',
          level: null,
          text,
        })
    }
  }

  private character(word: string, value: number | null): boolean {
    const { state } = this
    const on = value !== 0
    const sign = signs[word]
    if (sign !== undefined) this.write(sign)
    else if (word === 'u' && value !== null) {
      this.write(String.fromCharCode(value < 0 ? value + 65_536 : value))
      this.toSkip = state.unicodeSkip
    } else if (word === 'uc') state.unicodeSkip = Math.min(10, Math.max(0, value ?? 1))
    else if (word === 'b') state.bold = on
    else if (word === 'i') state.italic = on
    else if (word === 'super') [state.sup, state.sub] = [on, false]
    else if (word === 'sub') [state.sup, state.sub] = [false, on]
    else if (word === 'nosupersub') [state.sup, state.sub] = [false, false]
    else if (word === 'v') state.hidden = on
    else if (word === 'deleted') state.deleted = on
    else if (word === 'plain')
      Object.assign(state, { bold: false, italic: false, sup: false, sub: false, hidden: false, deleted: false })
    else if (word === 'ansicpg') state.page = pageOfNumber(value ?? 1252)
    else if (word === 'f' && state.place !== 'fonts') state.page = this.styles.pageOf(value ?? 0) ?? state.page
    else if (word === 'line' && state.place === 'body') this.here.run.push({ break: true })
    else return false
    return true
  }

  private structure(word: string, value: number | null): boolean {
    if (this.state.place === 'styles') return false
    const { paragraph } = this
    if (word === 'par' || word === 'sect' || word === 'page') this.endParagraph()
    else if (word === 'pard') this.paragraph = { ...freshParagraph(), label: paragraph.label }
    else if (word === 's') paragraph.style = value ?? 0
    else if (word === 'outlinelevel') paragraph.outline = value
    else if (word === 'ls') paragraph.listed = (value ?? 0) > 0
    else if (word === 'ilvl') paragraph.depth = Math.min(8, Math.max(0, value ?? 0))
    else if (word === 'intbl') paragraph.inTable = true
    else return false
    return true
  }

  private table(word: string): boolean {
    if (word === 'trowd') {
      this.plans = []
      this.headerRow = false
    } else if (word === 'trhdr') this.headerRow = true
    else if (word === 'clmrg') this.plan.merged = true
    else if (word === 'clvmgf') this.plan.starts = true
    else if (word === 'clvmrg') this.plan.hangs = true
    else if (word === 'cellx') {
      this.plans.push(this.plan)
      this.plan = { merged: false, starts: false, hangs: false }
    } else if (word === 'cell') {
      this.paragraph.inTable = true
      this.endParagraph()
      this.here.cells.push(this.here.cell)
      this.here.cell = []
    } else if (word === 'nestcell' || word === 'nestrow') this.endParagraph()
    else if (word === 'row') this.endRow()
    else return false
    return true
  }

  private endParagraph(): void {
    if (this.state.place !== 'body') return
    const { here, paragraph } = this
    const label = paragraph.label ?? (paragraph.listed ? '•' : null)
    const made: RtfParagraph = {
      content: here.run,
      level: this.styles.levelOf(paragraph.style, paragraph.outline),
      item: label === null ? null : { label, depth: paragraph.depth },
    }
    here.run = []
    paragraph.label = null
    if (plain(made.content).trim() !== '') this.lastText = plain(made.content).trim()
    if (paragraph.inTable) {
      this.settle(here)
      here.cell.push(made)
    } else {
      if (here.flow.rows.length > 0 && plain(made.content).trim() !== '') {
        this.settle(here)
        endTable(here.flow)
      }
      here.flow.pending.push(made)
    }
  }

  private endRow(): void {
    const { here } = this
    if (here.cell.length > 0 && here.cell.some(paragraph => plain(paragraph.content).trim() !== '')) here.cells.push(here.cell)
    if (here.cells.length > 0) addRow(here.flow, here.cells, this.plans, this.headerRow)
    here.cells = []
    here.cell = []
  }

  /** Paragraphs before a table become blocks before it. */
  private settle(stretch: Stretch): void {
    if (stretch.kind !== 'body') return
    const blocks = blocksOfParagraphs(stretch.flow.pending)
    stretch.flow.pending = []
    if (blocks.length === 0) return
    endTable(stretch.flow)
    stretch.flow.blocks.push(...blocks)
  }

  private endPicture(): void {
    const hex = this.taken().replace(/[^0-9a-f]/gi, '')
    const checked = checkPicture(new Uint8Array(Buffer.from(hex, 'hex')))
    if (typeof checked === 'string') this.here.run.push({ warning: checked })
    else {
      const id = `picture-${this.source.pictures.length + 1}`
      this.source.pictures.push({ id, type: checked.type, bytes: checked.bytes })
      this.here.run.push({ image: id, alt: null })
    }
  }
}
