// The demonstration on both engines: whole, counted, labelled, the same each time, removed with one click and never made again.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { checkHouse } from '../../server/check.ts'
import { openDemo } from '../../server/demo.ts'
import { abouts, draftOf, scriptOf } from '../../server/demo/about.ts'
import { planOf } from '../../server/demo/plan.ts'
import { readScript } from '../../server/demo/script.ts'
import { readMarkdown } from '../../server/import/markdown.ts'
import { toDraft } from '../../server/import/units.ts'
import { levelOf } from '../../shared/agreement.ts'
import { outcomes } from '../../shared/comment.ts'
import { demoLangs, demoSlugs, type DemoLang } from '../../shared/demo.ts'
import type { View } from '../../shared/view.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { allRows } from '../helpers/tables.ts'
import { browserOf, type App } from '../helpers/web.ts'

const NOW = Date.parse('2026-11-22T15:10:00.000Z')
/** Rows by table, without what tells of the house itself and what changes with each start. */
async function rowsOf(house: TestHouse): Promise<Record<string, string[]>> {
  const { meta: _meta, keys: _keys, ...rows } = await allRows(house.place)
  const same = (row: string): string => row.replace(/"rules":"[^"]*"/, '')
  return Object.fromEntries(Object.entries(rows).map(([table, all]) => [table, all.map(same).sort()]))
}

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let app: App
  let first: Record<string, string[]>
  beforeAll(async () => {
    house = await openTestHouse(engine)
    house.clock.now = NOW
    app = createApp(house)
    await openDemo(house)
    first = await rowsOf(house)
  })
  afterAll(() => house.close())

  const viewOf = async (slug: string): Promise<View> =>
    (await (await browserOf(app, house, null)).get<View>(`/api/consultations/${slug}`)).body

  test('three consultations are open, with a deadline in some weeks, and a recount finds no difference', async () => {
    const { counted, differences } = await checkHouse(house)
    expect(differences).toEqual([])
    expect(counted.consultations).toBe(3)
    expect(counted.comments).toBeGreaterThan(500)
    expect(counted.votes).toBeGreaterThan(4_000)
    expect(counted.answered).toBeGreaterThan(150)
    for (const lang of demoLangs) {
      const { consultation: c, paragraphs, whole } = await viewOf(demoSlugs[lang])
      expect([c.state, c.lang, c.closing?.zone]).toEqual(['open', lang, abouts[lang].zone])
      expect(Date.parse(c.closesAt ?? '') - NOW).toBeGreaterThan(14 * 86_400_000)
      expect(paragraphs.length).toBe(64)
      expect(whole.comments).toBeGreaterThan(3)
    }
  })

  test('some paragraphs divide, others find broad agreement, some are silent', async () => {
    for (const lang of demoLangs) {
      const { paragraphs } = await viewOf(demoSlugs[lang])
      const numbered = paragraphs.filter(p => p.number !== null)
      const levels = numbered.map(p => levelOf(p.agreement))
      expect(numbered.filter(p => p.agreement.division > 0.8 && p.agreement.n > 30).length).toBeGreaterThan(4)
      expect(levels.filter(level => level === 'broadAgreement').length).toBeGreaterThan(10)
      expect(levels.filter(level => level === 'few' || level === 'none').length).toBeGreaterThan(0)
      expect(paragraphs.filter(p => p.kind === 'heading' && p.comments.all > 0).length).toBe(1)
    }
  })

  test('it is labelled on its pages and on the front door, in the reader’s language', async () => {
    const nobody = await browserOf(app, house, null)
    for (const [lang, label] of [
      ['en', 'Demonstration'],
      ['fr', 'Démonstration'],
      ['es', 'Demostración'],
    ] as const) {
      const slug = demoSlugs[lang]
      for (const path of [`/c/${slug}`, `/c/${slug}/paragraph/whole`, `/c/${slug}/search?q=a`, `/c/${slug}/reports`]) {
        const page = (await nobody.get(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)).text
        expect(page, path).toContain(`<strong>${label}</strong>`)
        expect(page, path).not.toContain('/desk/demo/remove')
      }
      const front = (await nobody.get(`/?lang=${lang}`)).text
      expect(front).toContain(`<h3><a href="/c/${slug}"`)
      expect([...front.matchAll(/<h3>/g)].length).toBe(1)
    }
  })

  test('another consultation at such an address is no demonstration', async () => {
    const elsewhere = await openTestHouse('sqlite')
    await elsewhere.consultation('demo')
    const page = await (await browserOf(createApp(elsewhere), elsewhere, null)).get('/c/demo')
    expect(page.text).not.toContain('class="demo"')
    await openDemo(elsewhere)
    expect((await checkHouse(elsewhere)).counted.consultations).toBe(1)
    await elsewhere.close()
  })

  test('an administrator removes it with one click; nothing else is touched, and it is never made again', async () => {
    const boss = await house.person('Sol', 'participant', 'administrator')
    const ana = await house.person('Ana', 'guest')
    const own = await house.consultation('own')
    await house.must(ana, 'vote.cast', { consultation: own.slug, item: own.units[0], value: 'agree' })
    const outside = (rows: Record<string, string[]>): Record<string, string[]> =>
      Object.fromEntries(Object.entries(rows).map(([table, all]) => [table, all.filter(r => !first[table]?.includes(r))]))
    const before = outside(await rowsOf(house))
    const { paragraphs } = await viewOf('demo')
    const unit = paragraphs.find(p => p.number === 1)?.id
    await house.commands.run('vote.cast', ana, { consultation: 'demo', item: unit, value: 'agree' })
    await house.commands.run('comment.post', ana, { consultation: 'demo', id: 'tried-it', paragraphId: unit, text: 'A try.' })

    const browser = await browserOf(app, house, boss)
    expect((await browser.get('/desk')).text).toContain('action="/desk/demo/remove"')
    expect((await browser.get('/')).text).toContain('action="/desk/demo/remove"')
    const token = (await house.people.session(browser.jar.get('parley')))?.formToken ?? ''
    const sessions = (await rowsOf(house))['sessions']?.length
    const answer = await browser.form('/desk/demo/remove', { token })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk?demo=removed'])
    expect((await browser.get('/desk?demo=removed')).text).toContain('The demonstration has been removed.')

    const after = await rowsOf(house)
    expect(after['sessions']?.length).toBe(sessions)
    expect({ ...after, sessions: [] }).toEqual({ ...before, sessions: [] })
    expect((await browser.get('/c/demo')).status).toBe(404)
    expect((await checkHouse(house)).differences).toEqual([])
    await openDemo(house)
    expect(await rowsOf(house)).toEqual(after)
    expect(await house.commands.run('demo.remove', boss, {})).toMatchObject({ result: { consultations: 0, people: 0 } })
  })
})

