// Plain forms of those who take part: vote, comment, edit, withdraw, report; each answers 303 to its item, or the page with a sentence and what was typed.

import { Hono } from 'hono'
import { hash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { CommandName } from '../../shared/commands.schema.ts'
import { Refusal, refusals } from '../../shared/refusal.ts'
import type { Actor } from '../../shared/role.ts'
import { wordsOf } from '../../shared/words.ts'
import { getComment } from '../../db/comments.ts'
import type { Consultation } from '../../db/consultations.ts'
import type { House } from '../house.ts'
import { sentence, setSession, type Ctx, type Env } from '../http.ts'
import { guestPage } from '../pages/guest.ts'
import { needConsultation } from '../view.ts'
import { contextOf } from './context.ts'
import { checkFormToken, readForm, type Fields } from './form-token.ts'
import { drawReading } from './reading.ts'

interface Act {
  name: CommandName
  input: object
  /** Where to go when it is done. */
  done: string
  /** The unit ("whole" included) whose thread is shown when it is refused, and the item the sentence stands at. */
  unit: string
  at: string
  limited: 'vote' | 'comment' | 'report'
  key?: string
}

const PAUSE = 50
const TRIES = 40

export function formRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()

  /** Runs the act for the session's person, or for a guest who agreed to be one; a refusal is drawn where the act was. */
  async function perform(c: Ctx, found: Consultation, fields: Fields, act: Act): Promise<Response> {
    try {
      checkFormToken(c, fields['token'])
      const actor = await actorFor(c, fields)
      if (!actor) {
        const message = sentence(c.get('t'), new Refusal({ reason: 'signedOut' }), c.get('requestId'))
        const page = guestPage(contextOf(house, c), {
          action: c.req.path,
          fields,
          needsName: act.name === 'comment.post',
          slug: found.slug,
          message,
        })
        return c.html(String(await page), 401)
      }
      await house.limits.take(act.limited, actor.id, c.get('network'))
      await runOnce(act, actor)
      return c.redirect(act.done, 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const message = sentence(c.get('t') ?? wordsOf('en'), error, c.get('requestId'))
      if (error.reason === 'tooMany') c.header('Retry-After', String(error.detail['seconds'] ?? 10))
      const tried =
        act.name === 'vote.cast' ? ('vote' as const) : act.name === 'comment.post' ? ('comment' as const) : ('other' as const)
      const refused = {
        act: tried,
        at: act.at,
        message,
        text: fields['text'] ?? '',
        kind: fields['kind'] ?? null,
        key: fields['key'] ?? '',
      }
      const page = await drawReading(house, c, found, { unit: act.unit, refused })
      return c.html(page, refusals[error.reason])
    }
  }

  /** A form sent twice at once (a double click) waits for its first, and then gets the same answer. */
  async function runOnce(act: Act, actor: Actor, tries = 0): Promise<void> {
    try {
      await house.commands.run(act.name, actor, act.input, act.key)
    } catch (error) {
      const underWay = error instanceof Refusal && error.reason === 'conflict' && !error.why
      if (!underWay || tries >= TRIES) throw error
      await setTimeout(PAUSE)
      await runOnce(act, actor, tries + 1)
    }
  }

  async function actorFor(c: Ctx, fields: Fields): Promise<Actor | null> {
    const session = c.get('session')
    const name = fields['name']?.trim().slice(0, 80).normalize('NFC') || null
    if (session) {
      if (name && name !== session.actor.name) {
        await house.commands.run('person.rename', session.actor, { name })
        house.people.forget(session.actor.id)
        session.actor.name = name
      }
      return session.actor
    }
    if (fields['guest'] !== 'yes') return null
    await house.limits.take('guest', null, c.get('network'))
    const started = await house.people.startGuest(name, c.get('lang'))
    setSession(c, house.config, started.token)
    c.set('session', started)
    return started.actor
  }
  const consultation = (c: Ctx) => needConsultation(house.db.read, c.req.param('slug') ?? '', c.get('session')?.actor ?? null)

  /** The unit an item stands at: of a comment its place, of a wording itself. */
  async function unitOf(found: Consultation, item: string): Promise<string> {
    const comment = await getComment(house.db.read, { id: item, consultation: found.id })
    const place = comment?.placeId ?? item
    return place === found.wholeId ? 'whole' : place
  }
  const backTo = (found: Consultation, unit: string, item: string): string =>
    unit === item ? `/c/${found.slug}/paragraph/${item}#p-${item}` : `/c/${found.slug}/comment/${item}#c-${item}`

  app.post('/c/:slug/votes', async c => {
    const found = await consultation(c)
    const fields = await readForm(c)
    const item = fields['item'] ?? ''
    const unit = await unitOf(found, item)
    return perform(c, found, fields, {
      name: 'vote.cast',
      input: { consultation: found.id, item, value: fields['value'] || null },
      done: backTo(found, unit, item),
      unit,
      at: item,
      limited: 'vote',
    })
  })

  app.post('/c/:slug/comments', async c => {
    const found = await consultation(c)
    const fields = await readForm(c)
    const text = fields['text'] ?? ''
    const unit = fields['paragraph'] || 'whole'
    const replyTo = fields['replyTo'] || null
    const content = hash('sha256', [text, unit, replyTo ?? ''].join('\0'), 'base64url').slice(0, 24)
    const id = hash(
      'sha256',
      `${fields['key'] ?? ''} ${c.get('session')?.hash ?? c.get('requestId')} ${content}`,
      'base64url',
    ).slice(0, 32)
    return perform(c, found, fields, {
      name: 'comment.post',
      input: {
        consultation: found.id,
        id,
        paragraphId: unit,
        text,
        replyTo,
        kind: fields['kind'] || null,
        ...(fields['lang'] && { lang: fields['lang'] }),
      },
      done: `/c/${found.slug}/comment/${id}#c-${id}`,
      unit,
      at: replyTo ?? unit,
      limited: 'comment',
      ...(fields['key'] && { key: `${fields['key'].slice(0, 36)}.${content}` }),
    })
  })

  const onComment = (name: CommandName, limited: Act['limited'], input: (fields: Fields) => object) => async (c: Ctx) => {
    const found = await consultation(c)
    const fields = await readForm(c)
    const id = c.req.param('id') ?? ''
    return perform(c, found, fields, {
      name,
      input: { consultation: found.id, id, ...input(fields) },
      done: `/c/${found.slug}/comment/${id}#c-${id}`,
      unit: await unitOf(found, id),
      at: id,
      limited,
    })
  }
  app.post(
    '/c/:slug/comments/:id/edit',
    onComment('comment.edit', 'comment', f => ({ text: f['text'] ?? '' })),
  )
  app.post(
    '/c/:slug/comments/:id/withdraw',
    onComment('comment.withdraw', 'comment', () => ({})),
  )
  app.post(
    '/c/:slug/comments/:id/report',
    onComment('comment.report', 'report', f => ({ reason: f['reason'], note: f['note'] || null })),
  )
  return app
}
