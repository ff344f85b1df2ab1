// Turns the places of pictures inside a file into pictures, each kept once, or into a warning where it cannot be shown.
import type { Inline, Picture } from './blocks.ts'
import { checkPicture } from './pictures.ts'

export interface PictureCase {
  pictures: Picture[]
  take: (place: string, alt: string | null) => Inline
}

export function pictureCase(read: (place: string) => Uint8Array | null): PictureCase {
  const pictures: Picture[] = []
  const known = new Map<string, { id: string } | { problem: string }>()
  const look = (place: string): { id: string } | { problem: string } => {
    const bytes = read(place)
    if (!bytes) return { problem: 'image.broken' }
    const checked = checkPicture(bytes)
    if (typeof checked === 'string') return { problem: checked }
    const id = `picture-${pictures.length + 1}`
    pictures.push({ id, type: checked.type, bytes: checked.bytes })
    return { id }
  }
  return {
    pictures,
    take: (place, alt) => {
      const found = known.get(place) ?? look(place)
      known.set(place, found)
      return 'id' in found ? { image: found.id, alt } : { warning: found.problem }
    },
  }
}
