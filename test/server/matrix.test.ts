// Who may do what: every route and every command has a row here; one without a row fails (G18).

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { addGrant } from '../../db/people.ts'
import { uuid7 } from '../../server/clock.ts'
import { commandSchemas, type CommandName } from '../../shared/commands.schema.ts'
import type { Comment } from '../../shared/comment.ts'
import { Refusal } from '../../shared/refusal.ts'
import { capabilities, type Actor, type Capability, type Role } from '../../shared/role.ts'
import { openTestHouse, operator, type TestHouse } from '../helpers/house.ts'
import { browserOf, type App } from '../helpers/web.ts'

const people = ['nobody', 'guest', 'participant', 'stranger', 'drafter', 'moderator', 'secretariat', 'administrator'] as const
type Who = (typeof people)[number]
type Access = 'everybody' | 'session' | 'staff' | 'staffAnywhere' | 'nobody' | Capability

/** Who has an access; `stranger` is secretariat of another consultation. */
function has(who: Who, access: Access): boolean {
  if (access === 'everybody') return true
  if (access === 'nobody' || who === 'nobody') return false
  if (access === 'session') return true
  if (who === 'stranger') return access === 'staffAnywhere'
  if (who === 'guest' || who === 'participant') return false
  if (access === 'staff' || access === 'staffAnywhere' || who === 'administrator') return true
  return (capabilities[access] as readonly Role[]).includes(who)
}

