// Starts the measured server and the bare one as processes of their own, and asks them how they are.

import { fork, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { once } from 'node:events'
import type { Probe } from './probe.ts'

const here = (path: string) => new URL(path, import.meta.url).pathname

export interface Running {
  port: number
  /** `collect` takes the rubbish away first. */
  probe: (how?: 'probe' | 'collect') => Promise<Probe>
  stop: () => Promise<void>
}

function freePort(): Promise<number> {
  return new Promise(found => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function ask(child: ChildProcess, how: 'probe' | 'collect' = 'probe'): Promise<Probe> {
  child.send(how)
  const [answer] = (await once(child, 'message')) as [Probe]
  return answer
}
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

export async function startParley(dir: string): Promise<Running & { startedMs: number }> {
  const port = await freePort()
  const began = performance.now()
  const child = fork(here('../../server/main.ts'), {
    execArgv: ['--expose-gc', '--import', here('./probe.ts')],
    env: { ...process.env, DATA_DIR: dir, PORT: String(port), LIMITS: 'bench', PARLEY_DEMO: 'off' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  if (child.stdout) await once(child.stdout, 'data')
  return { port, probe: how => ask(child, how), stop: () => end(child), startedMs: performance.now() - began }
}

export async function startBare(dir: string, bytesFile = ''): Promise<Running> {
  const child = fork(here('./bare.ts'), [`${dir}/bare.db`, bytesFile], { execArgv: ['--import', here('./probe.ts')] })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return { port, probe: how => ask(child, how), stop: () => end(child) }
}
