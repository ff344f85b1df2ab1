// What stands around the pages: robots, sitemap, feed, facts for machines, what phones install, the API told to people, metrics, compression.

import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import type { Commands } from '../../server/command.ts'
import { counted } from '../../server/house.ts'
import { createMetrics } from '../../server/metrics.ts'
import { openApi } from '../../server/openapi.ts'
import { uuid7 } from '../../server/clock.ts'
import { commandSchemas } from '../../shared/commands.schema.ts'
import { refusals } from '../../shared/refusal.ts'
import { langs, wordsOf } from '../../shared/words.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { ownWorkOf } from '../helpers/loop.ts'
import { tell } from '../helpers/size.ts'
import { Browser, HERE, type App } from '../helpers/web.ts'

let house: TestHouse
let app: App
let slug: string
let unit: string
const nobody = () => new Browser(app)
beforeAll(async () => {
  house = await openTestHouse('sqlite')
  app = createApp(house)
  const made = await house.consultation('water', { asker: 'The <town>', description: 'About *water* & heat.\n\nTwo parts.' })
  slug = made.slug
  unit = made.units[0] ?? ''
  await house.commands.run('consultation.create', operator, { slug: 'secret-plan', title: 'Secret', lang: 'en' })
  await house.consultation('archived')
  await house.commands.run('consultation.close', operator, { consultation: 'archived', reason: 'Enough.' })
  await house.commands.run('consultation.archive', operator, { consultation: 'archived' })
})
afterAll(() => house.close())

/** Names of the elements in order; throws when the text is not well-formed. */
function elements(xml: string): string[] {
  const names: string[] = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', tag => void names.push(tag.name))
  parser.write(xml).close()
  return names
}

describe('for search machines', () => {
  test('robots are led to the sitemap and away from the desk', async () => {
    const { text, headers } = await nobody().get('/robots.txt')
    expect(headers.get('content-type')).toContain('text/plain')
    expect(text).toContain(`Sitemap: ${HERE}/sitemap.xml`)
    for (const path of ['/desk', '/c/*/desk', '/sign-in', '/me']) expect(text).toContain(`Disallow: ${path}\n`)
  })
  test('the sitemap holds public consultations in each language, and no others', async () => {
    const { text, headers } = await nobody().get('/sitemap.xml')
    expect(headers.get('content-type')).toContain('application/xml')
    const names = elements(text)
    expect(names.filter(n => n === 'url')).toHaveLength(2)
    expect(names.filter(n => n === 'xhtml:link')).toHaveLength(2 * langs.length)
    expect(text).toContain(`<loc>${HERE}/c/${slug}</loc>`)
    for (const hidden of ['secret-plan', 'archived', '/desk', 'rehears']) expect(text).not.toContain(hidden)
    const tag = headers.get('etag') ?? ''
    expect((await nobody().get('/sitemap.xml', { 'if-none-match': tag })).status).toBe(304)
  })
  test('a page says its own address, its other languages, and only facts that stand on it', async () => {
    const { text } = await nobody().get(`/c/${slug}?lang=fr`)
    expect(text).toContain(`<link rel="canonical" href="${HERE}/c/${slug}?lang=fr"`)
    for (const lang of langs) expect(text).toContain(`hreflang="${lang}" href="${HERE}/c/${slug}?lang=${lang}"`)
    expect(text).toContain(`hreflang="x-default" href="${HERE}/c/${slug}"`)
    expect(text).toContain('<meta name="description" content="About water &amp; heat. Two parts."')
    const block = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(text)?.[1] ?? ''
    const facts = JSON.parse(block) as { mainEntity: Record<string, unknown> }
    expect(facts).toMatchObject({ '@context': 'https://schema.org', '@type': 'WebPage', inLanguage: 'fr' })
    expect(facts.mainEntity).toMatchObject({
      name: 'Water and heat',
      inLanguage: 'en',
      version: 1,
      creditText: 'The <town>',
      potentialAction: { '@type': 'CommentAction', endTime: '2026-11-30T22:59:00.000Z' },
    })
    expect(block).not.toContain('<')
  })
  test('a unit’s own address shows the same page and says so', async () => {
    const { text } = await nobody().get(`/c/${slug}/paragraph/${unit}`)
    expect(text).toContain(`<link rel="canonical" href="${HERE}/c/${slug}"`)
  })
  test('pages that are not to be found say no address of their own', async () => {
    const { text } = await nobody().get(`/c/${slug}/search?q=water`)
    expect(text).toContain('<meta name="robots" content="noindex">')
    expect(text).not.toContain('rel="canonical"')
  })
})

