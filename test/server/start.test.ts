// A server that cannot keep its promises does not start, and says why; asked to stop, it answers what it was asked before (G27).

import Database from 'better-sqlite3'
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { io } from 'socket.io-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SCHEMA } from '../../db/migrate.ts'
import { open } from '../../db/open.ts'
import { setMeta } from '../../db/people.ts'
import { checkHouse } from '../../server/check.ts'
import { uuid7 } from '../../server/clock.ts'
import { newPlace } from '../helpers/engines.ts'
import { openTestHouse } from '../helpers/house.ts'
import { tell } from '../helpers/size.ts'
import { allRows } from '../helpers/tables.ts'
import { sessionOf } from '../helpers/web.ts'
import { Client, startServer } from '../prove/child.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-start-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** The server ends with 1 and this sentence, and shows no stack. */
async function refusesToStart(sentence: RegExp, env: Record<string, string> = {}, folder = dir): Promise<void> {
  const said = await startServer(folder, { env }).then(
    async child => {
      await child.stop()
      return 'started'
    },
    (error: Error) => error.message,
  )
  expect(said).toMatch(/^the server ended with 1: /)
  expect(said).toMatch(sentence)
  expect(said).not.toMatch(/\bat .*\.(ts|js):\d+/)
}
const parley = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>(done => {
    const env = { PATH: process.env['PATH'], DATA_DIR: dir }
    execFile(process.execPath, ['server/cli.ts', ...args], { env }, (error, out, err) =>
      done({ code: Number(error?.code ?? 0), out, err }),
    )
  })

test('[G27] a data folder that cannot be made', async () => {
  writeFileSync(join(dir, 'file'), '')
  await refusesToStart(/cannot be made \(ENOTDIR\): set DATA_DIR/, {}, join(dir, 'file', 'data'))
})

test('[G27] a database that is damaged or none, for the server and for the command line', async () => {
  writeFileSync(join(dir, 'parley.db'), 'This is a letter.\n'.repeat(1_000))
  await refusesToStart(/parley\.db is damaged or no database: move it away, and restore a backup/)
  const { code, err } = await parley('list')
  expect([code, err]).toEqual([1, expect.stringMatching(/^[^\n]*is damaged or no database[^\n]*\n$/)])
})

test('[G27] a schema that is newer than this program', async () => {
  const db = await open({ file: join(dir, 'parley.db') })
  await db.write(trx => setMeta(trx, { name: 'schema', value: '9000' }))
  await db.close()
  await refusesToStart(/made by a newer Parley \(schema 9000/)
})

test('[G27] a schema that is older is brought up to date with all it holds, and says so of itself', async () => {
  const raw = new Database(join(dir, 'parley.db'))
  for (const name of ['first-schema.sqlite.sql', 'first-rows.sql'])
    raw.exec(readFileSync(new URL(`../db/${name}`, import.meta.url), 'utf8'))
  raw.close()
  const child = await startServer(dir)
  expect(await (await fetch(`${child.url}/c/old`)).text()).toContain('The town loses one litre in five')
  expect(await child.stop()).toBe(0)
  const { code, out } = await parley('check', '--json')
  expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({ code: 0, ok: true, differences: [] })
  const file = join(dir, 'parley.db')
  expect((await allRows({ where: { file } }))['meta']?.join()).toContain(`"schema","value":"${SCHEMA}"`)
})

test('[G27] a port that is taken', async () => {
  const taken = createServer()
  taken.listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  await refusesToStart(/cannot be used \(EADDRINUSE\): free it, or set PORT/, {
    PORT: String(typeof address === 'object' ? address?.port : 0),
  })
  taken.close()
})

test('[G27] a disk that is nearly full, where one may be mounted', async context => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', dir], { stdio: 'ignore' })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return tell(context, 'no disk nearly full: run as root where tmpfs may be mounted')
  }
  try {
    await refusesToStart(/nearly full: free at least 100 MB/)
  } finally {
    execFileSync('umount', [dir])
  }
})

test('[G27] PostgreSQL that does not answer, or loses acknowledged writes', async () => {
  await refusesToStart(/PostgreSQL does not answer \(ECONNREFUSED\): start it, or correct DATABASE_URL/, {
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  })
  const place = await newPlace('postgres')
  const url = place.url ?? ''
  await refusesToStart(/PostgreSQL refuses \(3D000\)/, { DATABASE_URL: `${url}-which-is-not-there` })
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`)
  await admin.end()
  await refusesToStart(/PostgreSQL runs with synchronous_commit = off/, { DATABASE_URL: url })
  await place.remove()
})

/** A line of code that the server runs before its own, for what no address or setting can bring about. */
const before = (code: string) => ({ NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(code)}"` })
const logged = (said: string) =>
  said
    .split('\n')
    .flatMap(line => (line.startsWith('{') ? [JSON.parse(line) as { level: number; error?: { message: string } }] : []))

