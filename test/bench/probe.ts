// Loaded into the measured server: answers over IPC with memory, processor time and the loop's delay since last asked.

import { monitorEventLoopDelay } from 'node:perf_hooks'

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
export interface Probe {
  rssMb: number
  /** Heap and buffers outside it, after `collect` without rubbish: what the program holds, not what the allocator keeps. */
  heldMb: number
  cpuMs: number
  delayP99Ms: number
}
process.on('message', message => {
  if (message !== 'probe' && message !== 'collect') return
  const { user, system } = process.cpuUsage()
  const rssMb = process.memoryUsage.rss() / 1_048_576
  if (message === 'collect') globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  const answer: Probe = {
    rssMb,
    heldMb: (heapUsed + external) / 1_048_576,
    cpuMs: (user + system) / 1_000,
    delayP99Ms: delay.percentile(99) / 1e6,
  }
  delay.reset()
  process.send?.(answer)
})
process.channel?.unref()
