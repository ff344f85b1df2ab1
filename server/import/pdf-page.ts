// One page of an open PDF: its pieces of text with their fonts, and Arabic joined letters in reading order.
import type { getDocumentProxy } from 'unpdf'
import type { PageSize } from './pdf-furniture.ts'
import type { Piece } from './pdf-lines.ts'

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>
type Page = Awaited<ReturnType<Pdf['getPage']>>

export interface OpenPage {
  pieces: Piece[]
  size: PageSize
}

export async function openPage(pdf: Pdf, number: number, showText: number): Promise<OpenPage> {
  const page = await pdf.getPage(number)
  const content = await page.getTextContent()
  const operators = await page.getOperatorList()
  const rtl = content.items.some(item => 'str' in item && item.dir === 'rtl')
  const joined = rtl ? joinedLetters(operators, showText) : new Map<string, string>()
  const fonts = new Map<string, { bold: boolean; italic: boolean }>()
  const pieces: Piece[] = []
  for (const item of content.items) {
    if (!('str' in item)) continue
    const font = fonts.get(item.fontName) ?? fontLook(page, item.fontName)
    fonts.set(item.fontName, font)
    const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = item.transform as number[]
    // Text that runs upwards or downwards is a stamp or the label of a drawing.
    if (Math.abs(b) > Math.abs(a) && item.str.trim() !== '') continue
    const size = Math.round(Math.hypot(c, d) * 10) / 10
    const text = item.dir === 'rtl' ? repaired(item.str, joined) : item.str
    pieces.push({ text, x, y, width: item.width, size, rtl: item.dir === 'rtl', ...font })
  }
  const [, bottom = 0, , top = 800] = page.view
  page.cleanup()
  return { pieces, size: { bottom, height: top - bottom } }
}

function fontLook(page: Page, name: string): { bold: boolean; italic: boolean } {
  const known: unknown = page.commonObjs.has(name) ? page.commonObjs.get(name) : null
  const written = known !== null && typeof known === 'object' && 'name' in known ? String(known.name) : ''
  const says = (flag: 'bold' | 'black' | 'italic'): boolean =>
    known !== null && typeof known === 'object' && flag in known && (known as Record<string, unknown>)[flag] === true
  return {
    bold: says('bold') || says('black') || /bold|black|heavy|semib|demi/i.test(written),
    italic: says('italic') || /ital|obli/i.test(written),
  }
}

type Operators = Awaited<ReturnType<Page['getOperatorList']>>

/** One drawn sign may stand for two letters (lam and alef); reversing letter by letter turns them round. Wrong word → right word. */
function joinedLetters(operators: Operators, showText: number): Map<string, string> {
  const out = new Map<string, string>()
  operators.fnArray.forEach((operator, index) => {
    if (operator !== showText) return
    const glyphs: unknown = operators.argsArray[index]?.[0]
    if (!Array.isArray(glyphs)) return
    const signs = glyphs.map((glyph: unknown) =>
      glyph !== null && typeof glyph === 'object' && 'unicode' in glyph && typeof glyph.unicode === 'string'
        ? glyph.unicode.normalize('NFKC')
        : '',
    )
    if (!signs.some(sign => [...sign].length > 1 && /\p{Script=Arabic}/u.test(sign))) return
    const wrong = [...signs.join('')].reverse().join('').split(/\s+/)
    const right = [...signs].reverse().join('').split(/\s+/)
    wrong.forEach((word, at) => {
      const better = right[at]
      if (better !== undefined && better !== word) out.set(word, better)
    })
  })
  return out
}

const repaired = (text: string, joined: Map<string, string>): string =>
  text
    .split(/(\s+)/)
    .map(word => joined.get(word) ?? word)
    .join('')
    // Two alefs never meet: what is left of turned letters at the article is set right.
    .replace(/ا([أإآ])ل/g, 'ال$1')