describe('the feed', () => {
  test('is valid Atom, linked from the page, and told unchanged by its tag and by its date', async () => {
    const ana = await house.person('Ana')
    const input = { consultation: slug, id: uuid7(), paragraphId: unit, text: 'Pipes <first> & ]]> last.', lang: 'en' }
    await house.commands.run('comment.post', ana, input, uuid7())
    const posted = house.clock.now
    // In the second of a change another one may follow, which no date would tell from it.
    expect((await nobody().get(`/c/${slug}/comments.atom`)).headers.get('last-modified')).toBeNull()
    house.clock.now += 1_000
    const { text, headers } = await nobody().get(`/c/${slug}/comments.atom`)
    expect(headers.get('content-type')).toContain('application/atom+xml')
    const names = elements(text)
    for (const needed of ['id', 'title', 'updated', 'link', 'author', 'content']) expect(names).toContain(needed)
    expect(names.filter(n => n === 'entry')).toHaveLength(1)
    const page = await nobody().get(`/c/${slug}`)
    expect(page.text).toMatch(
      new RegExp(`<link\\s+rel="alternate"\\s+type="application/atom\\+xml"[^>]*href="/c/${slug}/comments.atom"`),
    )
    const [tag, date] = [headers.get('etag') ?? '', headers.get('last-modified') ?? '']
    expect(Date.parse(date)).toBe(posted)
    const again = await nobody().get(`/c/${slug}/comments.atom`, { 'if-none-match': tag })
    expect([again.status, again.text]).toEqual([304, ''])
    expect((await nobody().get(`/c/${slug}/comments.atom`, { 'if-modified-since': date })).status).toBe(304)
    house.clock.now += 5_000
    await house.commands.run('comment.post', ana, { ...input, id: uuid7(), text: 'More.' }, uuid7())
    expect((await nobody().get(`/c/${slug}/comments.atom`, { 'if-none-match': tag })).status).toBe(200)
    expect((await nobody().get(`/c/${slug}/comments.atom`, { 'if-modified-since': date })).status).toBe(200)
  })
  test('what was hidden is gone from it for those, too, who ask by the date they have', async () => {
    const ana = await house.person('Ana')
    const mod = await house.person('Mo', 'participant', 'moderator')
    const input = { consultation: slug, id: uuid7(), paragraphId: unit, text: 'Not to be read for long.', lang: 'en' }
    await house.commands.run('comment.post', ana, input, uuid7())
    house.clock.now += 60_000
    const feed = `/c/${slug}/comments.atom`
    const before = await nobody().get(feed)
    expect(before.text).toContain('Not to be read for long.')
    const hide = { consultation: slug, id: input.id, reason: 'offTopic' }
    await house.commands.run('comment.hide', mod, hide, uuid7())
    house.clock.now += 60_000
    for (const [asks, has] of [
      ['if-modified-since', 'last-modified'],
      ['if-none-match', 'etag'],
    ] as const) {
      const after = await nobody().get(feed, { [asks]: before.headers.get(has) ?? '' })
      expect(after.status, asks).toBe(200)
      expect(after.text).not.toContain('Not to be read for long.')
    }
  })
})

describe('for phones', () => {
  test('the manifest names icons that are what they say', async () => {
    const page = await nobody().get('/')
    const href = /rel="manifest" href="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const { headers, text } = await nobody().get(href)
    expect(headers.get('content-type')).toContain('application/manifest+json')
    const manifest = JSON.parse(text) as Record<string, string> & { icons: { src: string; sizes: string; purpose: string }[] }
    for (const key of ['name', 'short_name', 'start_url', 'display', 'theme_color', 'background_color'])
      expect(manifest[key]).toBeTruthy()
    expect(manifest.icons.map(i => `${i.sizes} ${i.purpose}`)).toEqual(['192x192 any', '512x512 any', '512x512 maskable'])
    for (const { src, sizes } of manifest.icons) {
      const answer = await app.request(HERE + src, undefined, { incoming: { socket: { remoteAddress: '127.0.0.1' } } })
      const png = Buffer.from(await answer.arrayBuffer())
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes)
    }
    expect((await nobody().get('/icon-7.png')).status).toBe(404)
  })
})

