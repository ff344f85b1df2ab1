// The desk before publishing, without scripts: import, preview, acts by plain forms, rehearsal, publishing; refusals stand beside their field.

import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { findConsultation } from '../../db/consultations.ts'
import { listDraft } from '../../db/drafts.ts'
import { sessionToken, type Env } from '../../server/http.ts'
import { createImports } from '../../server/imports.ts'
import { draftRoutes } from '../../server/routes/desk-draft.ts'
import { wordsOf } from '../../shared/words.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { visitor, type Page, type Visitor } from '../helpers/visitor.ts'

const text = `# The river

The water rises each spring. The towns meet to share the work. Nobody is left out.

Three things are needed:

- everybody knows the plan;
- everybody can answer.

| Who | What |
|---|---|
| Town | walls |
`

/** A picture of one point. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const fileOf = (content: string, name = 'draft.md'): File => new File([content], name)
const idsIn = (page: Page): string[] =>
  [...page.text.matchAll(/<article class="block[^"]*" id="p-([0-9a-z]+)"/g)].map(m => m[1] ?? '')
const valueOf = (page: Page, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? ''
/** No key of words shown instead of a sentence, no script or style inline. */
const isSound = (page: Page): void => {
  expect(page.text).not.toMatch(/<script>|<style|style="| on[a-z]+="/)
  expect(page.text).toMatch(/^<!doctype html>/)
}

