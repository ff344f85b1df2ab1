// A zip written as it grows, with one fixed date, so that the same parts give the same bytes.

import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { Sink } from './sink.ts'

const CHUNK = 128 * 1024
/** Local parts of this date are what a zip stores, so they are the same in every zone. */
const FIXED = new Date(1980, 0, 1)

export interface ZipPart extends Sink {
  end: () => void
}
export interface ZipFile {
  /** Parts are written one after the other: end one before beginning the next. */
  part: (name: string) => ZipPart
  add: (name: string, content: string | Uint8Array) => void
  finish: () => void
}

export function zipInto(sink: Sink): ZipFile {
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    sink.write(chunk.slice())
  })
  const part = (name: string): ZipPart => {
    const file = new ZipDeflate(name, { level: 6 })
    file.mtime = FIXED
    zip.add(file)
    let text = ''
    const flush = () => {
      if (text) file.push(strToU8(text))
      text = ''
    }
    return {
      write(piece) {
        if (typeof piece === 'string') {
          text += piece
          if (text.length >= CHUNK) flush()
        } else {
          flush()
          file.push(piece)
        }
      },
      end() {
        flush()
        file.push(new Uint8Array(0), true)
      },
    }
  }
  return {
    part,
    add(name, content) {
      const one = part(name)
      one.write(content)
      one.end()
    },
    finish: () => zip.end(),
  }
}
