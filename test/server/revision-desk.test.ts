// The next revision at the desk, through its forms: what is decided counts for the text it was said of, and nothing typed is lost (G4, G10).

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { uuid7 } from '../../server/clock.ts'
import type { Actor } from '../../shared/role.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { browserOf, type App, type Browser } from '../helpers/web.ts'

/** What a browser would send of a page's form: the fields as they are drawn. */
function fieldsIn(page: { text: string }, action: string): Record<string, string> {
  const form = page.text.split('<form').find(part => part.includes(`action="${action}"`)) ?? ''
  const of = (tag: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  const inputs = [...form.matchAll(/<input[^>]*>/g)].flatMap(([tag]) =>
    /type="(radio|checkbox)"/.test(tag) && !/\schecked/.test(tag) ? [] : [[of(tag, 'name'), of(tag, 'value')]],
  )
  const areas = [...form.matchAll(/(<textarea[^>]*>)\n?([^<]*)/g)].map(([, tag = '', value]) => [of(tag, 'name'), value])
  return Object.fromEntries([...inputs, ...areas]) as Record<string, string>
}

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let app: App
  let ana: Actor
  let dora: Actor
  let clerk: Actor
  let desk: Browser
  beforeAll(async () => {
    house = await openTestHouse(engine)
    app = createApp(house)
    ana = await house.person('Ana')
    dora = await house.person('Dora', 'participant', 'drafter')
    clerk = await house.person('Clara', 'participant', 'secretariat')
    desk = await browserOf(app, house, dora)
  })
  afterAll(async () => {
    await house.recount()
    await house.close()
  })
  const begun = async (slug: string) => {
    const made = await house.consultation(slug)
    const on = { consultation: slug }
    await house.must(dora, 'revision.begin', on)
    const write = (id: string | undefined, text: string) => house.must(dora, 'draft.write', { ...on, id, html: `<p>${text}</p>` })
    const at = `/c/${slug}/desk/revision`
    return { ...made, on, at, write }
  }
  const unitOf = async (slug: string, id: string) => (await house.view(slug, null)).paragraphs.find(p => p.id === id)

  test('[G4] a changed number is a changed meaning: the vote stays with the old wording', async () => {
    const { slug, units, on, write } = await begun('numbers')
    const [first = '', second = ''] = units
    await write(first, 'The town loses 3.5 litres in five of the water it treats.')
    await house.must(dora, 'revision.publish', { ...on, reason: 'A number.' })
    const voted = (await unitOf(slug, first))?.wordingId ?? ''
    await house.must(ana, 'vote.cast', { ...on, item: voted, value: 'agree' })
    await house.must(dora, 'revision.begin', on)
    await write(first, 'The town loses 35 litres in five of the water it treats.')
    const { counts } = await house.must<{ counts: object }>(dora, 'revision.publish', { ...on, reason: 'Another number.' })
    expect(counts).toEqual({ changed: 1, unchanged: units.length + 1 })
    const now = await unitOf(slug, first)
    expect([now?.earlier, now?.agreement.n, now?.wordingId === voted]).toEqual([[first, voted], 0, false])
    expect((await unitOf(slug, second))?.earlier).toEqual([])
  })

  test('[G4] a decision is about one text: another text is judged anew, the reason stays to be looked at', async () => {
    const { slug, units, on, at, write } = await begun('decided')
    const [first = '', second = ''] = units
    await write(first, 'Of the water it treats, the town loses one litre in five.')
    await write(second, 'Until the old pipes are replaced, the company waits.')
    const decide = (input: object) => house.must(dora, 'revision.decide', { ...on, ...input })
    await decide({
      decisions: [
        { id: first, class: 'edited', reason: 'Only the order of words.' },
        { id: second, class: 'changed' },
      ],
    })
    const changes = () => desk.get(`${at}?view=changes`)
    const checked = async (id: string) => fieldsIn(await changes(), `${at}/decide`)[`class.${id}`]
    expect([await checked(first), await checked(second)]).toEqual(['edited', 'changed'])
    await write(first, 'Nobody knows how much water the town loses.')
    // What was as proposed anyway was never kept: a slip corrected meanwhile is proposed as a slip.
    await write(second, 'Until the old pipes are replaced, the company will: listen for leaks at night; lower the pressure.')
    expect([await checked(first), await checked(second)]).toEqual(['changed', 'edited'])
    expect((await changes()).text).toContain('Only the order of words.')
    await house.must(dora, 'draft.undo', on)
    await house.must(dora, 'draft.undo', on)
    expect(await checked(first)).toBe('edited')
    await house.must(dora, 'draft.redo', on)
    await house.must(ana, 'vote.cast', { ...on, item: first, value: 'agree' })
    await house.must(dora, 'revision.publish', { ...on, reason: 'Said better.' })
    expect(await unitOf(slug, first)).toMatchObject({ earlier: [first], agreement: { n: 0 } })
  })

  test('[G10] a page that decides about a text that is another one by now is refused, with all that was typed', async () => {
    const { units, at, write } = await begun('stale')
    const [first = ''] = units
    await write(first, 'Of the water it treats, the town loses one litre in five.')
    const stale = fieldsIn(await desk.get(`${at}?view=changes`), `${at}/decide`)
    await write(first, 'Nobody knows how much water the town loses.')
    const typed = { [`class.${first}`]: 'edited', [`reason.${first}`]: 'The same in other words.', reason: 'After the round.' }
    const refused = await desk.form(`${at}/decide`, { ...stale, ...typed, do: 'publish' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('The text of P1 was changed meanwhile.')
    expect(fieldsIn(refused, `${at}/decide`)).toMatchObject(typed)
    const again = fieldsIn(refused, `${at}/decide`)
    expect((await desk.form(`${at}/decide`, { ...again, do: 'save' })).status).toBe(303)
    expect(fieldsIn(await desk.get(`${at}?view=changes`), `${at}/decide`)).toMatchObject(typed)
  })

  test('[G10] nobody publishes what the page did not show: a paragraph dropped meanwhile is looked at first', async () => {
    const { slug, units, on, at, write } = await begun('seen')
    await write(units[0], 'Nobody knows how much water the town loses.')
    const stale = fieldsIn(await desk.get(`${at}?view=changes`), `${at}/decide`)
    await house.must(dora, 'draft.drop', { ...on, id: units[1] })
    const refused = await desk.form(`${at}/decide`, { ...stale, reason: 'After the round.', do: 'publish' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('look through the changes once more')
    expect(await unitOf(slug, units[1] ?? '')).toBeDefined()
    const again = fieldsIn(refused, `${at}/decide`)
    expect(again['reason']).toBe('After the round.')
    expect((await desk.form(`${at}/decide`, { ...again, do: 'publish' })).headers.get('location')).toBe(`/c/${slug}/revisions`)
    expect(await unitOf(slug, units[1] ?? '')).toBeUndefined()
  })

  test('a comment named as a reason is looked for when it is named; what was typed beside it stays', async () => {
    const { slug, units, on, at, write } = await begun('named')
    const [first = ''] = units
    await write(first, 'Nobody knows how much water the town loses.')
    const drawn = fieldsIn(await desk.get(`${at}?view=changes`), `${at}/decide`)
    const wrong = { ...drawn, [`because.${first}`]: 'nowhere', [`reason.${first}`]: 'Ana asked.', do: 'save' }
    const refused = await desk.form(`${at}/decide`, wrong)
    expect(refused.status).toBe(400)
    expect(fieldsIn(refused, `${at}/decide`)).toMatchObject({
      [`because.${first}`]: 'nowhere',
      [`reason.${first}`]: 'Ana asked.',
    })
    await house.refused('invalid', dora, 'revision.decide', { ...on, decisions: [{ id: first, because: ['nowhere'] }] })
    await house.refused('invalid', dora, 'revision.publish', {
      ...on,
      reason: 'Better.',
      decisions: [{ id: first, because: ['nowhere'] }],
    })
    const comment = uuid7()
    await house.must(ana, 'comment.post', { ...on, id: comment, paragraphId: first, text: 'How much?' })
    const right = { ...drawn, [`because.${first}`]: `http://x/c/${slug}/comment/${comment}`, reason: 'Better.', do: 'publish' }
    expect((await desk.form(`${at}/decide`, right)).headers.get('location')).toBe(`/c/${slug}/revisions`)
    expect((await desk.get(`/c/${slug}/compare/1/2`)).text).toContain('How much?')
  })

  test('what is asked after closing is kept when it is refused for something else', async () => {
    const { units, on, at, write } = await begun('after')
    await write(units[0], 'Nobody knows how much water the town loses.')
    await house.must(clerk, 'consultation.close', { ...on, reason: 'Enough' })
    const drawn = fieldsIn(await desk.get(`${at}?view=changes`), `${at}/decide`)
    const refused = await desk.form(`${at}/decide`, { ...drawn, afterClosing: 'As promised.', do: 'publish' })
    expect(refused.status).toBe(400)
    expect(fieldsIn(refused, `${at}/decide`)['afterClosing']).toBe('As promised.')
  })

  test('[G4] undo gives back what stood before, with corrections made since; so does redo', async () => {
    const { slug, units, on, write } = await begun('undone')
    const [first = '', second = ''] = units
    const texts = async () => (await house.view(slug, null)).paragraphs.map(p => p.html)
    await write(first, 'Nobody knows how much water the town loses.')
    await house.must(dora, 'draft.move', { ...on, id: second, after: null })
    const corrected = '<p>The town loses one liter in five of the water it treats.</p>'
    await house.must(clerk, 'paragraph.correct', { ...on, id: first, html: corrected, reason: 'A slip' })
    const list = '<p>Until all old pipes are replaced, the company will wait.</p>'
    await house.must(clerk, 'paragraph.correct', { ...on, id: second, html: list, reason: 'A slip' })
    await house.must(dora, 'draft.undo', on)
    await house.must(dora, 'draft.undo', on)
    await house.must(dora, 'draft.redo', on)
    await house.must(dora, 'draft.undo', on)
    await house.must(dora, 'draft.add', { ...on, after: first, html: '<p>And one more.</p>' })
    await house.must(dora, 'revision.publish', { ...on, reason: 'One more.' })
    expect(await texts()).toEqual(expect.arrayContaining([corrected, list, '<p>And one more.</p>']))
  })

  test('what only moved is not said to differ in its formatting; what differs in it alone is, in both views', async () => {
    const { slug, units, on, at, write } = await begun('moved')
    const [first = '', second = ''] = units
    const note = 'Only the formatting differs.'
    await house.must(dora, 'draft.move', { ...on, id: second, after: null })
    expect((await desk.get(`${at}?view=changes`)).text).not.toContain(note)
    await write(first, 'The town loses <strong>one litre in five</strong> of the water it treats.')
    expect((await desk.get(`${at}?view=changes`)).text.split(note)).toHaveLength(2)
    await house.must(dora, 'revision.publish', { ...on, reason: 'Louder.' })
    for (const view of ['inline', 'side'])
      expect((await desk.get(`/c/${slug}/compare/1/2?view=${view}`)).text.split(note), view).toHaveLength(2)
  })

  const revised = `# Water

The town loses one litre in five of the water it treats.

All pipes are replaced within ten years, and the state pays half of it.

Heating is the largest use of energy in the town, by far.
`
  /** Sent, and read to the end: what takes longer has a page of its own, which leads on when it is done. */
  const send = async (fields: Record<string, string>, at: string): Promise<void> => {
    const sent = (await desk.form(`${at}/import`, fields)).headers.get('location') ?? ''
    if (sent === `${at}?view=file`) return
    await expect.poll(async () => (await desk.get(sent)).headers.get('location'), { timeout: 30_000 }).toBe(`${at}?view=file`)
  }
  const waits = async (at: string): Promise<Record<string, string>> => {
    const file = fieldsIn(await desk.get(`${at}?view=file`), `${at}/import`)
    await send({ ...file, text: revised }, at)
    return fieldsIn(await desk.get(`${at}?view=file`), `${at}/pairs`)
  }
  const nth = (fields: Record<string, string>, value: string): string =>
    Object.keys(fields).find(name => /^id\.\d+$/.test(name) && fields[name] === value) ?? 'none'

  test('[G10] a pairing is refused when the order is another one by now, and what was typed is kept', async () => {
    const { slug, units, on, at } = await begun('paired')
    const [, second = '', third = ''] = units
    const drawn = await waits(at)
    const fresh = nth(drawn, '')
    await house.must(dora, 'draft.move', { ...on, id: third, after: null })
    const refused = await desk.form(`${at}/pairs`, { ...drawn, [fresh]: 'P2', put: 'accept' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('The order of the text was changed meanwhile')
    const again = fieldsIn(refused, `${at}/pairs`)
    expect(again[fresh]).toBe('P2')
    // What nobody typed has the names of the new order.
    const heating = nth(drawn, 'P3')
    expect([again[heating], again[`was.${fresh}`]]).toEqual(['P1', ''])
    const taken = await desk.form(`${at}/pairs`, { ...again, [fresh]: 'P3', put: 'accept' })
    expect(taken.headers.get('location')).toBe(`${at}?view=changes&did=import`)
    await house.must(dora, 'revision.publish', { ...on, reason: 'Taken over.' })
    expect((await unitOf(slug, second))?.html).toContain('the state pays half of it')
    expect((await unitOf(slug, third))?.html).toContain('by far')
  })

  test('[G10] two who correct pairings keep each other’s; corrections of another file are refused', async () => {
    const { at } = await begun('two')
    const [mine, theirs] = [await waits(at), fieldsIn(await desk.get(`${at}?view=file`), `${at}/pairs`)]
    const [fresh, heating] = [nth(mine, ''), nth(mine, 'P3')]
    const ok = `${at}?view=file`
    const put = (fields: Record<string, string>) => desk.form(`${at}/pairs`, { ...fields, put: 'correct' })
    expect((await put({ ...mine, [fresh]: 'P2' })).headers.get('location')).toBe(ok)
    expect((await put({ ...theirs, [heating]: 'p4' })).headers.get('location')).toBe(ok)
    const both = fieldsIn(await desk.get(`${at}?view=file`), `${at}/pairs`)
    expect([both[fresh], both[heating]]).toEqual(['P2', 'P4'])
    const wrong = await put({ ...both, [fresh]: 'P99' })
    expect([wrong.status, fieldsIn(wrong, `${at}/pairs`)[fresh]]).toEqual([400, 'P99'])
    // Pressed twice, it is done once; put away, it is gone.
    expect((await desk.form(`${at}/pairs`, { ...both, put: 'away' })).status).toBe(303)
    expect((await desk.form(`${at}/pairs`, { ...both, put: 'away' })).status).toBe(303)
    const file = fieldsIn(await desk.get(`${at}?view=file`), `${at}/import`)
    await send({ ...file, text: `${revised}\nAnd a last one, which nobody has read yet.\n` }, at)
    const late = await put({ ...both, [fresh]: 'P4' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Another file was put here meanwhile.')
  })
})
