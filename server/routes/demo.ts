// The demonstration's own routes: pages learn that they belong to it, and administrators remove it with one click.

import { Hono } from 'hono'
import type { MiddlewareHandler } from 'hono'
import { findConsultation } from '../../db/consultations.ts'
import { getBeginning } from '../../db/demo.ts'
import { demoLangs, demoSlugs, isDemo, mayRemoveDemo, DEMO } from '../../shared/demo.ts'
import type { House } from '../house.ts'
import type { Env } from '../http.ts'
import { needForm } from './form-token.ts'

/** Marks the request of a page that shows the demonstration, or from which it may be removed. */
export const demoMarks =
  ({ db }: House): MiddlewareHandler<Env> =>
  async (c, next) => {
    const slug = /^\/c\/([^/]+)/.exec(c.req.path)?.[1]
    const offer = mayRemoveDemo(c.get('session')?.actor ?? null) === null
    const lang = demoLangs.find(known => demoSlugs[known] === slug) ?? null
    if (lang) {
      const found = await findConsultation(db.read, { slug: demoSlugs[lang] })
      if (found && isDemo(found.id)) c.set('demo', { lang, offer, removed: false })
    } else if (offer && (c.req.path === '/' || c.req.path === '/desk')) {
      const there = await getBeginning(db.read, { pattern: `${DEMO}%` })
      const removed = c.req.query('demo') === 'removed' && !there
      if (there || removed) c.set('demo', { lang, offer, removed })
    }
    await next()
  }

export function demoRoutes({ commands }: House): Hono<Env> {
  const app = new Hono<Env>()
  app.post('/desk/demo/remove', async c => {
    await needForm(c)
    await commands.run('demo.remove', c.get('session')?.actor ?? null, {})
    return c.redirect('/desk?demo=removed', 303)
  })
  return app
}
