// Runs one import on a thread of its own: bytes in, progress out, at the end the draft or the reason why there is none.
import { parentPort, workerData } from 'node:worker_threads'
import type { DraftUnit } from '../../shared/draft.ts'
import { mapUnits } from '../../shared/mapping.ts'
import { ImportRefused } from './blocks.ts'
import type { ImportedDraft } from './blocks.ts'
import { readPasted } from './html.ts'
import { mostUnits } from './limits.ts'
import { readFile } from './read.ts'
import { toDraft } from './units.ts'
import type { UnitOptions } from './units.ts'

export type ImportStage = 'waiting' | 'reading' | 'cutting' | 'done'
export interface ImportProgress {
  done: number
  of: number
  stage: ImportStage
}
export interface ImportTask {
  name: string
  bytes: Uint8Array
  options: UnitOptions
  pasted: boolean
  /** The text it is laid over. */
  onto: Pick<DraftUnit, 'id' | 'kind' | 'text'>[] | null
}
export type ImportMessage =
  | { kind: 'progress'; progress: ImportProgress }
  | { kind: 'draft'; draft: ImportedDraft }
  | { kind: 'refused'; code: string; args: Record<string, string | number> }
  | { kind: 'fault'; message: string }

// Files are read from memory: nothing here may ask the network for anything, whatever a file says.
for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) Reflect.deleteProperty(globalThis, name)

const say = (message: ImportMessage): void => parentPort?.postMessage(message)
const progress = (stage: ImportStage, done: number, of: number): void => say({ kind: 'progress', progress: { done, of, stage } })

async function run(task: ImportTask): Promise<void> {
  progress('reading', 0, 1)
  const source = task.pasted
    ? readPasted(task.bytes)
    : await readFile(task.name, task.bytes, (done, of) => progress('reading', done, of))
  progress('cutting', 0, 1)
  const draft = toDraft(source, task.options)
  if (draft.units.length === 0) throw new ImportRefused('empty')
  if (draft.units.length > mostUnits) throw new ImportRefused('tooHeavy')
  const pairs =
    task.onto &&
    mapUnits(
      task.onto,
      draft.units.map((u, n) => ({ id: String(n), kind: u.kind, text: u.text })),
    )
  say({ kind: 'draft', draft: { ...draft, ...(pairs && { pairs }) } })
}

try {
  await run(workerData as ImportTask)
} catch (cause) {
  if (cause instanceof ImportRefused) say({ kind: 'refused', code: cause.code, args: cause.args })
  // Depth that no limit foresaw is a heavy file as well.
  else if (cause instanceof RangeError && /call stack|array length|string length/i.test(cause.message))
    say({ kind: 'refused', code: 'tooHeavy', args: {} })
  else say({ kind: 'fault', message: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) })
}
