// The way from the preview to the public page, without scripts, on both engines: steps, what is refused and where, nothing typed lost.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findConsultation } from '../../db/consultations.ts'
import { storeDraft } from '../../server/commands/draft.ts'
import { readMarkdown } from '../../server/import/markdown.ts'
import { toDraft } from '../../server/import/units.ts'
import { engines } from '../helpers/engines.ts'
import { draftText, openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { visitor, type Page, type Visitor } from '../helpers/visitor.ts'

/** The steps of a page: name, "now", "done" or "todo", and whether it is a link. */
function stepsOf(page: Page): string[] {
  const nav = /<nav class="steps".*?<\/nav>/.exec(page.text)?.[0] ?? ''
  return [...nav.matchAll(/<li class="(step-done)?"><(a|span) class="step"([^>]*)>.*?<span>([^<]*)<\/span>/g)].map(
    ([, done, tag, rest, name]) =>
      `${name} ${rest?.includes('aria-current') ? 'now' : done ? 'done' : 'todo'}${tag === 'a' ? ' link' : ''}`,
  )
}
const primaries = (page: Page): number => page.text.match(/class="button button-primary"/g)?.length ?? 0

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let sol: Visitor
  let units = 0
  beforeAll(async () => {
    house = await openTestHouse(engine)
    sol = await visitor(house, await house.person('Sol', 'participant', 'secretariat'))
  })
  afterAll(() => house.close())

  async function draft(slug: string): Promise<string> {
    const { result } = await house.commands.run('consultation.create', operator, { slug, title: 'The river', lang: 'en' })
    const stored = toDraft(readMarkdown(new TextEncoder().encode(draftText)))
    units = stored.units.filter(u => u.kind !== 'heading').length
    await house.commands.act((result as { id: string }).id, operator, ctx => storeDraft(ctx, stored))
    return `/c/${slug}/desk/draft`
  }
  const stored = (slug: string) => findConsultation(house.db.read, { slug })

  test('each step shows where one is and has one primary way on, to the share page', async () => {
    const path = await draft('river')
    expect(stepsOf(await sol.get('/desk/new'))).toEqual([
      'File now',
      'Preview todo',
      'Describe todo',
      'Deadline todo',
      'Publish todo',
      'Share todo',
    ])
    const preview = await sol.get(path)
    expect(stepsOf(preview).slice(0, 3)).toEqual(['File done link', 'Preview now', 'Describe todo link'])
    expect(preview.text).toContain(`class="button button-primary" href="${path}/about"`)
    const about = { title: 'The river rises', asker: 'Town', description: 'Please **read**.', next: 'We answer.', guests: 'yes' }
    expect((await sol.post(`${path}/about`, about)).to).toBe(`${path}/deadline?did=save`)
    const deadline = { closes: '2027-02-15T23:59', opens: '', zone: 'Europe/Paris' }
    expect((await sol.post(`${path}/deadline`, deadline)).to).toBe(`${path}/publish?did=save`)
    const last = await sol.get(`${path}/publish`)
    expect(stepsOf(last)).toEqual([
      'File done link',
      'Preview done link',
      'Describe done link',
      'Deadline done link',
      'Publish now',
      'Share todo',
    ])
    for (const words of [
      'The river rises',
      'Town',
      `${units} numbered paragraphs`,
      'Monday, 15 February 2027 at 23:59',
      'Paris, UTC+1',
    ])
      expect(last.text).toContain(words)
    for (const page of [last, await sol.get(`${path}/about`), await sol.get(`${path}/deadline`)]) expect(primaries(page)).toBe(1)
    expect((await sol.post(`${path}/publish`, {})).to).toBe('/c/river/desk/share?did=publish')
    expect(await stored('river')).toMatchObject({
      title: 'The river rises',
      asker: 'Town',
      closesAt: '2027-02-15T22:59:00.000Z',
      guests: 1,
    })
    expect((await sol.get(`${path}/deadline`)).to).toBe('/c/river/desk/share')
    expect((await sol.post(`${path}/publish`, {})).status, 'not twice').toBe(400)
  })

  test('times that do not exist or are over are refused at the field, those that come twice ask; all stays typed', async () => {
    const path = await draft('clock')
    const zone = 'Europe/Paris'
    const gap = await sol.post(`${path}/deadline`, { closes: '2027-03-28T02:30', opens: '', zone })
    expect(gap.status).toBe(400)
    expect(gap.text).toMatch(/id="closes-error"[^>]*>This local time does not exist/)
    expect(gap.text).toContain('value="2027-03-28T02:30"')
    expect(gap.text).toContain('<option selected>Europe/Paris')
    const past = await sol.post(`${path}/deadline`, { closes: '2026-01-01T10:00', opens: '', zone })
    expect(past.text).toMatch(/id="closes-error"[^>]*>This time is already over/)
    const twice = await sol.post(`${path}/deadline`, { closes: '2026-10-25T02:30', opens: '', zone })
    expect(twice.status).toBe(400)
    expect(twice.text).toMatch(/name="earlier" value="yes"/)
    expect((await stored('clock'))?.closesAt).toBeNull()
    await sol.post(`${path}/deadline`, { closes: '2026-10-25T02:30', opens: '', zone, earlier: 'no' })
    expect(await stored('clock')).toMatchObject({ closesAt: '2026-10-25T01:30:00.000Z', closingZone: zone })
  })

  test('a refused description keeps every word; a draft without text cannot be published', async () => {
    const path = await draft('words')
    const typed = { title: ' ', asker: 'Kept asker', description: 'Kept **words**', next: 'Kept next' }
    const refused = await sol.post(`${path}/about`, typed)
    expect(refused.status).toBe(400)
    for (const words of ['Kept asker', 'Kept **words**', 'Kept next', 'role="alert"']) expect(refused.text).toContain(words)
    await house.commands.run('consultation.create', operator, { slug: 'bare', title: 'Bare', lang: 'en' })
    const bare = await sol.post('/c/bare/desk/draft/publish', {})
    expect([bare.status, bare.text.includes('There is no text to publish yet')]).toEqual([400, true])
  })
})
