// Serving: opens the house, listens, and stops when asked.

import { createAdaptorServer } from '@hono/node-server'
import { Server } from 'node:http'
import { join } from 'node:path'
import { listLogs } from '../db/consultations.ts'
import { lockFile } from '../db/lock.ts'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { startDeadlines, passDueDates } from './deadline.ts'
import { giveBackSoon } from './give-back.ts'
import { createLog, type Log } from './log.ts'
import { startOutbox } from './mail/outbox.ts'
import { startSearchIndex } from './search-index.ts'
import { startSweeping } from './sweep.ts'
import { printSetupLink } from './setup.ts'
import { openHouse, said } from './start.ts'
import { attachSockets } from './upgrade.ts'

/** Resolves when the port is being opened; throws ConfigError when the environment or the data folder cannot be trusted. */
export async function serve(config: Config): Promise<void> {
  const log = createLog()
  const house = await openHouse(config, log)
  const unlock = config.databaseUrl ? () => {} : await said(() => lockFile(join(config.dataDir, 'server.lock')))
  endWhenBroken(log, () => house.db.close().finally(unlock))
  await house.start()
  house.db.tidyApart()
  await passDueDates(house)
  const app = createApp(house)
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: { requestTimeout: 60_000, headersTimeout: 15_000 } })
  if (!(server instanceof Server)) throw new Error('no HTTP server')
  attachSockets(server, house)
  const stops = [startDeadlines(house), await startOutbox(house), startSearchIndex(house), startSweeping(house)]

  server.on('error', (error: NodeJS.ErrnoException) => {
    if (server.listening) return house.log.error({ error }, 'server')
    process.stderr.write(`Port ${config.port} of ${config.host} cannot be used (${error.code}): free it, or set PORT.\n`)
    process.exit(1)
  })
  server.listen(config.port, config.host, () => {
    greet().catch(error => log.error({ error }, 'after the start'))
  })
  /** Tells where it is reached, and furnishes an empty house; served is everything already. */
  async function greet(): Promise<void> {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : config.port
    const base = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
    process.stdout.write(`Parley listens at ${base}\n`)
    await printSetupLink(house, base)
    // Its code is large, and most starts are of a house that holds something.
    if (config.demo && !(await listLogs(house.db.read, {})).length) {
      const { openDemo } = await import('./demo.ts')
      await openDemo(house)
    }
    giveBackSoon()
  }

  let stopping = false
  /** What was asked before is still answered; then everything is closed, at the latest after four seconds. */
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(0), 4_500).unref()
    const answered = new Promise<unknown>(done => server.close(done))
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    setTimeout(() => server.closeAllConnections(), 3_500).unref()
    await Promise.all([house.live.close(), house.draftRooms.close()])
    await Promise.all([answered, ...stops.map(end => end())])
    clearInterval(idle)
    await house.close()
    unlock()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

/** What nobody foresaw is logged, and nothing goes on in a state that nobody knows: what was answered is kept, and whoever started the process starts it anew. */
function endWhenBroken(log: Log, close: () => Promise<void>): void {
  let ending = false
  const end = (error: unknown): void => {
    log.error({ error }, 'unforeseen, so the server ends')
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), 1_000).unref()
    void close().finally(() => process.exit(1))
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
}
