// Fonts and styles that an RTF file declares at its head: which code page letters are in, which paragraphs are headings.
import { pageOfCharset } from './rtf-words.ts'

const heading = /^(?:heading|titre|título|titulo|überschrift|kop|intestazione)\s*(\d)/i

export class RtfStyles {
  private font = 0
  private pages = new Map<number, string>()
  private style = 0
  private outline: number | null = null
  private styles = new Map<number, { name: string; outline: number | null }>()

  /** A control word inside the table of fonts or of styles. */
  define(word: string, value: number | null): void {
    if (word === 'f') this.font = value ?? 0
    else if (word === 'fcharset') this.pages.set(this.font, pageOfCharset(value ?? 0))
    else if (word === 's') this.style = value ?? 0
    else if (word === 'outlinelevel') this.outline = value
  }

  /** The name that ends the declaration of a style. */
  name(text: string): void {
    this.styles.set(this.style, { name: text.replace(/;.*$/s, '').trim(), outline: this.outline })
    this.style = 0
    this.outline = null
  }

  pageOf(font: number): string | null {
    return this.pages.get(font) ?? null
  }

  /** The level of a heading, by the name of its style or the outline level of the paragraph or the style. */
  levelOf(style: number, ownOutline: number | null): number | null {
    const known = this.styles.get(style)
    const named = heading.exec(known?.name ?? '')?.[1]
    if (named) return Number(named)
    const outline = ownOutline ?? known?.outline ?? null
    return outline !== null && outline >= 0 && outline < 9 ? outline + 1 : null
  }
}
