// What a reader of RTF knows at each place of the file: the look of the letters, the paragraph, and the stretch of text it is in.
import type { Inline } from './blocks.ts'
import { newFlow } from './rtf-blocks.ts'
import type { RtfFlow, RtfParagraph } from './rtf-blocks.ts'

export type Place = 'body' | 'skip' | 'fonts' | 'styles' | 'title' | 'label' | 'link' | 'picture' | 'author'

/** What a group inherits from the one around it. */
export interface State {
  place: Place
  bold: boolean
  italic: boolean
  sup: boolean
  sub: boolean
  hidden: boolean
  deleted: boolean
  unicodeSkip: number
  page: string
  href: string | null
}
export interface Paragraph {
  style: number
  outline: number | null
  label: string | null
  listed: boolean
  depth: number
  inTable: boolean
}
/** A stretch of text with an end of its own: the body, a footnote, a header, a comment. */
export interface Stretch {
  kind: 'body' | 'note' | 'furniture' | 'comment' | 'contents'
  depth: number
  flow: RtfFlow
  run: Inline[]
  cells: RtfParagraph[][]
  cell: RtfParagraph[]
  note: string | null
  /** The paragraph that it interrupts. */
  outer: Paragraph
}

export const freshParagraph = (): Paragraph => ({ style: 0, outline: null, label: null, listed: false, depth: 0, inTable: false })
export const newStretch = (
  kind: Stretch['kind'],
  depth: number,
  outer = freshParagraph(),
  note: string | null = null,
): Stretch => ({
  kind,
  depth,
  flow: newFlow(),
  run: [],
  cells: [],
  cell: [],
  note,
  outer,
})

export const freshState = (): State => ({
  place: 'body',
  bold: false,
  italic: false,
  sup: false,
  sub: false,
  hidden: false,
  deleted: false,
  unicodeSkip: 1,
  page: 'windows-1252',
  href: null,
})

export function lookOf(state: State): Omit<Extract<Inline, { text: string }>, 'text'> {
  const { bold, italic, sup, sub, href } = state
  return {
    ...(bold ? { bold: true as const } : {}),
    ...(italic ? { italic: true as const } : {}),
    ...(sup ? { sup: true as const } : {}),
    ...(sub ? { sub: true as const } : {}),
    ...(href === null ? {} : { href }),
  }
}

/** Groups whose text belongs elsewhere than in the paragraph they stand in. */
export const places: Record<string, Place> = {
  fonttbl: 'fonts',
  stylesheet: 'styles',
  title: 'title',
  pntext: 'label',
  listtext: 'label',
  fldinst: 'link',
  pict: 'picture',
  atnauthor: 'author',
}