interface Row {
  access: Access
  /** The address asked; default the route's own with its holes filled. */
  path?: string
  fields?: Record<string, string>
  /** Asked of an unpublished consultation. */
  draft?: true
  /** Whoever may, finds nothing: 404 is no refusal. */
  notThere?: true
}
const reason = { reason: 'Because' }
const routes: Record<string, Row> = {
  'GET /healthz': { access: 'everybody' },
  'GET /readyz': { access: 'everybody' },
  'GET /robots.txt': { access: 'everybody' },
  'GET /sitemap.xml': { access: 'everybody' },
  'GET /manifest.webmanifest': { access: 'everybody' },
  'GET /:icon{icon-[a-z0-9-]+\\.png}': { access: 'everybody', path: '/icon-192.png' },
  'GET /worker.js': { access: 'everybody' },
  'GET /metrics': { access: 'everybody' },
  'GET /api': { access: 'everybody' },
  'GET /assets/:name': { access: 'everybody' },
  'GET /api/openapi.json': { access: 'everybody' },
  'GET /api/me': { access: 'everybody' },
  'POST /api/guest': { access: 'everybody' },
  'POST /api/commands/:name': { access: 'session' },
  'GET /api/consultations': { access: 'everybody' },
  'GET /api/consultations/:slug': { access: 'everybody' },
  'GET /api/consultations/:slug/paragraphs/:id/comments': { access: 'everybody' },
  'GET /api/consultations/:slug/comments/:id/replies': { access: 'everybody' },
  'GET /api/consultations/:slug/events': { access: 'everybody' },
  'GET /': { access: 'everybody' },
  'GET /c/:slug': { access: 'everybody' },
  'GET /c/:slug/paragraph/:id': { access: 'everybody' },
  'GET /c/:slug/comment/:id': { access: 'everybody' },
  'GET /c/:slug/p/:number': { access: 'everybody' },
  'GET /c/:slug/r/:revision/p/:number': { access: 'everybody' },
  'GET /c/:slug/r/:revision': { access: 'everybody' },
  'GET /c/:slug/revisions': { access: 'everybody' },
  'GET /c/:slug/compare': { access: 'everybody', path: '/c/SLUG/compare?a=1&b=1' },
  'GET /c/:slug/compare/:a/:b': { access: 'everybody', path: '/c/SLUG/compare/1/1' },
  'GET /c/:slug/paragraph/:id/history': { access: 'everybody' },
  'GET /c/:slug/fragment/comment/:id': { access: 'everybody' },
  'GET /c/:slug/fragment/thread/:place': { access: 'everybody' },
  'GET /c/:slug/fragment/deadline': { access: 'everybody' },
  'GET /c/:slug/share': { access: 'everybody' },
  'GET /c/:slug/desk/share': { access: 'staff' },
  'GET /c/:slug/embed': { access: 'everybody' },
  'GET /c/:slug/card.png': { access: 'everybody' },
  'GET /c/:slug/qr.svg': { access: 'everybody' },
  'GET /c/:slug/qr.png': { access: 'everybody' },
  'GET /c/:slug/print': { access: 'everybody' },
  'GET /c/:slug/table': { access: 'everybody' },
  'GET /c/:slug/deadline.ics': { access: 'everybody' },
  'GET /c/:slug/search': { access: 'everybody' },
  'GET /c/:slug/file/:id': { access: 'everybody' },
  'GET /c/:slug/dashboard': { access: 'everybody' },
  'GET /c/:slug/fragment/dashboard': { access: 'everybody' },
  'GET /c/:slug/dashboard/:picture{[a-z]+\\.(svg|png|csv)}': { access: 'everybody', path: '/c/SLUG/dashboard/agreement.csv' },
  'GET /c/:slug/comments.atom': { access: 'everybody' },
  'GET /c/:slug/reports': { access: 'everybody' },
  'GET /c/:slug/:file{report\\.[a-z-]+}': { access: 'report.staff', path: '/c/SLUG/report.json?edition=staff' },
  'GET /c/:slug/:file{report\\.[a-z-]+\\.sha256}': { access: 'report.staff', path: '/c/SLUG/report.json.sha256?edition=staff' },
  'POST /c/:slug/:file{report\\.[a-z-]+}/cancel': {
    access: 'report.staff',
    path: '/c/SLUG/report.json/cancel',
    fields: { edition: 'staff' },
  },
  'POST /c/:slug/votes': { access: 'session', fields: { item: 'UNIT', value: 'agree' } },
  'POST /c/:slug/comments': { access: 'session', fields: { paragraph: 'UNIT', text: 'Yes.', key: 'k' } },
  'POST /c/:slug/comments/:id/edit': { access: 'nobody', fields: { text: 'Not mine.' } },
  'POST /c/:slug/comments/:id/withdraw': { access: 'nobody' },
  'POST /c/:slug/comments/:id/report': { access: 'session', fields: { reason: 'spam' } },
  'GET /sign-in': { access: 'everybody' },
  'POST /sign-in': { access: 'everybody' },
  'POST /sign-in/code': { access: 'everybody' },
  'GET /sign-in/link': { access: 'everybody' },
  'POST /sign-in/link': { access: 'everybody' },
  'POST /sign-out': { access: 'everybody' },
  'GET /setup': { access: 'everybody' },
  'POST /setup': { access: 'everybody' },
  'GET /me': { access: 'session' },
  'POST /me': { access: 'session', fields: { name: 'Somebody' } },
  'POST /lang': { access: 'everybody' },
  'GET /imprint': { access: 'everybody' },
  'GET /contact': { access: 'everybody' },
  'GET /privacy': { access: 'everybody' },
  'GET /accessibility': { access: 'everybody' },
  'GET /logo/:id': { access: 'everybody' },
  'GET /desk/instance': { access: 'instance.manage' },
  'POST /desk/instance': { access: 'instance.manage', fields: { name: 'Orle' } },
  ...Object.fromEntries(
    ['imprint', 'contact', 'privacy', 'accessibility'].flatMap(page => [
      [`GET /desk/instance/${page}`, { access: 'instance.manage' }],
      [`POST /desk/instance/${page}`, { access: 'instance.manage', fields: { of: 'en', text: 'Ours.' } }],
    ]),
  ),
  'GET /desk': { access: 'staffAnywhere' },
  'GET /desk/new': { access: 'consultation.create' },
  'POST /desk/import': { access: 'consultation.create', fields: { title: 'New', lang: 'en', text: 'A text.' } },
  'POST /desk/demo/remove': { access: 'instance.manage' },
  'POST /desk/staff': { access: 'people.manage', fields: { email: 'new@leak.test', role: 'drafter' } },
  'GET /c/:slug/draft': { access: 'draft.see' },
  'POST /c/:slug/draft/files': { access: 'draft.edit' },
  'POST /c/:slug/draft/freeze': { access: 'consultation.manage' },
  'POST /c/:slug/draft/thaw': { access: 'consultation.manage' },
  'POST /c/:slug/draft/prepare': { access: 'draft.edit' },
  'GET /c/:slug/draft/history': { access: 'draft.see' },
  'GET /c/:slug/draft/history/:n': { access: 'draft.see', notThere: true },
  'POST /c/:slug/draft/history/:n/restore': { access: 'draft.edit', notThere: true },
  'GET /c/:slug/desk': { access: 'staff' },
  'GET /c/:slug/desk/comments': { access: 'staff' },
  'POST /c/:slug/desk/comments/bulk': { access: 'comment.moderate', fields: { act: 'keep', id: 'COMMENT' } },
  'POST /c/:slug/desk/comments/undo': { access: 'comment.moderate', fields: { act: 'keep', of: 'COMMENT' } },
  'GET /c/:slug/desk/answers': { access: 'comment.answer' },
  'POST /c/:slug/desk/answers/undo': { access: 'comment.answer', fields: { answer: 'none' }, notThere: true },
  'POST /c/:slug/desk/answers/preview': { access: 'comment.answer', fields: { outcome: 'noted', text: 'Noted.' } },
  'GET /c/:slug/desk/settings': { access: 'consultation.manage' },
  'POST /c/:slug/desk/settings/preview': { access: 'consultation.manage', fields: { title: 'Named' } },
  'POST /c/:slug/desk/duplicate': { access: 'consultation.create', fields: { title: 'Copy', slug: 'NEW' } },
  'GET /c/:slug/desk/report': { access: 'report.staff' },
  'POST /c/:slug/desk/report/public': { access: 'consultation.manage', fields: { open: 'yes' } },
  'GET /c/:slug/desk/people': { access: 'people.block' },
  'POST /c/:slug/desk/people/grant': { access: 'people.manage', fields: { email: 'new@leak.test', role: 'drafter' } },
  'POST /c/:slug/desk/people/revoke': { access: 'people.manage', fields: { person: 'nobody-there', role: 'drafter' } },
  'POST /c/:slug/desk/people/block': { access: 'people.block', fields: { comment: 'COMMENT', ...reason } },
  'POST /c/:slug/desk/people/unblock': { access: 'people.block', fields: { person: 'nobody-there' } },
  'POST /c/:slug/desk/comments/:id/hide': { access: 'comment.moderate', fields: { reason: 'spam' } },
  'POST /c/:slug/desk/comments/:id/restore': { access: 'comment.moderate' },
  'POST /c/:slug/desk/comments/:id/keep': { access: 'comment.moderate' },
  'POST /c/:slug/desk/answers': { access: 'comment.answer', fields: { id: 'COMMENT', outcome: 'noted', text: 'Noted.' } },
  'POST /c/:slug/desk/describe': { access: 'consultation.manage', fields: { title: 'Named', minVotes: '5' } },
  'POST /c/:slug/desk/files': { access: 'consultation.manage' },
  'POST /c/:slug/desk/files/:id/remove': { access: 'consultation.manage' },
  'POST /c/:slug/desk/extend': { access: 'consultation.manage', fields: { until: '2027-02-01T12:00', zone: 'UTC', ...reason } },
  'POST /c/:slug/desk/close': { access: 'consultation.manage', fields: reason },
  'POST /c/:slug/desk/reopen': { access: 'consultation.manage', fields: reason },
  'POST /c/:slug/desk/archive': { access: 'consultation.manage' },
  'POST /c/:slug/desk/remove': { access: 'consultation.manage' },
  'GET /c/:slug/desk/correct/:id': { access: 'consultation.manage', path: '/c/SLUG/desk/correct/UNIT' },
  'POST /c/:slug/desk/correct/:id': {
    access: 'consultation.manage',
    path: '/c/SLUG/desk/correct/UNIT',
    fields: { html: '<p>New.</p>', ...reason },
  },
  'GET /c/:slug/desk/import/:job': { access: 'draft.edit', draft: true },
  'POST /c/:slug/desk/draft/import': { access: 'draft.edit', draft: true },
  'GET /c/:slug/desk/revision': { access: 'draft.see' },
  'POST /c/:slug/desk/revision/begin': { access: 'draft.edit' },
  'POST /c/:slug/desk/revision/drop': { access: 'draft.edit' },
  'POST /c/:slug/desk/revision/act': { access: 'draft.edit', fields: { act: 'undo' } },
  'POST /c/:slug/desk/revision/decide': { access: 'draft.edit' },
  'POST /c/:slug/desk/revision/import': { access: 'draft.edit', fields: { text: 'A text.' } },
  'GET /c/:slug/desk/revision/import/:job': { access: 'draft.edit' },
  'POST /c/:slug/desk/revision/pairs': { access: 'draft.edit', fields: { put: 'away' } },
  'GET /c/:slug/desk/draft': { access: 'draft.see', draft: true },
  'POST /c/:slug/desk/draft/act': { access: 'draft.edit', draft: true, fields: { act: 'undo' } },
  'POST /c/:slug/desk/rehearse': { access: 'consultation.manage', draft: true },
  ...Object.fromEntries(
    ['about', 'deadline', 'publish'].flatMap(step => [
      [`GET /c/:slug/desk/draft/${step}`, { access: 'consultation.manage', draft: true }],
      [`POST /c/:slug/desk/draft/${step}`, { access: 'consultation.manage', draft: true }],
    ]),
  ),
}

