// Word's generated numbers: which list a paragraph is in, at which level, and what Word writes before it.
import type { NumberPlace, Styles } from './docx-styles.ts'
import { val } from './docx-styles.ts'
import { counted } from './numerals.ts'
import type { El } from './xml.ts'
import { child, children } from './xml.ts'

export interface Numbered {
  /** The same for all paragraphs that count together. */
  list: string
  level: number
  ordered: boolean
  value: number
  /** What Word writes: "1.", "(a)", "Article 3"; empty for bullets and for numbers that are not shown. */
  label: string
  /** The label repeats the numbers of higher levels: "2.1". */
  reaches: boolean
  /** The way of counting, when the label is no more than a number and a full stop. */
  plain: 'decimal' | 'a' | 'A' | 'i' | 'I' | null
}

interface Level {
  format: string
  text: string
  start: number
  restart: number | null
  legal: boolean
  style: string | undefined
}
interface Numbering {
  abstract: string
  levels: Map<number, Level>
  starts: Map<number, number>
}

const plainFormats: Record<string, Numbered['plain']> = {
  decimal: 'decimal',
  lowerLetter: 'a',
  upperLetter: 'A',
  lowerRoman: 'i',
  upperRoman: 'I',
}

/** Gives each numbered paragraph its number, in the order in which the paragraphs are asked for. */
export function numberer(root: El | undefined, styles: Styles): (place: NumberPlace) => Numbered {
  const abstracts = new Map(children(root, 'w:abstractNum').map(el => [el.attrs['w:abstractNumId'] ?? '', el]))
  const nums = new Map(children(root, 'w:num').map(el => [el.attrs['w:numId'] ?? '', el]))
  const known = new Map<string, Numbering>()
  const counters = new Map<string, (number | undefined)[]>()
  const begun = new Set<string>()

  const numbering = (numId: string): Numbering => {
    const kept = known.get(numId) ?? readNumbering(numId, nums, abstracts, styles)
    known.set(numId, kept)
    return kept
  }
  return place => {
    const { abstract, levels, starts } = numbering(place.numId)
    const linked = [...levels].find(([, level]) => level.style !== undefined && level.style === place.styleId)?.[0]
    const at = Math.min(Math.max(place.level ?? linked ?? 0, 0), 8)
    const now = counters.get(abstract) ?? []
    counters.set(abstract, now)
    const started = starts.get(at)
    if (started !== undefined && !begun.has(`${place.numId} ${at}`)) now[at] = undefined
    begun.add(`${place.numId} ${at}`)
    const first = started ?? levels.get(at)?.start ?? 1
    now[at] = (now[at] ?? first - 1) + 1
    for (let deeper = at + 1; deeper <= 8; deeper += 1) {
      const restart = levels.get(deeper)?.restart ?? null
      if (restart === null || (restart > 0 && at < restart)) now[deeper] = undefined
    }
    return numbered(abstract, at, levels, now)
  }
}

function numbered(list: string, at: number, levels: Map<number, Level>, now: (number | undefined)[]): Numbered {
  const level = levels.get(at)
  const value = now[at] ?? 1
  const ordered = level !== undefined && level.format !== 'bullet' && level.format !== 'none' && level.text !== ''
  if (!level || !ordered) return { list, level: at, ordered: false, value, label: '', reaches: false, plain: null }
  const label = level.text.replace(/%([1-9])/g, (_, n: string) => {
    const of = levels.get(Number(n) - 1)
    const format = level.legal ? 'decimal' : (of?.format ?? 'decimal')
    return counted(now[Number(n) - 1] ?? of?.start ?? 1, format)
  })
  const reaches = [...level.text.matchAll(/%([1-9])/g)].some(([, n]) => Number(n) <= at)
  const plain = level.text.trim() === `%${at + 1}.` ? (plainFormats[level.format] ?? null) : null
  return { list, level: at, ordered, value, label: label.trim(), reaches, plain }
}

function readNumbering(numId: string, nums: Map<string, El>, abstracts: Map<string, El>, styles: Styles): Numbering {
  const num = nums.get(numId)
  const id = val(num, 'w:abstractNumId') ?? `none ${numId}`
  let abstract = abstracts.get(id)
  const link = val(abstract, 'w:numStyleLink')
  if (link !== undefined) {
    const linked = val(nums.get(styles.numIdOf(link) ?? ''), 'w:abstractNumId')
    abstract = abstracts.get(linked ?? '') ?? abstract
  }
  const levels = new Map(children(abstract, 'w:lvl').map(el => [Number(el.attrs['w:ilvl']), readLevel(el)]))
  const starts = new Map<number, number>()
  for (const override of children(num, 'w:lvlOverride')) {
    const at = Number(override.attrs['w:ilvl'])
    const own = child(override, 'w:lvl')
    if (own) levels.set(at, readLevel(own))
    const start = val(override, 'w:startOverride')
    if (start !== undefined) starts.set(at, Number(start))
  }
  return { abstract: abstract?.attrs['w:abstractNumId'] ?? id, levels, starts }
}

function readLevel(el: El): Level {
  const restart = val(el, 'w:lvlRestart')
  return {
    format: val(el, 'w:numFmt') ?? 'decimal',
    text: val(el, 'w:lvlText') ?? '',
    start: Number(val(el, 'w:start') ?? 1),
    restart: restart === undefined ? null : Number(restart),
    legal: child(el, 'w:isLgl') !== undefined,
    style: val(el, 'w:pStyle'),
  }
}
