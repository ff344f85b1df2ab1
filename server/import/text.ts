// Reads plain text: paragraphs, lists by dashes and numbers, headings guessed from their look.
import type { Block, Inline, ListItem, Source } from './blocks.ts'
import { decodeText } from './decode.ts'
import { directionOf, newSource } from './inlines.ts'
import { isRule, markOf, opensArticle, paragraphsOf } from './text-lines.ts'
import type { Mark, TextLine } from './text-lines.ts'

export function readText(bytes: Uint8Array): Source {
  const text = decodeText(bytes)
  const source = newSource()
  const lines = paragraphsOf(text)
  source.dir = directionOf(text)
  source.blocks = blocksOf(lines, source)
  const [first] = source.blocks
  if (first?.kind === 'heading')
    source.title =
      lines[0]?.text
        .replace(/^#+\s+/, '')
        .split('\n')
        .join(' ') ?? null
  if (source.guessed) source.warnings.push({ code: 'text.guessed', unit: null })
  return source
}

function blocksOf(lines: readonly TextLine[], source: Source): Block[] {
  const out: Block[] = []
  for (let at = 0; at < lines.length;) {
    const line = lines[at]
    if (!line) break
    const next = lines[at + 1]
    const run = isRule(line.text) ? 0 : listRun(lines, at)
    const level = run === 0 ? headingLevel(line, next, lines[at - 1]) : null
    if (run > 0) out.push(...listsOf(lines.slice(at, at + run)))
    else if (level !== null) {
      source.guessed = true
      out.push({ kind: 'heading', level, content: written(line.text.replace(/^#+\s+/, '')) })
    } else if (!isRule(line.text)) out.push({ kind: 'prose', content: written(line.text) })
    at += Math.max(1, run) + (level !== null && next && isRule(next.text) ? 1 : 0)
  }
  return out
}

const written = (text: string): Inline[] =>
  text.split('\n').flatMap((part, index): Inline[] => (index === 0 ? [{ text: part }] : [{ break: true }, { text: part }]))

/** How many paragraphs from here on are items; a lone number is no list, a lone dash is. */
function listRun(lines: readonly TextLine[], from: number): number {
  const first = markOf(lines[from]?.text ?? '')
  if (!first) return 0
  let upto = from
  const counts: Mark[] = []
  for (let line = lines[upto]; line !== undefined; line = lines[upto]) {
    const mark = markOf(line.text)
    if (!mark || (mark.kind === 'bullet' && mark.rest === '')) break
    const before = counts.findLast(one => one.kind === mark.kind)
    const nested = line.indent > (lines[from]?.indent ?? 0)
    if (mark.kind !== 'bullet' && !nested && upto > from && before && mark.value !== before.value + 1) break
    if (upto > from && !nested && !counts.some(one => one.kind === mark.kind)) break
    counts.push(mark)
    upto++
  }
  return first.kind === 'bullet' || upto - from >= 2 ? upto - from : 0
}

function listsOf(lines: readonly TextLine[]): Block[] {
  const [first] = lines
  if (!first) return []
  const mark = markOf(first.text)
  const items: ListItem[] = []
  const asCounted = lines.every(line => /^\d+\.\s/.test(line.text) || markOf(line.text)?.kind === 'bullet')
  let held: TextLine[] = []
  const settle = (): void => {
    items.at(-1)?.content.push(...listsOf(held))
    held = []
  }
  for (const line of lines) {
    if (line.indent > first.indent + 1) held.push(line)
    else {
      settle()
      const own = markOf(line.text)
      items.push({
        content: [{ kind: 'prose', content: written(own?.rest ?? line.text) }],
        ...(own && !asCounted ? { label: own.label } : {}),
      })
    }
  }
  settle()
  const ordered = mark !== null && mark.kind !== 'bullet'
  return [{ kind: 'list', ordered, ...(ordered && mark.value !== 1 ? { start: mark.value } : {}), items }]
}

const numbered = /^((?:\d{1,2}\.)+\d{0,2}|\d{1,2}(?:\.\d{1,2})+|[IVX]{1,5}\.)\s+\p{Lu}/u

/** Guessed from appearance: marks, underlines, capitals, the words that open articles, a short line before a long paragraph. */
function headingLevel(line: TextLine, next: TextLine | undefined, before: TextLine | undefined): number | null {
  const { text } = line
  const hashes = /^(#{1,6})\s+\S/.exec(text)?.[1]
  if (hashes) return hashes.length
  if (text.includes('\n') || text.length > 120) return null
  if (next && !next.apart && isRule(next.text)) return next.text.startsWith('=') ? 1 : 2
  if (/[.,;:!?…|]$/.test(text) || text.length > 90 || !/\p{L}{2}/u.test(text) || /[\uf0b7•]/.test(text)) return null
  const follows = next !== undefined && markOf(next.text)?.kind !== 'bullet' && next.text.length > text.length
  const number = numbered.exec(text)?.[1]
  if (number && follows) return Math.min(6, 1 + (number.match(/\d+/g)?.length ?? 1))
  if (opensArticle.test(text)) return 2
  if (text === text.toLocaleUpperCase() && text !== text.toLocaleLowerCase() && /\p{L}{3}/u.test(text)) return before ? 2 : 1
  const long = next !== undefined && next.text.length > 140 && next.text.length > text.length * 2.5
  return line.apart && long && text.length <= 70 && /^[\p{Lu}\p{N}«“"¿¡\p{Lo}]/u.test(text) ? (before ? 2 : 1) : null
}
