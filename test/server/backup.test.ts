// Backups taken while people write: each restores to the state of one number, recounted, with the same report; what is damaged or in the way is refused (G31).

import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findConsultation } from '../../db/consultations.ts'
import { open } from '../../db/open.ts'
import { backupTo, restoreFrom } from '../../server/backup.ts'
import { checkHouse } from '../../server/check.ts'
import { uuid7 } from '../../server/clock.ts'
import { ConfigError, readConfig } from '../../server/config.ts'
import { buildReport } from '../../server/report/report.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Value } from '../../shared/agreement.ts'
import type { Actor } from '../../shared/role.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { pick, seeded, size, tell } from '../helpers/size.ts'

const run = promisify(execFile)
let house: TestHouse
let folder: string
beforeEach(async () => {
  house = await openTestHouse('sqlite')
  folder = await mkdtemp(join(tmpdir(), 'parley-backup-'))
})
afterEach(async () => {
  await house.close()
  await rm(folder, { recursive: true, force: true })
})
const configOf = (dir: string) => readConfig({ DATA_DIR: dir, PARLEY_DEMO: 'off' })

interface Act {
  seq: number
  comment?: string
  vote?: { who: string; item: string; value: Value | null }
}
/** Everything that was acknowledged, with its number, while `during` ran. */
async function underLoad(slug: string, units: string[], during: () => Promise<void>): Promise<Act[]> {
  const random = seeded(31)
  const acts: Act[] = []
  const people: Actor[] = []
  for (let i = 0; i < 20; i++) people.push(await house.person(`P${i}`, 'guest'))
  let going = true
  const work = people.map(async who => {
    while (going) {
      if (random() < 0.5) {
        const comment = uuid7()
        const input = { consultation: slug, id: comment, paragraphId: pick(random, units), text: `Said ${comment}` }
        acts.push({ seq: (await house.commands.run('comment.post', who, input, uuid7())).seq, comment })
      } else {
        const vote = { item: pick(random, units), value: pick(random, ['agree', 'disagree', 'unsure', null] as const) }
        const { seq } = await house.commands.run('vote.cast', who, { consultation: slug, ...vote }, uuid7())
        acts.push({ seq, vote: { who: who.id, ...vote } })
      }
      // The next macrotask: otherwise the load would keep this thread to itself.
      await new Promise(next => setImmediate(next))
    }
  })
  await during()
  going = false
  await Promise.all(work)
  return acts.sort((a, b) => a.seq - b.seq)
}

/** Writes the JSON and the CSV of a database file; answers their hashes. */
async function reports(file: string, slug: string): Promise<{ hashes: string[]; json: string }> {
  const made = []
  for (const format of ['json', 'csv'] as const)
    made.push(
      await buildReport({
        where: { file },
        base: 'https://parley.example',
        consultation: slug,
        format,
        table: 'comments',
        edition: 'staff',
        lang: 'en',
        version: '1',
        outFile: join(folder, `report-${uuid7()}.${format}`),
      }),
    )
  return { hashes: made.map(m => m.sha256), json: made[0]?.file ?? '' }
}

interface Told {
  content: {
    comments: { comment_id: string; text: string }[]
    paragraphs: { wording_id: string | null; agree: number; disagree: number; unsure: number }[]
    header: { asOf: { seq: number } }
  }
}

/** The restored copy holds exactly what was acknowledged up to its own number: comments, texts, votes. */
function asAt(acts: Act[], { content }: Told): number {
  const { seq } = content.header.asOf
  const then = acts.filter(a => a.seq <= seq)
  expect(new Set(content.comments.map(c => c.comment_id))).toEqual(new Set(then.flatMap(a => a.comment ?? [])))
  for (const c of content.comments) expect(c.text).toBe(`Said ${c.comment_id}`)
  const stand = new Map<string, Value | null>()
  for (const { vote } of then) if (vote) stand.set(`${vote.item} ${vote.who}`, vote.value)
  for (const p of content.paragraphs) {
    const count = (value: Value) => [...stand].filter(([key, v]) => v === value && key.startsWith(`${p.wording_id} `)).length
    expect([p.agree, p.disagree, p.unsure], `unit ${p.wording_id}`).toEqual([count('agree'), count('disagree'), count('unsure')])
  }
  return seq
}

