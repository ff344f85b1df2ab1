// The answers desk: answers to one or many, seen first as the public will see them, used again, taken back.

import { Hono } from 'hono'
import { listAnswers } from '../../db/desk.ts'
import { getAnswer } from '../../db/comments.ts'
import { outcomes, type Outcome } from '../../shared/comment.ts'
import { refusals } from '../../shared/refusal.ts'
import { atMost, listedFor, queryOf } from '../desk.ts'
import type { House } from '../house.ts'
import type { Ctx, Env } from '../http.ts'
import { answerPreview, answersPage, states, type Written } from '../pages/desk-answers.ts'
import { contextOf } from './context.ts'
import { askedIn, backOf, deskActs, doneIn, undone, withDone, withFields, type Drawing } from './desk-acts.ts'
import { needForm, type Fields } from './form-token.ts'

const GIVEN = 30
/** As many as one command takes. */
const AT_ONCE = 500
const outcomeOf = (x: string | undefined): Outcome => outcomes.find(o => o === x) ?? 'noted'

export function deskAnswerRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const { need, page, act } = deskActs(house)

  /** The page with what was typed on it; a form that comes back refused asks for the list it stood on. */
  const draw =
    (c: Ctx, written: Written, preview = false, from?: string) =>
    async ({ trx, ctx, found, actor, desk, message }: Drawing) => {
      const asked = queryOf(from ? askedIn(from) : c.req.query(), states, 'unanswered')
      const first = await listedFor(trx, found, actor, asked)
      const missing = written.ids.some(id => !first.items.some(item => item.comment.id === id))
      // What was ticked further down than a page begins with is not lost: then the list is what was ticked.
      const query = missing && written.ids.length <= AT_ONCE ? { ...asked, ids: written.ids } : asked
      const [answer, n] = doneIn(c, ['did'])?.did.split(':') ?? []
      return answersPage(ctx, {
        desk,
        query,
        listed: query === asked ? first : await listedFor(trx, found, actor, query),
        written,
        given: distinct(await listAnswers(trx, { consultation: found.id, limit: GIVEN })),
        preview,
        did: answer ? { answer, n: Number(n) || 1 } : null,
        message,
      })
    }
  app.get('/c/:slug/desk/answers', async c => {
    const ids = (c.req.query('ids') ?? '').split('.').filter(Boolean)
    return c.html(await page(c, 'comment.answer', draw(c, { outcome: 'noted', text: '', ids })))
  })

  async function writtenIn(c: Ctx, fields: Fields): Promise<Written> {
    const { id } = await c.req.parseBody({ all: true })
    const ids = [...new Set([id].flat().filter(x => typeof x === 'string'))]
    return { outcome: outcomeOf(fields['outcome']), text: fields['text'] ?? '', ids }
  }
  app.post('/c/:slug/desk/answers', async c => {
    const fields = await needForm(c)
    const written = await writtenIn(c, fields)
    const { found } = await need(c, 'comment.answer')
    const usual = `/c/${found.slug}/desk/answers`
    const back = backOf(c, fields, usual)
    if (fields['do'] === 'preview') return c.html(await page(c, 'comment.answer', draw(c, written, true, back)))
    if (fields['do'] === 'reuse') {
      const given = await getAnswer(house.db.read, { id: fields['reuse'] ?? '', consultation: found.id })
      const taken = given ? { ...written, outcome: outcomeOf(given.outcome), text: given.text } : written
      return c.html(await page(c, 'comment.answer', draw(c, taken, true, back)))
    }
    if (!written.ids.length) {
      const message = c.get('t')('work.noneTicked')
      return c.html(await page(c, 'comment.answer', draw(c, written, false, back), message), refusals.invalid)
    }
    return act(c, 'comment.answer', draw(c, written, false, back), async actor => {
      const input = { consultation: found.id, ids: atMost(written.ids, AT_ONCE), outcome: fields['outcome'], text: written.text }
      const { result } = await house.commands.run('comment.answer', actor, input)
      const { answer } = result as { answer: string }
      return withDone(c, withFields(back, { ids: null }), { did: `${answer}:${written.ids.length}` })
    })
  })

  app.post('/c/:slug/desk/answers/undo', async c => {
    const fields = await needForm(c)
    const { found } = await need(c, 'comment.answer')
    const back = backOf(c, fields, `/c/${found.slug}/desk/answers`)
    return act(c, 'comment.answer', draw(c, { outcome: 'noted', text: '', ids: [] }, false, back), async actor => {
      await house.commands.run('comment.unanswer', actor, { consultation: found.id, answer: fields['answer'] })
      return withFields(back, undone)
    })
  })

  /** The piece of the page that shows an answer as the public will see it. */
  app.post('/c/:slug/desk/answers/preview', async c => {
    const fields = await needForm(c)
    const { found } = await need(c, 'comment.answer')
    const written = { outcome: outcomeOf(fields['outcome']), text: fields['text'] ?? '' }
    return c.html(String(await answerPreview(contextOf(house, c), written, found.closingZone ?? 'UTC')))
  })
  return app
}

/** The same words are offered once. */
function distinct<T extends { outcome: string; text: string }>(answers: T[]): T[] {
  return [...new Map(answers.toReversed().map(a => [`${a.outcome} ${a.text}`, a])).values()].toReversed()
}
