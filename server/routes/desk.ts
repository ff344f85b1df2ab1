// The desk of the house and the overview of each consultation, and the correction of a wording; the other places have files of their own.

import { Hono } from 'hono'
import { countSince, listDeskCounts } from '../../db/desk.ts'
import { listArchived, listConsultations } from '../../db/consultations.ts'
import { getParagraph } from '../../db/paragraphs.ts'
import { listOutbox } from '../../db/people.ts'
import { stateAt } from '../../shared/consultation.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import { can, isStaff } from '../../shared/role.ts'
import { listedFor, queryOf } from '../desk.ts'
import type { House } from '../house.ts'
import type { Ctx, Env } from '../http.ts'
import { mailsWaiting, masked } from '../mail/outbox.ts'
import { correctPage } from '../pages/correct.ts'
import { deskHome } from '../pages/desk-home.ts'
import { overviewPage } from '../pages/desk-overview.ts'
import { contextOf } from './context.ts'
import { deskActs, doneIn, type Drawing } from './desk-acts.ts'
import { deskAnswerRoutes } from './desk-answers.ts'
import { deskCommentRoutes } from './desk-comments.ts'
import { deskPeopleRoutes } from './desk-people.ts'
import { deskSettingsRoutes } from './desk-settings.ts'
import { needForm } from './form-token.ts'

const LATEST = 5
const DAY = 86_400_000
const MAILS = 20

export function deskRoutes(house: House): Hono<Env> {
  const { db, now, commands } = house
  const app = new Hono<Env>()
  const { page, act } = deskActs(house)

  app.get('/desk', async c => {
    const actor = c.get('session')?.actor
    if (!actor) return c.redirect('/sign-in?next=/desk')
    const mine = <T extends { id: string }>(all: T[]): T[] => all.filter(x => isStaff(actor, x.id))
    const all = mine(await listConsultations(db.read, {}))
    const create = can(actor, 'consultation.create', null)
    if (!all.length && !create && !isStaff(actor, null)) throw new Refusal(no('notAllowed'))
    const at = now()
    const ids = all.map(x => x.id)
    const waits = new Map((await listDeskCounts(db.read, ids)).map(w => [w.consultationId, w]))
    const cards = all.map(x => ({
      ...x,
      dir: x.dir === 'rtl' ? ('rtl' as const) : ('ltr' as const),
      state: stateAt(x, at),
      zone: x.closingZone,
      waiting: waits.get(x.id)?.waiting ?? 0,
      reported: can(actor, 'comment.moderate', x.id) ? (waits.get(x.id)?.reported ?? 0) : 0,
      unanswered: waits.get(x.id)?.unanswered ?? 0,
    }))
    const mails = create ? await listOutbox(db.read, { limit: MAILS }) : []
    const home = deskHome(
      { ...contextOf(house, c), staff: true },
      {
        cards,
        archived: mine(await listArchived(db.read, {})),
        mayCreate: create,
        mayName: can(actor, 'instance.manage', null),
        outbox: mails.map(m => ({ kind: m.kind, to: masked(m.to), at: m.createdAt, sent: m.sentAt !== null })),
        undo: doneIn(c, ['archived'])?.archived ?? null,
      },
    )
    return c.html(String(await home))
  })
  app.post('/desk/staff', async c => {
    const fields = await needForm(c)
    await commands.run('staff.grant', c.get('session')?.actor ?? null, { email: fields['email'], role: fields['role'] })
    house.people.forget()
    return c.redirect('/desk', 303)
  })

  app.get('/c/:slug/desk', async c =>
    c.html(
      await page(c, undefined, async ({ trx, ctx, found, actor, desk, message }) => {
        const { items } = await listedFor(trx, found, actor, { ...queryOf({}, ['all'], 'all'), show: LATEST })
        const since = new Date(Date.parse(now()) - DAY).toISOString()
        const sees = can(actor, 'consultation.create', null)
        return overviewPage(ctx, {
          desk,
          latest: items,
          recent: await countSince(trx, { consultation: found.id, since }),
          unsent: sees ? await mailsWaiting(trx) : null,
          message,
        })
      }),
    ),
  )

  const correcting =
    (c: Ctx) =>
    async ({ trx, ctx, found, desk, message }: Drawing) => {
      const p = await getParagraph(trx, { id: c.req.param('id') ?? '', consultation: found.id })
      if (!p) throw new Refusal(no('notFound'))
      return correctPage(ctx, desk, p, message)
    }
  app.get('/c/:slug/desk/correct/:id', async c => c.html(await page(c, 'consultation.manage', correcting(c))))
  app.post('/c/:slug/desk/correct/:id', async c => {
    const fields = await needForm(c)
    return act(c, 'consultation.manage', correcting(c), async (actor, found) => {
      const id = c.req.param('id')
      await commands.run('paragraph.correct', actor, {
        consultation: found.id,
        id,
        html: fields['html'],
        reason: fields['reason'],
      })
      return `/c/${found.slug}/paragraph/${id}#p-${id}`
    })
  })

  app.route('/', deskCommentRoutes(house))
  app.route('/', deskAnswerRoutes(house))
  app.route('/', deskSettingsRoutes(house))
  app.route('/', deskPeopleRoutes(house))
  return app
}
