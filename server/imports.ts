// Imports that run: each a job in memory with its progress; the draft is stored when the worker is done, a refusal is kept for the page.

import { storeDraft } from './commands/draft.ts'
import { storeMapping } from './commands/revision-import.ts'
import { newId } from './clock.ts'
import type { House } from './house.ts'
import { ImportRefused } from './import/blocks.ts'
import { importFile } from './import/import.ts'
import type { ImportProgress, ImportTask } from './import/worker.ts'
import { Refusal } from '../shared/refusal.ts'
import type { Actor } from '../shared/role.ts'

export interface Upload {
  name: string
  bytes: Uint8Array
  /** Rich text from the clipboard. */
  pasted: boolean
  /** What was typed, kept for the page when it is refused. */
  text: string
  rowPerUnit: boolean
  itemPerUnit: boolean
}
export interface Job {
  id: string
  consultationId: string
  progress: ImportProgress
  state: 'running' | 'done' | 'refused'
  /** The sentence's key and what stands in it. */
  refused: { key: string; args: Record<string, string | number> } | null
  text: string
  endedAt: string | null
}
export interface Imports {
  /** Starts at once; `ended` never throws. */
  start: (consultationId: string, actor: Actor, upload: Upload, onto?: ImportTask['onto']) => { job: Job; ended: Promise<void> }
  get: (id: string) => Job | undefined
}

const KEPT = 15 * 60_000

export function createImports(house: Pick<House, 'commands' | 'log' | 'now' | 'metrics'>): Imports {
  const jobs = new Map<string, Job>()
  const running = () => [...jobs.values()].filter(job => job.state === 'running').length
  house.metrics.read('parley_imports_running', 'Files that are being read.', running)

  async function run(job: Job, actor: Actor, upload: Upload, onto: ImportTask['onto']): Promise<void> {
    const { name, bytes, pasted, rowPerUnit, itemPerUnit } = upload
    try {
      const draft = await importFile(
        name,
        bytes,
        { pasted, rowPerUnit, itemPerUnit, onto },
        progress => void (job.progress = progress),
      )
      await house.commands.act(job.consultationId, actor, ctx => (onto ? storeMapping(ctx, draft) : storeDraft(ctx, draft)))
      job.state = 'done'
    } catch (error) {
      job.state = 'refused'
      job.refused = refusedBy(error)
      if (job.refused.key === 'import.refused.broken') house.log.error({ error, job: job.id }, 'import')
    }
    job.endedAt = house.now()
  }

  function forgetOld(): void {
    const before = new Date(Date.parse(house.now()) - KEPT).toISOString()
    for (const [id, job] of jobs) if (job.endedAt && job.endedAt < before) jobs.delete(id)
  }

  return {
    get: id => jobs.get(id),
    start(consultationId, actor, upload, onto = null) {
      forgetOld()
      const job: Job = {
        id: newId(),
        consultationId,
        progress: { done: 0, of: 1, stage: 'waiting' },
        state: 'running',
        refused: null,
        text: upload.text,
        endedAt: null,
      }
      jobs.set(job.id, job)
      return { job, ended: run(job, actor, upload, onto) }
    },
  }
}

function refusedBy(error: unknown): NonNullable<Job['refused']> {
  if (error instanceof ImportRefused) return { key: `import.refused.${error.code}`, args: error.args }
  if (error instanceof Refusal)
    return { key: `refused.${error.reason}${error.why ? `.${error.why}` : ''}`, args: { id: '-', ...error.detail } }
  return { key: 'import.refused.broken', args: {} }
}
