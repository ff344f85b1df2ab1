// Compiles once, after installing, what threads will run: a thread that must strip types loads WebAssembly for it, and V8 can take the whole
// process along when such threads come and go (nodejs/node issue 64500). Threads find the compiled code in the cache instead.

import { enableCompileCache, flushCompileCache } from 'node:module'

enableCompileCache()
const threads = [
  import('./import/worker.ts'),
  import('./report/worker.ts'),
  import('./backup-worker.ts'),
  import('./taking-part-worker.ts'),
  import('../db/checkpoint-worker.ts'),
  import('./serve.ts'),
]
// Without a thread's work to do each of them ends at once, with or without an error: compiled they are all the same.
await Promise.allSettled(threads)
flushCompileCache()
process.exit(0)