test('made twice at the same moment, it is the same to the letter; asked again, nothing is added', async () => {
  const [one, other] = [await openTestHouse('sqlite'), await openTestHouse('sqlite')]
  for (const house of [one, other]) {
    house.clock.now = NOW
    await openDemo(house)
  }
  const rows = await rowsOf(one)
  expect(await rowsOf(other)).toEqual(rows)
  await openDemo(other)
  expect(await rowsOf(other)).toEqual(rows)
  await one.close()
  await other.close()
})

describe.each(demoLangs)('the texts in %s', lang => {
  const script = readScript(scriptOf(lang))

  test('the draft has its headings, tables, lists, notes and links, and nothing is left out', () => {
    const { units, counts, warnings } = toDraft(readMarkdown(draftOf(lang)))
    expect(warnings).toEqual([])
    expect([units.length, counts.tables, counts.footnotes, counts.links]).toEqual([64, 2, 3, 2])
    expect(counts.listItems).toBeGreaterThan(20)
  })

  test('the voices are many: comments, replies, every kind and outcome, hidden, withdrawn, edited', () => {
    expect(script.length).toBeGreaterThan(120)
    expect(new Set(script.map(s => s.name)).size).toBeGreaterThan(20)
    expect(new Set(script.map(s => s.kind))).toEqual(new Set(['remark', 'question', 'support', 'objection', 'suggestion', null]))
    for (const outcome of outcomes)
      expect(script.filter(s => s.official?.outcome === outcome).length, outcome).toBeGreaterThanOrEqual(4)
    const having = (has: (s: (typeof script)[number]) => unknown): number => script.filter(has).length
    expect([having(s => s.hidden), having(s => s.withdrawn), having(s => s.before), having(s => s.guest) > 10]).toEqual([
      2,
      1,
      1,
      true,
    ])
  })

  test('what happens is spread over two weeks, and never in the future, whatever the hour of the start', () => {
    for (const hour of [0, 5, 12, 23]) {
      const now = Date.parse('2026-11-22T00:00:00.000Z') + hour * 3_600_000
      const { acts } = planOf(stageOf(lang, now), script)
      const days = new Set(acts.map(a => Math.floor(a.at / 86_400_000)))
      expect(days.size).toBeGreaterThan(12)
      expect(acts.filter(a => a.at >= now || a.at < now - 15 * 86_400_000)).toEqual([])
      expect(acts.length).toBeGreaterThan(1_300)
    }
  })
})

function stageOf(lang: DemoLang, now: number) {
  const { units } = toDraft(readMarkdown(draftOf(lang)))
  let number = 0
  const numbered = units.map((u, n) => ({ id: `unit${n}`, number: u.kind === 'heading' ? null : ++number }))
  const opened = Math.floor(now / 86_400_000) * 86_400_000 - 14 * 86_400_000 + 28_800_000
  return { lang, consultation: 'demo-x', units: numbered, opened, now, office: 'Office' }
}
