// A crawl of the pages in every language but English, as nobody, participant and staff, finds no English sentence of the interface.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { ownPages } from '../../shared/instance.ts'
import { langs, languages, type Lang } from '../../shared/words.ts'
import type { Actor } from '../../shared/role.ts'
import { openTestHouse, type TestHouse } from '../helpers/house.ts'
import { sessionOf } from '../helpers/web.ts'

let house: TestHouse
let paths: string[]
let people: [string, Actor | null][]
beforeAll(async () => {
  house = await openTestHouse('sqlite')
  const { slug, units, headings } = await house.consultation()
  const ana = await house.person('Ana', 'guest')
  const staff = await house.person('Sol', 'participant', 'administrator')
  await house.must(ana, 'vote.cast', { consultation: slug, item: units[0], value: 'agree' })
  for (const [id, paragraphId] of [
    ['remark-one', units[0]],
    ['remark-two', 'whole'],
    ['remark-three', headings[0]],
  ] as const)
    await house.must(ana, 'comment.post', { consultation: slug, id, paragraphId, text: 'Zyx', kind: 'question', lang: 'en' })
  await house.must(staff, 'comment.hide', { consultation: slug, id: 'remark-two', reason: 'spam' })
  await house.must(staff, 'comment.answer', { consultation: slug, ids: ['remark-one'], outcome: 'noted', text: 'Zyx' })
  const closed = await house.consultation('closed-one')
  await house.must(staff, 'consultation.close', { consultation: closed.slug, reason: 'Zyx' })
  await house.commands.run('consultation.create', staff, { slug: 'plan', title: 'Zyx', lang: 'en' })
  people = [
    ['nobody', null],
    ['a guest', ana],
    ['staff', staff],
  ]
  paths = [
    '/',
    '/sign-in',
    '/me',
    '/desk',
    '/desk/new',
    '/desk/instance',
    '/desk/instance/privacy',
    '/api',
    '/sign-in/link',
    ...ownPages.map(page => `/${page}`),
    '/nothing',
    `/c/${slug}/desk`,
    `/c/${slug}/desk/comments`,
    `/c/${slug}/desk/comments?filter=all`,
    `/c/${slug}/desk/answers?filter=all`,
    `/c/${slug}/desk/report`,
    `/c/${slug}/desk/settings`,
    `/c/${slug}/desk/people`,
    `/c/${slug}/reports`,
    `/c/${slug}/share`,
    `/c/${slug}/desk/share`,
    `/c/${slug}/embed`,
    `/c/${slug}/search?q=zyx`,
    `/c/${slug}/dashboard`,
    `/c/${closed.slug}/dashboard?sort=division&section=1`,
    `/c/${slug}/dashboard/agreement.svg`,
    `/c/${slug}/print`,
    `/c/${slug}/table`,
    `/c/${slug}/revisions`,
    `/c/${slug}/paragraph/${units[0]}/history`,
    `/c/${slug}/desk/revision`,
    `/c/${slug}/desk/correct/${units[0]}`,
    '/c/plan/desk/draft',
    ...['about', 'deadline', 'publish'].map(step => `/c/plan/desk/draft/${step}`),
  ]
  paths.push(`/c/${slug}`, `/c/${slug}/paragraph/${units[0]}`, `/c/${slug}/paragraph/whole`, `/c/${slug}/comment/remark-three`)
  paths.push(`/c/${closed.slug}`, `/c/${closed.slug}/paragraph/${closed.units[0]}`, `/c/${closed.slug}/reports`)
})
afterAll(() => house.close())

/** Whole English messages that differ from their translation and could stand in a page as they are. */
function english(lang: Lang): Set<string> {
  const messages: Record<string, string> = languages[lang].messages
  const found = Object.entries(languages.en.messages).filter(
    ([key, message]) => !message.includes('{') && messages[key] !== message,
  )
  const translations = new Set(Object.values(messages))
  return new Set(found.map(([, message]) => message).filter(message => !translations.has(message)))
}
const entities: Record<string, string> = { '&#39;': "'", '&quot;': '"', '&amp;': '&', '&lt;': '<', '&gt;': '>' }
const plain = (text: string): string => text.replace(/&(#39|quot|amp|lt|gt);/g, sign => entities[sign] ?? sign).trim()

/** What answers an address: a page that exists, or the page that tells this person why not. */
function answered(who: string, path: string): number[] {
  if (path === '/nothing') return [404]
  if (who === 'staff') return [200]
  if (path.startsWith('/c/plan/')) return [404]
  const [signIn, refused] = who === 'nobody' ? [302, 401] : [200, 403]
  if (path === '/me') return [signIn]
  return /\/desk(\/|$)/.test(path) ? [refused, ...(path === '/desk' ? [signIn] : [])] : [200]
}

describe.each(langs.filter(lang => lang !== 'en'))('in %s', lang => {
  test('every page is there, and no English sentence stands in any', async () => {
    const app = createApp(house)
    const wrong: string[] = []
    const foreign = english(lang)
    for (const [who, actor] of people) {
      const cookie = actor ? `parley=${await sessionOf(house, actor)}` : ''
      for (const path of paths) {
        const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
        const answer = await app.request(path, { headers: { 'accept-language': lang, ...(cookie && { cookie }) } }, env)
        if (!answered(who, path).includes(answer.status)) wrong.push(`${who} ${path}: ${answer.status}`)
        // The draft itself stays in its own language, and names of fields are no words.
        const html = (await answer.text()).replace(/<(script|code|div class="unit-text")[\s\S]*?<\/(script|code|div)>/g, '')
        const said = [...html.matchAll(/>([^<>]+)</g), ...html.matchAll(/(?:aria-label|placeholder|title)="([^"]*)"/g)]
        for (const [, text = ''] of said) if (foreign.has(plain(text))) wrong.push(`${who} ${path}: ${plain(text)}`)
      }
    }
    expect(foreign.size).toBeGreaterThan(200)
    expect([...new Set(wrong)]).toEqual([])
  })
})

test('a language chosen on a page stays chosen in this browser; files and programs change nothing', async () => {
  const app = createApp(house)
  const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
  const get = (path: string, cookie = '') => app.request(path, { headers: { 'accept-language': 'en', cookie } }, env)
  const chosen = (await get('/?lang=pt')).headers.get('set-cookie') ?? ''
  expect(chosen).toMatch(/^lang=pt; .*Path=\/.*SameSite=Lax/)
  expect(await (await get('/sign-in', chosen.split(';')[0])).text()).toContain('<html lang="pt"')
  const sent = await app.request(
    '/sign-in?lang=pt',
    { method: 'POST', headers: { 'accept-language': 'en' }, body: new URLSearchParams({ email: '' }) },
    env,
  )
  expect([sent.headers.get('content-type'), sent.headers.get('set-cookie')]).toEqual([expect.stringMatching('html'), null])
  for (const [path, cookie] of [
    ['/?lang=pt', 'lang=pt'],
    ['/?lang=xx', ''],
    ['/api/consultations?lang=pt', ''],
  ] as const)
    expect((await get(path, cookie)).headers.get('set-cookie'), path).toBeNull()
})
