// The newest comments of a consultation for feed readers: /c/:slug/comments.atom.

import { Hono } from 'hono'
import { listNewest } from '../../db/comments.ts'
import { commentOf } from '../comment-view.ts'
import type { House } from '../house.ts'
import { baseOf, type Env } from '../http.ts'
import { atomFeed } from '../pages/feed.ts'
import { langOfTag, wordsOf } from '../../shared/words.ts'
import { taggedAnswer } from '../tagged.ts'
import { frameOf, needConsultation } from '../view.ts'

const NEWEST = 50

export function feedRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/c/:slug/comments.atom', async c => {
    // Before anything is read: what happens while the feed is drawn is later than this.
    const now = house.now()
    const feed = await house.db.snapshot(async trx => {
      const found = await needConsultation(trx, c.req.param('slug'), c.get('session')?.actor ?? null)
      const comments = await listNewest(trx, { consultation: found.id, limit: NEWEST })
      return {
        base: baseOf(c, house.config),
        slug: found.slug,
        title: found.title,
        lang: found.lang,
        since: found.publishedAt ?? found.createdAt,
        changedAt: found.lastAt,
        comments: comments.map(x => commentOf(x, frameOf(found, null))),
      }
    })
    const lang = langOfTag(feed.lang)
    const t = lang ? wordsOf(lang) : c.get('t')
    return taggedAnswer(c, atomFeed(t, feed), 'application/atom+xml; charset=utf-8', { at: feed.changedAt, now })
  })
  return app
}
