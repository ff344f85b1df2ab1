// What stands beside a draft: files for readers, the feed of comments, and the desk's search by words, on both engines.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { uuid7 } from '../../server/clock.ts'
import { indexNow } from '../../server/search-index.ts'
import type { Actor } from '../../shared/role.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { Browser, browserOf, HERE, type App } from '../helpers/web.ts'

describe.each(engines)('%s', engine => {
  let house: TestHouse
  let app: App
  let secretary: Actor
  let desk: Browser
  beforeAll(async () => {
    house = await openTestHouse(engine)
    app = createApp(house)
    secretary = await house.person('Sam', 'participant', 'secretariat')
    desk = await browserOf(app, house, secretary)
  })
  afterAll(async () => {
    await house.recount()
    await house.close()
  })

  async function upload(slug: string, name: string, bytes: Uint8Array<ArrayBuffer>, from = desk) {
    const token = desk.token(await desk.get(`/c/${slug}/desk/settings`))
    const form = new FormData()
    form.set('token', token)
    form.set('file', new File([bytes], name, { type: 'text/html' }))
    const sent = new Response(form)
    const type = sent.headers.get('content-type') ?? ''
    return app.request(
      HERE + `/c/${slug}/desk/files`,
      {
        method: 'POST',
        headers: { host: '127.0.0.1:3000', origin: HERE, 'content-type': type, ...from.cookies() },
        body: await sent.arrayBuffer(),
      },
      { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
    )
  }

  test('a file is added, offered to readers, served inert, copied with the consultation, and removed', async () => {
    const { slug } = await house.consultation('beside')
    const bytes = new TextEncoder().encode('<script>alert(1)</script>')
    expect((await upload(slug, "../Plan d'été (1).html", bytes)).status).toBe(303)
    const page = await new Browser(app).get(`/c/${slug}`)
    const address = /href="(\/c\/beside\/file\/[^"]+)"/.exec(page.text)?.[1] ?? ''
    expect(page.text).toContain('Plan d&#39;été (1).html')
    const file = await new Browser(app).get(address)
    expect(file.text).toBe('<script>alert(1)</script>')
    expect(file.headers.get('content-type')).toBe('application/octet-stream')
    expect(file.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Plan%20d%27%C3%A9t%C3%A9%20%281%29.html")
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect(file.headers.get('content-security-policy')).toContain('sandbox')
    await house.must(operator, 'consultation.duplicate', { consultation: slug, slug: 'beside-copy', title: 'Copy' })
    expect((await desk.get('/c/beside-copy/desk/settings')).text).toContain('Plan d&#39;été (1).html')
    const removed = await desk.form(`${address.replace('/file/', '/desk/files/')}/remove`, {
      token: desk.token(await desk.get(`/c/${slug}/desk/settings`)),
    })
    expect(removed.status).toBe(303)
    expect((await new Browser(app).get(address)).status).toBe(404)
    expect((await desk.get(`/c/${slug}`)).text).not.toContain('/file/')
  })

  test('an empty file and one over 20 MB are refused on the desk; who may not manage adds none', async () => {
    const { slug } = await house.consultation('large')
    const empty = await upload(slug, 'empty.txt', new Uint8Array())
    expect([empty.status, await empty.text()]).toEqual([400, expect.stringContaining('not empty')])
    const large = await upload(slug, 'large.bin', new Uint8Array(20 * 1024 * 1024 + 1))
    expect([large.status, await large.text()]).toEqual([413, expect.stringContaining('20 MB')])
    const mod = await browserOf(app, house, await house.person('Mo', 'participant', 'moderator'))
    expect((await upload(slug, 'a.txt', new TextEncoder().encode('a'), mod)).status).toBe(403)
    expect((await new Browser(app).get(`/c/${slug}`)).text).not.toContain('/file/')
  })

  test('the feed holds what the public may read', async () => {
    const { slug, units } = await house.consultation('feed')
    const ana = await house.person('Ana <b>', 'guest')
    const post = (text: string) =>
      house.must<{ id: string }>(ana, 'comment.post', {
        consultation: slug,
        id: uuid7(),
        paragraphId: units[0],
        text,
        lang: 'fr',
      })
    const shown = await post('Été & <hiver> \u0007')
    const hidden = await post('A hidden text')
    await house.must(operator, 'comment.hide', { consultation: slug, id: hidden.id, reason: 'spam' })
    for (const reader of [new Browser(app), desk]) {
      const feed = await reader.get(`/c/${slug}/comments.atom`)
      expect(feed.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
      expect(feed.text).toContain('<content type="text">Été &amp; &lt;hiver&gt; \u2407</content>')
      expect(feed.text).toContain(`<id>${HERE}/c/${slug}/comment/${shown.id}</id>`)
      expect(feed.text).not.toContain('A hidden text')
    }
  })

  test('staff find comments by words, hidden ones too; the public finds no hidden one', async () => {
    const { slug, id, units } = await house.consultation('words')
    const ana = await house.person('Ana', 'guest')
    const post = (text: string) =>
      house.must<{ id: string }>(ana, 'comment.post', {
        consultation: slug,
        id: uuid7(),
        paragraphId: units[0],
        text,
        lang: 'en',
      })
    const plain = await post('About the aqueduct.')
    const hidden = await post('About the Aquédüct too.')
    await post('About something else.')
    await house.must(operator, 'comment.hide', { consultation: slug, id: hidden.id, reason: 'spam' })
    await indexNow(house, id)
    const found = async (query: string) => {
      const { text } = await desk.get(`/c/${slug}/desk/comments?filter=${query}`)
      return [...text.matchAll(/id="q-([^"]+)"/g)].map(m => m[1])
    }
    expect(await found('all&q=aqued')).toEqual([hidden.id, plain.id])
    expect(await found('hidden&q=aqueduct')).toEqual([hidden.id])
    expect(await found('all&q=nowhere')).toEqual([])
    expect(await found('all')).toHaveLength(3)
    const open = await new Browser(app).get(`/c/${slug}/search?q=aqued`)
    expect([open.text.includes(plain.id), open.text.includes(hidden.id)]).toEqual([true, false])
    await house.must(operator, 'comment.restore', { consultation: slug, id: hidden.id })
    await indexNow(house, id)
    expect((await new Browser(app).get(`/c/${slug}/search?q=aqued`)).text).toContain(hidden.id)
  })
})
