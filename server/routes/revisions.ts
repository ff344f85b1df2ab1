// Public addresses of revisions: the list, one of them, two compared, the life of a unit.

import { Hono } from 'hono'
import { getParagraph, listRemoved } from '../../db/paragraphs.ts'
import { isStaff } from '../../shared/role.ts'
import type { House } from '../house.ts'
import type { Ctx, Env } from '../http.ts'
import { comparePage } from '../pages/compare.ts'
import { editionPage } from '../pages/edition.ts'
import { historyPage } from '../pages/history.ts'
import { shortened } from '../../shared/excerpt.ts'
import { oldRevisionPage, revisionsPage } from '../pages/revisions.ts'
import { openThread } from '../reading.ts'
import { comparison, lifeOf, listed, nameOf, textAt, unitAt } from '../revisions.ts'
import { askedOf } from '../threads.ts'
import { loadView, needConsultation } from '../view.ts'
import { contextOf } from './context.ts'

export function revisionRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const { db, now } = house
  const actorOf = (c: Ctx) => c.get('session')?.actor ?? null
  const need = (c: Ctx) => needConsultation(db.read, c.req.param('slug') ?? '', actorOf(c))
  const numberOf = (text: string | undefined): number => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : 0)
  /** An address that names a revision never shows another; without one the answer may change. */
  const page = (c: Ctx, body: unknown): Response => {
    c.header('Cache-Control', 'private, no-cache')
    return c.html(String(body)) as Response
  }

  app.get('/c/:slug/revisions', async c => {
    const found = await need(c)
    const drawn = await db.snapshot(async trx => {
      const removed = (await listRemoved(trx, { consultation: found.id })).map(p => ({ ...p, text: shortened(p.text, 100) }))
      return revisionsPage(contextOf(house, c), { consultation: found, revisions: await listed(trx, found.id), removed })
    })
    return page(c, await drawn)
  })

  app.get('/c/:slug/r/:revision', async c => {
    const found = await need(c)
    const revision = numberOf(c.req.param('revision'))
    const units = await db.snapshot(trx => textAt(trx, found.id, revision))
    const { section, at = null } = c.req.query()
    const old = { consultation: found, revision, units, section: numberOf(section), at }
    return page(c, await oldRevisionPage(contextOf(house, c), old))
  })

  app.get('/c/:slug/r/:revision/p/:number', async c => {
    const found = await need(c)
    const [revision, number] = [numberOf(c.req.param('revision')), numberOf(c.req.param('number'))]
    const unit = await db.snapshot(trx => unitAt(trx, found.id, revision, number))
    return page(c, await editionPage(contextOf(house, c), { consultation: found, revision, unit }))
  })

  /** The form of the list leads to the lasting address. */
  app.get('/c/:slug/compare', async c => {
    const found = await need(c)
    const [a, b] = [numberOf(c.req.query('a')), numberOf(c.req.query('b'))]
    return c.redirect(`/c/${found.slug}/compare/${Math.min(a, b)}/${Math.max(a, b)}`)
  })

  app.get('/c/:slug/compare/:a/:b', async c => {
    const found = await need(c)
    const [a, b] = [numberOf(c.req.param('a')), numberOf(c.req.param('b'))]
    if (a > b) return c.redirect(`/c/${found.slug}/compare/${b}/${a}`)
    const compared = await db.snapshot(trx => comparison(trx, found, a, b))
    const { view, show, section } = c.req.query()
    return page(
      c,
      await comparePage(contextOf(house, c), {
        consultation: found,
        comparison: compared,
        manner: view === 'side' ? 'side' : 'inline',
        whole: show === 'all',
        section: section === undefined ? -1 : numberOf(section),
      }),
    )
  })

  app.get('/c/:slug/paragraph/:id/history', async c => {
    const found = await need(c)
    const actor = actorOf(c)
    const drawn = await db.snapshot(async trx => {
      const life = await lifeOf(trx, found, c.req.param('id'))
      const survivor = life.end?.into ? await getParagraph(trx, { id: life.end.into, consultation: found.id }) : undefined
      const view = await loadView(trx, found, actor, now())
      const asked = askedOf({ limit: '30', ...c.req.query() })
      const thread = life.archived ? await openThread(trx, found, life.id, asked, actor, c.req.query('comment') ?? null) : null
      const into = survivor ? { id: survivor.id, name: nameOf(survivor) } : null
      const ctx = { ...contextOf(house, c, view.me), staff: isStaff(actor, found.id) }
      return historyPage(ctx, { consultation: found, life, into, thread: thread?.all ? thread : null, view })
    })
    return page(c, await drawn)
  })
  return app
}
