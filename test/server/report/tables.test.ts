// CSV and JSON: columns, guarded cells, counts, editions, and the same bytes twice.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { canonical } from '../../../server/report/json.ts'
import { commentColumns, paragraphColumns } from '../../../server/report/columns.ts'
import { guard, parseCsv, unguard } from '../../../server/report/csv.ts'
import { localTimes } from '../../../server/report/zone.ts'
import { buildReport, type ReportJob } from '../../../server/report/report.ts'
import { hostile } from '../../helpers/hostile-texts.ts'
import { CANARY, loseComment, NOTE, reportFixture, SECRET, WITHDRAWN, type Fixture } from '../../helpers/report-fixture.ts'

let it: Fixture
beforeAll(async () => {
  it = await reportFixture()
})
afterAll(() => it.end())

const job = (more: Partial<ReportJob>): ReportJob => ({
  where: it.where,
  base: 'https://parley.example',
  consultation: it.slug,
  format: 'csv',
  table: 'comments',
  edition: 'public',
  lang: 'en',
  version: '9.9.9',
  outFile: join(it.folder, `out-${Math.random()}`),
  ...more,
})
const built = async (more: Partial<ReportJob>) => {
  const made = await buildReport(job(more))
  return { made, text: readFileSync(made.file, 'utf8') }
}

test('the comments table has the columns of the contract, one row a comment, texts unchanged', async () => {
  const { made, text } = await built({})
  expect(made.name).toBe(`water-act-comments-public-closed-at-${it.lastSeq - 1}-as-of-${it.lastSeq}.csv`)
  expect(text.startsWith('\uFEFFconsultation,revision,paragraph_number,')).toBe(true)
  expect(text.replaceAll(/"(?:[^"]|"")*"/g, '')).not.toMatch(/[^\r]\n/)
  const [columns, ...rows] = parseCsv(text)
  expect(columns).toEqual([...commentColumns])
  expect(rows.length).toBe(it.accepted)
  expect(rows.every(r => r.length === commentColumns.length)).toBe(true)
  const read = rows.map(r => Object.fromEntries(commentColumns.map((c, n) => [c, r[n] ?? ''])))
  for (const words of hostile) expect(read.filter(r => r['text'] === words).length).toBe(1)
  const [whole, first] = read
  expect(whole).toMatchObject({ paragraph_id: 'whole', paragraph_number: '', text: 'A comment on the whole draft', share: '' })
  expect(first).toMatchObject({
    paragraph_number: '1',
    agree: '4',
    n: '5',
    share: '0.8',
    guests: '1',
    division: '0.4',
    state: 'published',
  })
  expect(first?.['posted_utc']).toBe('2026-09-01T21:33:00.000Z')
  expect(first?.['posted_local']).toBe('2026-09-01T23:33:00.000+02:00')
  expect(first?.['comment_url']).toBe(`https://parley.example/c/water-act/comment/${first?.['comment_id']}`)
  expect(read.find(r => r['text'] === '+1+1')).toMatchObject({ answer_outcome: 'partly', answer_text: '=We will see\nby March' })
  const hidden = read.findIndex(r => r['state_reason'] === 'offensive')
  expect(read.slice(hidden, hidden + 4).map(r => r['text'])).toEqual([
    '',
    'A reply to what is hidden',
    'A reply to the reply',
    'After the hidden one',
  ])
  expect(read[hidden]).toMatchObject({ state: 'hidden', author_name: '', author_kind: '' })
})

test('[G24] no cell of a table begins with what a spreadsheet would execute', async () => {
  for (const table of ['comments', 'paragraphs'] as const) {
    const { text } = await built({ table, edition: 'staff' })
    const cells = [...text.slice(1).matchAll(/(?:^|,|\r\n)("?)([^",\r\n]?)/g)].map(m => m[2])
    expect(cells.length).toBeGreaterThan(50)
    expect(cells.filter(c => c && '=+-@\t\r＝＋－＠'.includes(c))).toEqual([])
  }
})

test('[G24] guards are undone to the letter, also where the text began with an apostrophe', () => {
  for (const text of [...hostile, "'", "''=", "'x", '-', '', '\r', "'\t"]) expect(unguard(guard(text))).toBe(text)
})

