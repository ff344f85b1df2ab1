// Canaries: every person has an address, a token and a network that must appear nowhere; every route as every role, frames, logs, tables (G17).

import { afterAll, beforeAll, expect, test } from 'vitest'
import { addEmail } from '../../db/people.ts'
import { createApp } from '../../server/app.ts'
import { uuid7 } from '../../server/clock.ts'
import { operatorLink } from '../../server/sign-in.ts'
import type { Comment } from '../../shared/comment.ts'
import type { Actor, Role } from '../../shared/role.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { serve, type Served } from '../helpers/served.ts'
import { allRows } from '../helpers/tables.ts'
import { Browser, browserOf, type App } from '../helpers/web.ts'
import { tell } from '../helpers/size.ts'

const NETWORK = '203.0.113.77'
const roles: (Role | 'guest' | 'participant' | null)[] = [
  null,
  'guest',
  'participant',
  'drafter',
  'moderator',
  'secretariat',
  'administrator',
]
let house: TestHouse
let app: App
let served: Served
let slug: string
let unit: string
let comments: string[]
const actors = new Map<string, Actor | null>()
let link = ''

beforeAll(async () => {
  house = await openTestHouse('sqlite', undefined, { TRUSTED_PROXIES: '1' })
  app = createApp(house)
  served = await serve(house)
  const made = await house.consultation()
  slug = made.slug
  unit = made.units[0] ?? ''
  for (const role of roles) {
    if (!role) actors.set('nobody', null)
    else if (role === 'guest') actors.set(role, await house.person('Gus', 'guest'))
    else {
      const actor = await house.person(`The ${role}`, 'participant', role === 'participant' ? undefined : role)
      await house.db.write(trx => addEmail(trx, { person: actor.id, email: `canary-${role}@leak.test` }))
      actors.set(role, actor)
    }
  }
  link = (await operatorLink(house, 'canary-operator@leak.test', 'http://x')).split('token=')[1] ?? ''
  comments = []
  for (const actor of actors.values()) {
    if (!actor) continue
    const run = (name: 'vote.cast' | 'comment.post' | 'comment.report', input: object) =>
      house.commands.run(name, actor, { consultation: slug, ...input }, uuid7())
    await run('vote.cast', { item: unit, value: 'agree' })
    comments.push(
      ((await run('comment.post', { id: uuid7(), paragraphId: unit, text: `Said by ${actor.name}.` })).result as Comment).id,
    )
    await run('comment.report', { id: comments[0], reason: 'spam', note: 'Look at this' })
  }
  await house.commands.run(
    'comment.hide',
    operator,
    { consultation: slug, id: comments[0], reason: 'spam', note: 'hidden' },
    uuid7(),
  )
  await house.commands.run('consultation.create', operator, { slug: 'quiet', title: 'Canary of a draft', lang: 'en' }, uuid7())
})
afterAll(async () => {
  await served.stop()
  await house.close()
})

const addresses = (): string[] =>
  app.routes
    .filter(r => r.method === 'GET' && !r.path.includes('*'))
    .flatMap(({ path }) =>
      ['water', 'quiet'].flatMap(name =>
        (path.includes(':id') ? [unit, ...comments.slice(0, 2)] : ['']).map(id =>
          path
            .replace(':slug', name)
            .replace(':id', id)
            .replace(':place', unit)
            .replace(':number', '1')
            .replace(':revision', '1')
            .replace(':job', 'none')
            .replace(':name', 'none')
            .replace(/:picture\{.*$/, 'agreement.svg')
            .replace(/:file\{report\\\.\[a-z-\]\+(\\\.sha256)?\}/, (_, tail?: string) => `report.json${tail ? '.sha256' : ''}`),
        ),
      ),
    )
    .flatMap(path => [
      path,
      ...(path.endsWith('report.json')
        ? [`${path}?edition=staff`, path.replace('.json', '.csv'), path.replace('.json', '.html')]
        : []),
    ])

test('[G17] no address, token or network in any page, answer, frame, header or log, for any role', async context => {
  const forbidden = ['leak.test', NETWORK, link]
  const sessions: string[] = []
  let asked = 0
  const hits: string[] = []
  for (const [role, actor] of actors) {
    const browser = await browserOf(app, house, actor)
    const token = browser.jar.get('parley') ?? ''
    if (token) sessions.push(token)
    for (const path of new Set(addresses())) {
      const { text, headers, status } = await browser.get(path, { 'x-forwarded-for': `10.0.0.1, ${NETWORK}` })
      asked++
      expect(status, `${role} ${path}`).toBeLessThan(500)
      const all = text + JSON.stringify([...headers])
      for (const secret of [...forbidden, ...sessions])
        if (all.includes(secret)) hits.push(`${role} ${path}: ${secret.slice(0, 12)}`)
      if (['nobody', 'guest', 'participant'].includes(role) && /Canary of a draft|Look at this|Said by Gus/.test(text))
        hits.push(`${role} ${path}: not for them`)
      if (role === 'drafter' && /Look at this|Said by Gus/.test(text)) hits.push(`${role} ${path}: for moderators`)
    }
  }
  const reader = await served.reader(slug, actors.get('moderator'))
  const { seq } = await house.commands.run(
    'vote.cast',
    actors.get('guest') ?? null,
    { consultation: slug, item: unit, value: null },
    uuid7(),
  )
  await reader.reaches(seq)
  for (const actor of actors.values()) {
    const from = await served.reader(slug, actor)
    const news = await from.json(`/api/consultations/${slug}/events?after=0`)
    for (const secret of [...forbidden, ...sessions])
      if ((JSON.stringify(news) + reader.sent() + from.sent()).includes(secret)) hits.push(`frames: ${secret}`)
  }
  expect(hits).toEqual([])
  const logs = house.logged.join('')
  for (const secret of [...forbidden, ...sessions, 'Said by']) expect(logs).not.toContain(secret)
  const rows = await allRows(house.place)
  for (const [table, all] of Object.entries(rows)) {
    expect(
      all.some(r => r.includes(NETWORK)),
      table,
    ).toBe(false)
    expect(
      all.some(r => sessions.some(s => r.includes(s))),
      table,
    ).toBe(false)
    if (!['emails', 'outbox', 'signIns'].includes(table))
      expect(
        all.some(r => r.includes('leak.test')),
        table,
      ).toBe(false)
  }
  tell(context, `${asked} answers as ${actors.size} roles, frames, logs and tables: 0 hits`)
})

test('[G17] errors and form refusals repeat what was typed to its author alone, and name nobody', async () => {
  const browser = await browserOf(app, house, actors.get('guest') ?? null)
  const { text } = await browser.command('comment.post', {
    consultation: slug,
    id: comments[1],
    paragraphId: unit,
    text: 'Again.',
  })
  expect(text).not.toContain('leak.test')
  const stranger = new Browser(app)
  expect((await stranger.get(`/sign-in/link?token=${link}`)).text).not.toContain('leak.test')
})
