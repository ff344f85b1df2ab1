// What guards main must turn red when a test fails: the exit code of a run is the tests' own, whatever its helpers bring along.

import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('a run that used PostgreSQL ends with the exit code that was set', () => {
  const script = `import { startPostgres } from './test/helpers/postgres.ts'
    const { stop } = await startPostgres()
    await stop()
    process.exitCode = 3`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([3, ''])
})
