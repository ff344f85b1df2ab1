// A real server as a child process on a free port, with a folder of its own and a draft in it.

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Running {
  base: string
  slug: string
  /** Runs the command line on the same folder while the server runs. */
  cli: (...args: string[]) => Promise<string>
  stop: () => Promise<void>
  /** The same folder, the same port, another process. */
  restart: () => Promise<void>
  end: () => Promise<void>
}

export const draft = `# Streets for everybody

The city wants calmer streets near schools.

## What changes

Cars drive at most 30 kilometres an hour near schools.

Each school gets a safe place for bicycles.

## When

The work begins in spring.
`

export async function startServer(text: string = draft, options: string[] = []): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-e2e-'))
  const file = join(folder, 'draft.md')
  await writeFile(file, text)
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATA_DIR: folder,
    PARLEY_DEMO: 'off',
    LIMITS: 'off',
    HOST: '127.0.0.1',
    PORT: '0',
    NODE_ENV: 'test',
  }
  delete env['DATABASE_URL']
  const cli = async (...args: string[]): Promise<string> =>
    (await run(process.execPath, ['server/cli.ts', ...args], { env })).stdout
  const imported = await cli(
    'import',
    file,
    '--title',
    'Streets for everybody',
    '--lang',
    'en',
    '--min-votes',
    '3',
    '--publish',
    '--json',
    ...options,
  )
  const { slug } = JSON.parse(imported) as { slug: string }
  let child = await listen(env)
  const base = child.base
  env['PORT'] = new URL(base).port
  const stop = async (): Promise<void> => {
    if (child.process.exitCode !== null) return
    child.process.kill('SIGTERM')
    await once(child.process, 'exit')
  }
  return {
    base,
    slug,
    cli,
    stop,
    restart: async () => {
      child = await listen(env)
    },
    end: async () => {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function listen(env: NodeJS.ProcessEnv): Promise<{ process: ReturnType<typeof spawn>; base: string }> {
  const child = spawn(process.execPath, ['server/main.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (part: Buffer) => (said += part.toString()))
  const base = await new Promise<string>((resolve, reject) => {
    child.on('exit', code => reject(new Error(`the server ended with ${code}: ${said}`)))
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString()
      const found = /listens at (\S+)/.exec(said)
      if (found?.[1]) resolve(found[1])
    })
  })
  return { process: child, base }
}
