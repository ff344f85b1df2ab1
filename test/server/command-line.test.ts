// The command line as a foreign program sees it: one JSON document on stdout, sentences without traces on stderr, exit 0, 1, 2.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draftText } from '../helpers/house.ts'

let folder: string
let draft: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-cli-'))
  draft = join(folder, 'draft.md')
  writeFileSync(draft, draftText)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function parley(...args: string[]) {
  const env: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: folder, NODE_ENV: 'test' }
  for (const name of ['DATABASE_URL', 'PUBLIC_URL', 'npm_lifecycle_event']) delete env[name]
  const { status, stdout, stderr } = spawnSync(process.execPath, ['server/cli.ts', ...args], { env, encoding: 'utf8' })
  return { status, stderr, json: stdout ? (JSON.parse(stdout) as Record<string, unknown>) : null }
}

test('done: import with every option, seconds included', () => {
  const closing = ['--closes', '2027-02-15T23:59:30', '--zone', 'Europe/Paris']
  const options = [
    '--title',
    'Water',
    '--lang',
    'en',
    '--slug',
    'water',
    '--guests',
    'off',
    '--min-votes',
    '3',
    '--publish',
    '--json',
  ]
  const made = parley('import', draft, ...closing, ...options)
  expect(made.status).toBe(0)
  expect(made.json).toMatchObject({
    slug: 'water',
    revision: 1,
    state: 'open',
    title: 'Water',
    lang: 'en',
    dir: 'ltr',
    leftOut: [],
  })
  const exported = parley('export', 'water', '--format', 'csv', '-o', join(folder, 'water.csv'))
  expect([exported.status, exported.json?.['sha256']]).toEqual([0, expect.stringMatching(/^[0-9a-f]{64}$/)])
})

const out = '/absent-folder/report.csv'
test.each([
  [2, ['dance'], 'No command'],
  [2, ['import'], 'Which file'],
  [2, ['import', 'DRAFT', '--guests', 'maybe'], 'on, off'],
  [2, ['close', 'water'], '--reason'],
  [2, ['export', 'water', '--format', 'doc', '-o', out], 'No format'],
  [2, ['export', 'water', '--format', 'csv', '--table', 'votes', '-o', out], 'comments, paragraphs'],
  [2, ['export', 'water', '--format', 'csv', '--edition', 'secret', '-o', out], 'public, staff'],
  [1, ['export', 'water', '--format', 'csv', '-o', out], 'no folder'],
  [1, ['export', 'absent', '--format', 'csv', '-o', 'DRAFT.csv'], 'nothing here'],
  [1, ['import', '/absent.md'], 'no file'],
  [1, ['import', 'DRAFT', '--slug', 'gap', '--closes', '2027-03-28T02:30', '--zone', 'Europe/Paris'], 'does not exist'],
  [1, ['import', 'DRAFT', '--slug', 'twice', '--closes', '2027-10-31T02:30', '--zone', 'Europe/Paris'], 'comes twice'],
  [1, ['restore', 'DRAFT'], 'exists already'],
] as const)('exit %i: parley %j', (status, args, told) => {
  const ran = parley(...args.map(a => a.replace('DRAFT', draft)))
  expect(ran.status, ran.stderr).toBe(status)
  expect(ran.stderr).toContain(told)
  expect(ran.stderr).not.toMatch(/\n\s+at /)
  expect(ran.json === null).toBe(status === 2)
})
