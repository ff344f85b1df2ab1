// The beginning of a text: of what people wrote, or of a unit without its marks, cut between two words.

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' }

/** The words of a unit, cut between two of them. */
export function excerptOf(html: string, most: number): string {
  const words = html
    .replace(/<\/?(p|li|ul|ol|tr|td|th|table|br|h\d|pre|div|blockquote)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, sign => entities[sign] ?? sign)
  return shortened(words, most)
}

export function shortened(text: string, most: number): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  const signs = [...plain]
  if (signs.length <= most) return plain
  const cut = signs.slice(0, most).join('')
  const space = cut.lastIndexOf(' ')
  return `${(space > most / 2 ? cut.slice(0, space) : cut).trimEnd()} …`
}
