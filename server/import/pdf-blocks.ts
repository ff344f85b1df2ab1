// Paragraphs of a PDF to blocks: headings by their letters, lists by bullets, footnotes by small numbers at the foot.
import type { Block, Inline, ListItem, Source } from './blocks.ts'
import { hasSubstance, plain, squeeze } from './inlines.ts'
import { markOf, opensArticle } from './text-lines.ts'
import type { Line } from './pdf-lines.ts'
import { paragraphsOf, runsOf, startsItem } from './pdf-paragraphs.ts'
import type { Paragraph } from './pdf-paragraphs.ts'

/** Titles of the bookmarks with their depth. */
export type Outline = Map<string, number>
export const titleKey = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

/** The size that most letters have. */
export function bodySize(lines: readonly Line[]): number {
  const weight = new Map<number, number>()
  for (const line of lines) weight.set(line.size, (weight.get(line.size) ?? 0) + line.text.length)
  return [...weight].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10
}

/** Footnotes: small lines at the foot of a page, from one that starts with a raised number, which the page's text names. */
export function takeNotes(lines: readonly Line[], body: number, source: Source, keep: Hyphens): Line[] {
  const rest: Line[] = []
  for (const page of new Set(lines.map(line => line.page))) {
    const here = lines.filter(line => line.page === page)
    const from = here.findIndex(
      (line, index) =>
        line.mark !== null && line.size < body * 0.95 && here.slice(index).every(other => other.size < body * 0.95),
    )
    rest.push(...(from < 0 ? here : here.slice(0, from)))
    if (from < 0) continue
    for (const group of byMark(here.slice(from))) {
      const content = squeeze(withoutMark(runsOf({ lines: group, bullet: false }, keep)))
      const mark = group[0]?.mark ?? ''
      const id = `page-${page + 1}-note-${mark}`
      const hung =
        here.slice(0, from).some(line => hang(line, mark, id)) ||
        lines.some(line => line.page === page - 1 && hang(line, mark, id))
      if (hung) source.notes.set(id, [{ kind: 'prose', content }])
      else rest.push(...group)
    }
  }
  return rest
}

function byMark(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = []
  for (const line of lines) {
    if (line.mark !== null || groups.length === 0) groups.push([line])
    else groups.at(-1)?.push(line)
  }
  return groups
}

const withoutMark = (runs: readonly Inline[]): Inline[] =>
  runs.slice(runs.findIndex(run => 'text' in run && run.text.trim() !== '') + 1)

function hang(line: Line, mark: string, id: string): boolean {
  const at = line.runs.findIndex(run => 'text' in run && run.sup === true && run.text.trim() === mark)
  if (at < 0) return false
  line.runs[at] = { note: id }
  return true
}

export type Hyphens = (first: string, second: string) => boolean

interface Made {
  text: string
  content: Inline[]
  x: number
  bullet: boolean
  level: number | null
}

export function blocksOf(lines: readonly Line[], body: number, outline: Outline, keep: Hyphens): Block[] {
  const paragraphs = paragraphsOf(lines)
  const levels = levelsOf(paragraphs, body)
  const made: Made[] = []
  for (const paragraph of paragraphs) {
    const content = squeeze(runsOf(paragraph, keep).map(withoutTab))
    const text = plain(content)
    if (!hasSubstance(content)) continue
    const level =
      outline.get(titleKey(text)) ??
      levels.get(styleOf(paragraph, body) ?? '') ??
      (opensArticle.test(text) ? levels.size + 1 : null)
    const bullet = paragraph.bullet && text.length > 1
    made.push({
      text,
      content,
      x: paragraph.lines[0]?.x ?? 0,
      bullet,
      level: !bullet && mayBeHeading(paragraph, text) ? level : null,
    })
  }
  levelByNumber(made)
  const out: Block[] = []
  for (let at = 0; at < made.length;) {
    const one = made[at]
    if (!one) break
    const run = one.bullet ? runOf(made, at, next => next.bullet) : countedRun(made, at)
    if (one.bullet) out.push(nest(made.slice(at, at + run).map(item => ({ x: item.x, content: withoutBullet(item.content) }))))
    else if (run >= 2) out.push(countedList(made.slice(at, at + run)))
    else if (one.level !== null) out.push({ kind: 'heading', level: Math.min(6, one.level), content: unbold(one.content) })
    else out.push({ kind: 'prose', content: one.content })
    at += one.bullet || run >= 2 ? run : 1
  }
  return out
}

function runOf(made: readonly Made[], from: number, holds: (one: Made, index: number) => boolean): number {
  let upto = from
  for (let one = made[upto]; one !== undefined && holds(one, upto); one = made[upto]) upto++
  return upto - from
}

