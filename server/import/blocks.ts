// What every reader of files produces: the draft as a flat list of blocks, before units are made of it (units.ts).

import type { Pair } from '../../shared/mapping.ts'

export type Inline =
  | { text: string; bold?: true; italic?: true; code?: true; sup?: true; sub?: true; href?: string }
  | { break: true }
  | { symbol: string } // a sign from a symbol font: drawn, but not part of the text
  | { image: string; alt: string | null }
  | { note: string } // the id of a footnote in Source.notes
  | { warning: string; args?: Record<string, string | number> } // draws nothing; becomes a warning of its unit

export interface ListItem {
  content: Block[]
  /** What the file's own program writes before the item ("1.2", "§ 3"), where a browser would count otherwise: all items or none. */
  label?: string
}
export interface Cell {
  header?: true
  colspan?: number
  rowspan?: number
  content: Block[]
}
export interface Row {
  cells: Cell[]
}

export type Block =
  /** `number` is what the file's own program writes before the text ("1.2", "Article 3"): drawn, but not part of the text. */
  | { kind: 'heading'; level: number; content: Inline[]; number?: string }
  | { kind: 'prose'; content: Inline[]; quote?: true; number?: string }
  | { kind: 'list'; ordered: boolean; start?: number; format?: 'a' | 'A' | 'i' | 'I'; items: ListItem[] }
  | { kind: 'table'; rows: Row[]; caption?: Inline[] }
  | { kind: 'code'; text: string }

export type LeftOutReason = 'contents' | 'furniture' | 'deleted' | 'comment' | 'empty'
export interface LeftOut {
  why: LeftOutReason
  kind: string
  level: number | null
  text: string
}
export interface Warning {
  code: string
  /** Index into the units; null when the warning concerns the whole file. */
  unit: number | null
  /** Named arguments for the sentence `import.warning.<code>` in shared/words. */
  args?: Record<string, string | number>
}
export interface Picture {
  id: string
  type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'
  bytes: Uint8Array
}
/** A comment found in the file (Word, OpenDocument): offered to the secretariat, never mixed into the text. */
export interface FoundComment {
  author: string | null
  text: string
  /** The text of the block it hangs on. */
  on: string
}

/** One file, read: blocks in order, with the notes and pictures they point to. */
export interface Source {
  title: string | null
  lang: string | null
  dir: 'ltr' | 'rtl'
  blocks: Block[]
  notes: Map<string, Block[]>
  pictures: Picture[]
  comments: FoundComment[]
  leftOut: LeftOut[]
  warnings: Warning[]
  /** True when headings were guessed from appearance (PDF, text). */
  guessed: boolean
}

export interface Unit {
  kind: 'heading' | 'prose' | 'list' | 'table' | 'row' | 'code'
  level: number | null
  /** Readable text: list items on lines, cells by tab, rows on lines. */
  text: string
  /** Safe HTML made only by render.ts; pictures as src="picture:<id>". */
  html: string
  items: number
  rows: number
  footnotes: { mark: string; text: string }[]
}
export interface Counts {
  headings: Record<string, number>
  headingsInTables: number
  numbered: number
  listItems: number
  tables: number
  rows: number
  footnotes: number
  images: number
  links: number
  comments: number
}
export interface ImportedDraft {
  title: string | null
  lang: string | null
  dir: 'ltr' | 'rtl'
  guessed: boolean
  units: Unit[]
  counts: Counts
  leftOut: LeftOut[]
  warnings: Warning[]
  pictures: Picture[]
  comments: FoundComment[]
  /** What each unit continues, when the file was laid over a text. */
  pairs?: Pair[]
}

/** An expected "no" about a file: `code` names the sentence `import.refused.<code>` in shared/words. */
export class ImportRefused extends Error {
  readonly code: string
  readonly args: Record<string, string | number>
  constructor(code: string, args: Record<string, string | number> = {}) {
    super(code)
    this.code = code
    this.args = args
  }
}
