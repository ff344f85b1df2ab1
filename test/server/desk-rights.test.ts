// What the desk tells to whom, and what a link alone may not do: searches find what may be seen, undo needs one's own act, a role in one consultation stays in it.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getComment } from '../../db/comments.ts'
import { addGrant } from '../../db/people.ts'
import { listEvery, setUnit } from '../../db/paragraphs.ts'
import { createApp } from '../../server/app.ts'
import { indexNow } from '../../server/search-index.ts'
import { uuid7 } from '../../server/clock.ts'
import type { Actor, Role } from '../../shared/role.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { browserOf, type App, type Browser } from '../helpers/web.ts'

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let app: App
  let slug: string
  let id: string
  let units: string[]
  let headings: string[]
  let ana: Actor
  let mod: Browser
  let sol: Browser
  const said: Record<string, string> = {}

  /** A role in this consultation alone. */
  async function local(name: string, role: Role): Promise<Actor> {
    const person = await house.person(name)
    await house.db.write(trx => addGrant(trx, { person: person.id, role, consultation: id, at: house.now() }))
    return { ...person, grants: [{ role, consultationId: id }] }
  }
  const post = async (who: Actor, unit: string | undefined, text: string): Promise<string> =>
    (await house.must<{ id: string }>(who, 'comment.post', { consultation: slug, id: uuid7(), paragraphId: unit, text })).id
  const list = (query: string) => `/c/${slug}/desk/comments?${query}`
  const shown = async (who: Browser, query: string): Promise<string[]> =>
    [...(await who.get(list(`filter=all&${query}`))).text.matchAll(/id="q-([^"]+)"/g)].map(m => m[1] ?? '')
  async function send(from: Browser, path: string, fields: Record<string, string> | [string, string][]) {
    const body = new URLSearchParams(fields)
    body.set('token', from.token(await from.get(list('filter=all'))))
    return from.post(`/c/${slug}/desk/${path}`, String(body), { 'content-type': 'application/x-www-form-urlencoded' })
  }

  beforeAll(async () => {
    house = await openTestHouse(engine)
    app = createApp(house)
    ;({ slug, id, units, headings } = await house.consultation('rights'))
    ana = await house.person('Ana')
    const moderator = await house.person('Mia', 'participant', 'moderator')
    mod = await browserOf(app, house, moderator)
    sol = await browserOf(app, house, await house.person('Sol', 'participant', 'secretariat'))
    said['open'] = await post(ana, units[0], 'The pumps are old.')
    const zoe = await house.person('Zoé Ölund')
    said['zoe'] = await post(zoe, units[1], 'Snow lies long here.')
    said['hidden'] = await post(await house.person('Vera Secret'), units[1], 'A slanderous word.')
    await house.must(moderator, 'comment.hide', { consultation: slug, id: said['hidden'], reason: 'offensive' })
    const max = await house.person('Max_Taken')
    said['taken'] = await post(max, units[1], 'A regretted word.')
    await house.must(max, 'comment.withdraw', { consultation: slug, id: said['taken'] })
    said['percent'] = await post(await house.person('100% Rita'), units[2], 'Half is not enough.')
    said['wildcard'] = await post(await house.person('Mo_Lin'), units[2], 'Agreed.')
    await indexNow(house, id)
  })
  afterAll(async () => {
    await house.recount()
    await house.close()
  })

  test('a search finds only what may be seen: hidden words and names for those who may see them, withdrawn ones for nobody', async () => {
    const drafter = await browserOf(app, house, await local('Dora', 'drafter'))
    for (const query of ['q=slanderous', 'author=Vera', 'q=slanderous&author=Vera'])
      expect([query, await shown(drafter, query), await shown(mod, query)]).toEqual([query, [], [said['hidden']]])
    for (const query of ['q=regretted', 'author=Taken'])
      expect([query, await shown(drafter, query), await shown(mod, query)]).toEqual([query, [], []])
    expect(await shown(drafter, 'q=pumps')).toEqual([said['open']])
    expect(await shown(drafter, 'author=ana')).toEqual([said['open']])
    expect(await shown(drafter, '')).toContain(said['hidden'])
  })

  test('what readers reported is listed for moderators alone', async () => {
    const reader = await house.person('Rae', 'guest')
    await house.must(reader, 'comment.report', { consultation: slug, id: said['zoe'], reason: 'offensive' })
    const drafter = await browserOf(app, house, await local('Dora', 'drafter'))
    expect(await shown(mod, 'filter=reported')).toContain(said['zoe'])
    const reported = await drafter.get(`/c/${slug}/desk/comments?filter=reported`)
    expect(reported.text).not.toContain('data-count="reported"')
    expect(reported.text).toContain(`id="q-${said['open']}"`)
    expect((await drafter.get(`/c/${slug}/desk`)).text).not.toContain('filter=reported')
  })

  test('authors are found in any script and case, without their marks, and signs stand for themselves', async () => {
    for (const name of ['zoé', 'ZOÉ', 'zoe', 'ölund', 'ÖLUND', 'Zoé ö'])
      expect([name, await shown(mod, `author=${encodeURIComponent(name)}`)]).toEqual([name, [said['zoe']]])
    expect(await shown(mod, 'author=100%25')).toEqual([said['percent']])
    expect(await shown(mod, 'author=Mo_')).toEqual([said['wildcard']])
    expect(await shown(mod, 'author=M_L')).toEqual([])
    expect(await shown(mod, 'author=_')).toEqual([said['wildcard']])
  })

  test('a unit that was taken out is found neither by a number nor by the section it once stood in', async () => {
    const [old] = (await house.db.snapshot(trx => listEvery(trx, { consultation: id }))).filter(p => p.id === units[3])
    if (!old) throw new Error('no unit')
    const comment = await post(ana, units[3], 'On the table.')
    const section = `section=${headings[1]}`
    expect([await shown(mod, 'unit=P4'), await shown(mod, section)]).toEqual([
      [comment],
      [comment, said['wildcard'], said['percent']],
    ])
    await house.db.write(trx => setUnit(trx, { ...old, archivedAt: house.now() }))
    expect([await shown(mod, 'unit=P4'), await shown(mod, section)]).toEqual([[], [said['wildcard'], said['percent']]])
    await house.db.write(trx => setUnit(trx, old))
  })

  test('undo is offered after one’s own act, never by a link somebody sends', async () => {
    const undoIn = async (who: Browser, path: string) => (await who.get(path)).text.includes('data-undo')
    const answered = await send(sol, 'answers', { id: said['open'] ?? '', outcome: 'noted', text: 'Thank you.' })
    const hidden = await send(mod, `comments/${said['zoe']}/hide`, { reason: 'spam', back: list('filter=all') })
    const helper = await local('Helper', 'drafter')
    const revoked = await send(sol, 'people/revoke', { person: helper.id, role: 'drafter', everywhere: '' })
    await send(sol, 'close', { reason: 'Enough' })
    const archived = await send(sol, 'archive', {})
    for (const [who, answer] of [
      [sol, answered],
      [mod, hidden],
      [sol, revoked],
      [sol, archived],
    ] as const) {
      const to = answer.headers.get('location') ?? ''
      expect([to, await undoIn(who, to)]).toEqual([to, true])
      const other = await browserOf(app, house, await house.person('Ada', 'participant', 'administrator'))
      expect([to, await undoIn(other, to)]).toEqual([to, false])
    }
    for (const path of [
      `/c/${slug}/desk/people?did=revoked&person=${ana.id}&role=secretariat&everywhere=yes`,
      list(`filter=all&did=hide&of=${said['hidden']}`),
      list(`filter=all&did=restore&of=${said['open']}:spam`),
      `/c/${slug}/desk/answers?did=${new URL(answered.headers.get('location') ?? '', 'http://x').searchParams.get('did')}`,
      `/desk?archived=${slug}`,
    ])
      expect([path, await undoIn(sol, path)]).toEqual([path, false])
    // Another's fields under one's own stamp are not one's own act.
    const forged = new URL(hidden.headers.get('location') ?? '', 'http://x')
    forged.searchParams.set('of', said['hidden'] ?? '')
    expect(await undoIn(mod, forged.pathname + forged.search)).toBe(false)
    await send(sol, 'archive', { back: 'yes' })
    await send(sol, 'reopen', { reason: 'More', until: '', zone: '' })
    await send(mod, `comments/${said['zoe']}/restore`, {})
  })

  test('who was blocked, and why, is told to those who may block: everywhere, not in one consultation', async () => {
    const bad = await house.person('Bad')
    const comment = await post(bad, units[0], 'Buy now!')
    await send(mod, 'people/block', { comment, reason: 'Advertising, three times' })
    const near = await browserOf(app, house, await local('Nell', 'moderator'))
    const people = `/c/${slug}/desk/people`
    expect((await mod.get(people)).text).toContain('Advertising, three times')
    const page = await near.get(people)
    expect(page.status).toBe(200)
    expect(page.text).not.toMatch(/Advertising|<b>.*Bad/)
    expect(page.text).toContain('Blocking holds in all consultations')
    expect((await near.get(`${people}?comment=${comment}`)).text).toContain('This person is blocked.')
    expect((await send(near, 'people/unblock', { person: bad.id })).status).toBe(403)
    await send(mod, 'people/unblock', { person: bad.id })
  })

  test('more than 200 at once are refused in a sentence, on the list they were ticked on, and nothing is done', async () => {
    const back = list('filter=all&q=pumps')
    const many = Array.from({ length: 201 }, (_, n): [string, string] => ['id', n ? `none-${n}` : (said['open'] ?? '')])
    for (const [who, path, more] of [
      [mod, 'comments/bulk', { act: 'hide', reason: 'spam' }],
      [mod, 'comments/bulk', { act: 'answer' }],
      [sol, 'comments/undo', { act: 'restore', of: many.map(([, each]) => `${each}:spam`).join('.') }],
    ] as const) {
      const refused = await send(who, path, [...many, ['back', back], ...Object.entries(more)])
      expect([path, refused.status]).toEqual([path, 400])
      expect(refused.text).toContain('At most 200 at once')
      expect([...refused.text.matchAll(/id="q-([^"]+)"/g)].map(m => m[1])).toEqual([said['open']])
    }
    expect((await getComment(house.db.read, { id: said['open'] ?? '', consultation: id }))?.hiddenAt).toBeNull()
    const asked = await mod.get(list(`ids=${many.map(([, each]) => each).join('.')}`))
    expect([asked.status, asked.text.includes('At most 200 at once')]).toEqual([400, true])
  })

  test('an answer to more than 200 comes back with its words as often as it is looked at', async () => {
    const many = Array.from({ length: 250 }, (_, n): [string, string] => ['id', n ? `none-${n}` : (said['open'] ?? '')])
    const typed: [string, string][] = [
      ['do', 'preview'],
      ['outcome', 'noted'],
      ['text', 'We looked at all of them.'],
    ]
    let back = `/c/${slug}/desk/answers`
    for (let look = 1; look <= 3; look++) {
      const seen = await send(sol, 'answers', [...many, ...typed, ['back', back]])
      expect([look, seen.status, seen.text.includes('We looked at all of them.</textarea>')]).toEqual([look, 200, true])
      back = /<form[^>]*answers[^>]*>[^]*?name="back" value="([^"]+)"/.exec(seen.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
      expect(back).toContain('/desk/answers')
    }
  })

  test('a refused act is said on the list it was asked from', async () => {
    const back = list('filter=all&q=pumps')
    const refused = await send(mod, `comments/${said['open']}/hide`, { reason: 'because', back })
    expect(refused.status).toBe(400)
    expect([...refused.text.matchAll(/id="q-([^"]+)"/g)].map(m => m[1])).toEqual([said['open']])
  })
})