/** Paragraphs that count on from each other are items. */
function countedRun(made: readonly Made[], from: number): number {
  const first = markOf(made[from]?.text ?? '')
  if (!first || first.kind === 'bullet') return 0
  return runOf(made, from, (one, index) => {
    const mark = markOf(one.text)
    return one.level === null && mark?.kind === first.kind && mark.value === first.value + index - from
  })
}

function countedList(made: readonly Made[]): Block {
  const start = markOf(made[0]?.text ?? '')?.value ?? 1
  const items = made.map(one => {
    const mark = markOf(one.text)
    const [first, ...rest] = one.content
    const cut = first && 'text' in first && mark ? [{ ...first, text: first.text.replace(mark.label, '') }, ...rest] : one.content
    const label = mark?.kind === 'letter' || mark?.label.startsWith('(') ? { label: mark.label } : {}
    return { ...label, content: [{ kind: 'prose' as const, content: squeeze(cut) }] }
  })
  return { kind: 'list', ordered: true, ...(start === 1 ? {} : { start }), items }
}

const numberOf = (text: string): number => /^(\d{1,2}(?:\.\d{1,2})*)\.?\s/.exec(text)?.[1]?.split('.').length ?? 0

/** Where headings are numbered, 2.1 stands one level below 2, whatever its letters look like. */
function levelByNumber(made: readonly Made[]): void {
  const tops = made.filter(one => one.level !== null && numberOf(one.text) === 1).map(one => one.level ?? 1)
  const top = Math.min(...tops)
  const deep = made.some(one => one.level !== null && numberOf(one.text) > 1)
  if (tops.length < 2 || !deep) return
  for (const one of made) if (one.level !== null && numberOf(one.text) > 0) one.level = top + numberOf(one.text) - 1
}

const withoutTab = (run: Inline): Inline => ('text' in run ? { ...run, text: run.text.replaceAll('\t', ' ') } : run)
const unbold = (content: Inline[]): Inline[] =>
  content.map(run => {
    if (!('text' in run)) return run
    const { bold: _, ...rest } = run
    return rest
  })

function withoutBullet(content: Inline[]): Inline[] {
  const [first, ...rest] = content
  return first && 'text' in first && startsItem(`${first.text} `)
    ? squeeze([{ ...first, text: first.text.trimStart().slice(1) }, ...rest])
    : content
}

/** Size and weight, when they are such as headings have. */
function styleOf(paragraph: Paragraph, body: number): string | null {
  const [line] = paragraph.lines
  if (!line) return null
  if (line.size > body * 1.1) return `${line.size}|${line.bold}`
  return line.bold && line.size > body * 0.97 ? `${line.size}|true` : null
}

function mayBeHeading(paragraph: Paragraph, text: string): boolean {
  const [line] = paragraph.lines
  if (!line || paragraph.lines.length > 4 || text.length > 250 || !/\p{L}/u.test(text)) return false
  if (paragraph.lines.some(one => one.beside || /\p{L}[^\t]*\t+[^\t]*\S/u.test(one.text))) return false
  return opensArticle.test(text) ? text.length < 180 : !/[;,]$|^\p{Ll}|\p{L}\.$/u.test(text)
}

/** The greatest letters are the first level, and so on; more than six kinds share the last. */
function levelsOf(paragraphs: readonly Paragraph[], body: number): Map<string, number> {
  const styles = new Set<string>()
  for (const paragraph of paragraphs) {
    const style = styleOf(paragraph, body)
    if (style !== null && mayBeHeading(paragraph, paragraph.lines.map(line => line.text).join(' '))) styles.add(style)
  }
  const rank = (style: string): number => Number(style.split('|')[0]) + (style.endsWith('true') ? 0.25 : 0)
  return new Map([...styles].sort((a, b) => rank(b) - rank(a)).map((style, index) => [style, Math.min(6, index + 1)]))
}

/** Items further in than the one before belong to it. */
function nest(items: readonly { x: number; content: Inline[] }[]): Block {
  const root: Block & { kind: 'list' } = { kind: 'list', ordered: false, items: [] }
  const open: { x: number; items: ListItem[] }[] = [{ x: items[0]?.x ?? 0, items: root.items }]
  for (const item of items) {
    while (open.length > 1 && item.x < (open.at(-1)?.x ?? 0) - 4) open.pop()
    const last = open.at(-1)?.items.at(-1)
    if (last && item.x > (open.at(-1)?.x ?? 0) + 6 && open.length < 6) {
      const inner: ListItem[] = []
      last.content.push({ kind: 'list', ordered: false, items: inner })
      open.push({ x: item.x, items: inner })
    }
    open.at(-1)?.items.push({ content: [{ kind: 'prose', content: item.content }] })
  }
  return root
}
