// Lines of a plain text put together to paragraphs: lines that the writer's program wrapped are joined, others stay apart.

export interface TextLine {
  indent: number
  text: string
  /** Blank lines stand before it. */
  apart: boolean
}

/** A mark at the start of a line: a dash or dot, or a number or letter that counts. */
export interface Mark {
  kind: 'bullet' | 'number' | 'letter'
  value: number
  label: string
  rest: string
}

/** The words that open the parts of laws and rules. */
export const opensArticle =
  /^(chapter|article|section|title|part|annex|appendix|schedule|chapitre|titre|partie|annexe|capítulo|artículo|sección|título|parte|anexo|kapitel|abschnitt|teil|anhang|artikel|§)\s*[\dIVXLC]+\b/i

const bullet = /^([-*+•·–—◦‣▪●○\uf0b7])(?:\s+(.*))?$/su
const counted = /^(\(?(\d{1,3}|[a-z])[.)])\s+(\S.*)$/s

export function markOf(text: string): Mark | null {
  const dash = bullet.exec(text)
  if (dash) return { kind: 'bullet', value: 0, label: dash[1] ?? '', rest: dash[2] ?? '' }
  const count = counted.exec(text)
  if (!count) return null
  const sign = count[2] ?? ''
  const digits = /\d/.test(sign)
  return {
    kind: digits ? 'number' : 'letter',
    value: digits ? Number(sign) : sign.charCodeAt(0) - 96,
    label: count[1] ?? '',
    rest: count[3] ?? '',
  }
}

/** The width at which lines were wrapped; null when each line is a paragraph of its own. */
function wrapWidth(lines: readonly string[]): number | null {
  const lengths = lines.filter(line => line.trim() !== '').map(line => line.trimEnd().length)
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0)
  if (longest > 130 || longest < 40) return null
  const full = lengths.filter(length => length > longest * 0.75).length
  return full >= 2 && full > lengths.length * 0.25 ? longest : null
}

/** Paragraphs as the writer saw them, each with its indentation. */
export function paragraphsOf(text: string): TextLine[] {
  const lines = text.split(/[\n\f\u2028\u2029]/)
  const width = wrapWidth(lines)
  const out: TextLine[] = []
  let apart = true
  let before = ''
  for (const line of lines) {
    const bare = line.trim()
    if (bare === '') {
      apart = true
      continue
    }
    const last = out.at(-1)
    const indent = Math.min(40, /^\s*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0)
    const loneBullet =
      last !== undefined && markOf(last.text)?.kind === 'bullet' && markOf(last.text)?.rest === '' && markOf(bare) === null
    const wrapped =
      !apart &&
      width !== null &&
      last !== undefined &&
      markOf(bare) === null &&
      forced(before, bare, width) &&
      !isRule(bare) &&
      !isHash(last.text)
    if (last && (loneBullet || wrapped)) last.text = joinedLine(last.text, bare)
    else if (
      last &&
      !apart &&
      width !== null &&
      markOf(bare) === null &&
      !isRule(bare) &&
      !isHash(bare) &&
      !isHash(last.text) &&
      !/[.:;!?…]$/.test(before)
    )
      last.text += `\n${bare}`
    else out.push({ indent, text: bare, apart })
    before = line.trimEnd()
    apart = false
  }
  return out
}

/** The line ended because the next word did not fit. */
const forced = (before: string, next: string, width: number): boolean =>
  before.length + 1 + (/^\S+/.exec(next)?.[0].length ?? 0) > width * 0.92
export const isRule = (text: string): boolean => /^([=\-~_*])\1{2,}$/.test(text)
const isHash = (text: string): boolean => /^#{1,6}\s+\S/.test(text)

/** A word parted at the end of a line is put together again; the hyphen stays before a capital or a number. */
function joinedLine(before: string, next: string): string {
  if (/\p{Ll}[\u00ad]$/u.test(before)) return before.slice(0, -1) + next
  if (/\p{L}-$/u.test(before) && /^\p{Ll}/u.test(next)) return before.slice(0, -1) + next
  return `${before} ${next}`
}
