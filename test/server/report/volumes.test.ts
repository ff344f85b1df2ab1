// Documents of at most 5,000 comments: one per section, cut again where a section is too long, nothing left out.

import { unzipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ReportParagraph } from '../../../server/report/model.ts'
import { buildReport } from '../../../server/report/report.ts'
import { MOST, volumeName, volumesOf } from '../../../server/report/volumes.ts'
import { agreementOf, noVotes } from '../../../shared/agreement.ts'
import { reportFixture } from '../../helpers/report-fixture.ts'

const unit = (id: string, comments: number, level: number | null = null): ReportParagraph => ({
  id,
  wordingId: id,
  number: null,
  kind: level ? 'heading' : 'prose',
  level,
  section: '',
  html: '',
  text: id,
  footnotes: [],
  archived: false,
  threads: comments,
  comments,
  agreement: agreementOf(noVotes, 5),
})

test('up to 5,000 comments make one volume', () => {
  expect(volumesOf([unit('A', 0, 1), unit('a', MOST)], MOST).length).toBe(1)
})

test('beyond, each section is a volume and no comment is left out', () => {
  const draft = [
    unit('before', 3),
    unit('A', 1, 1),
    unit('a', 2),
    unit('A.1', 0, 2),
    unit('B', 0, 1),
    unit('b', 12_000),
    unit('C', 7, 1),
  ]
  const volumes = volumesOf(draft, 12_013)
  expect(volumes.map(v => v.title)).toEqual(['', 'A', 'B', 'B', 'B', 'C'])
  const sizes = volumes.map(v => v.slices.reduce((sum, slice) => sum + slice.comments, 0))
  expect(sizes).toEqual([3, 3, 5_000, 5_000, 2_000, 7])
  expect(new Set(volumes.flatMap(v => v.slices.map(s => s.paragraph.id)))).toEqual(new Set(draft.map(p => p.id)))
  expect(volumes.map((v, n) => volumeName({ ...v, title: `${v.title} / Über ../x` }, n + 1, 12, p => p.text)).at(1)).toBe(
    '02-a-uber-x',
  )
})

test('5,300 comments come as a zip in which every comment stands once', async () => {
  const it = await reportFixture({ more: 5_300 })
  const job = {
    where: it.where,
    base: 'https://parley.example',
    consultation: it.slug,
    table: 'comments',
    edition: 'public',
    lang: 'en',
    version: '1',
  } as const
  const seen: number[] = []
  const made = await buildReport({ ...job, format: 'docx', outFile: join(it.folder, 'r') }, done => seen.push(done))
  expect(made.name).toMatch(/\.zip$/)
  expect(seen.at(-1)).toBe(it.accepted)
  const files = unzipSync(readFileSync(made.file))
  expect(Object.keys(files)).toEqual(['00-summary.docx', '1-on-the-draft-as-a-whole.docx', '2-scope.docx', '3-scope.docx'])
  const ids = Object.values(files).flatMap(file => {
    const document = Buffer.from(unzipSync(file)['word/document.xml'] ?? []).toString()
    return [...document.matchAll(/ · (k\d+)</g)].map(m => m[1])
  })
  expect(ids.length).toBe(it.accepted)
  expect(new Set(ids).size).toBe(it.accepted)
  await it.end()
})
