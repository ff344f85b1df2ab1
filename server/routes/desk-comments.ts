// The moderation list: filters in the address, acts on one or on all that are ticked, and taking them back.

import { Hono } from 'hono'
import { listPicked } from '../../db/desk.ts'
import { reasons } from '../../shared/comment.ts'
import type { CommandName } from '../../shared/commands.schema.ts'
import { no, Refusal, refuseIf } from '../../shared/refusal.ts'
import { mayDo } from '../../shared/role.ts'
import { atMost, listedFor, queryOf, statesFor } from '../desk.ts'
import type { House } from '../house.ts'
import type { Ctx, Env } from '../http.ts'
import { commentsPage, type Did } from '../pages/desk-comments.ts'
import { askedIn, backOf, deskActs, doneIn, undone, withDone, withFields, type Drawing } from './desk-acts.ts'
import { needForm, type Fields } from './form-token.ts'

const acts = ['hide', 'restore', 'keep'] as const
type Act = (typeof acts)[number]
const isAct = (x: string | undefined): x is Act => acts.includes(x as Act)

/** Which act takes an act back. */
const inverse: Record<Act, CommandName> = { hide: 'comment.restore', restore: 'comment.hide', keep: 'comment.keep' }

export function deskCommentRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const { page, act, each } = deskActs(house)

  const didOf = (c: Ctx): Did | null => {
    const done = doneIn(c, ['did', 'of'])
    return done && isAct(done.did) ? { act: done.did, of: done.of.split('.') } : null
  }
  /** A form that comes back refused stands on the list it was sent from. */
  const draw =
    (c: Ctx, fields?: Fields) =>
    async ({ trx, ctx, found, actor, desk, message }: Drawing) => {
      const usual = desk.waits.waiting ? 'waiting' : 'all'
      const query = queryOf(fields ? askedIn(listOf(c, fields)) : c.req.query(), statesFor(desk.may), usual)
      return commentsPage(ctx, { desk, query, listed: await listedFor(trx, found, actor, query), did: didOf(c), message })
    }
  const listOf = (c: Ctx, fields: Fields): string => backOf(c, fields, `/c/${c.req.param('slug')}/desk/comments`)
  app.get('/c/:slug/desk/comments', async c => c.html(await page(c, undefined, draw(c))))

  /** Each with the reason it was hidden for, so that restoring can be taken back, too. */
  async function withReasons(consultation: string, ids: string[]): Promise<string[]> {
    const rows = await listPicked(house.db.read, consultation, ids)
    return rows.map(row => `${row.id}:${row.hiddenReason ?? 'other'}`)
  }

  async function perform(c: Ctx, name: Act, ids: string[], more: { reason?: string | undefined; note?: string | null }) {
    const fields = await needForm(c)
    return act(c, undefined, draw(c, fields), async (actor, found) => {
      refuseIf(mayDo(actor, 'comment.moderate', found.id))
      atMost(ids)
      if (name === 'hide' && !reasons.some(r => r === more.reason)) throw new Refusal(no('invalid'))
      const told = name === 'restore' ? await withReasons(found.id, ids) : ids
      const input = name === 'hide' ? more : {}
      const done = await each(
        actor,
        `comment.${name}`,
        ids.map(id => ({ id, ...input })),
        found.id,
      )
      const back = listOf(c, fields)
      const of = told.filter(x => done.includes(x.split(':')[0] ?? ''))
      return back.includes('/desk/comments') && of.length ? withDone(c, back, { did: name, of: of.join('.') }) : back
    })
  }
  for (const name of acts)
    app.post(`/c/:slug/desk/comments/:id/${name}`, async c => {
      const { reason, note } = await needForm(c)
      return perform(c, name, [c.req.param('id')], { reason, note: note || null })
    })

  app.post('/c/:slug/desk/comments/bulk', async c => {
    const fields = await needForm(c)
    const { act: name, reason } = fields
    const { id } = await c.req.parseBody({ all: true })
    const ids = [id].flat().filter(x => typeof x === 'string')
    if (name === 'answer')
      return act(c, undefined, draw(c, fields), async (_, found) => `/c/${found.slug}/desk/answers?ids=${atMost(ids).join('.')}`)
    if (!isAct(name)) throw new Refusal(no('invalid'))
    return perform(c, name, ids, { reason })
  })

  app.post('/c/:slug/desk/comments/undo', async c => {
    const fields = await needForm(c)
    const { act: name, of = '' } = fields
    if (!isAct(name)) throw new Refusal(no('invalid'))
    return act(c, undefined, draw(c, fields), async (actor, found) => {
      refuseIf(mayDo(actor, 'comment.moderate', found.id))
      const inputs = atMost(of.split('.').filter(Boolean)).map(each => {
        const [id = '', reason = 'other'] = each.split(':')
        return { id, ...(name === 'restore' && { reason }), ...(name === 'keep' && { seen: false }) }
      })
      await each(actor, inverse[name], inputs, found.id)
      return withFields(listOf(c, fields), undone)
    })
  })
  return app
}
