// How a report becomes documents of at most 5,000 comments: one, or beyond that one per section, with nothing left out.

import type { Entry, Report, ReportParagraph } from './model.ts'

export const MOST = 5_000

/** A paragraph and how many of its comments stand in this volume; `again` when its text stands in the volume before, too. */
export interface Slice {
  paragraph: ReportParagraph
  comments: number
  again: boolean
}
export interface Volume {
  /** The section's heading; empty for what stands before the first. */
  title: string
  slices: Slice[]
}

/** One volume when everything fits; else one for each section of the highest level, cut again where a section alone is too long. */
export function volumesOf(paragraphs: ReportParagraph[], accepted: number): Volume[] {
  if (accepted <= MOST)
    return [{ title: '', slices: paragraphs.map(paragraph => ({ paragraph, comments: paragraph.comments, again: false })) }]
  const top = Math.min(...paragraphs.flatMap(p => (p.kind === 'heading' && !p.archived ? [p.level ?? 1] : [])))
  const volumes: Volume[] = []
  let room = 0
  const begin = (title: string): Volume => {
    const volume = { title, slices: [] }
    volumes.push(volume)
    room = MOST
    return volume
  }
  let current = begin('')
  for (const paragraph of paragraphs) {
    const opens = paragraph.kind === 'heading' && paragraph.level === top && !paragraph.archived
    if (opens && current.slices.length === 0) current.title = paragraph.text
    else if (opens) current = begin(paragraph.text)
    let left = paragraph.comments
    for (let again = false; left > 0 || !again; again = true) {
      if (room === 0 && left > 0) current = begin(current.title)
      const comments = Math.min(left, room)
      current.slices.push({ paragraph, comments, again })
      left -= comments
      room -= comments
    }
  }
  return volumes
}

/** Takes the comments in turn and sees to it that each belongs where the plan says (G23). */
export function dealer(report: Report, progress: (done: number) => void) {
  const entries = report.comments()
  let done = 0
  return {
    async *of(slice: Slice): AsyncGenerator<Entry> {
      for (let n = 0; n < slice.comments; n++) {
        const next = await entries.next()
        if (next.done || next.value.paragraph !== slice.paragraph)
          throw new Error(`the comments of ${slice.paragraph.id} are not as many as counted`)
        progress(++done)
        yield next.value
      }
    },
    /** Nothing may be left; asking for more is what makes the counts be judged. */
    async end(): Promise<void> {
      if (!(await entries.next()).done) throw new Error('there are more comments than counted')
    },
  }
}

/** `03-water-use`: a file name any system takes, in the order of the text. */
export function volumeName(volume: Volume, n: number, of: number, titleOf: (paragraph: ReportParagraph) => string): string {
  const [first] = volume.slices
  const words = (volume.title || (first ? titleOf(first.paragraph) : ''))
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  const short = [...words].slice(0, 50).join('').replace(/-+$/, '')
  return [String(n).padStart(String(of).length, '0'), short].filter(Boolean).join('-')
}