const commands: Record<CommandName, { access: Access; input?: object }> = {
  'vote.cast': { access: 'session', input: { item: 'UNIT', value: 'agree' } },
  'comment.post': { access: 'session', input: { id: 'NEW', paragraphId: 'UNIT', text: 'Yes.' } },
  'comment.edit': { access: 'nobody', input: { id: 'COMMENT', text: 'Not mine.' } },
  'comment.withdraw': { access: 'nobody', input: { id: 'COMMENT' } },
  'comment.report': { access: 'session', input: { id: 'COMMENT', reason: 'spam' } },
  'comment.hide': { access: 'comment.moderate', input: { id: 'COMMENT', reason: 'spam' } },
  'comment.restore': { access: 'comment.moderate', input: { id: 'COMMENT' } },
  'comment.keep': { access: 'comment.moderate', input: { id: 'COMMENT' } },
  'comment.answer': { access: 'comment.answer', input: { ids: ['COMMENT'], outcome: 'noted', text: 'Noted.' } },
  'comment.unanswer': { access: 'comment.answer', input: { answer: 'none' } },
  'paragraph.correct': { access: 'consultation.manage', input: { id: 'UNIT', html: '<p>New.</p>', ...reason } },
  'consultation.create': { access: 'consultation.create', input: { slug: 'NEW', title: 'New', lang: 'en' } },
  'consultation.describe': { access: 'consultation.manage', input: { asker: 'The town' } },
  'consultation.publish': { access: 'consultation.manage' },
  'consultation.extend': { access: 'consultation.manage', input: { until: '2027-03-01T12:00', zone: 'UTC', ...reason } },
  'consultation.close': { access: 'consultation.manage', input: reason },
  'consultation.reopen': { access: 'consultation.manage', input: reason },
  'consultation.archive': { access: 'consultation.manage' },
  'consultation.remove': { access: 'consultation.manage' },
  'consultation.duplicate': { access: 'consultation.create', input: { slug: 'NEW', title: 'Copy' } },
  'consultation.rehearse': { access: 'consultation.manage' },
  'draft.split': { access: 'draft.edit', input: { id: 'UNIT', at: 3 } },
  'draft.merge': { access: 'draft.edit', input: { id: 'UNIT' } },
  'draft.move': { access: 'draft.edit', input: { id: 'UNIT', after: null } },
  'draft.drop': { access: 'draft.edit', input: { id: 'UNIT' } },
  'draft.level': { access: 'draft.edit', input: { id: 'UNIT', level: 2 } },
  'draft.apart': { access: 'draft.edit', input: { id: 'UNIT' } },
  'draft.names': { access: 'draft.edit', input: { id: 'UNIT', of: 'columns' } },
  'draft.describe': { access: 'draft.edit', input: { id: 'UNIT', words: ['A tree.'] } },
  'draft.write': { access: 'draft.edit', input: { id: 'UNIT', html: '<p>New.</p>' } },
  'draft.add': { access: 'draft.edit', input: { after: null, html: '<p>New.</p>' } },
  'revision.begin': { access: 'draft.edit' },
  'revision.drop': { access: 'draft.edit' },
  'revision.import': { access: 'draft.edit', input: { put: 'away' } },
  'revision.decide': { access: 'draft.edit', input: {} },
  'revision.publish': { access: 'draft.edit', input: { reason: 'Because' } },
  'draft.undo': { access: 'draft.edit' },
  'draft.redo': { access: 'draft.edit' },
  'draft.freeze': { access: 'consultation.manage' },
  'draft.thaw': { access: 'consultation.manage' },
  'person.rename': { access: 'session', input: { name: 'Other' } },
  'person.optOut': { access: 'session', input: { optOut: true } },
  'person.erase': { access: 'session', input: {} },
  'instance.describe': { access: 'instance.manage', input: { name: 'Orle' } },
  'person.block': { access: 'people.block', input: { person: 'nobody-there', ...reason } },
  'person.unblock': { access: 'people.block', input: { person: 'nobody-there' } },
  'demo.remove': { access: 'instance.manage', input: {} },
  'staff.grant': { access: 'people.manage', input: { email: 'x@leak.test', role: 'drafter' } },
  'staff.revoke': { access: 'people.manage', input: { person: 'nobody-there', role: 'drafter' } },
}
/** Commands that name no consultation of their own. */
const ofTheHouse = /^(person\.|staff\.|demo\.|instance\.|consultation\.create$)/

