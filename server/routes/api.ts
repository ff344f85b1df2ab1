// The interface for programs and for our own scripts: consultations, threads, events, commands.

import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { listConsultations } from '../../db/consultations.ts'
import { commandSchemas, type CommandName } from '../../shared/commands.schema.ts'
import { maySee, stateAt } from '../../shared/consultation.ts'
import { no, Refusal } from '../../shared/refusal.ts'
import { isStaff } from '../../shared/role.ts'
import type { House } from '../house.ts'
import { bodyText, headerOf, setSession, type Ctx, type Env } from '../http.ts'
import type { Limited } from '../limits.ts'
import { newsFor } from '../news.ts'
import { openApi } from '../openapi.ts'
import { askedOf, repliesOf, threadOf } from '../threads.ts'
import { loadView, meIn, needConsultation } from '../view.ts'
import { guestBody } from './schemas.ts'

const keyShape = /^[\x21-\x7e]{8,64}$/
const limitOf = (name: CommandName): Limited => {
  if (name === 'vote.cast') return 'vote'
  if (name === 'comment.report') return 'report'
  return name === 'comment.post' || name === 'comment.edit' ? 'comment' : 'staff'
}

export function apiRoutes(house: House): Hono<Env> {
  const { db, now, people, limits, commands, config } = house
  const api = new Hono<Env>()
  const actorOf = (c: Ctx) => c.get('session')?.actor ?? null
  api.use(async (c, next) => {
    const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>
    if (outgoing) outgoing.setHeader('Cache-Control', 'no-store')
    else c.header('Cache-Control', 'no-store')
    await next()
  })

  api.get('/openapi.json', c => c.json(openApi(config)))
  api.get('/me', async c => {
    const slug = c.req.query('consultation')
    const actor = actorOf(c)
    const me = await db.snapshot(async trx => meIn(trx, actor, slug ? await needConsultation(trx, slug, actor) : null))
    return c.json({ me })
  })
  api.post('/guest', async c => {
    const body = guestBody.safeParse(await jsonOf(c, {}))
    if (!body.success) throw new Refusal(no('invalid'))
    const session = c.get('session')
    const name = body.data.name?.normalize('NFC') ?? null
    if (session) {
      if (name) await commands.run('person.rename', session.actor, { name })
      people.forget(session.actor.id)
      return c.json({ me: await meIn(db.read, name ? { ...session.actor, name } : session.actor, null) })
    }
    await limits.take('guest', null, c.get('network'))
    const started = await people.startGuest(name, c.get('lang'))
    setSession(c, config, started.token)
    return c.json({ me: await meIn(db.read, started.actor, null) })
  })
  api.post('/commands/:name', async c => {
    const name = c.req.param('name') as CommandName
    if (!Object.hasOwn(commandSchemas, name)) throw new Refusal(no('notFound'))
    const key = headerOf(c, 'idempotency-key')
    if (!key || !keyShape.test(key)) throw new Refusal(no('invalid', 'key'))
    const actor = actorOf(c)
    // A page that was drawn for one person never acts for the next one who signs in on its device.
    const meant = headerOf(c, 'parley-person')
    if (meant && actor && meant !== actor.id) throw new Refusal(no('signedOut', 'another'))
    await limits.take(limitOf(name), actor?.id ?? null, c.get('network'))
    const ran = await commands.run(name, actor, await jsonOf(c), key)
    if (name.startsWith('person.') && actor) people.forget(actor.id)
    if (ran.replayed) c.header('Idempotency-Replayed', 'true')
    return c.json({ seq: ran.seq, result: ran.result })
  })

  api.get('/consultations', async c => {
    const actor = actorOf(c)
    const at = now()
    const seen = (await listConsultations(db.read, {})).filter(x => x.publishedAt || isStaff(actor, x.id))
    return c.json({
      consultations: seen.map(x => ({
        id: x.id,
        slug: x.slug,
        title: x.title,
        lang: x.lang,
        state: stateAt(x, at),
        opensAt: x.opensAt,
        closesAt: x.closesAt,
        revision: x.revision,
        votes: x.votes,
        comments: x.comments,
        url: `/c/${x.slug}`,
      })),
    })
  })
  api.get('/consultations/:slug', async c => {
    const actor = actorOf(c)
    return c.json(
      await db.snapshot(async trx => loadView(trx, await needConsultation(trx, c.req.param('slug'), actor), actor, now())),
    )
  })
  api.get('/consultations/:slug/paragraphs/:id/comments', async c => {
    const asked = askedOf(c.req.query())
    const actor = actorOf(c)
    return c.json(
      await db.snapshot(async trx =>
        threadOf(trx, await needConsultation(trx, c.req.param('slug'), actor), c.req.param('id'), asked, actor),
      ),
    )
  })
  api.get('/consultations/:slug/comments/:id/replies', async c => {
    const asked = askedOf(c.req.query())
    const actor = actorOf(c)
    return c.json(
      await db.snapshot(async trx =>
        repliesOf(trx, await needConsultation(trx, c.req.param('slug'), actor), c.req.param('id'), asked, actor),
      ),
    )
  })
  api.get('/consultations/:slug/events', async c => {
    const after = Number(c.req.query('after') ?? 0)
    const limit = Number(c.req.query('limit') ?? 500)
    if (!Number.isInteger(after) || !Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new Refusal(no('invalid'))
    const actor = actorOf(c)
    return c.json(
      await db.snapshot(async trx => {
        const found = await needConsultation(trx, c.req.param('slug'), actor)
        if (maySee(actor, found)) throw new Refusal(no('notFound'))
        return newsFor(trx, found, actor, after, limit, now())
      }),
    )
  })
  return api
}

/** The JSON of a body; `empty` stands for none. */
async function jsonOf(c: Ctx, empty?: unknown): Promise<unknown> {
  const text = await bodyText(c)
  if (!text && empty !== undefined) return empty
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal(no('invalid'))
    throw error
  }
}
