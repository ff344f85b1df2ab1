// The server: reads the environment, opens the house, listens, and stops when asked. The only file that acts when imported.

import { createAdaptorServer } from '@hono/node-server'
import { join } from 'node:path'
import { lockFile } from '../db/lock.ts'
import { createApp } from './app.ts'
import { ConfigError, readConfig } from './config.ts'
import { startDeadlines, passDueDates } from './deadline.ts'
import { openDemo } from './demo.ts'
import { createLog } from './log.ts'
import { startOutbox } from './mail/outbox.ts'
import { startSearchIndex } from './search-index.ts'
import { startSweeping } from './sweep.ts'
import { printSetupLink } from './setup.ts'
import { openHouse } from './start.ts'

Error.stackTraceLimit = 20

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog()
  const house = await openHouse(config, log)
  const unlock = config.databaseUrl ? () => {} : lockFile(join(config.dataDir, 'server.lock'))
  await house.start()
  house.db.tidyApart()
  await passDueDates(house)
  const app = createApp(house)
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: { requestTimeout: 60_000, headersTimeout: 15_000 } })
  if (!('listeners' in server)) throw new Error('no HTTP server')
  house.live.attach(server as import('node:http').Server)
  const stops = [startDeadlines(house), startOutbox(house), startSearchIndex(house), startSweeping(house)]

  server.listen(config.port, config.host, async () => {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : config.port
    const base = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
    process.stdout.write(`Parley listens at ${base}\n`)
    await printSetupLink(house, base)
    if (config.demo) await openDemo(house)
  })

  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    for (const end of stops) end()
    server.close()
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 3_000).unref()
    await house.close()
    unlock()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

main().catch((error: unknown) => {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `Parley could not start.\n${String((error as Error).stack ?? error)}\n`,
  )
  process.exit(1)
})
