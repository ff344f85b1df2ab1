// People and roles: grant, withdraw, invite, block and unblock.

import { Hono } from 'hono'
import { getComment } from '../../db/comments.ts'
import { countOf } from '../../db/desk.ts'
import { getPerson, listBlocked, listGrants, listStaff } from '../../db/people.ts'
import type { Consultation } from '../../db/consultations.ts'
import type { Trx } from '../../db/query.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { can, mayDo } from '../../shared/role.ts'
import type { House } from '../house.ts'
import { baseOf, type Ctx, type Env } from '../http.ts'
import { addressOf, invite, isKnown } from '../invite.ts'
import { masked } from '../mail/outbox.ts'
import { peoplePage, type Author, type PeoplePage } from '../pages/desk-people.ts'
import { deskActs, doneIn, withDone, type Drawing } from './desk-acts.ts'
import { needForm } from './form-token.ts'

export function deskPeopleRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const { need, page, act } = deskActs(house)
  const said = new Set(['granted', 'mailed', 'blocked', 'unblocked', 'known', 'revoked'])

  async function authorOf(trx: Trx, found: Consultation, id: string | undefined): Promise<Author | null> {
    const comment = id ? await getComment(trx, { id, consultation: found.id }) : undefined
    const person = comment && (await getPerson(trx, { id: comment.personId }))
    const counts = person && (await countOf(trx, { person: person.id, consultation: found.id }))
    if (!comment || !person || !counts || comment.withdrawnAt || person.erasedAt) return null
    return {
      comment: comment.id,
      name: comment.authorName ?? '',
      kind: comment.authorKind,
      ...counts,
      blocked: person.blockedAt !== null,
      staff: (await listGrants(trx, { person: person.id })).length > 0,
    }
  }

  const draw =
    (c: Ctx, more: Partial<PeoplePage> = {}) =>
    async ({ trx, ctx, found, actor, desk, message }: Drawing) => {
      const { did = '', comment } = c.req.query()
      const revoked = doneIn(c, ['did', 'person', 'role', 'everywhere'])
      const mayBlock = can(actor, 'people.block', null)
      const staff = await listStaff(trx, {})
      // Blocking holds everywhere: who keeps order in one consultation learns nothing of the others.
      const blocked = mayBlock ? await listBlocked(trx, {}) : null
      return peoplePage(ctx, {
        desk,
        staff: staff
          .filter(s => s.consultationId === '' || s.consultationId === found.id)
          .map(s => ({
            person: s.personId,
            name: s.name,
            email: masked(s.email ?? ''),
            role: s.role,
            everywhere: s.consultationId === '',
            self: s.personId === actor.id,
          })),
        blocked: blocked?.map(b => ({ id: b.id, name: b.name, at: b.blockedAt ?? '', reason: b.reason })) ?? null,
        author: await authorOf(trx, found, comment),
        mayEverywhere: can(actor, 'people.manage', null),
        mails: house.config.smtpUrl !== null,
        link: null,
        said: said.has(did) ? ctx.t(`work.did.${did}`) : null,
        undo: revoked && { person: revoked.person, role: revoked.role, everywhere: revoked.everywhere === 'yes' },
        typed: { email: '', role: 'moderator' },
        message,
        ...more,
      })
    }
  app.get('/c/:slug/desk/people', async c => c.html(await page(c, 'people.block', draw(c))))

  app.post('/c/:slug/desk/people/grant', async c => {
    const fields = await needForm(c)
    const { found, actor } = await need(c)
    refuseIf(mayDo(actor, 'people.manage', found.id))
    const { person = '', role = '', everywhere } = fields
    const typed = { email: fields['email'] ?? '', role }
    const here = `/c/${found.slug}/desk/people`
    let link: string | null = null
    const answer = await act(c, 'people.manage', draw(c, { typed }), async () => {
      const email = person ? await addressOf(house, person) : typed.email
      const known = await isKnown(house, email)
      const where = everywhere === 'yes' ? {} : { consultation: found.id }
      await house.commands.run('staff.grant', actor, { email, role, ...where })
      if (person) return `${here}?did=granted`
      const t = c.get('t')
      link = await invite(
        house,
        { email, title: found.title, path: `/c/${found.slug}/desk`, base: baseOf(c, house.config), t },
        known,
      )
      return `${here}?did=${house.config.smtpUrl ? 'mailed' : known ? 'known' : 'granted'}`
    })
    if (!link) return answer
    c.header('Cache-Control', 'no-store')
    return c.html(await page(c, 'people.manage', draw(c, { link, said: c.get('t')('work.did.granted') })))
  })
  app.post('/c/:slug/desk/people/revoke', async c => {
    const { person = '', role = '', everywhere = '' } = await needForm(c)
    return act(c, 'people.manage', draw(c), async (actor, found) => {
      refuseIf(mayDo(actor, 'people.manage', found.id))
      await house.commands.run('staff.revoke', actor, { person, role, ...(everywhere ? {} : { consultation: found.id }) })
      return withDone(c, `/c/${found.slug}/desk/people`, { did: 'revoked', person, role, everywhere })
    })
  })
  app.post('/c/:slug/desk/people/block', async c => {
    const { comment = '', reason } = await needForm(c)
    return act(c, 'people.block', draw(c), async (actor, found) => {
      refuseIf(mayDo(actor, 'people.block', found.id))
      const written = await getComment(house.db.read, { id: comment, consultation: found.id })
      if (!written) throw new Refusal(no('notFound'))
      await house.commands.run('person.block', actor, { person: written.personId, reason })
      return `/c/${found.slug}/desk/people?did=blocked#blocked`
    })
  })
  app.post('/c/:slug/desk/people/unblock', async c => {
    const { person } = await needForm(c)
    return act(c, 'people.block', draw(c), async (actor, found) => {
      refuseIf(mayDo(actor, 'people.block', found.id))
      await house.commands.run('person.unblock', actor, { person })
      // Sessions that were found shut are remembered as such for a moment.
      house.people.forget()
      return `/c/${found.slug}/desk/people?did=unblocked#blocked`
    })
  })
  return app
}
