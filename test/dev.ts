// For developing: builds the client at each change and starts the server anew after each build; both end together (`npm run dev`).

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { build } from 'vite'

/** As it was given: building sets NODE_ENV to production. */
const env = { ...process.env }
let server: ChildProcess | null = null
let ending = false

/** `--watch` starts it anew when one of its own files changes. */
async function startServer(): Promise<void> {
  await stopServer()
  if (!ending)
    server = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'server/main.ts'], { stdio: 'inherit', env })
}
async function stopServer(): Promise<void> {
  const old = server
  server = null
  if (!old || old.exitCode !== null || old.signalCode !== null) return
  old.kill('SIGTERM')
  await once(old, 'exit')
}

const watcher = await build({ logLevel: 'warn', build: { watch: {} } })
if (!('on' in watcher)) throw new Error('Vite does not watch')
let turn = Promise.resolve()
watcher.on('event', event => {
  if (event.code === 'BUNDLE_END') turn = turn.then(startServer)
  if (event.code === 'ERROR') process.stderr.write(`${event.error.message}\n`)
})

async function end(): Promise<void> {
  if (ending) return
  ending = true
  await turn
  await stopServer()
  if ('close' in watcher) await watcher.close()
  process.exit(0)
}
/** npm that is ended passes nothing on: what is left without its parent ends too. */
const parent = process.ppid
setInterval(() => process.ppid !== parent && void end(), 500)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end())
