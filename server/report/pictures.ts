// The pictures of a draft: found in the HTML of its units, measured, and read when a format needs them.

import { checkPicture } from '../import/pictures.ts'
import type { Report } from './model.ts'

export interface PictureFacts {
  extension: 'png' | 'jpeg' | 'gif' | 'webp'
  /** In pixels. */
  width: number
  height: number
}
export type Pictures = Map<string, PictureFacts>

/** The id a picture's address ends with, however a unit names it. */
export const pictureId = (source: string): string => source.split(/[:/]/).at(-1) ?? ''

export async function picturesOf(report: Report): Promise<Pictures> {
  const found: Pictures = new Map()
  for (const { html } of report.paragraphs) {
    for (const [, source = ''] of html.matchAll(/<img[^>]* src="([^"]*)"/g)) {
      const id = pictureId(source)
      const stored = found.has(id) ? null : await report.picture(id)
      const checked = stored ? checkPicture(stored.bytes) : null
      if (!checked || typeof checked === 'string') continue
      found.set(id, {
        extension: checked.type.slice(6) as PictureFacts['extension'],
        width: checked.width,
        height: checked.height,
      })
    }
  }
  return found
}