test.each([
  ['thrown where nobody catches', `throw new Error('from nowhere')`],
  ['refused where nobody listens', `Promise.reject(new Error('from nowhere'))`],
])('[G7] an error %s is logged and ends the server with 1, the database closed', async (_, fault) => {
  const server = await startServer(dir, { env: before(`process.on('SIGUSR2', () => { ${fault} })`) })
  expect(existsSync(join(dir, 'parley.db-wal'))).toBe(true)
  const ended = once(server.process, 'close')
  server.process.kill('SIGUSR2')
  expect(await ended).toEqual([1, null])
  expect(logged(server.said())).toEqual([
    expect.objectContaining({ level: 50, error: expect.objectContaining({ message: 'from nowhere' }) }),
  ])
  expect(existsSync(join(dir, 'parley.db-wal')), 'closed, SQLite leaves no log behind').toBe(false)
  const again = await startServer(dir)
  expect(await again.stop()).toBe(0)
})

test('a demonstration that cannot be made is logged, and everything else is served', async () => {
  const file = join(dir, 'parley.db')
  await (await open({ file })).close()
  const raw = new Database(file)
  raw.exec(`create trigger "full" before insert on "consultations" begin select raise(abort, 'no consultation here'); end`)
  raw.close()
  const server = await startServer(dir, { env: { PARLEY_DEMO: 'on' } })
  await vi.waitFor(() => expect(logged(server.said())).toHaveLength(1), 20_000)
  expect(logged(server.said())[0]?.error?.message).toBe('no consultation here')
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  expect(await server.stop()).toBe(0)
})

test('the demonstration’s code is loaded into an empty house alone', async () => {
  const watching = `import { registerHooks } from 'node:module'
registerHooks({ load(url, context, next) {
  if (url.endsWith('/server/demo.ts')) process.stdout.write('loads the demonstration\\n')
  return next(url, context)
} })`
  const env = { PARLEY_DEMO: 'on', ...before(watching) }
  const first = await startServer(dir, { env })
  await vi.waitFor(async () => expect(await (await fetch(first.url)).text()).toContain('/c/demo-'), 20_000)
  expect(first.said()).toContain('loads the demonstration')
  expect(await first.stop()).toBe(0)
  const second = await startServer(dir, { env })
  await vi.waitFor(() => expect(second.said()).toContain('Set up Parley here'), 20_000)
  expect((await fetch(second.url)).status).toBe(200)
  expect(await second.stop()).toBe(0)
  expect(second.said()).not.toContain('loads the demonstration')
})

test('[G7] asked to stop under load: what was asked is answered, what was answered is kept, and it ends in time', async context => {
  const place = { where: { file: join(dir, 'parley.db') }, dir, url: null, remove: async () => {} }
  const house = await openTestHouse('sqlite', place)
  house.clock.now = Date.now()
  const { slug, units } = await house.consultation('water', { closesAt: '2099-01-01T00:00', zone: 'UTC' })
  const cookie = `parley=${await sessionOf(house, await house.person('Ana', 'guest'))}`
  await house.close()

  const server = await startServer(dir)
  const listener = io(server.url, { path: '/live', query: { slug, after: '0' }, transports: ['websocket'], reconnection: false })
  await new Promise<void>(done => listener.once('connect', () => done()))
  const left = new Promise<unknown>(done => listener.once('disconnect', done))
  const { hostname, port } = new URL(server.url)

  // A comment of which only half has arrived when the server is asked to stop.
  const slow = uuid7()
  const body = JSON.stringify({ consultation: slug, id: slow, paragraphId: units[0], text: 'slow' })
  const wire = connect(Number(port), hostname)
  let answer = ''
  wire.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk))
  wire.write(
    `POST /api/commands/comment.post HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${server.url}\r\nCookie: ${cookie}\r\n` +
      `Content-Type: application/json\r\nIdempotency-Key: ${uuid7()}\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 20)}`,
  )
  const acked = new Set([slow])
  const statuses = new Set<number>()
  const client = new Client()
  let broken = 0
  let ended: Promise<number | null> | null = null
  let from = 0
  const worker = async (): Promise<void> => {
    while (!broken) {
      const id = uuid7()
      const input = { consultation: slug, id, paragraphId: units[0], text: id }
      try {
        const { status } = await client.post(server.url, '/api/commands/comment.post', cookie, uuid7(), input)
        statuses.add(status)
        if (status === 200) acked.add(id)
      } catch (error) {
        if (!(error instanceof Error)) throw error
        broken++
      }
      if (acked.size > 200 && !ended) {
        from = performance.now()
        ended = server.stop()
        wire.end(body.slice(20))
      }
    }
  }
  await Promise.all(Array.from({ length: 20 }, worker))
  expect(await ended).toBe(0)
  const took = performance.now() - from
  expect(took).toBeLessThan(5_000)
  await left
  client.close()
  expect([...statuses]).toEqual([200])
  expect(answer).toMatch(/^HTTP\/1\.1 200/)
  const db = await open(place.where)
  const stored = new Set((await allRows(place))['comments']?.map(r => (JSON.parse(r) as { id: string }).id))
  expect([...acked].filter(id => !stored.has(id))).toEqual([])
  expect((await checkHouse({ db })).differences).toEqual([])
  await db.close()
  expect(server.said()).not.toMatch(/"level":50/)
  tell(context, `${acked.size} acknowledged, ended ${Math.round(took)} ms after SIGTERM`)
})
