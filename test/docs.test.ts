// The documents tell the truth about what a machine can check: links and pictures exist, settings and columns are those of the code, commands of package.json and of the command line are real.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { changeColumns } from '../server/report/changes.ts'
import { commentColumns, paragraphColumns } from '../server/report/columns.ts'
import { langs } from '../shared/words.ts'

const root = new URL('../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const documents = ['README.md', ...readdirSync(new URL('docs/', root)).flatMap(n => (n.endsWith('.md') ? [`docs/${n}`] : []))]
/** Everything that stands in `backticks`. */
const quoted = (text: string): Set<string> => new Set([...text.matchAll(/`([^`\n]+)`/g)].map(m => m[1] ?? ''))
/** Places of the repository named in a text: no addresses, no patterns. */
const places = (text: string): string[] =>
  [...quoted(text)].filter(word => /^(shared|db|server|client|test|docs)\/[\w./-]*$/.test(word))

test('every relative link and every picture is there', () => {
  let links = 0
  const broken = documents.flatMap(path =>
    [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, to = '']) => {
      if (/^[a-z]+:/.test(to)) return []
      links++
      return existsSync(new URL(to.replace(/#.*$/, ''), new URL(path, root))) ? [] : [`${path} -> ${to}`]
    }),
  )
  expect(broken).toEqual([])
  expect(links).toBeGreaterThan(20)
})

test('every picture says what it shows, is used, and is small', () => {
  const shown = documents.flatMap(path => [...read(path).matchAll(/!\[([^\]]*)\]\((?:docs\/)?pictures\/([^)]+)\)/g)])
  expect(shown.filter(([, alt = '']) => alt.length < 10).map(([all]) => all)).toEqual([])
  const there = readdirSync(new URL('docs/pictures/', root))
  expect([...new Set(shown.map(([, , name]) => name))].sort()).toEqual(there.sort())
  const sizes = there.map(name => statSync(new URL(`docs/pictures/${name}`, root)).size)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(120_000)
  expect(sizes.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(1_500_000)
})

/** What somebody would add, following the page. */
const example = 'shared/words/de.ts'

test('the places of the code that are named exist', () => {
  const named = documents.flatMap(path => places(read(path)).map(place => ({ path, place })))
  expect(
    named.filter(({ place }) => place !== example && !existsSync(new URL(place, root))).map(n => `${n.path}: ${n.place}`),
  ).toEqual([])
  expect(named.length).toBeGreaterThan(50)
})

test('operating.md names the settings of the configuration, each once, and no others', () => {
  const code = read('server/config.ts')
  const names = new Set([...code.matchAll(/(?:env\['|\b(?:number|oneOf|url)\(')([A-Z_]+)'/g)].map(m => m[1] ?? ''))
  const section = read('docs/operating.md').split('## Settings')[1]?.split('\n## ')[0] ?? ''
  const told = [...section.matchAll(/^\| `([A-Z_]+)`/gm)].map(m => m[1] ?? '')
  expect(told.sort()).toEqual([...names].sort())
  const inReadme = [...read('README.md').matchAll(/^\| `[^|]+\|/gm)].flatMap(([cell]) => [...quoted(cell)])
  expect(inReadme.filter(name => !names.has(name))).toEqual([])
  expect(inReadme.length).toBeGreaterThan(5)
})

test('report.md names every column', () => {
  const told = quoted(read('docs/report.md'))
  const columns = [...commentColumns, ...paragraphColumns, ...changeColumns]
  expect(columns.filter(name => !told.has(name))).toEqual([])
})

test('what one is asked to run can be run', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const all = documents.map(read).join('\n')
  const asked = [...all.matchAll(/npm (?:run (?:-s )?([a-z:]+)|(start|test)\b)/g)].map(m => m[1] ?? m[2] ?? '')
  expect([...new Set(asked)].filter(name => !scripts[name])).toEqual([])
  const known = new Set([...read('server/cli.ts').matchAll(/^(?:const usage = `)?parley ([a-z]+)/gm)].map(m => m[1] ?? ''))
  const spoken = [...all.matchAll(/(?:npm run -s parley --|`parley|server\/cli\.ts) ([a-z]+)/g)].map(m => m[1] ?? '')
  expect([...new Set(spoken)].filter(name => !known.has(name))).toEqual([])
  expect(spoken.length).toBeGreaterThan(8)
})

test('README names the languages of the interface', () => {
  const english = new Intl.DisplayNames('en', { type: 'language' })
  expect(langs.map(lang => english.of(lang) ?? lang).filter(name => !read('README.md').includes(name))).toEqual([])
})

test('every decision is one dated line that says why', () => {
  const lines = read('docs/decisions.md')
    .split('\n')
    .filter(line => line && !/^#|^One dated line/.test(line))
  expect(lines.filter(line => !/^- 20\d\d-\d\d-\d\d \S.{40,}/.test(line))).toEqual([])
  expect(lines.length).toBeGreaterThan(30)
})