describe('the desk of a secretariat', () => {
  let house: TestHouse
  let sol: Visitor
  let stranger: Visitor
  beforeAll(async () => {
    house = await openTestHouse('sqlite')
    sol = await visitor(house, await house.person('Sol', 'participant', 'secretariat'))
    stranger = await visitor(house, null)
  })
  afterAll(() => house.close())

  const draftOf = async (slug: string) => {
    const found = await findConsultation(house.db.read, { slug })
    return found ? listDraft(house.db.read, { consultation: found.id }) : []
  }
  /** On a busy machine an import gets a page of its own, which leads on when it is done. */
  const imported = (page: Page): Promise<Page> =>
    vi.waitFor(
      async () => {
        const next = page.to?.includes('/desk/import/') ? await sol.get(page.to) : page
        expect(next.status).not.toBe(200)
        return next
      },
      { timeout: 30_000, interval: 100 },
    )
  const send = async (path: string, fields: Record<string, string | File>): Promise<Page> =>
    imported(await sol.post(path, fields))
  const importNew = (slug: string, content = text, name?: string): Promise<Page> =>
    send('/desk/import', { title: 'The river', slug, lang: 'en', text: '', html: '', file: fileOf(content, name) })
  async function act(slug: string, fields: Record<string, string>): Promise<Page> {
    const seq = valueOf(await sol.get(`/c/${slug}/desk/draft`), 'seq')
    return sol.post(`/c/${slug}/desk/draft/act`, { seq, ...fields })
  }

  test('strangers learn nothing, and forms need the token of their session', async () => {
    expect((await stranger.get('/desk/new')).status).toBe(401)
    await importNew('closed-door')
    expect((await stranger.get('/c/closed-door/desk/draft')).status).toBe(404)
    expect((await sol.post('/desk/import', { token: 'other', title: 'x', slug: 'x', lang: 'en' })).status).toBe(403)
    const ana = await visitor(house, await house.person('Ana'))
    expect((await ana.get('/desk/new')).status).toBe(403)
  })

  test('a file becomes a preview with numbers, counts and tools', async () => {
    const form = await sol.get('/desk/new')
    isSound(form)
    expect(form.text).toContain(`name="token" value="${sol.token}"`)
    const sent = await importNew('river')
    expect([sent.status, sent.to]).toEqual([303, '/c/river/desk/draft?did=import'])
    const page = await sol.get(sent.to ?? '')
    isSound(page)
    expect(idsIn(page)).toEqual((await draftOf('river')).map(u => u.id))
    expect([...page.text.matchAll(/class="block-no">(P\d)</g)].map(m => m[1])).toEqual(['P1', 'P2', 'P3'])
    for (const words of [
      '3 numbered paragraphs',
      '1 heading',
      '2 list items',
      '2 table rows',
      'Imported. Please look through it.',
    ])
      expect(page.text).toContain(words)
    expect(page.text).toContain('name="robots" content="noindex"')
  })

  test('what is refused stands beside its field, and what was typed is kept', async () => {
    const nothing = await sol.post('/desk/import', { title: 'Meadows & mills', slug: 'UPPER', lang: 'fr', text: '', html: '' })
    expect(nothing.status).toBe(400)
    expect(nothing.text).toContain('value="Meadows &amp; mills"')
    expect(nothing.text).toMatch(/id="slug-error"[^>]*>Please use small letters/)
    expect(nothing.text).toMatch(/id="file-error"[^>]*>Choose a file, or paste the text/)
    expect(nothing.text).toMatch(/<option value="fr" selected/)
    await importNew('taken')
    const taken = await sol.post('/desk/import', { title: 'Again', slug: 'taken', lang: 'en', text: 'Kept words', html: '' })
    expect(taken.status).toBe(400)
    expect(taken.text).toMatch(/id="slug-error"[^>]*>This address is taken/)
    expect(taken.text).toContain('>Kept words</textarea>')
    const old = await send('/desk/import', {
      title: 'Old',
      slug: 'old',
      lang: 'en',
      text: '',
      html: '',
      file: fileOf('\xD0\xCF', 'a.doc'),
    })
    const shown = await sol.get((old.to ?? '').replace(/#.*/, ''))
    expect(shown.text).toMatch(/id="file-error"[^>]*>This is a file of an old Word/)
    expect((await send('/c/old/desk/draft/import', { text: '', html: '', file: fileOf(text) })).to).toBe(
      '/c/old/desk/draft?did=import',
    )
    expect(await draftOf('old')).toHaveLength(4)
  })

  test('pasted text keeps its formatting where the browser gives it; an address is made of the title', async () => {
    const html = '<h2>Mills</h2><p>One <b>mill</b>.</p>'
    const sent = await send('/desk/import', {
      title: 'L’été à Orléans',
      slug: '',
      lang: 'fr',
      text: 'Mills\nOne mill.',
      html,
    })
    expect(sent.to).toBe('/c/l-ete-a-orleans/desk/draft?did=import')
    expect((await draftOf('l-ete-a-orleans')).map(u => u.html)).toEqual(['Mills', '<p>One <strong>mill</strong>.</p>'])
  })

  test('split at an offered sentence, joined, moved, made a heading, dropped, undone and done again', async () => {
    await importNew('acts')
    const [heading, prose, list] = (await draftOf('acts')).map(u => u.id)
    const offered = await sol.get(`/c/acts/desk/draft?at=${prose}&split=${prose}`)
    const places = [...offered.text.matchAll(/name="at" value="(\d+)"[^>]*>Split before “([^”]*)”/g)]
    expect(places.map(m => m[2])).toEqual(['The towns meet to share the work. Nobody is left out.', 'Nobody is left out.'])
    const split = await act('acts', { act: 'split', id: prose ?? '', at: places[1]?.[1] ?? '' })
    expect(split.status).toBe(303)
    const after = await draftOf('acts')
    expect(after.map(u => u.text).slice(1, 3)).toEqual([
      'The water rises each spring. The towns meet to share the work.',
      'Nobody is left out.',
    ])
    expect(split.to).toBe(`/c/acts/desk/draft?did=split&at=${after[2]?.id}#p-${after[2]?.id}`)
    await act('acts', { act: 'up', id: after[2]?.id ?? '' })
    expect((await draftOf('acts')).map(u => u.id).slice(0, 3)).toEqual([heading, after[2]?.id, prose])
    await act('acts', { act: 'down', id: after[2]?.id ?? '' })
    await act('acts', { act: 'level', id: after[2]?.id ?? '', level: '2' })
    expect((await draftOf('acts'))[2]).toMatchObject({ kind: 'heading', level: 2, html: 'Nobody is left out.' })
    await act('acts', { act: 'apart', id: list ?? '' })
    expect((await draftOf('acts')).map(u => u.kind)).toEqual(['heading', 'prose', 'heading', 'prose', 'list', 'list', 'table'])
    await act('acts', { act: 'drop', id: heading ?? '' })
    for (let n = 0; n < 6; n++) await act('acts', { act: 'undo' })
    expect((await draftOf('acts')).map(u => u.id)).toEqual([heading, prose, list, expect.any(String)])
    const undone = await act('acts', { act: 'undo' })
    expect([undone.status, undone.text.includes('There is nothing to undo.')]).toEqual([400, true])
    await act('acts', { act: 'redo' })
    expect(await draftOf('acts')).toHaveLength(5)
    const cursor = await act('acts', { act: 'split', id: prose ?? '', at: 'cursor', signs: '8' })
    expect(cursor.status).toBe(303)
    expect((await draftOf('acts'))[1]?.text).toBe('The water')
  })

  test('a button pressed twice acts once; what cannot be done says so at its place', async () => {
    await importNew('twice')
    const [heading, prose] = (await draftOf('twice')).map(u => u.id)
    const seq = valueOf(await sol.get('/c/twice/desk/draft'), 'seq')
    const fields = { seq, act: 'split', id: prose ?? '', at: '28' }
    const [one, two] = [await sol.post('/c/twice/desk/draft/act', fields), await sol.post('/c/twice/desk/draft/act', fields)]
    expect(two.to).toBe(one.to)
    expect(await draftOf('twice')).toHaveLength(5)
    const refused = await act('twice', { act: 'merge', id: heading ?? '' })
    expect(refused.status).toBe(400)
    expect(refused.text).toMatch(new RegExp(`id="p-${heading}".*Nothing stands above this`, 's'))
  })

  test('a rehearsal has a link; it ends when the consultation is published', async () => {
    await importNew('stage')
    expect((await sol.post('/c/stage/desk/rehearse', {})).to).toBe('/c/stage/desk/draft/publish?did=rehearse#rehearsal')
    const last = await sol.get('/c/stage/desk/draft/publish')
    const rehearsal = /href="(\/c\/stage-rehearsal-[0-9a-z]{24})"/.exec(last.text)?.[1] ?? ''
    expect((await stranger.get(rehearsal)).text).toContain('Rehearsal: The river')
    expect((await stranger.get('/')).text).not.toContain('rehearsal')
    expect((await sol.post('/c/stage/desk/draft/publish', {})).to).toBe('/c/stage/desk/share?did=publish')
    expect((await sol.get(rehearsal)).status).toBe(404)
    await vi.waitFor(async () => expect((await stranger.get(rehearsal)).status, 'a kept page lags a second').toBe(404), 3_000)
    expect((await stranger.get('/c/stage')).text).toContain('The water rises each spring')
    expect((await sol.get('/c/stage/desk/draft')).to).toBe('/c/stage')
    expect((await act('stage', { act: 'undo' })).status).toBe(400)
  })

  test('a long draft is previewed in parts, and every language has its sentences', async () => {
    await importNew('long', Array.from({ length: 320 }, (_, n) => `Paragraph ${n} stands here.`).join('\n\n'))
    const third = (await draftOf('long')).at(-1)?.id
    const page = await sol.get(`/c/long/desk/draft?at=${third}`)
    expect(idsIn(page)).toHaveLength(20)
    expect(page.text).toContain('>P320<')
    const juan = await visitor(house, await house.person('Juan', 'participant', 'secretariat'), 'es')
    expect((await juan.get('/c/long/desk/draft')).text).toContain('Unir al anterior')
    expect((await juan.get('/desk/new')).text).toContain('Nueva consulta')
  })

  test('an import that takes its time shows how far it is, without scripts', async () => {
    const app = new Hono<Env>()
    app.use(async (c, next) => {
      c.set('lang', 'en')
      c.set('t', wordsOf('en'))
      c.set('session', await house.people.session(sessionToken(c, house.config)))
      await next()
    })
    app.route('/', draftRoutes(house, createImports(house), 0))
    const hasty = await visitor(house, await house.person('Sam', 'participant', 'secretariat'), 'en', app)
    const sent = await hasty.post('/desk/import', {
      title: 'Slow',
      slug: 'slow',
      lang: 'en',
      text: '',
      html: '',
      file: fileOf(text),
    })
    expect(sent.to).toMatch(/^\/c\/slow\/desk\/import\/[0-9a-z]{12}$/)
    const waiting = await hasty.get(sent.to ?? '')
    expect([waiting.status, waiting.headers.get('refresh')]).toEqual([200, '1'])
    expect(waiting.text).toContain('<progress')
    const ended = await vi.waitFor(
      async () => {
        const page = await hasty.get(sent.to ?? '')
        expect(page.status).toBe(303)
        return page
      },
      { timeout: 30_000, interval: 100 },
    )
    expect(ended.to).toBe('/c/slow/desk/draft?did=import')
    expect(await draftOf('slow')).toHaveLength(4)
  })

  test('a warning follows its picture through joins, and a copy has pictures of its own', async () => {
    await importNew('seen', `<p>One.</p><p>Two. <img src="data:image/png;base64,${dot}"> Three.</p>`, 'seen.html')
    const [one, two] = (await draftOf('seen')).map(u => u.id)
    const at = (page: Page): string | undefined => /href="[^"]*#p-([0-9a-z]+)">P\d: This picture has no text/.exec(page.text)?.[1]
    expect(at(await sol.get('/c/seen/desk/draft'))).toBe(two)
    await act('seen', { act: 'merge', id: two ?? '' })
    expect(at(await sol.get('/c/seen/desk/draft'))).toBe(one)
    await act('seen', { act: 'apart', id: one ?? '' })
    const [, apart] = (await draftOf('seen')).map(u => u.id)
    expect(at(await sol.get('/c/seen/desk/draft'))).toBe(apart)
    await act('seen', { act: 'drop', id: apart ?? '' })
    expect(at(await sol.get('/c/seen/desk/draft'))).toBeUndefined()
    await act('seen', { act: 'undo' })
    await house.must(operator, 'consultation.duplicate', { consultation: 'seen', slug: 'seen-again', title: 'Again' })
    const copied = /src="(\/c\/seen-again\/file\/[0-9a-z]+)"/.exec((await draftOf('seen-again'))[1]?.html ?? '')?.[1]
    expect((await sol.get(copied ?? '/')).headers.get('content-type')).toBe('image/png')
    expect(at(await sol.get('/c/seen-again/desk/draft'))).toBe((await draftOf('seen-again'))[1]?.id)
  })

  test('a table without names and pictures without words are asked about until they have them', async () => {
    const picture = `<img src="data:image/png;base64,${dot}">`
    const table = '<table><tr><td>Who</td><td>What</td></tr><tr><td>Town</td><td>walls</td></tr></table>'
    const named = '<table><tr><th>Who</th><th>What</th></tr><tr><td>City</td><td>gates</td></tr></table>'
    await importNew('asked', `<p>See ${picture} and ${picture}.</p>${table}<h2>Then</h2>${named}`, 'asked.html')
    const [pictures, first, , second] = (await draftOf('asked')).map(u => u.id)
    const htmlOf = async (id: string | undefined): Promise<string> => (await draftOf('asked')).find(u => u.id === id)?.html ?? ''
    const asked = (page: Page): string[] =>
      [...page.text.matchAll(/href="[^"]*">(P\d): (This picture has no text|Nothing in this table names)/g)].map(
        ([, place, words]) => `${place} ${words?.split(' ')[1]}`,
      )
    const page = await sol.get('/c/asked/desk/draft')
    isSound(page)
    expect(asked(page)).toEqual(['P1 picture', 'P1 picture', 'P2 in'])
    expect(page.text).toContain('What does picture 2 show?')
    expect(await htmlOf(second)).toContain('<tr><th scope="col">Who</th><th scope="col">What</th></tr>')

    await act('asked', { act: 'rows', id: first ?? '' })
    expect(await htmlOf(first)).toContain('<tr><th scope="row">Town</th><td>walls</td></tr>')
    await act('asked', { act: 'undo' })
    await act('asked', { act: 'columns', id: first ?? '' })
    expect(await htmlOf(first)).toBe(
      '<table><tr><th scope="col">Who</th><th scope="col">What</th></tr><tr><td>Town</td><td>walls</td></tr></table>',
    )
    expect((await act('asked', { act: 'columns', id: first ?? '' })).status).toBe(400)
    expect(asked(await sol.get('/c/asked/desk/draft'))).toEqual(['P1 picture', 'P1 picture'])

    await act('asked', { act: 'describe', id: pictures ?? '', alt0: '', alt1: 'A gate, “open” & <wide>' })
    expect(await htmlOf(pictures)).toMatch(/alt="">.*alt="A gate, “open” &amp; &lt;wide&gt;">/)
    expect(asked(await sol.get('/c/asked/desk/draft'))).toEqual(['P1 picture'])
    await act('asked', { act: 'describe', id: pictures ?? '', alt0: 'A tower' })
    expect(asked(await sol.get('/c/asked/desk/draft'))).toEqual([])
  })
})
