// The laws of the house: who may import whom, how long a file may be, what handlers never see, and that no test is skipped (house.md is the reason).

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { languages } from '../shared/words.ts'

const root = new URL('../', import.meta.url)
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
const rooms = ['shared', 'db', 'server', 'client', 'test']
const files = tracked
  .split('\n')
  .filter(path => path.endsWith('.ts') && rooms.includes(path.split('/')[0] ?? '') && !/\/\./.test(path))
  .map(path => ({ path, text: readFileSync(new URL(path, root), 'utf8') }))
const inRoom = (room: string) => files.filter(f => f.path.startsWith(`${room}/`))

/** What a file imports, as written, type imports included. */
const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s(?:[^'"`;=]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/g)].map(
    m => m[1] ?? m[2] ?? '',
  )
const roomOf = (from: string, to: string): string | null => {
  if (!to.startsWith('.')) return null
  return new URL(to, `file:///${from}`).pathname.slice(1).split('/')[0] ?? null
}
/** Lines that are neither blank nor only a comment. */
function codeLines(text: string): number {
  let inside = false
  return text.split('\n').filter(line => {
    const bare = line.trim()
    if (inside) {
      if (bare.includes('*/')) inside = false
      return false
    }
    if (bare.startsWith('/*')) {
      inside = !bare.includes('*/')
      return false
    }
    return bare !== '' && !bare.startsWith('//')
  }).length
}
/** Every import that breaks a law, as `file -> import`. */
const breaking = (room: string, breaks: (to: string, path: string) => boolean): string[] =>
  inRoom(room).flatMap(({ path, text }) =>
    importsOf(text)
      .filter(to => breaks(to, path))
      .map(to => `${path} -> ${to}`),
  )

/** Each place where a pattern stands, as `file: text`. */
const standing = (among: typeof files, pattern: RegExp): string[] =>
  among.flatMap(f => [...f.text.matchAll(new RegExp(pattern, 'g'))].map(m => `${f.path}: ${m[0].slice(0, 60)}`))
const others = files.filter(f => f.path !== 'test/house.test.ts')

const drivers = /^(kysely|better-sqlite3|pg)($|\/)/

test('[law 2] shared is pure: no other room, no node:, no database; zod in schemas alone, Temporal in the deadline alone, Yjs in the shared draft alone', () => {
  const allowed = (to: string, path: string): boolean => {
    if (to.startsWith('.')) return roomOf(path, to) === 'shared'
    if (to === 'zod') return path.endsWith('.schema.ts')
    if (to === 'yjs') return path === 'shared/draft-doc.ts'
    return to === 'temporal-polyfill' && path === 'shared/deadline.ts'
  }
  expect(breaking('shared', (to, path) => !allowed(to, path))).toEqual([])
  expect(
    standing(
      inRoom('shared'),
      /\b(document|window|localStorage|process|Buffer)\.|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bfetch\(/,
    ),
  ).toEqual([])
})

test('[law 2] schemas stay out of what readers load: only the server and other schemas import them', () => {
  const loads = files.filter(f => /^(shared|client)\//.test(f.path) && !f.path.endsWith('.schema.ts'))
  const wrong = loads.flatMap(({ path, text }) =>
    [...text.matchAll(/(import type)?[^\n]*from '([^']+\.schema\.ts)'/g)]
      .filter(m => !m[0].startsWith('import type'))
      .map(m => `${path} -> ${m[2]}`),
  )
  expect(wrong).toEqual([])
})

test('db alone knows SQL and the drivers, and no room but shared', () => {
  expect(breaking('db', (to, path) => !['db', 'shared', null].includes(roomOf(path, to)))).toEqual([])
  for (const room of ['shared', 'server', 'client'])
    expect(
      breaking(room, to => drivers.test(to)),
      room,
    ).toEqual([])
  expect(breaking('test', to => to.startsWith('kysely'))).toEqual([])
})

test('server imports neither client nor test', () => {
  expect(breaking('server', (to, path) => ['client', 'test'].includes(roomOf(path, to) ?? ''))).toEqual([])
})

test('client imports shared and the socket alone, and the drafting room its editor; not even types of other rooms', () => {
  const allowed = (to: string, path: string) =>
    to.startsWith('.')
      ? ['client', 'shared'].includes(roomOf(path, to) ?? '')
      : /^socket\.io-client($|\/)/.test(to) ||
        (/^client\/draft(\.ts$|\/)/.test(path) && /^(prosemirror-|y-(prosemirror|websocket|indexeddb)$|yjs$|lib0\/)/.test(to))
  expect(breaking('client', (to, path) => !allowed(to, path))).toEqual([])
})

test('what is installed is used, and what runs in production is not declared for development alone', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >
  const tools = /^(@types\/.*|node|typescript|oxlint|prettier)$/
  const names = (among: typeof files): string => among.map(f => f.text).join('\n')
  const all = names(others) + readFileSync(new URL('vite.config.ts', root), 'utf8')
  // Named as a module, or as the folder of its files (fonts).
  const used = (name: string, text: string): boolean =>
    [`'${name}'`, `'${name}/`].some(quoted => text.includes(quoted)) || new RegExp(`\\b${name.split('/')[1]}/\\d`).test(text)
  const installed = Object.keys({ ...dependencies, ...devDependencies })
  expect(installed.filter(name => !tools.test(name) && !used(name, all))).toEqual([])
  const serving = names(files.filter(f => /^(server|db|shared)\//.test(f.path)))
  expect(Object.keys(devDependencies).filter(name => !tools.test(name) && used(name, serving))).toEqual([])
})

test('installing needs no compiler: the database’s native part comes built, and npm is told not to build it anew', () => {
  const read = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8')) as Record<string, Record<string, unknown>>
  // npm ci knows a package by the lock alone, and takes its binding.gyp for an order; npm install leaves this line out when it writes the lock.
  expect(read('package-lock.json')['packages']?.['node_modules/better-sqlite3']).toMatchObject({ gypfile: false })
  expect(read('package.json')['allowScripts']).toMatchObject({ 'better-sqlite3': false })
})

test('test is imported by nobody', () => {
  for (const room of rooms.slice(0, 4)) expect(breaking(room, (to, path) => roomOf(path, to) === 'test')).toEqual([])
})

test('[law 3] commands come in by HTTP alone; a handler gets no pool, socket, request or clock', () => {
  const handlers = files.filter(f => f.path.startsWith('server/commands/'))
  expect(handlers.length).toBeGreaterThan(5)
  for (const { path, text } of handlers) {
    for (const to of importsOf(text))
      expect(to, path).not.toMatch(
        /hono|socket\.io|db\/(open|postgres|sqlite)\.ts$|\/(http|live|hub|app|clock)\.ts$|^node:(http|net)/,
      )
    expect(text, path).not.toMatch(/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.env\b/)
  }
})

test('only the entries read the environment: config by argument, everything else by Config', () => {
  const reading = files
    .filter(f => /^(shared|db|server|client)\//.test(f.path) && f.text.includes('process.env'))
    .map(f => f.path)
  expect(reading.filter(path => !/^server\/(main|cli)\.ts$|^server\/cli\//.test(path))).toEqual([])
})

/** Files over 300 lines of code, each with its reason. */
const long: Record<string, string> = {
  'server/import/rtf.ts': 'one reader of one format: a state machine whose states are of no use apart',
  'test/helpers/report-fixture.ts': 'one consultation with one of everything that a report can hold',
  'test/server/matrix.test.ts': 'a row for every route and every command, in one table',
  'test/server/draft.test.ts': 'every act on a draft with its undoing, one beside the other',
  'server/report/model.ts': 'the one report model all formats are drawn from',
}
test('[law 9] files are short: at most 300 lines of code, with reasons for each that is longer', () => {
  const counted = files.filter(f => !f.path.startsWith('shared/words/')).map(f => ({ path: f.path, lines: codeLines(f.text) }))
  expect(counted.filter(c => c.lines > 300 && !long[c.path])).toEqual([])
  const sorted = counted.map(c => c.lines).sort((a, b) => a - b)
  console.info(`${sorted.length} files, median ${sorted[Math.floor(sorted.length / 2)]} lines of code, longest ${sorted.at(-1)}`)
})

test('names: kebab-case files, named exports, no utils', () => {
  for (const { path, text } of files) {
    expect(path).toMatch(/^[a-z0-9/.-]+$/)
    expect(path).not.toMatch(/utils?(\/|\.)/)
    if (!path.startsWith('test/')) expect(text, path).not.toMatch(/\nexport default /)
  }
})

test('each file opens with a sentence that says what it is', () => {
  const without = files.filter(f => !/^(#!.*\n)?(\/\/ |\/\*\* )[^\n]*[.!?:)]/.test(f.text)).map(f => f.path)
  expect(without).toEqual([])
})

/** Every key of a sentence that the code can come to: written out, or composed (`reason.${r}`), where anything may stand in a hole. */
function saidKeys(): (key: string) => boolean {
  const code = files.filter(f => /^(shared|server|client)\//.test(f.path) && !f.path.startsWith('shared/words/'))
  const text = code.map(f => f.text).join('\n')
  const written = new Set(text.match(/[\w-]+(?:\.[\w-]+)+/g))
  const composed = [...text.matchAll(/`([\w-]+\.(?:[\w.-]|\$\{[^{}`]*\})+)`/g)].map(
    ([, key = '']) => new RegExp(`^${key.replace(/[.-]/g, '\\$&').replace(/\$\{[^{}]*\}/g, '[\\w.-]+')}$`),
  )
  return key => written.has(key) || composed.some(shape => shape.test(key))
}
test('every sentence of the interface is said somewhere', () => {
  const said = saidKeys()
  const keys = Object.keys(languages.en.messages)
  expect(keys.filter(key => !said(key))).toEqual([])
  expect(['reason.spam', 'api.do.vote.cast', 'home.counts'].every(said)).toBe(true)
  expect(['reasons.spam', 'homes.counts', 'nothing.at.all'].some(said)).toBe(false)
})

test('what is exported is used elsewhere', () => {
  const named = files.map(f => ({ path: f.path, names: new Set(f.text.match(/\w+/g)) }))
  const needless = files
    .filter(f => !f.path.startsWith('test/'))
    .flatMap(f =>
      [...f.text.matchAll(/^export (?:async )?(?:const|let|function|class) (\w+)/gm)].map(m => ({
        path: f.path,
        name: m[1] ?? '',
      })),
    )
    .filter(({ path, name }) => !named.some(other => other.path !== path && other.names.has(name)))
  expect(needless.map(({ path, name }) => `${path}: ${name}`)).toEqual([])
})

test('no test is skipped, singled out, retried or left empty', () => {
  const tests = others.filter(f => f.path.startsWith('test/'))
  expect(
    standing(tests, /\b(test|it|describe)(\.each\([^)]*\))?\.(skip|only|todo|fails|skipIf|runIf)\b|\bretry:|--retry/),
  ).toEqual([])
  expect(standing(tests, /\b(vi|jest)\.(mock|spyOn|useFakeTimers)\(/)).toEqual([])
})

test('no way around the types, nothing left for later, nothing of one machine', () => {
  expect(standing(others, /@ts-(ignore|nocheck|expect-error)|\bas any\b|: any\b(?=[\s,;)=[])|<any>/)).toEqual([])
  expect(standing(others, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([])
  expect(standing(others, /(?<![\w.])\/(work|root|home)\/[a-z]\w*|registry\.npmjs/)).toEqual([])
  expect(standing(others, /catch( \([^)]*\))? \{\s*\}/)).toEqual([])
})
