// Pictures and text boxes inside a Word drawing, old (VML) or new (DrawingML): only what lies in the file itself.
import type { Inline } from './blocks.ts'
import type { Relations } from './docx-package.ts'
import type { PictureCase } from './picture-case.ts'
import type { El } from './xml.ts'
import { child, descendants, elements } from './xml.ts'

interface Drawn {
  inlines: Inline[]
  boxes: El[]
}

export function picturesIn(el: El, pictures: PictureCase, relations: Relations): Drawn {
  const drawn: Drawn = { inlines: [], boxes: [] }
  walk(el, null, drawn, pictures, relations)
  return drawn
}

/** `alt` is the text of the nearest frame; a missing one is null, a picture declared decorative has an empty one. */
function walk(el: El, alt: string | null, drawn: Drawn, pictures: PictureCase, relations: Relations): void {
  const picture = (id: string | undefined) => {
    const relation = relations.get(id ?? '')
    if (relation?.part) drawn.inlines.push(pictures.take(relation.part, alt))
    else if (relation) drawn.inlines.push({ warning: 'image.external' })
  }
  switch (el.name) {
    case 'mc:AlternateContent':
      for (const inner of elements(child(el, 'mc:Choice') ?? child(el, 'mc:Fallback')))
        walk(inner, alt, drawn, pictures, relations)
      return
    case 'w:txbxContent':
      drawn.boxes.push(el)
      return
    case 'a:blip':
      picture(el.attrs['r:embed'] ?? el.attrs['r:link'])
      return
    case 'v:imagedata':
      picture(el.attrs['r:id'])
      return
    case 'c:chart':
    case '?:chart':
    case 'dgm:relIds':
      drawn.inlines.push({ warning: 'drawing' })
      return
  }
  const own = altOf(el) ?? alt
  for (const inner of elements(el)) walk(inner, own, drawn, pictures, relations)
}

function altOf(el: El): string | null {
  if (el.name === 'v:shape') return el.attrs.alt || null
  if (el.name === 'pic:pic') return described(child(el, 'pic:nvPicPr', 'pic:cNvPr'))
  return el.name === 'wp:inline' || el.name === 'wp:anchor' ? described(child(el, 'wp:docPr')) : null
}

function described(properties: El | undefined): string | null {
  if (!properties) return null
  for (const el of descendants(properties)) {
    if (el.name === 'adec:decorative' && /^(1|true)$/.test(el.attrs.val ?? '')) return ''
  }
  return properties.attrs.descr?.trim() || null
}