let house: TestHouse
let app: App
let elsewhere = ''
beforeAll(async () => {
  house = await openTestHouse('sqlite')
  app = createApp(house)
  elsewhere = (await house.consultation('elsewhere')).id
})
afterAll(() => house.close())

async function actorOf(who: Who): Promise<Actor | null> {
  if (who === 'nobody') return null
  if (who === 'stranger') {
    const actor = await house.person('Stranger')
    await house.db.write(trx =>
      addGrant(trx, { person: actor.id, role: 'secretariat', consultation: elsewhere, at: house.now() }),
    )
    return { ...actor, grants: [{ role: 'secretariat', consultationId: elsewhere }] }
  }
  if (who === 'guest' || who === 'participant') return house.person('Somebody', who)
  return house.person('Somebody', 'participant', who)
}
let made = 0
/** A consultation with one comment of somebody else, or an unpublished one. */
async function stage(draft = false) {
  const slug = `m${++made}`
  if (draft) {
    await house.commands.run('consultation.create', operator, { slug, title: 'Draft', lang: 'en' })
    return { slug, unit: 'none', comment: 'none' }
  }
  const { units } = await house.consultation(slug)
  const author = await house.person('Author')
  const { result } = await house.commands.run('comment.post', author, {
    consultation: slug,
    id: uuid7(),
    paragraphId: units[0] ?? '',
    text: 'Mine.',
  })
  return { slug, unit: units[0] ?? '', comment: (result as Comment).id }
}
const fill = (text: string, s: { slug: string; unit: string; comment: string }): string =>
  text
    .replace('SLUG', s.slug)
    .replace('UNIT', s.unit)
    .replace('COMMENT', s.comment)
    .replace('NEW', `new-${uuid7().slice(-12)}-${++made}`)

