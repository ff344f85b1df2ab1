// What changed, in the report: texts longer than a cell go on in further columns of the workbook, and are whole in CSV.

import { unzipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseCsv } from '../../../server/report/csv.ts'
import { buildReport } from '../../../server/report/report.ts'
import { openTestHouse, operator, type TestHouse } from '../../helpers/house.ts'

let house: TestHouse
let slug: string
const long = (word: string): string => `${`${word} `.repeat(6_000)}😀 end.`
const texts = { second: `Before, ${long('water')}`, third: `After, ${long('pipes')} ${long('rain')}` }
beforeAll(async () => {
  house = await openTestHouse('sqlite')
  const made = await house.consultation('long')
  slug = made.slug
  const on = { consultation: slug }
  for (const text of Object.values(texts)) {
    await house.commands.run('revision.begin', operator, on)
    await house.commands.run('draft.write', operator, { ...on, id: made.units[0], html: `<p>${text}</p>` })
    await house.commands.run('revision.publish', operator, { ...on, reason: 'Longer.' })
  }
})
afterAll(() => house.close())

const built = async (format: 'xlsx' | 'csv'): Promise<Buffer> => {
  const outFile = join(house.place.dir, `changes.${format}`)
  const job = { where: house.where, base: 'https://parley.example', consultation: slug, edition: 'public' as const }
  const made = await buildReport({ ...job, lang: 'en', version: '9.9.9', outFile, table: 'changes', format })
  return readFileSync(made.file)
}

test('the workbook has every letter of a changed text, none in a cell too long for spreadsheets', async () => {
  const sheet = Buffer.from(unzipSync(await built('xlsx'))['xl/worksheets/sheet5.xml'] ?? []).toString()
  const rows = [...sheet.matchAll(/<row .*?<\/row>/gs)].map(([row]) =>
    Object.fromEntries(
      [...row.matchAll(/<c r="([A-Z]+)\d+"[^>]*>(?:<is><t[^>]*>|<v>)([^<]*)/g)].map(([, at, text]) => [at, text]),
    ),
  )
  const [heads = {}, ...cells] = rows
  const column = (name: string): string => Object.keys(heads).find(at => heads[at] === name) ?? 'none'
  const whole = (row: Record<string, string | undefined> | undefined, name: string): string =>
    [name, `${name}_2`, `${name}_3`].map(part => row?.[column(part)] ?? '').join('')
  expect(cells.map(row => whole(row, 'text_after'))).toEqual([texts.second, texts.third])
  expect(whole(cells[1], 'text_before')).toBe(texts.second)
  expect([column('text_before_2'), column('text_after_3'), column('text_before_3')]).toEqual([
    expect.stringMatching(/^[A-Z]+$/),
    expect.stringMatching(/^[A-Z]+$/),
    'none',
  ])
  const lengths = cells.flatMap(row => Object.values<string>(row).map(text => text.length))
  expect(Math.max(...lengths)).toBeLessThanOrEqual(32_767)
})

test('CSV has the texts whole', async () => {
  const [columns = [], ...rows] = parseCsv((await built('csv')).toString())
  const at = columns.indexOf('text_after')
  expect(rows.map(row => row[at])).toEqual([texts.second, texts.third])
})