describe('the API told to people', () => {
  test('every address and command stands there with its fields, refusals and an example', async () => {
    const { text } = await nobody().get('/api')
    const { paths } = openApi(house.config)
    expect(openApi(house.config).paths, 'made once, not with every request').toBe(paths)
    expect(Object.keys(paths)).toHaveLength(7 + Object.keys(commandSchemas).length)
    for (const [path, { get, post }] of Object.entries(paths)) {
      const asked = post ?? get
      const entry = new RegExp(`<h3 id="${asked?.operationId}">[\\s\\S]*?</article>`).exec(text)?.[0] ?? ''
      expect(entry, path).toContain(`${post ? 'POST' : 'GET'} ${path}`)
      expect(entry, path).toContain('curl ')
      expect(entry, path).toContain('href="#refused-fault"')
      for (const name of Object.keys(post?.requestBody?.content['application/json'].schema.properties ?? {}))
        expect(entry, path).toContain(`<code>${name}</code>`)
    }
    for (const reason of Object.keys(refusals)) expect(text).toContain(`id="refused-${reason}"`)
  })
  test('in the reader’s language, without scripts and without foreign hosts', async () => {
    for (const lang of langs) {
      const { text } = await nobody().get('/api', { 'accept-language': lang })
      expect(text).toContain(wordsOf(lang)('api.lead').slice(0, 40))
      expect(text).not.toMatch(/<script type="module"/)
      expect([...text.matchAll(/(?:src|href)="(https?:\/\/[^"/]+)/g)].filter(m => m[1] !== HERE)).toEqual([])
    }
  })
  test('a refusal that a command gives is one that its document names', async () => {
    const { paths } = openApi(house.config)
    const ana = await house.person('Ana')
    const cases: [string, object, keyof typeof refusals][] = [
      ['vote.cast', { consultation: slug, item: 'nothing', value: 'agree' }, 'notFound'],
      ['vote.cast', { consultation: slug, item: unit, value: 'maybe' }, 'invalid'],
      ['consultation.close', { consultation: slug, reason: 'x' }, 'notAllowed'],
    ]
    for (const [name, input, reason] of cases) {
      await house.refused(reason, ana, name as 'vote.cast', input)
      const named = paths[`/api/commands/${name}`]?.post?.responses[String(refusals[reason])]?.description
      expect(named?.split(', '), name).toContain(reason)
    }
  })
})

