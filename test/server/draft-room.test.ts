// The drafting room over real sockets, on both engines: writing together, rights asked with every frame, the freeze, and what is kept.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { removeGrants } from '../helpers/grants.ts'
import { nodesOf, textOf } from '../../shared/draft-doc.ts'
import type { Actor } from '../../shared/role.ts'
import { syncFrame } from '../../server/draft-room/room.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { serve, type Served } from '../helpers/served.ts'
import { closing, cookieOf, openWriter, synced, type Writer } from '../helpers/writer.ts'

describe.each(engines)('the drafting room on %s', engine => {
  let house: TestHouse
  let served: Served
  let slug: string
  let id: string
  let secretary: Actor
  const writers: Writer[] = []
  beforeAll(async () => {
    house = await openTestHouse(engine)
    served = await serve(house)
    ;({ slug, id } = await house.consultation('room'))
    secretary = await house.person('Sam', 'participant', 'secretariat')
  })
  afterEach(() => {
    for (const writer of writers.splice(0)) writer.leave()
  })
  afterAll(async () => {
    await served.stop()
    await house.close()
  })
  async function enter(actor: Actor, doc?: Y.Doc): Promise<Writer> {
    const writer = openWriter(served.url, slug, await cookieOf(house, actor), doc)
    writers.push(writer)
    return writer
  }
  const drafter = (name = 'Dora'): Promise<Actor> => house.person(name, 'participant', 'drafter')

  test('the room begins with the text readers see, under the same ids, and gives it back unchanged', async () => {
    const project = await house.draftRooms.project(id)
    const { paragraphs } = await house.view(slug, null)
    expect(project?.units.map(u => ({ id: u.id, html: u.html }))).toEqual(paragraphs.map(p => ({ id: p.id, html: p.html })))
  })

  test('two write, each sees the other, and a third finds it after both left and the room was closed', async () => {
    const [a, b] = [await enter(await drafter()), await enter(secretary)]
    await Promise.all([synced(a), synced(b)])
    a.type('Dora was here. ')
    b.type('Sam too. ', 2)
    await Promise.all([a.sees('Sam too.'), b.sees('Dora was here.')])
    expect(a.text()).toBe(b.text())
    const text = a.text()
    a.leave()
    b.leave()
    const c = await enter(await drafter())
    await synced(c)
    expect(c.text()).toBe(text)
  })

  test('refusals are final: nobody, participants, unknown drafts', async () => {
    const nobody = openWriter(served.url, slug, '')
    writers.push(nobody)
    expect(await closing(nobody)).toBe(4401)
    expect(await closing(await enter(await house.person('Pat')))).toBe(4403)
    const unknown = openWriter(served.url, 'no-such-draft', await cookieOf(house, secretary))
    writers.push(unknown)
    expect(await closing(unknown)).toBe(4404)
    expect(house.draftRooms.open().map(r => r.id)).not.toContain('no-such-draft')
  })

  test('another page may not open a socket', async () => {
    const foreign = new WebSocket(`${served.url.replace('http', 'ws')}/draft/${slug}`, {
      headers: { cookie: await cookieOf(house, secretary), origin: 'https://evil.example' },
    })
    const status = await new Promise(done => foreign.on('unexpected-response', (_, res) => done(res.statusCode)))
    expect(status).toBe(403)
  })

  test('a drafter whose role is taken away is refused at the next keystroke', async () => {
    const dora = await drafter('Revoked')
    const writer = await enter(dora)
    await synced(writer)
    writer.type('Still allowed. ')
    const witness = await enter(secretary)
    await witness.sees('Still allowed.')
    await removeGrants(house, dora)
    writer.type('No longer. ')
    expect(await closing(writer)).toBe(4403)
    await synced(witness)
    expect(witness.text()).not.toContain('No longer.')
  })

  test('a moderator reads; writing by update or by answering is refused', async () => {
    const moderator = await house.person('Mo', 'participant', 'moderator')
    for (const step of [1, 2] as const) {
      const reader = await enter(moderator)
      await synced(reader)
      const own = new Y.Doc()
      Y.applyUpdate(own, Y.encodeStateAsUpdate(reader.doc))
      const before = Y.encodeStateVector(own)
      textOf(own).insert(0, [new Y.XmlElement('paragraph')])
      reader.provider.ws?.send(Uint8Array.from(syncFrame(step, Y.encodeStateAsUpdate(own, before))))
      expect(await closing(reader)).toBe(4403)
    }
    const after = await enter(secretary)
    await synced(after)
    expect(nodesOf(after.doc)[0]?.content).toBeDefined()
  })

  test('[G29] while the room is frozen nobody writes; thawed, everybody writes again', async () => {
    const writer = await enter(await drafter())
    await synced(writer)
    await house.must(secretary, 'draft.freeze', { consultation: slug })
    writer.type('Into the ice. ')
    expect(await closing(writer)).toBe(4403)
    await house.must(secretary, 'draft.thaw', { consultation: slug })
    const again = await enter(secretary)
    await synced(again)
    expect(again.text()).not.toContain('Into the ice.')
    again.type('It thawed. ')
    const witness = await enter(await drafter())
    await witness.sees('It thawed.')
  })

  test('a revision prepared from the room holds what was written, and publishing it leaves the room as it is', async () => {
    const { slug: other, id: of } = await house.consultation('prepared')
    const dora = await drafter()
    const writer = openWriter(served.url, other, await cookieOf(house, dora))
    writers.push(writer)
    await synced(writer)
    writer.type('Every summer, ')
    const witness = openWriter(served.url, other, await cookieOf(house, secretary))
    writers.push(witness)
    await witness.sees('Every summer,')
    await house.draftRooms.prepare(of, dora)
    await house.must(secretary, 'revision.publish', { consultation: other, reason: 'Said more clearly.' })
    const { paragraphs } = await house.view(other, null)
    expect(paragraphs.find(p => p.number === 1)?.html).toContain('Every summer, The town loses')
    const projected = await house.draftRooms.project(of)
    expect(projected?.units.map(u => u.html)).toEqual(paragraphs.map(p => p.html))
  })

  test.each(['open', 'closed', 'frozen'])('a correction of what readers see stands in the room too: %s', async how => {
    const { slug: other, id: of, units } = await house.consultation(`corrected-${how}`)
    const [first = ''] = units
    const on = { consultation: other }
    const writer = openWriter(served.url, other, await cookieOf(house, await drafter()))
    const witness = openWriter(served.url, other, await cookieOf(house, secretary))
    writers.push(writer, witness)
    await Promise.all([synced(writer), synced(witness)])
    // In another unit, and in the corrected one beside the corrected words.
    writer.type('Elsewhere. ', 2)
    writer.type('In summer, ')
    await witness.sees('In summer,')
    if (how === 'closed') house.draftRooms.forget(of)
    if (how === 'frozen') await house.must(secretary, 'draft.freeze', on)
    if (how === 'open') writer.type('Not stored yet. ', 2)
    const html = '<p>The town loses one liter in five of the water it treats.</p>'
    await house.must(secretary, 'paragraph.correct', { ...on, id: first, html, reason: 'A slip' })
    if (how !== 'closed') await witness.sees('liter')
    if (how === 'open') await witness.sees('Not stored yet.')
    const projected = await house.draftRooms.project(of)
    const text = projected?.units.map(u => u.text).join('\n')
    expect(text).toContain('In summer, The town loses one liter in five of the water it treats.')
    expect(text).toContain('Elsewhere.')
    if (how === 'open') expect(text).toContain('Not stored yet.')
    expect(projected?.units.map(u => u.id)).toEqual(expect.arrayContaining(units))
  })

  test.each([
    [
      'words of several looks in one line',
      '<p>One litre <strong>in five</strong> is lost <em>each year</em>.</p>',
      '<p>One liter <strong>of every five</strong> gets lost <em>every single year</em>!</p>',
    ],
    ['one emoji for another', '<p>The river 😀 runs.</p>', '<p>The river 😁 runs.</p>'],
    ['an emoji that ends as another does', '<p>The river \u{1f600} runs.</p>', '<p>The river \u{1fa00} runs.</p>'],
  ])('a correction keeps its place beside what drafters wrote: %s', async (name, was, is) => {
    const { slug: other, id: of, units } = await house.consultation(`placed-${name.replaceAll(' ', '-')}`)
    const [first = ''] = units
    const on = { consultation: other, id: first, reason: 'Clearer' }
    await house.must(secretary, 'paragraph.correct', { ...on, html: was })
    const writer = openWriter(served.url, other, await cookieOf(house, await drafter()))
    const witness = openWriter(served.url, other, await cookieOf(house, secretary))
    writers.push(writer, witness)
    await Promise.all([synced(writer), synced(witness)])
    writer.type('Here and now: ')
    await witness.sees('Here and now:')
    await house.must(secretary, 'paragraph.correct', { ...on, html: is })
    const shown = (await house.draftRooms.project(of))?.units.find(u => u.id === first)?.html
    expect(shown).toBe(is.replace('<p>', '<p>Here and now: '))
  })

  test('a correction of more than words takes the unit’s place where nobody rewrote it, and leaves rewritten words alone', async () => {
    const { slug: other, id: of, units } = await house.consultation('corrected-more')
    const [first = ''] = units
    const on = { consultation: other, id: first, reason: 'Clearer' }
    await house.draftRooms.project(of)
    await house.must(secretary, 'paragraph.correct', { ...on, html: '<p>The town loses <strong>one litre</strong> in five.</p>' })
    const shown = async (): Promise<string | undefined> =>
      (await house.draftRooms.project(of))?.units.find(u => u.id === first)?.html
    expect(await shown()).toBe('<p>The town loses <strong>one litre</strong> in five.</p>')
    const writer = openWriter(served.url, other, await cookieOf(house, await drafter()))
    const witness = openWriter(served.url, other, await cookieOf(house, secretary))
    writers.push(writer, witness)
    await Promise.all([synced(writer), synced(witness)])
    const run = (textOf(writer.doc).get(1) as Y.XmlElement).get(0) as Y.XmlText
    run.delete(0, run.length)
    writer.type('All said anew.')
    await witness.sees('All said anew.')
    await house.must(secretary, 'paragraph.correct', { ...on, html: '<p>The town loses <strong>one liter</strong> in five.</p>' })
    expect(await shown()).toBe('<p>All said anew.</p>')
  })
})
