// Imports a file in a worker with limits of time, memory and size: a draft comes back, or a refusal with a reason for people.
import { Worker } from 'node:worker_threads'
import { ImportRefused } from './blocks.ts'
import type { ImportedDraft } from './blocks.ts'
import { mostBytes } from './limits.ts'
import type { UnitOptions } from './units.ts'
import type { ImportMessage, ImportProgress, ImportTask } from './worker.ts'

export interface ImportOptions extends UnitOptions {
  /** The bytes are rich text from the clipboard. */
  pasted?: boolean
  /** The text it is to be laid over: the draft then says what each of its units continues. */
  onto?: ImportTask['onto']
  seconds?: number
  memoryMb?: number
  /** Gives up at once, as when the person went away. */
  signal?: AbortSignal
}

const usual = { seconds: 10, memoryMb: 384 }
const mostAtOnce = 2
let running = 0
const waiting: (() => void)[] = []

/** Throws ImportRefused for everything that can be wrong with a file; `cause` says more where our own code failed. */
export async function importFile(
  name: string,
  bytes: Uint8Array,
  options: ImportOptions = {},
  onProgress: (progress: ImportProgress) => void = () => undefined,
): Promise<ImportedDraft> {
  if (bytes.length === 0) throw new ImportRefused('empty')
  if (bytes.length > mostBytes) throw new ImportRefused('tooLarge', { max: mostBytes / 1024 / 1024 })
  if (running >= mostAtOnce) {
    onProgress({ done: 0, of: 1, stage: 'waiting' })
    await new Promise<void>(resolve => waiting.push(resolve))
  } else running++
  try {
    return await inWorker(name, bytes, options, onProgress)
  } finally {
    // The place is handed on to the one who waits longest.
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

function inWorker(
  name: string,
  bytes: Uint8Array,
  options: ImportOptions,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportedDraft> {
  const { pasted = false, onto = null, seconds = usual.seconds, memoryMb = usual.memoryMb, signal, ...units } = options
  const task: ImportTask = { name, bytes: new Uint8Array(bytes), options: units, pasted, onto }
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: task,
      transferList: [task.bytes.buffer as ArrayBuffer],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
      // No secrets and no flags of the server go along; what libraries print stays unread.
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
    })
    let ended = false
    const end = (act: () => void): void => {
      if (ended) return
      ended = true
      clearTimeout(clock)
      signal?.removeEventListener('abort', abort)
      worker.terminate().then(act, reject)
    }
    const refuse = (code: string, args: Record<string, string | number> = {}, cause?: unknown): void =>
      end(() => reject(Object.assign(new ImportRefused(code, args), cause === undefined ? {} : { cause })))
    const abort = (): void => refuse('stopped')
    const clock = setTimeout(() => refuse('tooHeavy'), seconds * 1000)
    signal?.addEventListener('abort', abort, { once: true })
    worker.on('message', (message: ImportMessage) => {
      if (message.kind === 'progress') onProgress(message.progress)
      else if (message.kind === 'refused') refuse(message.code, message.args)
      else if (message.kind === 'fault') refuse('broken', {}, message.message)
      else
        end(() => {
          onProgress({ done: 1, of: 1, stage: 'done' })
          resolve(message.draft)
        })
    })
    worker.once('error', cause => refuse('tooHeavy', {}, cause))
    worker.once('exit', () => refuse('tooHeavy'))
    if (signal?.aborted) abort()
  })
}
