// A file that appears whole or not at all: written beside its place, hashed on the way, synced, then renamed (G23).

import { createHash, type Hash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const FULL = 256 * 1024

export interface Sink {
  write: (chunk: string | Uint8Array) => void
}

export interface FileSink extends Sink {
  /** Makes the file visible under its name, with `.sha256` beside it. */
  finish: (name: string) => { bytes: number; sha256: string }
  /** Leaves nothing behind. */
  abandon: () => void
}

export const partOf = (file: string): string => `${file}.part`

export function openSink(file: string): FileSink {
  const part = partOf(file)
  const fd = openSync(part, 'w')
  const hash: Hash = createHash('sha256')
  let open = true
  let waiting: Uint8Array[] = []
  let held = 0
  let bytes = 0
  const flush = () => {
    const all = Buffer.concat(waiting)
    waiting = []
    held = 0
    hash.update(all)
    bytes += all.length
    for (let at = 0; at < all.length;) at += writeSync(fd, all, at)
  }
  return {
    write(chunk) {
      const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      waiting.push(piece)
      held += piece.length
      if (held >= FULL) flush()
    },
    finish(name) {
      flush()
      fsyncSync(fd)
      closeSync(fd)
      open = false
      const sha256 = hash.digest('hex')
      appear(`${file}.sha256`, `${sha256}  ${name}\n`)
      renameSync(part, file)
      syncFolder(file)
      return { bytes, sha256 }
    },
    abandon() {
      if (open) closeSync(fd)
      open = false
      rmSync(part, { force: true })
    },
  }
}

function appear(file: string, text: string): void {
  const part = partOf(file)
  const fd = openSync(part, 'w')
  writeSync(fd, text)
  fsyncSync(fd)
  closeSync(fd)
  renameSync(part, file)
}

function syncFolder(file: string): void {
  const fd = openSync(dirname(file), 'r')
  fsyncSync(fd)
  closeSync(fd)
}
