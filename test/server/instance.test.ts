// What an instance tells of itself, on both engines: name, logo and own pages, by administrators alone, shown on every page at once.

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { isFilledIn, textFor } from '../../shared/instance.ts'
import { engines } from '../helpers/engines.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { allRows } from '../helpers/tables.ts'
import { visitor, type Visitor } from '../helpers/visitor.ts'

const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const png = Buffer.from(dot, 'base64')
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')

describe.each(engines)('on %s', engine => {
  let house: TestHouse
  let boss: Visitor
  let nobody: Visitor
  beforeAll(async () => {
    house = await openTestHouse(engine)
    boss = await visitor(house, await house.person('Bo', 'participant', 'administrator'))
    nobody = await visitor(house, null)
    await house.consultation()
  })
  afterAll(() => house.close())

  test('before anything is told, the pages show what is to be filled in, and say so', async () => {
    for (const [page, words] of [
      ['imprint', 'Who runs this site'],
      ['contact', 'Please write to us'],
      ['privacy', 'What we keep'],
      ['accessibility', 'EN 301 549'],
    ]) {
      const { status, text } = await nobody.get(`/${page}`)
      expect(status).toBe(200)
      expect(text).toContain('This page is not filled in yet')
      expect(text).toContain(words)
      expect(text).toContain('content="noindex"')
      expect(text).not.toContain('/desk/instance')
    }
    expect((await boss.get('/imprint')).text).toContain('href="/desk/instance/imprint"')
    const french = await visitor(house, null, 'fr')
    expect((await french.get('/privacy')).text).toContain('Ce que nous gardons')
  })

  test('the name stands in the masthead and titles of all pages from the next request on, kept pages included', async () => {
    expect((await nobody.get('/c/water')).text).toContain('<bdi>Parley</bdi>')
    const sent = await boss.post('/desk/instance', { name: '  Town of <Orle>  ' })
    expect([sent.status, sent.to]).toEqual([303, '/desk/instance/imprint?did=save'])
    for (const path of ['/c/water', '/', '/imprint', '/sign-in']) {
      const { text } = await nobody.get(path)
      expect(text, path).toContain('<bdi>Town of &lt;Orle&gt;</bdi>')
      expect(text, path).toMatch(/<title>[^<]*Town of &lt;Orle&gt;<\/title>/)
    }
    const nameless = await boss.post('/desk/instance', { name: ' ' })
    expect(nameless.status).toBe(400)
    expect(nameless.text).toMatch(/id="name-error"[^>]*>Please give this site a name/)
    expect(house.instance.now.name).toBe('Town of <Orle>')
  })

  test('a logo is kept as the picture alone and served inert; SVG and others are refused beside the field', async () => {
    const withPlace = Buffer.concat([png.subarray(0, 33), chunk('tEXt', 'Comment\0taken at home'), png.subarray(33)])
    await boss.post('/desk/instance', { name: 'Orle', logo: new File([withPlace], 'logo.png') })
    const src =
      /<img class="logo" src="(\/logo\/[0-9a-z]+)" alt="" width="1" height="1"/.exec((await nobody.get('/')).text)?.[1] ?? ''
    const logo = await nobody.get(src)
    expect(logo.headers.get('content-type')).toBe('image/png')
    expect(logo.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect((await allRows(house.place))['logos']?.join('')).not.toContain('home')
    for (const bytes of [svg, Buffer.from('GIF89a'), Buffer.from('%PDF-1.7')]) {
      const refused = await boss.post('/desk/instance', {
        name: 'Kept name',
        logo: new File([bytes], 'logo.png', { type: 'image/png' }),
      })
      expect(refused.status).toBe(400)
      expect(refused.text).toMatch(/id="logo-error"[^>]*>Please choose a picture in PNG, JPEG or WebP/)
      expect(refused.text).toContain('value="Kept name"')
    }
    const large = Buffer.concat([png.subarray(0, 33), chunk('IDAT', 'x'.repeat(300_000)), png.subarray(33)])
    const refused = await boss.post('/desk/instance', { name: 'Orle', logo: new File([large], 'logo.png') })
    expect([refused.status, refused.text.includes('A logo may have 256 KB')]).toEqual([413, true])
    expect((await nobody.get(src)).status, 'what was refused changed nothing').toBe(200)
    await boss.post('/desk/instance', { name: 'Orle', noLogo: 'yes' })
    expect((await nobody.get(src)).status).toBe(404)
    expect((await nobody.get('/')).text).not.toContain('class="logo"')
  })

  test('a page is filled in per language, shown in the reader’s or the one there is, and harmless', async () => {
    const gaps = await boss.post('/desk/instance/imprint', { of: 'en', text: 'We are [name].' })
    expect(gaps.to).toBe('/desk/instance/contact?did=save')
    expect((await nobody.get('/imprint')).text).toContain('This page is not filled in yet')
    await boss.post('/desk/instance/imprint', { of: 'en', text: '## Who\r\n\r\nThe **town** of Orle. <script>x</script>' })
    const { text } = await nobody.get('/imprint')
    expect(text).not.toContain('not filled in')
    expect(text).toContain('<h2>Who</h2><p>The<strong>town</strong>of Orle.')
    expect(text).not.toContain('<script>x')
    const spanish = await (await visitor(house, null, 'es')).get('/imprint')
    expect(spanish.text).toContain('Esta página solo existe en English.')
    expect(spanish.text).toContain('<div class="own-text" lang="en"')
    await boss.post('/desk/instance/imprint', { of: 'es', text: 'La ciudad de Orle.' })
    expect((await (await visitor(house, null, 'es')).get('/imprint')).text).toContain('La ciudad de Orle.')
  })

  test('the first run leads from step to step, and after the last to the first consultation or back', async () => {
    const order = ['contact', 'privacy', 'accessibility']
    for (const [n, page] of order.entries()) {
      const form = await boss.get(`/desk/instance/${page}`)
      expect(form.text.match(/class="button button-primary"/g)).toHaveLength(1)
      expect(form.text).toMatch(new RegExp(`aria-current="step"><span class="step-mark">${n + 4}</span>`))
      const { to } = await boss.post(`/desk/instance/${page}`, { of: 'en', text: 'Ours.' })
      expect(to).toBe(order[n + 1] ? `/desk/instance/${order[n + 1]}?did=save` : '/desk/instance?did=save')
    }
  })

  test('another process on the same database hears of it by itself', async () => {
    const other = await openTestHouse(engine, house.place)
    await boss.post('/desk/instance', { name: 'Orle again' })
    await vi.waitFor(() => expect(other.instance.now.name).toBe('Orle again'), 5_000)
    expect((await (await visitor(other, null)).get('/')).text).toContain('<bdi>Orle again</bdi>')
    await boss.post('/desk/instance', { name: 'Orle' })
    await other.hub.stop()
    await other.db.close()
  })

  test('the secretariat, participants and strangers do not change it', async () => {
    for (const who of [null, await house.person('Ana'), await house.person('Sol', 'participant', 'secretariat')]) {
      const refused = who ? 'notAllowed' : 'signedOut'
      await house.refused(refused, who, 'instance.describe', { name: 'Mine' })
      const browser = await visitor(house, who)
      expect((await browser.post('/desk/instance', { name: 'Mine' })).status).toBe(who ? 403 : 401)
    }
    expect(house.instance.now.name).toBe('Orle')
  })
})

test('[I1] a page counts as filled in when no place in brackets is left; links are no gaps', () => {
  expect([undefined, '', ' \n', 'We are [name].'].map(isFilledIn)).toEqual([false, false, false, false])
  expect(isFilledIn('See [our page](https://orle.example).')).toBe(true)
  const pages = { imprint: { fr: 'Nous.', en: 'We are [name].' }, contact: {}, privacy: {}, accessibility: {} }
  const instance = { name: 'Orle', named: true, logo: null, pages, changedAt: null }
  expect(textFor(instance, 'imprint', 'en')).toEqual({ lang: 'fr', text: 'Nous.' })
  expect(textFor(instance, 'contact', 'en')).toBeNull()
})

/** A part of a PNG; nobody here checks its sum. */
function chunk(type: string, data: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, Buffer.from(type + data, 'latin1'), Buffer.alloc(4)])
}
