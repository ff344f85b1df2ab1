// Revisions as readers find them: links that lead to the paragraph, counts in the list, and a search that knows what stands where.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { search } from '../../db/search.ts'
import { createApp } from '../../server/app.ts'
import { uuid7 } from '../../server/clock.ts'
import { storeDraft } from '../../server/commands/draft.ts'
import { readMarkdown } from '../../server/import/markdown.ts'
import { toDraft } from '../../server/import/units.ts'
import { indexNow } from '../../server/search-index.ts'
import type { Actor } from '../../shared/role.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { browserOf, type App } from '../helpers/web.ts'

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let app: App
  let ana: Actor
  let dora: Actor
  beforeAll(async () => {
    house = await openTestHouse(engine)
    app = createApp(house)
    ana = await house.person('Ana')
    dora = await house.person('Dora', 'participant', 'drafter')
  })
  afterAll(async () => {
    await house.recount()
    await house.close()
  })

  test('the history of a paragraph leads to where it stood, also in a text that is read by section', async () => {
    const parts = Array.from({ length: 8 }, (_, n) => {
      const units = Array.from({ length: 60 }, (__, k) => `Unit ${k} of part ${n} says something of its own.`)
      return [`# Part ${n}`, ...units].join('\n\n')
    })
    const { result } = await house.commands.run('consultation.create', operator, { slug: 'long', title: 'Long', lang: 'en' })
    const { id } = result as { id: string }
    const draft = toDraft(readMarkdown(new TextEncoder().encode(parts.join('\n\n'))))
    await house.commands.act(id, operator, ctx => storeDraft(ctx, draft))
    await house.commands.run('consultation.publish', operator, { consultation: 'long' })
    const reader = await browserOf(app, house, null)
    const last = /href="\/c\/long\/paragraph\/([^"/]+)\/history">P480</.exec(
      (await reader.get('/c/long/r/1?section=7')).text,
    )?.[1]
    expect(last).toBeDefined()
    const history = await reader.get(`/c/long/paragraph/${last}/history`)
    const [, address = '', anchor = ''] = /href="(\/c\/long\/r\/1[^"#]*)#([^"]+)"/.exec(history.text) ?? []
    expect(anchor).toBe(`p-${last}`)
    const shown = await reader.get(address.replaceAll('&amp;', '&'))
    expect(shown.text).toContain(`id="${anchor}"`)
    expect(shown.text).toMatch(/aria-current="page"\s*><span lang="en" dir="auto">Part 7</)
    expect((await reader.get('/c/long/r/1/p/480')).text).toContain('Unit 59 of part 7')
    expect((await reader.get('/c/long/r/1/p/481')).status).toBe(404)
    expect((await reader.get('/c/long/r/2/p/1')).status).toBe(404)
  })

  test('[G10] after a revision the list counts what was done, and search finds what stands where it stands', async () => {
    const { slug, id, units } = await house.consultation('sought')
    const [first = '', second = '', third = '', fourth = ''] = units
    const on = { consultation: slug }
    const say = async (paragraphId: string, text: string): Promise<string> => {
      const comment = uuid7()
      await house.must(ana, 'comment.post', { ...on, id: comment, paragraphId, text })
      return comment
    }
    const [onSecond, onThird, onFourth] = [await say(second, 'Whistle'), await say(third, 'Drum'), await say(fourth, 'Fiddle')]
    const hits = async (term: string): Promise<string[]> => {
      await indexNow(house, id)
      const found = await house.db.snapshot(trx => search(trx, { consultation: id, terms: [term], limit: 50 }))
      return found.map(({ ref, placeId }) => `${ref} at ${placeId}`)
    }
    expect(await hits('drum')).toEqual([`${onThird} at ${third}`])
    expect(await hits('litre')).toEqual([`${first} at ${first}`])

    await house.must(dora, 'revision.begin', on)
    await house.must(dora, 'draft.drop', { ...on, id: first })
    await house.must(dora, 'draft.move', { ...on, id: third, after: second })
    await house.must(dora, 'draft.merge', { ...on, id: third })
    await house.must(dora, 'draft.write', { ...on, id: fourth, html: '<p>Ten songs about pipes.</p>' })
    await house.must(dora, 'draft.add', { ...on, after: fourth, html: '<p>And a trumpet.</p>' })
    await house.must(dora, 'revision.publish', { ...on, reason: 'Music.' })
    expect(await hits('litre')).toEqual([])
    expect(await hits('songs')).toEqual([`${fourth} at ${fourth}`])
    expect(await hits('trumpet')).toHaveLength(1)
    expect(await hits('drum')).toEqual([`${onThird} at ${second}`])
    expect(await hits('whistle')).toEqual([`${onSecond} at ${second}`])
    expect(await hits('fiddle')).toEqual([`${onFourth} at ${fourth}`])

    const list = (await (await browserOf(app, house, null)).get(`/c/${slug}/revisions`)).text
    for (const count of ['Changed: 1', 'New: 1', 'Merged: 1', 'Removed: 2']) expect(list).toContain(`<span>${count}</span>`)
    expect(list).not.toContain(`/paragraph/${first}/history`)
    await house.must(dora, 'revision.begin', on)
    await house.must(dora, 'draft.drop', { ...on, id: fourth })
    await house.must(dora, 'revision.publish', { ...on, reason: 'Less music.' })
    expect((await (await browserOf(app, house, null)).get(`/c/${slug}/revisions`)).text).toContain(`/paragraph/${fourth}/history`)
  })
})