describe('metrics', () => {
  const value = (text: string, name: string): number =>
    Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (.*)$`, 'm').exec(text)?.[1])

  test('commands are counted by name and outcome, pages and commits too; nothing leads to a person', async () => {
    const own = await openTestHouse('sqlite')
    try {
      const made = await own.consultation()
      const asker = new Browser(createApp(own))
      const ana = await own.person('Ana Canary')
      const vote = { consultation: made.slug, item: made.units[0], value: 'agree' }
      const key = uuid7()
      await own.commands.run('vote.cast', ana, vote, key)
      await own.commands.run('vote.cast', ana, vote, key)
      await own.refused('invalid', ana, 'vote.cast', {})
      await asker.get(`/c/${made.slug}`)
      await asker.get(`/c/${made.slug}`)
      const { text, headers } = await asker.get('/metrics')
      expect(headers.get('content-type')).toContain('version=0.0.4')
      for (const [outcome, n] of [
        ['done', 1],
        ['replayed', 1],
        ['invalid', 1],
      ] as const)
        expect(value(text, `parley_commands_total{command="vote.cast",outcome="${outcome}"}`)).toBe(n)
      expect(value(text, 'parley_public_pages_total{how="drawn"}')).toBe(1)
      expect(value(text, 'parley_public_pages_total{how="kept"}')).toBe(1)
      expect(value(text, 'parley_database_bytes')).toBeGreaterThan(10_000)
      for (const name of ['sockets', 'reports_waiting', 'imports_running', 'event_loop_delay_p99_seconds'])
        expect(value(text, `parley_${name}`)).toBeGreaterThanOrEqual(0)
      for (const personal of ['Canary', ana.id, made.id, made.slug, made.units[0] ?? '', '127.0.0.1'])
        expect(text).not.toContain(personal)
    } finally {
      await own.close()
    }
  })
  test('counting costs a vote less than two per cent of its time', async context => {
    const metrics = createMetrics()
    const rounds = 50_000
    const done = { seq: 1, result: null, replayed: false }
    const bare: Commands = { run: async () => done, act: async () => done, passDates: async () => done }
    const round = async (commands: Commands, commit: () => void): Promise<number> => {
      const worked = await ownWorkOf(async () => {
        for (let i = 0; i < rounds; i++) {
          await commands.run('vote.cast', null, {})
          // As many acts share a commit as wait for the disk; one in five is a slow hour.
          if (i % 5 === 0) commit()
        }
      })
      return (worked * 1_000) / rounds
    }
    const times = { counted: [] as number[], bare: [] as number[] }
    for (let i = 0; i < 12; i++) {
      times.bare.push(await round(bare, () => {}))
      times.counted.push(await round(counted(bare, metrics), () => metrics.commit(5, 2)))
    }
    const told = await metrics.text()
    metrics.stop()
    expect(value(told, 'parley_commands_total{command="vote.cast",outcome="done"}'), 'it really was counted').toBe(12 * rounds)
    expect(value(told, 'parley_commit_acts_count')).toBe((12 * rounds) / 5)
    const cost = Math.min(...times.counted) - Math.min(...times.bare)
    tell(context, `counting a vote takes ${cost.toFixed(2)} µs of about 120`)
    console.info(`counting a vote takes ${cost.toFixed(2)} µs`)
    expect(cost).toBeLessThan(2.4)
  })
  test('only this machine may ask, and not through a proxy', async () => {
    expect((await nobody().get('/metrics')).status).toBe(200)
    expect((await new Browser(app, '203.0.113.9').get('/metrics')).status).toBe(404)
    expect((await nobody().get('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404)
    expect((await nobody().get('/metrics', { host: 'consult.example.org' })).status).toBe(404)
  })
  test('with a token set, the token alone decides', async () => {
    const token = 'a-token-of-twenty-signs'
    const guarded = createApp({ ...house, config: { ...house.config, metricsToken: token } })
    const far = new Browser(guarded, '203.0.113.9')
    expect((await far.get('/metrics', { authorization: `Bearer ${token}` })).status).toBe(200)
    expect((await far.get('/metrics', { authorization: 'Bearer another' })).status).toBe(404)
    expect((await new Browser(guarded).get('/metrics')).status).toBe(404)
  })
})

describe('compression', () => {
  const plain = async (path: string, accepts: string): Promise<{ encoding: string | null; text: string; bytes: number }> => {
    const answer = await app.request(
      HERE + path,
      { headers: { host: '127.0.0.1:3000', 'accept-encoding': accepts } },
      { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
    )
    const bytes = Buffer.from(await answer.arrayBuffer())
    const encoding = answer.headers.get('content-encoding')
    const text = (encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes).toString()
    return { encoding, text, bytes: bytes.length }
  }
  test('pages, the API and the feed travel compressed, and are the same when unpacked', async () => {
    for (const path of ['/api', `/c/${slug}`, `/api/consultations/${slug}`, '/api/openapi.json', `/c/${slug}/search?q=water`]) {
      const none = await plain(path, '')
      expect(none.encoding, path).toBeNull()
      for (const wanted of ['br', 'gzip']) {
        const packed = await plain(path, `${wanted}, deflate`)
        expect(packed.encoding, path).toBe(wanted)
        expect(packed.bytes).toBeLessThan(none.bytes / 2)
        expect(packed.text.length).toBe(none.text.length)
      }
    }
    expect((await plain('/healthz', 'br')).encoding).toBeNull()
  })
})
