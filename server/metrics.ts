// Numbers for Prometheus: counted with plain additions on the way, put into words only when somebody asks. No ids, no names, no addresses.

import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { CommandName } from '../shared/commands.schema.ts'

export interface Metrics {
  /** A command ended: done, replayed, or the reason it was refused for. */
  command: (name: CommandName, outcome: string) => void
  /** One durable commit, shared by so many acts. */
  commit: (acts: number, ms: number) => void
  /** A public page was sent as kept, or drawn. */
  page: (how: 'kept' | 'drawn') => void
  /** A number that is read when somebody asks; a second one of the name takes its place. */
  read: (name: string, help: string, now: () => number | Promise<number>) => void
  text: () => Promise<string>
  /** What `text` answers, as a header. */
  type: string
  stop: () => void
}

const SECOND = 1_000
/** How often the event loop is asked, in milliseconds: what it answers holds this wait, too. */
const EVERY = 20

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const commands = new Map<CommandName, Map<string, number>>()
  const pages = { kept: 0, drawn: 0 }
  const delay = monitorEventLoopDelay({ resolution: EVERY })
  delay.enable()

  const commit = new Histogram({
    registers,
    name: 'parley_commit_seconds',
    help: 'How long a durable commit took, from its beginning to the answer of the disk.',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
  })
  const group = new Histogram({
    registers,
    name: 'parley_commit_acts',
    help: 'How many acts shared one durable commit.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200],
  })
  new Counter({
    registers,
    name: 'parley_commands_total',
    help: 'Commands by name and outcome: done, replayed, or why refused.',
    labelNames: ['command', 'outcome'],
    collect() {
      this.reset()
      for (const [command, outcomes] of commands) for (const [outcome, n] of outcomes) this.inc({ command, outcome }, n)
    },
  })
  new Counter({
    registers,
    name: 'parley_public_pages_total',
    help: 'Reading pages for people without a session: sent as kept, or drawn.',
    labelNames: ['how'],
    collect() {
      this.reset()
      for (const [how, n] of Object.entries(pages)) this.inc({ how }, n)
    },
  })
  const read: Metrics['read'] = (name, help, now) => {
    registry.removeSingleMetric(name)
    new Gauge({
      registers,
      name,
      help,
      async collect() {
        this.set(await now())
      },
    })
  }
  // Since the last time somebody asked.
  read('parley_event_loop_delay_p99_seconds', 'Delay of the event loop, 99th percentile since the last scrape.', () => {
    const p99 = Math.max(0, delay.percentile(99) / 1e6 - EVERY) / SECOND
    delay.reset()
    return p99
  })
  read('parley_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss())
  read('parley_uptime_seconds', 'Seconds since the start.', () => process.uptime())

  return {
    command(name, outcome) {
      const outcomes = commands.get(name) ?? new Map<string, number>()
      if (!outcomes.size) commands.set(name, outcomes)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    },
    commit(acts, ms) {
      commit.observe(ms / SECOND)
      group.observe(acts)
    },
    page(how) {
      pages[how]++
    },
    read,
    text: () => registry.metrics(),
    type: registry.contentType,
    stop: () => void delay.disable(),
  }
}