describe('routes', () => {
  test('[G18] every route has a row, and every row a route', () => {
    const there = new Set(app.routes.filter(r => r.method !== 'ALL').map(r => `${r.method} ${r.path}`))
    expect([...there].filter(r => !routes[r])).toEqual([])
    expect(Object.keys(routes).filter(r => !there.has(r))).toEqual([])
  })

  test.each(Object.entries(routes))('[G18] %s', async (route, row) => {
    const [method = '', pattern = ''] = route.split(' ')
    const shared = await stage(row.draft)
    for (const who of people) {
      const s = method === 'GET' ? shared : await stage(row.draft)
      const actor = await actorOf(who)
      const browser = await browserOf(app, house, actor)
      const filled =
        row.path ??
        pattern
          .replace(':slug', 'SLUG')
          .replace(':id', /paragraph|correct/.test(pattern) ? 'UNIT' : 'COMMENT')
          .replace(':place', 'UNIT')
          .replace(':number', '1')
          .replace(':revision', '1')
          .replace(':name', 'person.rename')
          .replace(':job', 'none')
      const path = fill(filled, s)
      const token = (actor && (await house.people.session(browser.jar.get('parley')))?.formToken) ?? ''
      const fields = Object.fromEntries(Object.entries(row.fields ?? {}).map(([k, v]) => [k, fill(v, s)]))
      const api = pattern.startsWith('/api/')
      const answer =
        method === 'GET'
          ? await browser.get(path)
          : api
            ? await browser.post(path, { name: 'Other' }, { 'idempotency-key': uuid7() })
            : await browser.form(path, { token, ...fields })
      const away = answer.status === 302 && (answer.headers.get('location') ?? '').startsWith('/sign-in')
      const refused =
        away || [401, 403].includes(answer.status) || (answer.status === 404 && row.access !== 'everybody' && !row.notThere)
      expect(answer.status, `${who} ${path}`).toBeLessThan(500)
      expect(refused, `${who} ${path}: ${answer.status}`).toBe(!has(who, row.access))
    }
  })
})

describe('commands', () => {
  test('[G18] every command has a row', () => expect(Object.keys(commands).sort()).toEqual(Object.keys(commandSchemas).sort()))

  test.each(Object.entries(commands) as [CommandName, { access: Access; input?: object }][])(
    '[G18] %s',
    async (name, { access, input }) => {
      for (const who of people) {
        const s = await stage()
        const filled = JSON.parse(fill(JSON.stringify(input ?? {}), s)) as object
        const outcome = await house.commands
          .run(name, await actorOf(who), { ...(ofTheHouse.test(name) ? {} : { consultation: s.slug }), ...filled }, uuid7())
          .then(
            () => 'taken',
            (e: unknown) => {
              if (!(e instanceof Refusal)) throw e
              return e.reason
            },
          )
        const refused = outcome === 'signedOut' || outcome === 'notAllowed'
        expect(refused, `${who}: ${outcome}`).toBe(!has(who, access))
      }
    },
  )

  test('[G18] only administrators make administrators', async () => {
    const grant = { email: 'boss@leak.test', role: 'administrator' }
    await house.refused('notAllowed', await actorOf('secretariat'), 'staff.grant', grant)
    await house.must((await actorOf('administrator')) ?? operator, 'staff.grant', grant)
  })
})
