// Revisions as acts: what is refused, what audiences are told (the view law runs after each), what pages show (G4, G10, G11).

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { uuid7 } from '../../server/clock.ts'
import type { Actor } from '../../shared/role.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { browserOf, type App } from '../helpers/web.ts'

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let app: App
  let ana: Actor
  let ben: Actor
  let dora: Actor
  beforeAll(async () => {
    house = await openTestHouse(engine)
    app = createApp(house)
    ana = await house.person('Ana')
    ben = await house.person('Ben', 'guest')
    dora = await house.person('Dora', 'participant', 'drafter')
  })
  afterAll(async () => {
    await house.recount()
    await house.close()
  })

  test('a revision keeps votes with their wording, moves comments with a merge, and is told to everybody', async () => {
    const { slug, units } = await house.consultation('acts')
    const [first = '', second = '', third = ''] = units
    const on = { consultation: slug }
    await house.must(ana, 'vote.cast', { ...on, item: first, value: 'agree' })
    const written = uuid7()
    await house.must(ben, 'comment.post', { ...on, id: written, paragraphId: third, text: 'On the third.' })
    await house.refused('invalid', dora, 'draft.write', { ...on, id: first, html: '<p>Too early.</p>' })
    await house.refused('notAllowed', ana, 'revision.begin', on)
    await house.must(dora, 'revision.begin', on)
    await house.refused('invalid', dora, 'revision.begin', on)
    await house.refused('invalid', dora, 'revision.publish', { ...on, reason: 'Nothing yet.' })
    await house.must(dora, 'draft.write', { ...on, id: first, html: '<p>The town loses nothing any more.</p><script>x</script>' })
    await house.must(dora, 'draft.drop', { ...on, id: second })
    await house.refused('invalid', dora, 'revision.publish', { ...on, reason: ' ' })
    const edited = [{ id: first, class: 'edited' }]
    await house.refused('invalid', dora, 'revision.publish', { ...on, reason: 'Better.', decisions: edited })
    await house.must(dora, 'revision.decide', { ...on, decisions: [{ id: first, reason: 'So said Ben.', because: [written] }] })
    await house.must(dora, 'revision.publish', { ...on, reason: 'After the first round.' })

    const view = await house.view(slug, ana)
    const now = view.paragraphs.find(p => p.id === first)
    expect(now).toMatchObject({ html: '<p>The town loses nothing any more.</p>', revision: 2, since: 2, earlier: [first] })
    expect(now?.agreement.n).toBe(0)
    expect(view.paragraphs.some(p => p.id === second)).toBe(false)
    await house.refused('gone', ana, 'vote.cast', { ...on, item: first, value: 'disagree' })
    await house.refused('gone', ana, 'comment.post', { ...on, id: uuid7(), paragraphId: second, text: 'Late.' })

    await house.must(dora, 'revision.begin', on)
    await house.must(dora, 'draft.move', { ...on, id: third, after: first })
    await house.must(dora, 'draft.merge', { ...on, id: third })
    await house.must(dora, 'revision.publish', { ...on, reason: 'Joined.' })
    const joined = await house.view(slug, null)
    expect(joined.paragraphs.find(p => p.id === first)?.comments).toEqual({ threads: 1, all: 1 })
    expect(joined.latest.find(c => c.id === written)?.paragraphId).toBe(first)
    expect(joined.consultation.history.filter(h => h.act === 'revised').map(h => h.reason)).toEqual([
      'After the first round.',
      'Joined.',
    ])

    const reader = await browserOf(app, house, ana)
    const text = async (path: string): Promise<string> => (await reader.get(`/c/${slug}${path}`)).text
    expect(await text('')).toContain('You voted on an earlier wording (Agree)')
    expect(await text('/compare/1/2')).toContain('So said Ben.')
    expect(await text(`/paragraph/${first}/history`)).toContain('Its votes stay here and count no further.')
    expect(await text('/r/1')).toContain('The town loses one litre in five')
    expect(await text('/r/1/p/1')).toContain('The town loses one litre in five')
    expect(await text('/r/3/p/1')).toContain('The town loses nothing any more.')
    expect((await reader.get(`/c/${slug}/r/9`)).status).toBe(404)
    expect((await reader.get(`/c/${slug}/paragraph/${second}`)).headers.get('location')).toBe(
      `/c/${slug}/paragraph/${second}/history`,
    )
    expect(await text(`/comment/${written}`)).toContain('was merged into this one')
  })

  test('after closing a revision says why; a correction meanwhile is not taken back', async () => {
    const { slug, units } = await house.consultation('late')
    const [first = '', second = ''] = units
    const on = { consultation: slug }
    const clerk = await house.person('Clara', 'participant', 'secretariat')
    await house.must(dora, 'revision.begin', on)
    await house.must(clerk, 'paragraph.correct', {
      ...on,
      id: first,
      html: '<p>The town loses one liter in five.</p>',
      reason: 'A slip',
    })
    await house.must(dora, 'draft.write', { ...on, id: second, html: '<p>Until then the company listens at night.</p>' })
    await house.must(clerk, 'consultation.close', { ...on, reason: 'Enough' })
    await house.refused('closed', dora, 'revision.publish', { ...on, reason: 'Taken up.' })
    await house.must(dora, 'revision.publish', { ...on, reason: 'Taken up.', afterClosing: 'As promised.' })
    const view = await house.view(slug, null)
    expect(view.paragraphs.find(p => p.id === first)?.html).toBe('<p>The town loses one liter in five.</p>')
    expect(view.consultation.revision).toBe(3)
  })
})