test('[G17] hidden words stand in the staff edition alone, withdrawn words and addresses nowhere', async () => {
  for (const format of ['csv', 'json'] as const) {
    const open = (await built({ format })).text
    const staff = (await built({ format, edition: 'staff' })).text
    expect(open).not.toContain(SECRET)
    expect(open).not.toContain(NOTE)
    expect(staff).toContain(SECRET)
    for (const text of [open, staff]) {
      expect(text).not.toContain(WITHDRAWN)
      expect(text).not.toContain(CANARY)
      expect(text).not.toContain('p1')
    }
  }
})

test('[G22] [G23] the JSON is canonical and closes with the hash of its content; its counts add up', async () => {
  const { text } = await built({ format: 'json' })
  const read = JSON.parse(text) as {
    content: {
      comments: object[]
      paragraphs: object[]
      header: {
        counts: { accepted: number; exported: number; withheld: Record<string, number> }
        closedSeq: number
        asOf: object
      }
    }
    sha256: string
  }
  expect(`${canonical(read)}\n`).toBe(text)
  expect(createHash('sha256').update(canonical(read.content)).digest('hex')).toBe(read.sha256)
  const { counts, closedSeq, asOf } = read.content.header
  expect(counts).toMatchObject({
    accepted: it.accepted,
    exported: it.accepted - 3,
    withheld: { offensive: 1, personalData: 1, withdrawn: 1 },
  })
  expect(closedSeq).toBe(it.lastSeq - 1)
  expect(asOf).toEqual({ seq: it.lastSeq, at: '2026-09-15T18:50:00.000Z' })
  expect(Object.keys(read.content.comments[0] ?? {}).sort()).toEqual([...commentColumns].sort())
  expect(Object.keys(read.content.paragraphs[0] ?? {}).sort()).toEqual([...paragraphColumns].sort())
})

test('[G22] the same number gives the same bytes, and the hash stands beside the file', async () => {
  for (const format of ['csv', 'json'] as const) {
    const [a, b] = [await built({ format }), await built({ format })]
    expect(a.made.sha256).toBe(b.made.sha256)
    expect(createHash('sha256').update(readFileSync(a.made.file)).digest('hex')).toBe(a.made.sha256)
    expect(readFileSync(`${a.made.file}.sha256`, 'utf8')).toBe(`${a.made.sha256}  ${a.made.name}\n`)
  }
})

test('[G23] comments that do not add up are refused and leave no file', async () => {
  const other = await reportFixture({ closed: false })
  await other.db.write(trx => loseComment(trx, { id: 'k3' }))
  const outFile = join(other.folder, 'never.csv')
  await expect(buildReport({ ...job({}), where: other.where, outFile })).rejects.toThrow('are not the')
  expect(readdirSync(other.folder).filter(name => name.startsWith('never'))).toEqual([])
  await other.end()
})

test('[G22] both engines give the same bytes at the same number', async () => {
  const other = await reportFixture({ engine: 'postgres' })
  for (const format of ['csv', 'json'] as const) {
    const here = await built({ format, edition: 'staff' })
    const there = await buildReport({ ...job({ format, edition: 'staff' }), where: other.where })
    expect(there.sha256).toBe(here.made.sha256)
  }
  await other.end()
})

test('[G23] a cancelled report leaves nothing behind', async () => {
  const cancel = new AbortController()
  const going = job({})
  const waiting = buildReport(going, () => {}, cancel.signal)
  cancel.abort(new Error('cancelled'))
  await expect(waiting).rejects.toThrow('cancelled')
  expect(existsSync(going.outFile)).toBe(false)
})

test('local times carry the offset of their day', () => {
  const paris = localTimes('Europe/Paris')
  expect(paris('2027-03-28T00:59:59.000Z')).toBe('2027-03-28T01:59:59.000+01:00')
  expect(paris('2027-03-28T01:00:00.000Z')).toBe('2027-03-28T03:00:00.000+02:00')
  expect(localTimes('Asia/Kathmandu')('2027-01-01T00:00:00.000Z')).toBe('2027-01-01T05:45:00.000+05:45')
  expect(localTimes('America/St_Johns')('2027-01-01T00:00:00.000Z')).toBe('2026-12-31T20:30:00.000-03:30')
  expect(localTimes('UTC')('2027-01-01T00:00:00.000Z')).toBe('2027-01-01T00:00:00.000+00:00')
})
