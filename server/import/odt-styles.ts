// OpenDocument styles with what they inherit: how text looks, how lists count, what headings are numbered with.
import { counted } from './numerals.ts'
import type { El } from './xml.ts'
import { child, children, elements } from './xml.ts'

export interface OdtLook {
  bold?: boolean
  italic?: boolean
  vert?: 'sup' | 'sub' | null
  hidden?: boolean
}
export interface OdtLevel {
  ordered: boolean
  start: number
  format: 'a' | 'A' | 'i' | 'I' | null
  /** What stands before an item or a heading with this value; null where a browser would write the same. */
  label: (values: number[]) => string | null
}
export interface OdtStyles {
  look: (name: string | undefined) => OdtLook
  /** The name by which an automatic style's named parent is known: "Title", "Quotations". */
  namedStyle: (name: string | undefined) => string
  listLevel: (name: string | undefined, level: number) => OdtLevel | null
  outline: (level: number) => OdtLevel | null
  listStyleOf: (name: string | undefined) => string | undefined
  lang: string | null
}

interface Style {
  parent: string | undefined
  list: string | undefined
  automatic: boolean
  look: OdtLook
}

const formats: Record<string, 'a' | 'A' | 'i' | 'I'> = { a: 'a', A: 'A', i: 'i', I: 'I' }
const words: Record<string, string> = { a: 'lowerLetter', A: 'upperLetter', i: 'lowerRoman', I: 'upperRoman', '1': 'decimal' }

export function readOdtStyles(content: El | undefined, styles: El | undefined): OdtStyles {
  const byName = new Map<string, Style>()
  const lists = new Map<string, Map<number, OdtLevel>>()
  let lang: string | null = null
  let outline = new Map<number, OdtLevel>()
  const named = child(styles, 'office:styles')
  for (const group of [named, child(styles, 'office:automatic-styles'), child(content, 'office:automatic-styles')]) {
    for (const el of elements(group)) {
      const name = el.attrs['style:name'] ?? ''
      if (el.name === 'style:default-style' && el.attrs['style:family'] === 'paragraph') {
        lang = child(el, 'style:text-properties')?.attrs['fo:language'] ?? lang
      }
      if (el.name === 'style:style') byName.set(name, readStyle(el, group !== named))
      if (el.name === 'text:list-style') lists.set(name, readLevels(el))
      if (el.name === 'text:outline-style') outline = readLevels(el)
    }
  }
  const chain = (name: string | undefined): [string, Style][] => {
    const found: [string, Style][] = []
    for (let at = name; at !== undefined && found.length < 50;) {
      const style = byName.get(at)
      if (!style) break
      found.push([at, style])
      at = style.parent
    }
    return found
  }
  const looks = new Map<string, OdtLook>()
  return {
    look: name => {
      if (name === undefined) return {}
      const kept = looks.get(name) ?? chain(name).reduceRight<OdtLook>((below, [, style]) => ({ ...below, ...style.look }), {})
      looks.set(name, kept)
      return kept
    },
    namedStyle: name => chain(name).find(([, style]) => !style.automatic)?.[0] ?? name ?? '',
    listLevel: (name, level) => lists.get(name ?? '')?.get(level) ?? null,
    outline: level => outline.get(level) ?? null,
    listStyleOf: name => chain(name).find(([, style]) => style.list !== undefined)?.[1].list,
    lang,
  }
}

function readStyle(el: El, automatic: boolean): Style {
  const text = child(el, 'style:text-properties')?.attrs ?? {}
  const look: OdtLook = {}
  const weight = text['fo:font-weight']
  const position = text['style:text-position']
  if (weight !== undefined) look.bold = weight === 'bold' || Number(weight) >= 600
  if (text['fo:font-style'] !== undefined) look.italic = text['fo:font-style'] !== 'normal'
  if (text['text:display'] !== undefined) look.hidden = text['text:display'] === 'none'
  if (position !== undefined) look.vert = /^super|^[1-9]/.test(position) ? 'sup' : /^sub|^-[1-9]/.test(position) ? 'sub' : null
  return { parent: el.attrs['style:parent-style-name'], list: el.attrs['style:list-style-name'] || undefined, automatic, look }
}

function readLevels(list: El): Map<number, OdtLevel> {
  const shapes = new Map<number, El>()
  for (const name of ['number', 'bullet', 'image']) {
    for (const el of children(list, `text:list-level-style-${name}`)) shapes.set(Number(el.attrs['text:level']), el)
  }
  for (const el of children(list, 'text:outline-level-style')) shapes.set(Number(el.attrs['text:level']), el)
  return new Map([...shapes].map(([level, el]) => [level, readLevel(el, level, shapes)]))
}

function readLevel(el: El, level: number, shapes: Map<number, El>): OdtLevel {
  const format = el.attrs['style:num-format'] ?? ''
  const ordered = /number|outline/.test(el.name) && format !== ''
  const shown = Math.max(Number(el.attrs['text:display-levels'] ?? 1), 1)
  const [before, after] = [el.attrs['style:num-prefix'] ?? '', el.attrs['style:num-suffix'] ?? '']
  const plain = before === '' && after === '.' && shown === 1
  const label = (values: number[]) => {
    if (!ordered) return ''
    if (plain && el.name !== 'text:outline-level-style') return null
    const parts: string[] = []
    for (let at = Math.max(level - shown + 1, 1); at <= level; at += 1) {
      const own = shapes.get(at)?.attrs['style:num-format'] ?? '1'
      if (own !== '') parts.push(counted(values[at] ?? 1, words[own] ?? 'decimal'))
    }
    return `${before}${parts.join('.')}${after}`.trim()
  }
  return { ordered, start: Number(el.attrs['text:start-value'] ?? 1), format: formats[format] ?? null, label }
}
