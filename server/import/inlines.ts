// Small help for readers: an empty Source, tidy runs of text, links that may stand, the direction of a text.
import type { Block, Inline, Source } from './blocks.ts'
import { safeHref } from './render.ts'

export type Format = { bold?: true; italic?: true; code?: true; sup?: true; sub?: true; href?: string }
type Run = Format & { text: string }

export const newSource = (): Source => ({
  title: null,
  lang: null,
  dir: 'ltr',
  blocks: [],
  notes: new Map(),
  pictures: [],
  comments: [],
  leftOut: [],
  warnings: [],
  guessed: false,
})

const isRun = (inline: Inline | undefined): inline is Run => inline !== undefined && 'text' in inline
const isBreak = (inline: Inline | undefined): boolean => inline !== undefined && 'break' in inline
const alike = (a: Run, b: Run): boolean =>
  a.bold === b.bold && a.italic === b.italic && a.code === b.code && a.sup === b.sup && a.sub === b.sub && a.href === b.href

/** Runs of the same format joined, white space collapsed (never the unbreakable kind), ends trimmed, outer breaks dropped. */
export function squeeze(inlines: readonly Inline[]): Inline[] {
  const out: Inline[] = []
  let spaceBefore = true
  for (const inline of inlines) {
    if (!isRun(inline)) {
      if (isBreak(inline)) {
        trimEnd(out)
        if (out.length === 0) continue
      }
      out.push(inline)
      spaceBefore = isBreak(inline)
      continue
    }
    let text = inline.text.replace(/[\t\n\f\r ]+/g, ' ')
    if (spaceBefore) text = text.replace(/^ /, '')
    if (text === '') continue
    spaceBefore = text.endsWith(' ')
    const last = out.at(-1)
    if (isRun(last) && alike(last, inline)) out[out.length - 1] = { ...last, text: last.text + text }
    else out.push({ ...inline, text })
  }
  trimEnd(out)
  while (isBreak(out.at(-1))) {
    out.pop()
    trimEnd(out)
  }
  return out
}

function trimEnd(out: Inline[]): void {
  for (let last = out.at(-1); isRun(last); last = out.at(-1)) {
    const text = last.text.replace(/ $/, '')
    if (text !== '') {
      out[out.length - 1] = { ...last, text }
      return
    }
    out.pop()
  }
}

export const plain = (inlines: readonly Inline[]): string =>
  inlines.map(inline => ('text' in inline ? inline.text : 'break' in inline ? '\n' : '')).join('')

/** True when there is something to read or see; unbreakable spaces alone are nothing. */
export const hasSubstance = (inlines: readonly Inline[]): boolean =>
  inlines.some(inline => 'image' in inline || 'note' in inline || ('text' in inline && inline.text.trim() !== ''))

/** Two breaks and more part paragraphs. */
export function splitAtBlankLines(inlines: readonly Inline[]): Inline[][] {
  const parts: Inline[][] = [[]]
  let breaks = 0
  for (const inline of inlines) {
    if (isBreak(inline)) breaks++
    else if (!(isRun(inline) && inline.text.trim() === '' && breaks > 0)) {
      if (breaks >= 2) parts.push([])
      else if (breaks === 1) parts.at(-1)?.push({ break: true })
      breaks = 0
      parts.at(-1)?.push(inline)
    }
  }
  return parts.map(squeeze).filter(hasSubstance)
}

/** Only web and mail addresses stay links; null for scripts, data, files and addresses inside the old site. */
export const linkTarget = (href: string | null | undefined): string | null => {
  const trimmed = (href ?? '').trim()
  return safeHref(trimmed.startsWith('//') ? `https:${trimmed}` : trimmed)
}

/** Right to left when most letters of the text are. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const some = text.slice(0, 20_000)
  const rtl = some.match(/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g)?.length ?? 0
  return rtl * 2 > (some.match(/\p{L}/gu)?.length ?? 0) ? 'rtl' : 'ltr'
}

/** The language as marked in a file, unless the letters of the text say otherwise: programs mark what their owner speaks. */
export function languageOf(marked: string | null, text: string, dir: 'ltr' | 'rtl'): string | null {
  const lang = /^[a-z]{2,3}(?=-|$)/i.exec(marked ?? '')?.[0].toLowerCase() ?? null
  const rightToLeft = lang !== null && /^(ar|arc|ckb|dv|fa|he|iw|ks|ku|ps|sd|ug|ur|yi)$/.test(lang)
  if (rightToLeft === (dir === 'rtl')) return lang
  if (dir === 'ltr') return null
  return /[\u0590-\u05ff]/.test(text.slice(0, 20_000)) ? 'he' : 'ar'
}

/** All readable text of some blocks, for guesses about language and direction. */
export function textOfBlocks(blocks: readonly Block[]): string {
  return blocks
    .map(block => {
      if (block.kind === 'code') return block.text
      if (block.kind === 'list') return block.items.map(item => textOfBlocks(item.content)).join('\n')
      if (block.kind === 'table') {
        const rows = block.rows.map(row => row.cells.map(cell => textOfBlocks(cell.content)).join('\t'))
        return [...(block.caption ? [plain(block.caption)] : []), ...rows].join('\n')
      }
      return plain(block.content)
    })
    .join('\n')
}
