// The report of a consultation that was really held: what it says equals what the pages say at the same number (G2, G10, G22).

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuid7 } from '../../../server/clock.ts'
import { commentColumns, paragraphColumns } from '../../../server/report/columns.ts'
import { parseCsv } from '../../../server/report/csv.ts'
import { buildReport, formats, type ReportJob } from '../../../server/report/report.ts'
import { askedOf, threadOf } from '../../../server/threads.ts'
import { needConsultation } from '../../../server/view.ts'
import type { Comment } from '../../../shared/comment.ts'
import type { Actor } from '../../../shared/role.ts'
import { engines } from '../../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../../helpers/house.ts'

const values = ['agree', 'disagree', 'unsure', null] as const

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let slug: string
  let units: string[]
  let people: Actor[]
  const posted: Comment[] = []
  beforeAll(async () => {
    house = await openTestHouse(engine)
    ;({ slug, units } = await house.consultation())
    people = [
      await house.person('Ana', 'guest'),
      await house.person('Ben'),
      await house.person('Cleo'),
      await house.person('Dan', 'guest'),
    ]
    const mia = await house.person('Mia', 'participant', 'moderator')
    const sam = await house.person('Sam', 'participant', 'secretariat')
    const someone = (n: number): Actor => people[n % people.length] ?? mia
    const post = async (n: number, text: string, more = {}) => {
      const place = n % 5 === 4 ? 'whole' : (units[n % units.length] ?? 'whole')
      posted.push(
        await house.must<Comment>(someone(n), 'comment.post', {
          consultation: slug,
          id: uuid7(),
          paragraphId: place,
          text,
          ...more,
        }),
      )
    }
    for (let n = 0; n < 12; n++) await post(n, `Comment ${n}`)
    for (const n of [0, 0, 3]) {
      const parent = posted[n]
      if (parent) await post(n, `Reply to ${n}`, { replyTo: parent.id, paragraphId: parent.paragraphId })
    }
    const { paragraphs } = await house.view(slug, null)
    const items = [...paragraphs.filter(p => p.number !== null).map(p => p.wordingId), ...posted.map(c => c.id)]
    for (let n = 0; n < 60; n++) {
      await house.must(someone(n * 7 + (n >> 2)), 'vote.cast', {
        consultation: slug,
        item: items[(n * 5) % items.length],
        value: values[(n * 3 + (n >> 3)) % 4],
      })
    }
    await house.must(mia, 'comment.hide', { consultation: slug, id: posted[0]?.id, reason: 'offensive', note: 'seen' })
    await house.must(someone(2), 'comment.withdraw', { consultation: slug, id: posted[2]?.id })
    await house.must(sam, 'comment.answer', {
      consultation: slug,
      ids: [posted[1]?.id, posted[5]?.id],
      outcome: 'partly',
      text: 'In part.',
    })
    await house.must(sam, 'paragraph.correct', {
      consultation: slug,
      id: units[0],
      html: '<p>The town loses one litre in six.</p>',
      reason: 'A wrong figure',
    })
    await post(0, 'After the correction')
    await house.must(sam, 'consultation.close', { consultation: slug, reason: 'All has been said' })
    await house.must(mia, 'comment.hide', { consultation: slug, id: posted[4]?.id, reason: 'spam' })
  })
  afterAll(() => house.close())

  async function table(more: Partial<ReportJob>): Promise<Record<string, string>[]> {
    const made = await built({ format: 'csv', ...more })
    const [columns = [], ...rows] = parseCsv(readFileSync(made.file, 'utf8'))
    return rows.map(row => Object.fromEntries(columns.map((column, n) => [column, row[n] ?? ''])))
  }
  const built = (more: Partial<ReportJob>) =>
    buildReport({
      where: house.place.where,
      base: 'https://parley.example',
      consultation: slug,
      format: 'csv',
      table: 'comments',
      edition: 'public',
      lang: 'en',
      version: '1',
      outFile: join(house.place.dir, `r-${uuid7()}`),
      ...more,
    })
  const cells = (a: Comment['agreement']) =>
    Object.fromEntries(
      (['agree', 'disagree', 'unsure', 'guests', 'n', 'share', 'low', 'high', 'division'] as const).map(key => [
        key,
        a[key] === null ? '' : String(a[key]),
      ]),
    )

  test('paragraphs: numbers, text and votes of the page', async () => {
    const { paragraphs } = await house.view(slug, null)
    const rows = (await table({ table: 'paragraphs' })).filter(row => row['kind'] !== 'whole')
    expect(Object.keys(rows[0] ?? {})).toEqual([...paragraphColumns])
    expect(rows.length).toBe(paragraphs.length)
    for (const [n, p] of paragraphs.entries()) {
      expect(rows[n]).toMatchObject({
        paragraph_id: p.id,
        paragraph_number: p.number === null ? '' : String(p.number),
        comments: String(p.comments.all),
        threads: String(p.comments.threads),
        enough: String(p.agreement.enough),
        ...cells(p.agreement),
      })
    }
  })

  test('comments: every one of them, votes and states of the threads, and the words they were written under', async () => {
    const rows = await table({})
    expect(Object.keys(rows[0] ?? {})).toEqual([...commentColumns])
    expect(rows.map(r => r['comment_id']).toSorted()).toEqual(posted.map(c => c.id).toSorted())
    for (const place of [...units, 'whole']) {
      const { items } = await house.db.snapshot(async trx =>
        threadOf(trx, await needConsultation(trx, slug, null), place, askedOf({ limit: '1000', sort: 'oldest' }), null),
      )
      const told = rows.filter(row => row['reply_to'] === '' && items.some(c => c.id === row['comment_id']))
      expect(told.map(row => row['comment_id'])).toEqual(items.map(c => c.id))
      for (const [n, c] of items.entries()) {
        expect(told[n]).toMatchObject({
          state: c.state,
          text: c.text ?? '',
          author_name: c.author?.name ?? '',
          answer_outcome: c.answer?.outcome ?? '',
          posted_utc: c.postedAt,
          ...cells(c.agreement),
        })
      }
    }
    const at = (text: string) => rows.find(row => row['text'] === text)
    expect(at('Comment 8')?.['paragraph_text']).toContain('one litre in five')
    expect(at('After the correction')?.['paragraph_text']).toContain('one litre in six')
    expect(at('After the correction')?.['revision']).not.toBe(at('Comment 8')?.['revision'])
  })

  test('every format can be made, in both editions, and is named by both numbers', async () => {
    for (const format of formats) {
      for (const edition of ['public', 'staff'] as const) {
        const made = await built({ format, edition })
        expect(made.bytes).toBeGreaterThan(500)
        if (!format.startsWith('clean'))
          expect(made.name).toContain(`${edition}-closed-at-${made.closedSeq}-as-of-${made.asOf.seq}.`)
      }
    }
  })
})
