// The server: reads the environment, keeps what was compiled between starts (which spares time and memory), then serves. The only file that acts when imported.

import { enableCompileCache } from 'node:module'
import { ConfigError, readConfig } from './config.ts'

Error.stackTraceLimit = 20
const { directory } = enableCompileCache()
if (directory) process.env['NODE_COMPILE_CACHE'] = directory

try {
  const { serve } = await import('./serve.ts')
  await serve(readConfig(process.env))
} catch (error) {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `Parley could not start.\n${String((error as Error).stack ?? error)}\n`,
  )
  process.exit(1)
}
