// Word styles with what they inherit: which paragraphs are headings, contents lines, quotes, numbered, and how runs look.
import type { El } from './xml.ts'
import { child, children } from './xml.ts'

export interface Look {
  bold: boolean
  italic: boolean
  vert: 'sup' | 'sub' | null
  hidden: boolean
}
export interface NumberPlace {
  numId: string
  level: number | null
  /** The style that brought the numbering: a level of the numbering may be linked to it. */
  styleId: string | null
}
export interface Styles {
  /** 1 to 9, or null: by the paragraph's own outline level, its style, or a style that this one is based on. */
  headingLevel: (pPr: El | undefined) => number | null
  isContentsLine: (pPr: El | undefined) => boolean
  announcesContents: (pPr: El | undefined) => boolean
  isTitle: (pPr: El | undefined) => boolean
  isQuote: (pPr: El | undefined) => boolean
  numbering: (pPr: El | undefined) => NumberPlace | null
  look: (rPr: El | undefined, pPr: El | undefined) => Look
  /** The numbering that a style of type numbering stands for. */
  numIdOf: (styleId: string) => string | null
  lang: string | null
}

/** Word itself allows far fewer styles based on one another. */
const mostInherited = 50

interface Style {
  id: string
  name: string
  basedOn: string | undefined
  pPr: El | undefined
  rPr: El | undefined
}

export const val = (parent: El | undefined, name: string): string | undefined => child(parent, name)?.attrs['w:val']

/** On/off properties are read with their value: present without one means on. */
export function isOn(parent: El | undefined, name: string): boolean | undefined {
  const property = child(parent, name)
  if (!property) return undefined
  return !/^(0|false|off)$/i.test(property.attrs['w:val'] ?? '1')
}

export function readStyles(root: El | undefined): Styles {
  const byId = new Map<string, Style>()
  let standard: string | undefined
  for (const el of children(root, 'w:style')) {
    const id = el.attrs['w:styleId']
    if (id === undefined || byId.has(id)) continue
    const name = (val(el, 'w:name') ?? id).toLowerCase()
    if (el.attrs['w:type'] === 'paragraph' && /^(1|true|on)$/.test(el.attrs['w:default'] ?? '')) standard = id
    byId.set(id, { id, name, basedOn: val(el, 'w:basedOn'), pPr: child(el, 'w:pPr'), rPr: child(el, 'w:rPr') })
  }
  const chains = new Map<string, Style[]>()
  const chain = (id: string | undefined): Style[] => {
    if (id === undefined) return []
    const kept = chains.get(id)
    if (kept) return kept
    const found: Style[] = []
    for (let at = byId.get(id); at && found.length < mostInherited && !found.includes(at); at = byId.get(at.basedOn ?? ''))
      found.push(at)
    chains.set(id, found)
    return found
  }
  const stylesOf = (pPr: El | undefined) => chain(val(pPr, 'w:pStyle') ?? standard)
  const named = (pPr: El | undefined, pattern: RegExp) => {
    const [own] = stylesOf(pPr)
    return own !== undefined && pattern.test(own.name)
  }
  const looks = new Map<string, Partial<Look>>()
  const styleLook = (id: string | undefined): Partial<Look> => {
    if (id === undefined) return {}
    const kept = looks.get(id) ?? chain(id).reduceRight<Partial<Look>>((below, style) => ({ ...below, ...lookOf(style.rPr) }), {})
    looks.set(id, kept)
    return kept
  }
  return {
    headingLevel: pPr => levelOf(pPr, stylesOf(pPr)),
    isContentsLine: pPr => named(pPr, /^(toc \d|table of figures|table of authorities|index \d)$/),
    announcesContents: pPr => named(pPr, /^(toc heading|toa heading|index heading)$/),
    isTitle: pPr => named(pPr, /^title$/),
    isQuote: pPr => named(pPr, /^(intense )?quote$|^block text$/),
    numbering: pPr => placeOf(pPr, stylesOf(pPr)),
    look: (rPr, pPr) => {
      const paragraph = styleLook(val(pPr, 'w:pStyle') ?? standard)
      const look = { ...paragraph, ...styleLook(val(rPr, 'w:rStyle')), ...lookOf(rPr) }
      return { bold: look.bold ?? false, italic: look.italic ?? false, vert: look.vert ?? null, hidden: look.hidden ?? false }
    },
    numIdOf: styleId => val(child(byId.get(styleId)?.pPr, 'w:numPr'), 'w:numId') ?? null,
    lang: child(root, 'w:docDefaults', 'w:rPrDefault', 'w:rPr', 'w:lang')?.attrs['w:val'] ?? null,
  }
}

function levelOf(pPr: El | undefined, styles: Style[]): number | null {
  for (const properties of [{ pPr, name: '' }, ...styles]) {
    const outline = val(properties.pPr, 'w:outlineLvl')
    if (outline !== undefined) return Number(outline) >= 0 && Number(outline) < 9 ? Number(outline) + 1 : null
    const named = /^heading ([1-9])$/.exec(properties.name)
    if (named) return Number(named[1])
  }
  return null
}

function placeOf(pPr: El | undefined, styles: Style[]): NumberPlace | null {
  let level: number | null = null
  for (const properties of [{ pPr, id: null }, ...styles]) {
    const numPr = child(properties.pPr, 'w:numPr')
    const ilvl = val(numPr, 'w:ilvl')
    if (ilvl !== undefined) level ??= Number(ilvl)
    const numId = val(numPr, 'w:numId')
    if (numId === undefined) continue
    return numId === '0' ? null : { numId, level, styleId: properties.id }
  }
  return null
}

function lookOf(rPr: El | undefined): Partial<Look> {
  const look: Partial<Look> = {}
  const bold = isOn(rPr, 'w:b')
  const italic = isOn(rPr, 'w:i')
  const hidden = isOn(rPr, 'w:vanish')
  const vert = val(rPr, 'w:vertAlign')
  if (bold !== undefined) look.bold = bold
  if (italic !== undefined) look.italic = italic
  if (hidden !== undefined) look.hidden = hidden
  if (vert !== undefined) look.vert = vert === 'superscript' ? 'sup' : vert === 'subscript' ? 'sub' : null
  return look
}
