// The guarantees in full: `npm run prove [-- G7 G13]` runs the same tests as `npm test` at their full figures and prints a line for each guarantee.

import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startVitest, type Reporter, type TestCase } from 'vitest/node'

const root = fileURLToPath(new URL('../', import.meta.url))
const all = Array.from({ length: 31 }, (_, i) => `G${i + 1}`)
const asked = process.argv.slice(2)
const wrong = asked.filter(g => !all.includes(g))
if (wrong.length) {
  process.stderr.write(`No such guarantee: ${wrong.join(', ')}. Say G1 to G31, or nothing for all.\n`)
  process.exit(2)
}
const wanted = asked.length ? asked : all

interface Line {
  passed: number
  failed: string[]
  facts: string[]
  ms: number
}
const lines = new Map<string, Line>(wanted.map(g => [g, { passed: 0, failed: [], facts: [], ms: 0 }]))
const reporter: Reporter = {
  onTestCaseResult(test: TestCase) {
    const { state } = test.result()
    if (state === 'skipped') return
    for (const [, g = ''] of test.fullName.matchAll(/\[(G\d+)\]/g)) {
      const line = lines.get(g)
      if (!line) continue
      if (state === 'passed') line.passed++
      else
        line.failed.push(
          `${test.module.relativeModuleId} > ${test.fullName}: ${test.result().errors?.[0]?.message.split('\n')[0] ?? ''}`,
        )
      line.facts.push(...(test.meta().facts ?? []))
      line.ms += test.diagnostic()?.duration ?? 0
    }
    process.stderr.write(state === 'passed' ? '.' : 'x')
  },
}

const files = globSync('test/**/*.test.ts', { cwd: root }).filter(path => {
  const text = readFileSync(`${root}/${path}`, 'utf8')
  return wanted.some(g => text.includes(`[${g}]`))
})
process.env['PARLEY_PROVE'] = 'full'
const pattern = wanted.map(g => `\\[${g}\\]`).join('|')
if (files.length) {
  const vitest = await startVitest('test', files, {
    root,
    watch: false,
    reporters: [reporter],
    fileParallelism: false,
    testNamePattern: pattern,
    testTimeout: 600_000,
    silent: true,
  })
  await vitest.close()
}
process.stderr.write('\n')
for (const [g, { passed, failed, facts, ms }] of lines) {
  const verdict = failed.length ? 'BROKEN' : passed ? 'holds' : 'no test'
  const about = passed + failed.length ? `${passed} of ${passed + failed.length} tests, ${(ms / 1_000).toFixed(1)} s` : ''
  process.stdout.write(`${g.padEnd(4)}${verdict.padEnd(8)}${[about, ...facts].filter(Boolean).join('; ')}\n`)
  for (const failure of failed) process.stdout.write(`        ${failure}\n`)
}
process.exit([...lines.values()].some(l => l.failed.length) ? 1 : 0)
