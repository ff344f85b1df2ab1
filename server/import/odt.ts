// Reads an OpenDocument text.
import type { Source } from './blocks.ts'
import { ImportRefused } from './blocks.ts'
import type { Zip } from './zip.ts'

export function isOdt(zip: Zip): boolean {
  return zip.has('content.xml')
}

export function readOdt(zip: Zip): Source {
  throw new ImportRefused('broken', { zip: zip.names().length })
}
