// Reports asked for over the web: one job per report and number, kept on disk, with progress; several askers share one.

import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { House } from './house.ts'
import { buildReport, programVersion, type Built, type Edition, type Format, type Table } from './report/report.ts'
import type { Lang } from '../shared/words.ts'

export interface Wanted {
  consultation: string
  seq: number
  format: Format
  table: Table
  edition: Edition
  lang: Lang
  base: string
}
export type Job =
  { state: 'building'; done: number; total: number; cancel: () => void } | { state: 'done'; built: Built } | { state: 'failed' }

export interface ReportJobs {
  /** The job of this report at this number, started when there is none. */
  ask: (wanted: Wanted) => Job
  /** What was built of this report at this number; null when it would have to be made. */
  built: (wanted: Wanted) => Built | null
  /** Resolves when the job is done or the time is over, whichever is first. */
  settled: (wanted: Wanted, ms: number) => Promise<Job>
  cancel: (wanted: Wanted) => void
}

const AT_ONCE = 2
const KEEP_DAYS = 7

export function createReportJobs(house: House): ReportJobs {
  const folder = join(house.config.dataDir, 'reports')
  const version = programVersion()
  const jobs = new Map<string, Job>()
  const running = new Map<string, Promise<void>>()
  const queue: (() => void)[] = []
  let active = 0

  const nameOf = (w: Wanted) =>
    [w.consultation, hash('sha256', w.base, 'hex').slice(0, 6), w.seq, version, w.format, w.table, w.edition, w.lang]
      .join('-')
      .replace(/[^\w.-]/g, '_')

  /** A report of the same number lies there already, with what was said of it beside it. */
  function found(name: string): Job | null {
    const facts = join(folder, `${name}.facts.json`)
    if (!existsSync(facts)) return null
    const built = JSON.parse(readFileSync(facts, 'utf8')) as Built
    return existsSync(built.file) ? { state: 'done', built } : null
  }
  house.metrics.read('parley_reports_waiting', 'Reports that are being made or wait for it.', () => running.size)

  function next(): void {
    while (active < AT_ONCE && queue.length) queue.shift()?.()
  }

  function start(name: string, wanted: Wanted): Job {
    mkdirSync(folder, { recursive: true })
    tidy(folder)
    const stop = new AbortController()
    const job: Extract<Job, { state: 'building' }> = {
      state: 'building',
      done: 0,
      total: 0,
      cancel: () => stop.abort(new Error('cancelled')),
    }
    jobs.set(name, job)
    const turn = new Promise<void>(go => {
      queue.push(() => {
        active++
        go()
      })
      next()
    })
    const { seq: _, ...asked } = wanted
    const work = turn
      .then(() =>
        buildReport(
          { ...asked, where: house.where, version, outFile: join(folder, name) },
          (done, total) => Object.assign(job, { done, total }),
          stop.signal,
        ),
      )
      .then(
        built => {
          writeFileSync(join(folder, `${name}.facts.json`), JSON.stringify(built))
          jobs.set(name, { state: 'done', built })
        },
        (error: unknown) => {
          if (!stop.signal.aborted) house.log.error({ error }, 'report')
          jobs.set(name, { state: 'failed' })
        },
      )
      .finally(() => {
        active--
        running.delete(name)
        next()
      })
    running.set(name, work)
    return job
  }

  const ask: ReportJobs['ask'] = wanted => {
    const name = nameOf(wanted)
    const known = jobs.get(name)
    if (known?.state === 'done' && existsSync(known.built.file)) return known
    if (known?.state === 'building') return known
    return found(name) ?? start(name, wanted)
  }
  return {
    ask,
    built(wanted) {
      const name = nameOf(wanted)
      const job = jobs.get(name) ?? found(name)
      return job?.state === 'done' && existsSync(job.built.file) ? job.built : null
    },
    async settled(wanted, ms) {
      const job = ask(wanted)
      if (job.state !== 'building') return job
      let timer: NodeJS.Timeout | undefined
      await Promise.race([running.get(nameOf(wanted)), new Promise(over => (timer = setTimeout(over, ms)))])
      clearTimeout(timer)
      return jobs.get(nameOf(wanted)) ?? job
    },
    cancel(wanted) {
      const job = jobs.get(nameOf(wanted))
      if (job?.state === 'building') job.cancel()
    },
  }
}

/** Reports older than a week are made again when asked for. */
function tidy(folder: string): void {
  const oldest = Date.now() - KEEP_DAYS * 86_400_000
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    if (statSync(file).mtimeMs < oldest) rmSync(file, { force: true })
  }
}