test(
  '[G31] taken under load, by the house and by the command line: restored, recounted, the report of their number',
  { timeout: size(120_000, 600_000) },
  async context => {
    const { slug, units } = await house.consultation()
    const times = size(2, 10)
    const backups: string[] = []
    const acts = await underLoad(slug, units, async () => {
      for (let n = 0; n < times; n++) {
        await backupTo(house, join(folder, `house-${n}.db`))
        backups.push(`house-${n}.db`)
      }
      const env = { PATH: process.env['PATH'], DATA_DIR: house.place.dir }
      const { stdout } = await run(process.execPath, ['server/cli.ts', 'backup', join(folder, 'cli.db')], { env })
      expect(JSON.parse(stdout)).toMatchObject({ file: join(folder, 'cli.db') })
      backups.push('cli.db')
    })
    await house.recount()
    const numbers: number[] = []
    for (const [n, name] of backups.entries()) {
      const dir = join(folder, `restored-${n}`)
      const restored = await restoreFrom(configOf(dir), join(folder, name))
      expect(restored).toMatchObject({ ok: true, differences: [] })
      const told = JSON.parse(readFileSync((await reports(join(dir, 'parley.db'), slug)).json, 'utf8')) as Told
      numbers.push(asAt(acts, told))
    }
    expect(numbers[0], 'taken in the middle, not after').toBeLessThan(acts.at(-1)?.seq ?? 0)
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
    tell(context, `${backups.length} backups while ${acts.length} acts were taken; at the numbers ${numbers.join(', ')}`)
  },
)

test('[G31] closed, then backed up: the copy gives the same bytes of the same report', async () => {
  const { slug, units } = await house.consultation()
  await underLoad(slug, units, async () => void (await backupTo(house, join(folder, 'earlier.db'))))
  await house.commands.run('consultation.close', operator, { consultation: slug, reason: 'Enough.' })
  const { sha256, bytes } = await backupTo(house, join(folder, 'closed.db'))
  expect(bytes).toBe(readFileSync(join(folder, 'closed.db')).length)
  expect(readFileSync(join(folder, 'closed.db.sha256'), 'utf8')).toBe(`${sha256}  closed.db\n`)
  const env = { PATH: process.env['PATH'], DATA_DIR: join(folder, 'elsewhere') }
  const { stdout } = await run(process.execPath, ['server/cli.ts', 'restore', join(folder, 'closed.db')], { env })
  expect(JSON.parse(stdout)).toEqual(await checkHouse(house))
  const copy = join(folder, 'elsewhere', 'parley.db')
  expect((await reports(copy, slug)).hashes).toEqual((await reports(join(house.place.dir, 'parley.db'), slug)).hashes)
  const db = await open({ file: copy })
  expect((await findConsultation(db.read, { slug }))?.closedSeq).toBe(
    (await findConsultation(house.db.read, { slug }))?.closedSeq,
  )
  await db.close()
})

test('[G31] nothing is overwritten: neither a backup nor a database', async () => {
  await house.consultation()
  const file = join(folder, 'one.db')
  await backupTo(house, file)
  const before = readFileSync(file)
  await expect(backupTo(house, file)).rejects.toMatchObject({ detail: { sentence: expect.stringContaining('exists already') } })
  await expect(backupTo(house, join(folder, 'no', 'where.db'))).rejects.toThrow(Refusal)
  expect(readFileSync(file).equals(before)).toBe(true)
  await expect(restoreFrom(house.config, file)).rejects.toThrow(/parley\.db exists already: stop the server/)
  await house.recount()
})

test('[G31] a damaged backup, or what is none, is refused with a sentence and leaves no file', async () => {
  await house.consultation()
  const good = join(folder, 'good.db')
  await backupTo(house, good)
  const bytes = readFileSync(good)
  const damaged: Record<string, Buffer> = {
    'one-bit': Buffer.from(bytes.map((b, i) => (i === bytes.length - 100 ? b ^ 1 : b))),
    'cut-off': bytes.subarray(0, Math.floor(bytes.length / 2)),
    scribbled: Buffer.from(bytes).fill(0xa5, 4_096, 40_960),
    'no-database': Buffer.from('This is a letter.\n'.repeat(1_000)),
    empty: Buffer.alloc(0),
  }
  for (const [name, content] of Object.entries(damaged)) {
    const file = join(folder, `${name}.db`)
    writeFileSync(file, content)
    if (name === 'one-bit') writeFileSync(`${file}.sha256`, readFileSync(`${good}.sha256`))
    const dir = join(folder, name)
    const failed = restoreFrom(configOf(dir), file)
    await expect(failed, name).rejects.toThrow(ConfigError)
    await expect(failed).rejects.toThrow(/is damaged.*Take another backup\./)
    expect(existsSync(dir) ? readdirSync(dir) : [], name).toEqual([])
  }
  await expect(restoreFrom(configOf(join(folder, 'x')), join(folder, 'nowhere.db'))).rejects.toThrow('does not exist')
  copyFileSync(good, join(folder, 'moved.db'))
  expect((await restoreFrom(configOf(join(folder, 'y')), join(folder, 'moved.db'))).ok).toBe(true)
})

test('[G31] on PostgreSQL the sentence says what to use', async () => {
  const other = await openTestHouse('postgres')
  await expect(backupTo(other, join(folder, 'pg.db'))).rejects.toMatchObject({
    detail: { sentence: 'On PostgreSQL, back up with pg_dump -Fc and restore with pg_restore.' },
  })
  await expect(restoreFrom(other.config, join(folder, 'pg.db'))).rejects.toThrow('restore with pg_restore')
  await other.close()
})
